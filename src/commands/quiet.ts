import { sep } from 'node:path';
import { stampOf } from '../caches.ts';
import { displayPath } from '../files.ts';
import { commitOf } from '../git/repository.ts';
import type { Pack } from '../model/pack.ts';
import { keepQuiet } from '../quiet-commit.ts';
import { callsAmong, searchWords } from '../read/code/programs/prefilter.ts';
import { globMeaning } from '../tree.ts';
import type { Place } from './find-project.ts';
import type { CodeMemory } from './known-code.ts';
import { decidingFiles, type Project } from './project.ts';
import { isSettled, whenStarted } from './versions.ts';

/** What decides what a run of what is staged finds, beside the code and what that imports. */
export interface Deciding {
  /** How many files the registry has. */
  readonly registryFiles: number;
  /** Whether the registry includes others. */
  readonly includes: boolean;
  /** The files that say what is checked, and those that would if they were there. */
  readonly files: readonly string[];
}

/** What decides, as a project has it. */
export function decidingFor(project: Project): Deciding {
  const { registry, searched } = project;
  return {
    registryFiles: registry.files.length,
    includes: searched.length > 0,
    files: decidingFiles(project),
  };
}

/**
 * Takes note of what a run of what is staged knows of a project, so that a later one can tell by little whether a commit sends
 * nothing. What was changed a moment ago may change again unseen: then no note is taken.
 */
export function noteQuiet(
  { files, registryFiles, includes }: Deciding,
  { cwd, root, config, tree }: Place,
  pack: Pack,
  memory: CodeMemory,
): void {
  const { known } = memory;
  const commit = commitOf(root, 'HEAD');
  if (!tree.commit || !known || commit === undefined || sep !== '/') return;
  const isBelow = (file: string) => file.startsWith(`${root}/`);
  const isInGit = (file: string) => isBelow(file) && tree.objectOf?.(file) !== undefined;
  const stamped = new Set([...files, ...known.others.filter((file) => !isInGit(file))]);
  const stamps = [...stamped].map((file) => [file, stampOf(file)] as const);
  const began = whenStarted();
  if (stamps.some(([, stamp]) => stamp !== null && !isSettled(stamp, began))) return;
  const pathOf = (file: string) => displayPath(file, root);
  const meaning = ({ include, exclude }: Place['config']['code' | 'payloads']) => ({
    include: globMeaning(include),
    exclude: globMeaning(exclude),
  });
  keepQuiet(import.meta.filename, cwd, {
    root,
    commit,
    staged: tree.commit.staged,
    stamps,
    deciding: [...files, ...known.others].filter(isBelow).map(pathOf),
    code: meaning(config.code),
    payloads: meaning(config.payloads),
    words: [searchWords([...config.calls, ...pack.calls], pack.apis), callsAmong(known.names)].map(
      ({ source }) => source,
    ),
    registryFiles,
    includes,
  });
}
