import { createHash } from 'node:crypto';
import type { BaselineEntry } from '../model/baseline.ts';
import type { Finding } from '../model/finding.ts';
import { lineText, position } from '../model/text.ts';

/** What a baseline says of findings. */
export interface Judged {
  /** Findings that it does not hold. */
  readonly fresh: readonly Finding[];
  /** Entries for which there is no finding any more. */
  readonly stale: readonly BaselineEntry[];
}

/** Longer lines hold more than what is wrong in them. */
const longestLine = 500;

/** The entry that a finding becomes. `pathOf` gives its file's path from the baseline's folder. */
export function entryOf(finding: Finding, pathOf: (file: string) => string): BaselineEntry {
  const { ruleId, place, event, attribute, message } = finding;
  const { source, span } = place;
  const line = lineText(source, position(source, span.start).line) ?? '';
  const text =
    line.length > longestLine ? source.text.slice(span.start, span.end).slice(0, longestLine) : line;
  const key = JSON.stringify([ruleId, event, attribute, message, text.replace(/\s+/g, '')]);
  const fingerprint = createHash('sha256').update(key).digest('hex').slice(0, 24);
  return { fingerprint, file: pathOf(place.source.file), rule: ruleId, message };
}

/** The entries of findings, in an order that does not depend on lines. */
export function entriesOf(
  findings: readonly Finding[],
  pathOf: (file: string) => string,
): readonly BaselineEntry[] {
  const keyed = findings
    .map((finding) => entryOf(finding, pathOf))
    .map((entry) => ({ entry, key: keyOf(entry) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ entry }) => entry);
}

function keyOf({ file, rule, message, fingerprint }: BaselineEntry): string {
  return [file, rule, message, fingerprint].join('\u0000');
}

/**
 * Tells findings that a baseline holds from those that are new. Each entry stands for one finding: first for one of its file,
 * then, where `mayMove` allows it, for the same fault in another file.
 */
export function judge(
  findings: readonly Finding[],
  entries: readonly BaselineEntry[],
  pathOf: (file: string) => string,
  mayMove: (entry: BaselineEntry) => boolean,
): Judged {
  const held = new Map<string, BaselineEntry[]>();
  for (const entry of entries) {
    const alike = held.get(entry.fingerprint);
    if (alike) alike.push(entry);
    else held.set(entry.fingerprint, [entry]);
  }
  const take = (finding: Finding, fits: (entry: BaselineEntry, file: string) => boolean) => {
    const { fingerprint, file } = entryOf(finding, pathOf);
    const alike = held.get(fingerprint) ?? [];
    const at = alike.findIndex((entry) => fits(entry, file));
    if (at >= 0) alike.splice(at, 1);
    return at >= 0;
  };
  const strange = findings.filter((finding) => !take(finding, (entry, file) => entry.file === file));
  const fresh = strange.filter((finding) => !take(finding, mayMove));
  return { fresh, stale: [...held.values()].flat() };
}
