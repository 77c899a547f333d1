import { type AttributeType, attributeTypes } from '../model/attribute-type.ts';
import { InputError } from '../model/input-error.ts';
import type { Lock, LockEntry } from '../model/registry.ts';
import { place, type SourceText, sourceText } from '../model/text.ts';

const header = /^# eventlint lock (\d+)\b/;
const version = 1;
const name = '(?:[A-Za-z0-9_]+|"(?:[^"\\\\]|\\\\.)*")';
const line = new RegExp(
  `^(${name})\\.(${name}): (\\S+) since (\\d{4}-\\d{2}-\\d{2}) from (registry|code|payload)( at [0-9a-f]{7,64})?( removed)?$`,
);
const example = 'order_placed.quantity: number since 2026-01-10 from registry';

/**
 * Reads `event-registry.lock`; no text is an empty lock. Throws {@link InputError} at the line that is not one of a lock.
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

function readLine(source: SourceText, written: string, offset: number): LockEntry {
  const at = place(source, offset, offset + written.length);
  if (/^(<{7}|={7}|>{7}|\|{7})/.test(written))
    throw new InputError('The lock has a merge conflict.', {
      place: at,
      help: 'Keep the lines of both sides and drop the markers: every line stands for itself.',
    });
  const [, event = '', attribute = '', type = '', since = '', from = '', , removed] =
    line.exec(written) ?? [];
  if (event === '')
    throw new InputError('This is no line of a lock.', { place: at, help: `A line reads \`${example}\`.` });
  if (!isType(type))
    throw new InputError(`There is no attribute type \`${type}\`.`, {
      place: at,
      help: `Use one of ${attributeTypes.join(', ')}.`,
    });
  return {
    event: unquoted(event),
    attribute: unquoted(attribute),
    type,
    since,
    from,
    tombstone: removed !== undefined,
    at,
  };
}

function addEntry(lock: Map<string, Map<string, LockEntry>>, entry: LockEntry): void {
  const attributes = lock.get(entry.event) ?? new Map<string, LockEntry>();
  const first = attributes.get(entry.attribute);
  if (first && first.type !== entry.type)
    throw new InputError(
      `\`${entry.event}.${entry.attribute}\` is locked twice, to ${first.type} and to ${entry.type}.`,
      {
        place: entry.at,
        help: 'Keep the line with the earlier date.',
      },
    );
  attributes.set(entry.attribute, first ?? entry);
  lock.set(entry.event, attributes);
}

function isType(type: string): type is AttributeType {
  return (attributeTypes as readonly string[]).includes(type);
}

function unquoted(written: string): string {
  return written.startsWith('"') ? (JSON.parse(written) as string) : written;
}
