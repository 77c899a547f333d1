import { shownPath } from '../files.ts';
import type { EventUse } from '../model/event-use.ts';
import type { ReadingProblem } from '../model/finding.ts';
import type { Pack } from '../model/pack.ts';
import { sizeOfFile } from '../open-file.ts';
import type { PayloadItem } from '../read/payload/index.ts';
import { readStream } from '../read/payload/stream/index.ts';
import type { Place } from './find-project.ts';
import { warnWithoutScanner } from './payloads.ts';
import { missingPackages, readCodeFiles } from './read-sources.ts';
import type { SelectedFiles } from './selected-files.ts';
import type { World } from './world.ts';

/** What was looked at, and what could not be read of it. */
export interface UsesRead {
  readonly callSites: number;
  /** Payload entries that carry an event. */
  readonly entries: number;
  readonly problems: readonly ReadingProblem[];
}

/** Hands over everything that code and payloads send, as `check` sees it: call sites, then payload entries. */
export async function readUses(
  files: SelectedFiles,
  place: Place,
  pack: Pack,
  cache: boolean,
  world: World,
  add: (use: EventUse) => void,
): Promise<UsesRead> {
  const selection = {
    files: files.code,
    others: files.otherCode,
    named: files.named,
    given: [],
    progress: (parsed: number) => world.progress(() => ({ doing: `Reading code: ${parsed} files parsed` })),
  };
  const code = await readCodeFiles(selection, place, pack, cache ? world.version : undefined);
  for (const use of code.uses) add(use);
  const problems = [...code.problems];
  let entries = 0;
  warnWithoutScanner(files.payloads.map(sizeOfFile), world);
  for (const file of files.payloads) {
    const shown = shownPath(file, place.cwd);
    world.progress(() => ({ doing: `Reading ${shown}` }));
    const take = (item: PayloadItem) => {
      const use = item.kind === 'use' ? item.use : item.kind === 'entry' ? item.entry.use : undefined;
      if (item.kind === 'problem') problems.push(item.problem);
      if (!use) return;
      entries++;
      add(use);
    };
    const opened = place.tree.open(file);
    try {
      await readStream(shown, opened, { pack }, { take });
    } finally {
      opened.close();
    }
  }
  world.progress(undefined);
  const missing = missingPackages(code);
  if (missing) world.warn(missing);
  return { callSites: code.uses.length, entries, problems };
}

/** Says which files could not be read, and what follows from that. */
export function warnOfProblems(problems: readonly ReadingProblem[], effect: string, world: World): void {
  const unread = problems.filter(({ rule }) => rule === 'parse-error');
  if (unread.length === 0) return;
  const files = [...new Set(unread.map(({ place }) => place.source.file))];
  const named = files.slice(0, 5).join(', ');
  const more = files.length > 5 ? ` and ${files.length - 5} more` : '';
  world.warn(`Not all of ${named}${more} could be read, so ${effect}. \`eventlint check\` says why.`);
}
