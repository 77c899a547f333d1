import { type AttributeType, attributeTypes, isDateText } from '../model/attribute-type.ts';
import { InputError } from '../model/input-error.ts';
import type { Lock, LockEntry, LockOverride, LockSource } from '../model/registry.ts';
import { compareTexts, type Place, place, type SourceText, sourceText } from '../model/text.ts';

const header = /^# eventlint lock (\d+)\b/;
const version = 1;
const quoted = '"(?:[^"\\\\]|\\\\.)*"';
const name = `(?:[A-Za-z0-9_]+|${quoted})`;
const date = '\\d{4}-\\d{2}-\\d{2}';
const override = ` \\(was (\\S+) since (${date}): (${quoted})(?:, by (${quoted}))?\\)`;
const line = new RegExp(
  `^(${name})\\.(${name}): (\\S+) since (${date}) from (registry|code|payload)` +
    `(?: at ([0-9a-f]{7,64}))?( removed)?(?: (${date}))?((?:${override})*)$`,
);
const overrides = new RegExp(override, 'g');
const example = 'order_placed.quantity: number since 2026-01-10 from registry';

/**
 * Reads `event-registry.lock`; no text is an empty lock. Lines may stand in any order and doubled, as a merge that keeps the
 * lines of both sides leaves them. Throws {@link InputError} at the line that is not one of a lock, or contradicts another.
 */
export function readLock(file: string, text: string | undefined): Lock {
  const lock = new Map<string, Map<string, LockEntry>>();
  if (text === undefined) return lock;
  const source = sourceText(file, text);
  let offset = 0;
  for (const [index, raw] of text.split('\n').entries()) {
    const written = raw.replace(/\r$/, '');
    if (index === 0) readHeader(source, written);
    else if (written !== '' && !written.startsWith('#')) addEntry(lock, readLine(source, written, offset));
    offset += raw.length + 1;
  }
  return lock;
}

function readHeader(source: SourceText, written: string): void {
  const [, found] = header.exec(written) ?? [];
  const at = place(source, 0, written.length);
  if (isConflict(written)) throw conflict(at);
  if (found === undefined)
    throw new InputError('This is no lock: it does not begin with `# eventlint lock 1`.', {
      place: at,
      help: 'Restore the file from git; only `eventlint lock` writes it.',
    });
  if (Number(found) !== version)
    throw new InputError(`The lock has version ${found}; this eventlint reads version ${version}.`, {
      place: at,
      help: 'Use the eventlint that wrote it, or a newer one.',
    });
}

function isConflict(written: string): boolean {
  return /^(<{7}|={7}|>{7}|\|{7})/.test(written);
}

function conflict(at: Place): InputError {
  return new InputError('The lock has a merge conflict.', {
    place: at,
    help: 'Keep the lines of both sides and drop the markers: every line stands for itself.',
  });
}

function readLine(source: SourceText, written: string, offset: number): LockEntry {
  const at = place(source, offset, offset + written.length);
  if (isConflict(written)) throw conflict(at);
  const [, event, attribute, type = '', since = '', from, commit, removed, day, changes = ''] =
    line.exec(written) ?? [];
  if (event === undefined || attribute === undefined || (day !== undefined && removed === undefined))
    throw noLine(at);
  for (const each of [since, day]) if (each !== undefined && !isDateText(each)) throw noDate(each, at);
  return {
    event: unquoted(event, at),
    attribute: unquoted(attribute, at),
    type: typeOf(type, at),
    since,
    from: from as LockSource,
    commit,
    tombstone: removed !== undefined,
    removed: day,
    overrides: readOverrides(changes, at),
    at,
  };
}

function readOverrides(changes: string, at: Place): LockOverride[] {
  return [...changes.matchAll(overrides)].map(([, was = '', since = '', reason = '', by]) => {
    if (!isDateText(since)) throw noDate(since, at);
    return {
      was: typeOf(was, at),
      since,
      reason: unquoted(reason, at),
      by: by === undefined ? undefined : unquoted(by, at),
    };
  });
}

function noLine(at: Place): InputError {
  return new InputError('This is no line of a lock.', {
    place: at,
    help: `A line reads \`${example}\`. Restore the file from git; only \`eventlint lock\` writes it.`,
  });
}

function noDate(text: string, at: Place): InputError {
  return new InputError(`There is no day ${text}.`, {
    place: at,
    help: 'Restore the line from git; only `eventlint lock` writes the file.',
  });
}

function typeOf(text: string, at: Place): AttributeType {
  const type = attributeTypes.find((each) => each === text);
  if (type) return type;
  throw new InputError(`There is no attribute type \`${text}\`.`, {
    place: at,
    help: `Use one of ${attributeTypes.join(', ')}.`,
  });
}

function unquoted(written: string, at: Place): string {
  if (!written.startsWith('"')) return written;
  try {
    return JSON.parse(written) as string;
  } catch {
    throw noLine(at);
  }
}

function addEntry(lock: Map<string, Map<string, LockEntry>>, entry: LockEntry): void {
  const attributes = lock.get(entry.event) ?? new Map<string, LockEntry>();
  const first = attributes.get(entry.attribute);
  attributes.set(entry.attribute, first ? joined(first, entry) : entry);
  lock.set(entry.event, attributes);
}

/** What two lines for one attribute say together: the branches that were merged have both added it, or one has changed it. */
function joined(first: LockEntry, second: LockEntry): LockEntry {
  const [older, newer] = precedes(second, first) ? [second, first] : [first, second];
  if (older.type !== newer.type && !comesFrom(newer, older))
    throw new InputError(`\`${lockName(second)}\` is locked twice, to ${first.type} and to ${second.type}.`, {
      place: second.at,
      help: 'Keep the line of the type that was sent first, as a rule the one with the earlier date, and drop the other.',
    });
  const kept = comesFrom(newer, older) ? newer : older;
  const { tombstone, removed } = [kept, older, newer].find((each) => each.tombstone) ?? kept;
  const from = [older, newer].some((each) => each.from === 'registry') ? 'registry' : kept.from;
  return { ...kept, from, tombstone, removed };
}

/** Of two lines the one with the longer history is the later state; else the earlier date counts. */
function precedes(a: LockEntry, b: LockEntry): boolean {
  const [changesA, changesB] = [a.overrides?.length ?? 0, b.overrides?.length ?? 0];
  return changesA !== changesB ? changesA < changesB : a.since < b.since;
}

/** Whether a line's history goes back to another line. */
function comesFrom(newer: LockEntry, older: LockEntry): boolean {
  return (newer.overrides ?? []).some(({ was, since }) => was === older.type && since === older.since);
}

/** The text of a lock: a header, then a line for each attribute, sorted, with an empty line between events. */
export function lockText(lock: Lock): string {
  const groups = [...lock].sort(byKey).map(([, attributes]) =>
    [...attributes]
      .sort(byKey)
      .map(([, entry]) => lockLine(entry))
      .join('\n'),
  );
  const head = `# eventlint lock ${version}\n# Written by \`eventlint lock\`, never by hand: the type that each attribute has for good.`;
  return `${[head, ...groups].join('\n\n')}\n`;
}

/** One attribute's line. */
export function lockLine(entry: LockEntry): string {
  const { type, since, from, commit, tombstone, removed, overrides = [] } = entry;
  const parts = [`${lockName(entry)}: ${type} since ${since} from ${from}`];
  if (commit !== undefined) parts.push(`at ${commit}`);
  if (tombstone) parts.push(removed === undefined ? 'removed' : `removed ${removed}`);
  for (const { was, since: until, reason, by } of overrides) {
    const who = by === undefined ? '' : `, by ${JSON.stringify(by)}`;
    parts.push(`(was ${was} since ${until}: ${JSON.stringify(reason)}${who})`);
  }
  return parts.join(' ');
}

/** How a line and the command line name an attribute: `order_placed.quantity`, `"Order Placed".quantity`. */
export function lockName({ event, attribute }: Pick<LockEntry, 'event' | 'attribute'>): string {
  return `${written(event)}.${written(attribute)}`;
}

function written(text: string): string {
  return /^[A-Za-z0-9_]+$/.test(text) ? text : JSON.stringify(text);
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return compareTexts(a, b);
}
