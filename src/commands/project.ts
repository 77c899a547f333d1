import { dirname, join, resolve, sep } from 'node:path';
import { displayPath, findUpward, isNewer, kindOf, readText } from '../files.ts';
import type { Comment } from '../model/comment.ts';
import type { Config, TypeSource } from '../model/config.ts';
import type { ReadingProblem } from '../model/finding.ts';
import { InputError } from '../model/input-error.ts';
import type { Pack } from '../model/pack.ts';
import type { Lock, Registry } from '../model/registry.ts';
import { nearest } from '../nearest.ts';
import { readConfig } from '../read/config.ts';
import { readLock } from '../read/lock.ts';
import { type PackHost, readPack } from '../read/pack.ts';
import { type RegistryHost, readRegistry } from '../read/registry.ts';
import { fileMatcher, findFiles, type Tree, workTree } from '../tree.ts';
import { notRemembered, YamlMemory, type YamlTexts } from './yaml-memory.ts';

export const registryName = 'event-registry.yaml';
export const lockName = 'event-registry.lock';
export const configName = 'eventlint.yaml';
const defaultPack = 'notifyvisitors';

/** Where the package itself is installed: its packs stand there. */
export const packageFolder = dirname(findUpward('package.json', import.meta.dirname) as string);

/** What the command line says about which project is meant. */
export interface ProjectOptions {
  readonly registry?: string | undefined;
  readonly config?: string | undefined;
  /** Where attributes' types come from, whatever the configuration says. */
  readonly types?: TypeSource | undefined;
  /** Whether what texts say may be remembered for the next run, and recalled from the last: unless this is false. */
  readonly cache?: boolean | undefined;
}

/** A project's configuration and where it stands. */
export interface Place {
  readonly cwd: string;
  /** The registry's folder: what is searched without paths. */
  readonly root: string;
  readonly config: Config;
  /** Absolute path of the registry, if there is one. */
  readonly registryFile: string | undefined;
  /** Absolute path of the configuration, if there is one. */
  readonly configFile: string | undefined;
  /** Absolute path of the lock, whether it is there or not. */
  readonly lockFile: string;
  /** The project's files. */
  readonly tree: Tree;
  /** What the YAML among them says. */
  readonly yaml: YamlTexts;
}

/** Everything a check needs besides what it looks at. */
export interface Project extends Place {
  readonly registry: Registry;
  readonly pack: Pack;
  readonly lock: Lock;
  /** Absolute paths of the packs that are the project's own. */
  readonly packFiles: readonly string[];
  readonly problems: readonly ReadingProblem[];
  /** Those of the problems that leave open what is declared. */
  readonly unclear: readonly ReadingProblem[];
  readonly comments: readonly Comment[];
}

/**
 * Finds the configuration and the registry. `treeOf` says in which state the files below the project's root are looked at.
 * Throws {@link InputError} for named files that are missing or unreadable.
 */
export function findProject(
  cwd: string,
  options: ProjectOptions,
  knownRules: readonly string[],
  treeOf: (root: string) => Tree = workTree,
): Place {
  const yaml = yamlTexts(cwd, options);
  const configFile = options.config ? existing(resolve(cwd, options.config)) : findUpward(configName, cwd);
  const configured = (read: (file: string) => string | undefined) =>
    withTypes(
      readConfig(
        configFile && displayPath(configFile, cwd),
        configFile === undefined ? undefined : read(configFile),
        knownRules,
        yaml.parse,
      ),
      options.types,
    );
  const config = configured(readText);
  const registryFile = findRegistry(cwd, options, config, configFile);
  // A configuration that is named may stand anywhere: it says nothing of where the project is.
  const root = dirname(registryFile ?? (options.config ? undefined : configFile) ?? join(cwd, registryName));
  const place = { cwd, root, config, registryFile, configFile, lockFile: join(root, lockName), yaml };
  return inTree(place, treeOf(root), configured);
}

/**
 * Where a project stands that has no registry yet: as {@link findProject} finds it once there is one. The registry's file is
 * the one that is to be; it is not there. Throws {@link InputError} where there is a registry already.
 */
export function findNewProject(
  cwd: string,
  options: ProjectOptions,
  knownRules: readonly string[],
): Place & { readonly registryFile: string } {
  const yaml = yamlTexts(cwd, options);
  const configFile = options.config ? existing(resolve(cwd, options.config)) : findUpward(configName, cwd);
  const config = withTypes(
    readConfig(
      configFile && displayPath(configFile, cwd),
      configFile === undefined ? undefined : readText(configFile),
      knownRules,
      yaml.parse,
    ),
    options.types,
  );
  const configured =
    config.registry === undefined || configFile === undefined
      ? undefined
      : resolve(dirname(configFile), config.registry);
  const beside = options.config || configFile === undefined ? cwd : dirname(configFile);
  const wanted = options.registry === undefined ? undefined : resolve(cwd, options.registry);
  const file = wanted ?? configured ?? join(beside, registryName);
  const there = [file, ...(wanted === undefined ? [findUpward(registryName, cwd)] : [])].find(
    (each) => each !== undefined && kindOf(each) !== 'missing',
  );
  if (there !== undefined)
    throw new InputError(`There is ${displayPath(there, cwd)} already; it is not overwritten.`, {
      help: 'See what a new one would hold with --dry-run and --registry <another file>, or move the old one away first.',
    });
  const root = dirname(file);
  if (kindOf(root) !== 'folder')
    throw new InputError(`There is no folder ${displayPath(root, cwd)}.`, {
      help: 'Make it, or check --registry.',
    });
  const lockFile = join(root, lockName);
  return { cwd, root, config, registryFile: file, configFile, lockFile, tree: workTree(), yaml };
}

function yamlTexts(cwd: string, { cache }: ProjectOptions): YamlTexts {
  return cache === false ? notRemembered : new YamlMemory(cwd);
}

/** The configuration with what is said more strongly than in it of where types come from. */
export function withTypes(config: Config, types: TypeSource | undefined): Config {
  return types === undefined ? config : { ...config, code: { ...config.code, types } };
}

/** The same project in another state of its files. */
export function projectIn(place: Place, tree: Tree, knownRules: readonly string[]): Place {
  return inTree(place, tree, (read) =>
    readConfig(
      place.configFile && displayPath(place.configFile, place.cwd),
      place.configFile === undefined ? undefined : read(place.configFile),
      knownRules,
      place.yaml.parse,
    ),
  );
}

function inTree(
  place: Omit<Place, 'tree'>,
  tree: Tree,
  configured: (read: (file: string) => string | undefined) => Config,
): Place {
  const isOther = place.configFile !== undefined && tree.differs.has(place.configFile);
  return { ...place, tree, config: isOther ? configured((file) => tree.readText(file)) : place.config };
}

/** Reads the registry, its packs and its lock. Throws {@link InputError} when one is missing or unreadable. */
export function openProject(place: Place): Project {
  const { cwd, root, lockFile, tree } = place;
  const registryFile = requireRegistry(place);
  const { registry, problems, unclear, comments, pack, packAt } = readRegistry(
    displayPath(registryFile, cwd),
    registryHost(tree, cwd, place.yaml),
  );
  const lock = readLock(displayPath(lockFile, cwd), tree.readText(lockFile));
  const packs = pack.length > 0 ? pack : [defaultPack];
  const packFiles = packs.filter(isOwnPack).map((name) => resolve(root, name));
  const loaded = loadPack(packs, place, pack.length > 0 ? packAt : undefined);
  place.yaml.keep();
  return { ...place, registry, problems, unclear, comments, lock, packFiles, pack: loaded };
}

/** What reading a registry needs of a tree. */
export function registryHost(tree: Tree, cwd: string, { parse }: YamlTexts = notRemembered): RegistryHost {
  return {
    parse,
    read: (file) => tree.readText(resolve(cwd, file)),
    glob: (patterns, folder) =>
      tree.glob(patterns, resolve(cwd, folder)).map((file) => displayPath(resolve(cwd, folder, file), cwd)),
  };
}

/** The registry's files, those that it includes among them, as reports show them. */
export function registryFiles(place: Place): readonly string[] {
  const file = displayPath(requireRegistry(place), place.cwd);
  return readRegistry(file, registryHost(place.tree, place.cwd)).registry.files;
}

function requireRegistry({ registryFile, cwd, tree }: Place): string {
  if (registryFile === undefined)
    throw new InputError(`There is no ${registryName} here or in any folder above.`, {
      help: 'Write a first one with `eventlint init`, or name it with --registry.',
    });
  if (!tree.exists(registryFile) && readText(registryFile) !== undefined)
    throw new InputError(`${displayPath(registryFile, cwd)} is not staged, nor committed.`, {
      help: 'Add it with `git add`: what is staged is checked against the registry that is staged.',
    });
  return registryFile;
}

/** Throws {@link InputError} for a registry that cannot be understood as a whole. `then` says what was left as it was. */
export function requireSound({ problems }: Project, then: string): void {
  const [first] = problems;
  if (!first) return;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more in the registry)` : '';
  throw new InputError(`${first.message}${more}`, {
    place: first.place,
    help: `Mend the registry first; \`eventlint check\` lists what is wrong. ${then}`,
  });
}

/** The default pack, or one of another name, for commands that need no registry. */
export function openPack(place: Place, name = defaultPack): Pack {
  return loadPack([name], place);
}

/** The files that a run is asked about, by absolute path and sorted, with the project's other code. */
export interface SelectedFiles {
  readonly code: readonly string[];
  readonly payloads: readonly string[];
  /** Files that were named outright: they are checked whatever the globs say, and whatever they look like. */
  readonly named: ReadonlySet<string>;
  /** Code that is not asked about, but whose functions the code that is may call. */
  readonly otherCode: readonly string[];
}

/** No files but the project's: what comes in on standard input is looked at beside them. */
export function onlyOthers(place: Place): SelectedFiles {
  return {
    code: [],
    payloads: [],
    named: new Set(),
    otherCode: findFiles(place.tree, place.root, place.root, place.config.code),
  };
}

/** The project's files, or those that `paths` name or that are below the folders among them. */
export function selectFiles(place: Place & Partial<Project>, paths: readonly string[]): SelectedFiles {
  const { root, config, cwd, tree } = place;
  const settings = settingsOf(place);
  const below = (folder: string) => ({
    code: findFiles(tree, folder, root, config.code),
    payloads: findFiles(tree, folder, root, config.payloads),
  });
  if (paths.length === 0) return { ...below(root), named: new Set(), otherCode: [] };
  const code = new Set<string>();
  const payloads = new Set<string>();
  const named = new Set<string>();
  for (const path of paths) {
    const file = resolve(cwd, path);
    const kind = kindOf(file);
    if (kind === 'missing')
      throw new InputError(`There is no file or folder ${path}.`, { help: helpForMissing(path) });
    // They are read in any case, and are neither code nor payloads.
    if (settings.has(file)) continue;
    if (kind === 'file') {
      named.add(file);
      (isCode(file) ? code : payloads).add(file);
      continue;
    }
    const found = below(file);
    if (found.code.length + found.payloads.length === 0)
      throw new InputError(`${path} holds no code and no payloads.`, {
        help: 'Name a file outright, or widen `code.include` or `payloads.include` in eventlint.yaml.',
      });
    for (const each of found.code) code.add(each);
    for (const each of found.payloads) payloads.add(each);
  }
  const others =
    code.size === 0 ? [] : findFiles(tree, root, root, config.code).filter((file) => !code.has(file));
  return { code: [...code].sort(), payloads: [...payloads].sort(), named, otherCode: others };
}

/** Whether git was told not to check out some of the project's code. */
export function leavesCodeOut({ tree, root, config }: Place): boolean {
  const files = tree.list(root).filter((file) => tree.isLeftOut?.(file));
  return files.length > 0 && files.map((file) => displayPath(file, root)).some(fileMatcher(config.code));
}

/** The files that say what is checked, and against what. */
function settingsOf({
  cwd,
  registryFile,
  configFile,
  lockFile,
  registry,
  packFiles,
}: Place & Partial<Project>) {
  const declared = registry?.files.map((file) => resolve(cwd, file)) ?? [];
  return new Set([registryFile, configFile, lockFile, ...declared, ...(packFiles ?? [])]);
}

/** A path that is nothing may be a command that is misspelt: `check` is the command where none is given. */
function helpForMissing(path: string): string {
  const near = nearest(path, [
    'check',
    'extract',
    'explain',
    'init',
    'lock',
    'diff',
    'changelog',
    'fmt',
    'generate',
    'audit',
  ]);
  return near
    ? `Did you mean \`eventlint ${near}\`?`
    : 'Check the path; paths are relative to the working directory.';
}

/** Whether a file named outright is code, by its extension. */
export function isCode(file: string): boolean {
  return /\.([mc]?[jt]s|[jt]sx|vue|svelte|astro|html?)$/i.test(file);
}

function findRegistry(
  cwd: string,
  options: ProjectOptions,
  config: Config,
  configFile: string | undefined,
): string | undefined {
  if (options.registry) return existing(resolve(cwd, options.registry));
  const nearestRegistry = findUpward(registryName, cwd);
  if (!config.registry || !configFile) return nearestRegistry;
  // A registry nearer than the configuration is one that it does not know of: a package of a monorepo.
  if (nearestRegistry && dirname(nearestRegistry).startsWith(dirname(configFile) + sep))
    return nearestRegistry;
  const configured = resolve(dirname(configFile), config.registry);
  if (kindOf(configured) === 'file') return configured;
  throw new InputError(`There is no registry ${displayPath(configured, cwd)}.`, {
    place: config.registryAt?.(),
    help: 'Correct `registry`, a path from the folder of this file, or write a first one with `eventlint init`.',
  });
}

function existing(file: string): string {
  if (kindOf(file) === 'file') return file;
  throw new InputError(`There is no file ${file}.`, {
    help: 'Check --registry and --config.',
  });
}

/** Whether a pack's name is a path to one's own. */
function isOwnPack(name: string): boolean {
  return /[/\\]|\.ya?ml$/.test(name);
}

/** A pack's name is a file of the package's `packs/`, or a path from the registry's folder. */
function loadPack(names: readonly string[], { root, cwd, tree, yaml }: Place, at?: PackHost['at']): Pack {
  return readPack(names, {
    parse: yaml.parse,
    at,
    readPack: (name) => {
      const own = isOwnPack(name);
      const file = own ? resolve(root, name) : join(packageFolder, 'packs', `${name}.yaml`);
      const text = own
        ? tree.readText(file)
        : readBuilt(file, join(packageFolder, 'dist/packs', `${name}.json`));
      return text === undefined
        ? undefined
        : { file: own ? displayPath(file, cwd) : `packs/${name}.yaml`, text, bundled: !own };
    },
  });
}

/** What a build made of a file, unless the file has changed since. */
function readBuilt(file: string, built: string): string | undefined {
  return isNewer(file, built) ? readText(file) : readText(built);
}
