import { dirname, join, resolve, sep } from 'node:path';
import { displayPath, findUpward, kindOf, readText } from '../files.ts';
import type { Config, TypeSource } from '../model/config.ts';
import { InputError } from '../model/input-error.ts';
import { readConfig } from '../read/config.ts';
import { type Tree, workTree } from '../tree.ts';
import { notRemembered, YamlMemory, type YamlTexts } from './yaml-memory.ts';

export const registryName = 'event-registry.yaml';
export const lockName = 'event-registry.lock';
export const configName = 'eventlint.yaml';
export const baselineName = '.eventlint-baseline.json';

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
  /** The configuration as its file says it in some state, with what is said more strongly on the command line. */
  readonly configured: (read: (file: string) => string | undefined) => Config;
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
  const settings = settingsOf(cwd, options, knownRules);
  const { config, configFile } = settings;
  const registryFile = findRegistry(cwd, options, config, configFile);
  // A configuration that is named may stand anywhere: it says nothing of where the project is.
  const root = dirname(registryFile ?? (options.config ? undefined : configFile) ?? join(cwd, registryName));
  const place = { ...settings, cwd, root, registryFile, lockFile: join(root, lockName) };
  return placeIn(place, treeOf(root));
}

/** The configuration that holds in a folder, and how its text is read. */
function settingsOf(cwd: string, options: ProjectOptions, knownRules: readonly string[]) {
  const yaml = options.cache === false ? notRemembered : new YamlMemory(cwd);
  const configFile = options.config ? existing(resolve(cwd, options.config)) : findUpward(configName, cwd);
  const configured: Place['configured'] = (read) => {
    const shown = configFile && displayPath(configFile, cwd);
    const text = configFile === undefined ? undefined : read(configFile);
    return withTypes(readConfig(shown, text, knownRules, yaml.parse), options.types);
  };
  return { yaml, configFile, configured, config: configured(readText) };
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
  const settings = settingsOf(cwd, options, knownRules);
  const { config, configFile } = settings;
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
  return { ...settings, cwd, root, registryFile: file, lockFile, tree: workTree() };
}

/** The configuration with what is said more strongly than in it of where types come from. */
export function withTypes(config: Config, types: TypeSource | undefined): Config {
  return types === undefined ? config : { ...config, code: { ...config.code, types } };
}

/** A project in a state of its files. */
export function placeIn(place: Omit<Place, 'tree'>, tree: Tree): Place {
  const isOther = place.configFile !== undefined && tree.differs.has(place.configFile);
  const config = isOther ? place.configured((file) => tree.readText(file)) : place.config;
  return { ...place, tree, config };
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
