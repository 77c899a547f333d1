import { dirname, join, resolve } from 'node:path';
import { displayPath, kindOf, readText, writeAtomically } from '../files.ts';
import { entriesOf, judge } from '../lint/baseline.ts';
import type { BaselineEntry } from '../model/baseline.ts';
import type { Finding } from '../model/finding.ts';
import { InputError } from '../model/input-error.ts';
import { counted } from '../model/name.ts';
import { baselineText, readBaseline } from '../read/baseline.ts';
import { baselineName } from './find-project.ts';
import type { Project } from './project.ts';
import type { World } from './world.ts';

/** What the command line says about the baseline. */
export interface BaselineOptions {
  readonly baseline?: string | undefined;
  readonly updateBaseline?: boolean | undefined;
}

/**
 * Takes away the findings that the project's baseline holds, and says which of its entries are stale; with
 * `--update-baseline`, writes it anew. Throws {@link InputError} for a baseline that is named and missing, or broken.
 */
export function withoutBaseline(
  findings: readonly Finding[],
  options: BaselineOptions,
  project: Project,
  whole: boolean,
  world: World,
): readonly Finding[] {
  const { cwd, root, tree } = project;
  const file = options.baseline === undefined ? join(root, baselineName) : resolve(cwd, options.baseline);
  const shown = displayPath(file, cwd);
  const text = readText(file);
  if (text === undefined && options.baseline !== undefined && !options.updateBaseline)
    throw new InputError(`There is no baseline ${shown}.`, {
      help: 'Check the path, or write it with --update-baseline.',
    });
  if (text === undefined && !options.updateBaseline) return findings;
  const entries = text === undefined ? [] : readBaseline(shown, text);
  const pathOf = (path: string) => displayPath(resolve(cwd, path), dirname(file));
  const mayMove = (entry: BaselineEntry) => whole || !tree.exists(resolve(dirname(file), entry.file));
  const open = findings.filter(({ suppressed }) => !suppressed);
  const { fresh, stale } = judge(open, entries, pathOf, mayMove);
  if (options.updateBaseline) return updated(file, shown, { open, fresh, stale, pathOf, findings }, world);
  if (whole && stale.length > 0) world.warn(staleText(shown, stale));
  const isFresh = new Set(fresh);
  return findings.filter((finding) => finding.suppressed || isFresh.has(finding));
}

interface Update {
  readonly findings: readonly Finding[];
  readonly open: readonly Finding[];
  readonly fresh: readonly Finding[];
  readonly stale: readonly BaselineEntry[];
  readonly pathOf: (file: string) => string;
}

function updated(
  file: string,
  shown: string,
  { findings, open, fresh, stale, pathOf }: Update,
  world: World,
): readonly Finding[] {
  const isFresh = new Set(fresh);
  // What is accepted is decided by people: an unattended run only drops what is gone.
  const kept = world.isUnattended ? open.filter((finding) => !isFresh.has(finding)) : open;
  if (kindOf(file) !== 'missing' || kept.length > 0)
    writeAtomically(file, baselineText(entriesOf(kept, pathOf)));
  const added = world.isUnattended ? 0 : fresh.length;
  world.warn(
    `${shown} holds ${counted(kept.length, 'finding')}: ${added} added, ${stale.length} dropped.${
      world.isUnattended && fresh.length > 0
        ? ` ${counted(fresh.length, 'finding')} not added, because CI is set: run it where somebody sees what is accepted.`
        : ''
    }`,
  );
  return findings.filter((finding) => finding.suppressed || (world.isUnattended && isFresh.has(finding)));
}

function staleText(shown: string, stale: readonly BaselineEntry[]): string {
  const some = stale.slice(0, 5).map(({ file, rule, message }) => `  ${file}: ${message} (${rule})`);
  const more = stale.length > some.length ? [`  and ${stale.length - some.length} more`] : [];
  const head = `${counted(stale.length, 'entry', 'entries')} of ${shown} ${stale.length === 1 ? 'is' : 'are'} stale: what ${stale.length === 1 ? 'it holds' : 'they hold'} was mended. Drop ${stale.length === 1 ? 'it' : 'them'} with --update-baseline.`;
  return [head, ...some, ...more].join('\n');
}
