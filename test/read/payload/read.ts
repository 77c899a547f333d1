import { type Place, position } from '../../../src/model/text.ts';
import { type PayloadItem, readPayload } from '../../../src/read/payload/index.ts';
import { testPack } from './test-pack.ts';

/** Everything that a payload holds. */
export function read(content: string | Uint8Array, file = 'p.json'): PayloadItem[] {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return [...readPayload(file, bytes, { pack: testPack })];
}

/** Items in short: `events[2]` is a request with two entries, `events:signed_up` an entry. Problems are left out. */
export function outline(items: readonly PayloadItem[]): string[] {
  return items.flatMap((item) => {
    if (item.kind === 'request') return `${item.request.api.id}[${item.request.size}]`;
    if (item.kind === 'entry') return `${item.entry.api.id}:${item.entry.use?.names.join() ?? '-'}`;
    return [];
  });
}

/** Problems in short: `payload-schema 1:3 message`. */
export function problems(items: readonly PayloadItem[]): string[] {
  return items.flatMap((item) =>
    item.kind === 'problem'
      ? `${item.problem.rule} ${lineColumn(item.problem.place)} ${item.problem.message}`
      : [],
  );
}

export function lineColumn({ source, span }: Place): string {
  const { line, column } = position(source, span.start);
  return `${line}:${column}`;
}

/** The text of a place. */
export function textOf({ source, span }: Place): string {
  return source.text.slice(span.start, span.end);
}
