import { join } from 'node:path';
import { displayPath, kindOf } from '../files.ts';
import { changedLines, type Lines } from '../git/lines.ts';
import { commitOf, forkPoint, requireRepository } from '../git/repository.ts';
import { untrackedFiles } from '../git/state.ts';
import { entriesOf, judge } from '../lint/baseline.ts';
import type { Finding } from '../model/finding.ts';
import { InputError } from '../model/input-error.ts';
import { position } from '../model/text.ts';
import { fileMatcher, treeAt } from '../tree.ts';
import { type Place, placeIn } from './find-project.ts';
import type { Project } from './project.ts';
import { onlyOthers, type SelectedFiles, selectFiles } from './selected-files.ts';

/** Which findings of a run a change is answerable for. */
export interface Change {
  readonly files: SelectedFiles;
  /** Whether the run looks at the whole project. */
  readonly whole: boolean;
  /** Whether a finding stands where something was changed. */
  readonly isAt: (finding: Finding) => boolean;
  /** The commit with which the other findings are compared; undefined where they are none of the change's. */
  readonly base: string | undefined;
}

/** What the next commit changes: the findings in its files, and those that its registry, lock or configuration bring elsewhere. */
export function stagedChange(project: Project): Change {
  const { root, config, cwd, tree } = project;
  const { changed, deleted } = tree.commit ?? { changed: [], deleted: [] };
  const inside = new Set(changed.map((file) => displayPath(file, cwd)));
  const isAt = ({ place }: Finding) => inside.has(place.source.file);
  if ([...changed, ...deleted].some((file) => decidesElsewhere(project, file)))
    return { files: selectFiles(project, []), whole: true, isAt, base: commitOf(root, 'HEAD') };
  const chosen = (globs: Place['config']['payloads']) => {
    const matches = fileMatcher(globs);
    return changed.filter((file) => matches(displayPath(file, root)) && kindOf(file) !== 'folder').sort();
  };
  const [code, payloads] = [chosen(config.code), chosen(config.payloads)];
  const asked = new Set(code);
  const isCode = fileMatcher(config.code);
  let others: readonly string[] | undefined;
  const files: SelectedFiles = {
    code,
    payloads,
    named: new Set<string>(),
    // Most commits can be judged without them.
    get otherCode() {
      others ??= onlyOthers(project).otherCode.filter((file) => !asked.has(file));
      return others;
    },
    isOtherCode: (file: string) =>
      !asked.has(file) &&
      (tree.objectOf?.(file) === undefined
        ? files.otherCode.includes(file)
        : isCode(displayPath(file, root))),
  };
  return { files, whole: false, isAt, base: undefined };
}

/** What changed since a commit: the findings on changed lines, and those that were not there before. */
export function changeSince(project: Project, name: string): Change {
  const { root, cwd } = project;
  requireRepository(root, '--since');
  const base = forkPoint(root, name);
  const shown = (file: string) => displayPath(join(root, file), cwd);
  const lines = new Map<string, readonly Lines[]>(
    [...changedLines(root, base)].map(([file, changed]) => [shown(file), changed]),
  );
  for (const file of untrackedFiles(root)) lines.set(shown(file), [{ from: 1, to: Infinity }]);
  const isAt = ({ place: { source, span } }: Finding) => {
    const [first, last] = [position(source, span.start).line, position(source, span.end).line];
    return (lines.get(source.file) ?? []).some(({ from, to }) => first <= to && last >= from);
  };
  return { files: selectFiles(project, []), whole: true, isAt, base };
}

/** Whether what a file says decides what is found in others. */
function decidesElsewhere(
  { registry, cwd, lockFile, configFile, packFiles }: Project,
  file: string,
): boolean {
  const isRegistry = registry.files.includes(displayPath(file, cwd));
  return isRegistry || file === lockFile || file === configFile || packFiles.includes(file);
}

/**
 * The findings that a change is answerable for. `lintAt` lints the project as it was; where that cannot be done, all findings
 * are the change's, and `warn` is told why.
 */
export async function findingsOf(
  change: Change,
  findings: readonly Finding[],
  place: Place,
  lintAt: (place: Place) => Promise<readonly Finding[]>,
  warn: (line: string) => void,
): Promise<readonly Finding[]> {
  const others = findings.filter((finding) => !change.isAt(finding) && !finding.suppressed);
  if (others.length === 0 || change.base === undefined) return findings.filter(change.isAt);
  const before = placeIn(place, treeAt(place.root, change.base));
  const found = await findingsBefore(before, lintAt, warn);
  if (found === 'none') return findings.filter(change.isAt);
  if (found === 'unknown') return findings;
  const pathOf = (file: string) => file;
  const { fresh } = judge(others, entriesOf(found, pathOf), pathOf, () => true);
  const isNew = new Set(fresh);
  return findings.filter((finding) => change.isAt(finding) || isNew.has(finding));
}

async function findingsBefore(
  before: Place,
  lintAt: (place: Place) => Promise<readonly Finding[]>,
  warn: (line: string) => void,
): Promise<readonly Finding[] | 'none' | 'unknown'> {
  // Without a registry there was nothing that could have been broken.
  if (before.registryFile === undefined || !before.tree.exists(before.registryFile)) return 'none';
  try {
    return await lintAt(before);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    warn(`The registry as it was cannot be read, so all findings are shown: ${error.message}`);
    return 'unknown';
  }
}
