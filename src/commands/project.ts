import { dirname, join, resolve } from 'node:path';
import { displayPath, readText } from '../files.ts';
import { boundYoung } from '../heap.ts';
import type { Comment } from '../model/comment.ts';
import type { ReadingProblem } from '../model/finding.ts';
import { InputError } from '../model/input-error.ts';
import type { Pack } from '../model/pack.ts';
import type { Lock, Registry } from '../model/registry.ts';
import { readLock } from '../read/lock.ts';
import { type RegistryHost, readRegistry } from '../read/registry.ts';
import type { Tree } from '../tree.ts';
import { checkerFile } from './compiler.ts';
import { baselineName, configName, type Place, registryName } from './find-project.ts';
import { defaultPack, filesOfPack, isOwnPack, loadPack } from './packs.ts';
import { notRemembered, type YamlTexts } from './yaml-memory.ts';

/** Everything a check needs besides what it looks at. */
export interface Project extends Place {
  readonly registry: Registry;
  readonly pack: Pack;
  readonly lock: Lock;
  /** What its packs are called. */
  readonly packNames: readonly string[];
  /** Absolute paths of the packs that are the project's own. */
  readonly packFiles: readonly string[];
  readonly problems: readonly ReadingProblem[];
  /** Those of the problems that leave open what is declared. */
  readonly unclear: readonly ReadingProblem[];
  readonly comments: readonly Comment[];
  /** The patterns by which files of the registry were looked for, each with the folder that it is from. */
  readonly searched: readonly { readonly pattern: string; readonly from: string }[];
}

/** Reading so many characters of a registry makes many times as much of them. */
const longText = 1 << 17;

/** Reads the registry, its packs and its lock. Throws {@link InputError} when one is missing or unreadable. */
export function openProject(place: Place): Project {
  const { cwd, root, lockFile, tree } = place;
  const registryFile = requireRegistry(place);
  const searched: { pattern: string; from: string }[] = [];
  const host = registryHost(tree, cwd, place.yaml);
  const {
    registry,
    problems,
    unclear,
    comments,
    pack: names,
    packAt,
  } = readRegistry(displayPath(registryFile, cwd), {
    ...host,
    read: (file) => {
      const text = host.read(file);
      if (text !== undefined && text.length > longText) boundYoung();
      return text;
    },
    glob: (patterns, folder) => {
      searched.push(...patterns.map((pattern) => ({ pattern, from: resolve(cwd, folder) })));
      return host.glob(patterns, folder);
    },
  });
  const lock = readLock(displayPath(lockFile, cwd), tree.readText(lockFile));
  const packNames = names.length > 0 ? names : [defaultPack];
  const packFiles = packNames.filter(isOwnPack).map((name) => resolve(root, name));
  const read = { registry, problems, unclear, comments, searched, lock, packNames, packFiles };
  const pack = loadPack(packNames, place, names.length > 0 ? packAt : undefined);
  place.yaml.keep();
  return { ...place, ...read, pack };
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

/** The files that say what is checked, and those that would if they were there. */
export function decidingFiles(place: Place & Partial<Project>): string[] {
  const {
    cwd,
    root,
    registryFile,
    configFile,
    lockFile,
    registry,
    config,
    packNames = [defaultPack],
  } = place;
  const folders = [cwd];
  for (let at = cwd; dirname(at) !== at; at = dirname(at)) folders.push(dirname(at));
  return [
    ...(registry?.files ?? []).map((file) => resolve(cwd, file)),
    ...[registryFile, configFile].filter((file) => file !== undefined),
    ...[lockFile, join(root, baselineName), ...packNames.flatMap((name) => filesOfPack(name, root))],
    ...folders.flatMap((folder) => [join(folder, configName), join(folder, registryName)]),
    ...(config.code.types === 'checker' ? [checkerFile()] : []),
  ];
}
