import { type Place, position } from '../../../src/model/text.ts';
import { openPayload, type PayloadItem, readPayload } from '../../../src/read/payload/index.ts';
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

/** Everything of a payload in lines, with the exact text of each place: what is seen and what is said, in order. */
export async function tell(content: string | Uint8Array, file: string, form?: string): Promise<string[]> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const lines: string[] = [];
  const recognised = (name: string) => void lines.push(`form: ${name}`);
  const at = (place: Place) => `${lineColumn(place)} ⟨${textOf(place)}⟩`;
  for await (const item of openPayload(file, bytes, { pack: testPack, form, recognised })) {
    if (item.kind === 'problem') {
      const { rule, severity, place, message, related = [] } = item.problem;
      lines.push(`${rule}${severity ? ` (${severity})` : ''} ${at(place)} ${message}`);
      for (const one of related) lines.push(`  see ${at(one.place)} ${one.message}`);
    } else if (item.kind === 'request') {
      const { api, size, locate } = item.request;
      lines.push(`request of ${size} to ${api.id} ${at(locate({ part: 'whole' }))}`);
    } else {
      const { order, locate, use } = item.kind === 'use' ? { ...item.use, use: item.use } : item.entry;
      const about = [item.kind, use?.names.join() || '-', order.time ?? '', use?.open ? 'open' : ''];
      lines.push(`${about.filter(Boolean).join(' ')} ${at(locate({ part: 'event' }))}`);
      for (const { name, types } of use?.attributes ?? []) {
        const [key, value] = [locate({ part: 'attribute', name }), locate({ part: 'value', name })];
        lines.push(`  ${name}: ${types.join()} ${at(key)} ${at(value)}`);
      }
    }
  }
  return lines;
}
