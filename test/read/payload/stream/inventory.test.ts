import { describe, expect, test } from 'vitest';
import { readPayload } from '../../../../src/read/payload/index.ts';
import type { PayloadItem } from '../../../../src/read/payload/session.ts';
import { readStream } from '../../../../src/read/payload/stream/index.ts';
import { bytesInput } from '../../../../src/read/payload/stream/input.ts';
import { Inventory, type Seen } from '../../../../src/registry/inventory.ts';
import { notifyvisitors } from '../../../support/lint-example.ts';

const entries = Array.from({ length: 300 }, (_, i) =>
  JSON.stringify({
    userID: `u${i}`,
    event_name: `event_${i % 7}`,
    event_time: `2026-03-${String(1 + (i % 28)).padStart(2, '0')} 10:00:00`,
    attributes: {
      total: i % 5 === 0 ? String(i) : i,
      [`extra_${i % 3}`]: i % 4 === 0 ? null : 'x',
      é: '\u{1F600}',
    },
  }),
);

const seenOf = ({ code, payload }: Seen) =>
  [code, payload].map(({ count, samples }) => ({
    count,
    samples: samples.map(({ order, place: { source, span } }) => ({
      order,
      line: source.firstLine,
      text: source.text.slice(span.start, span.end),
    })),
  }));

/** All that an inventory holds of what was read. */
function inventory(items: readonly PayloadItem[]) {
  const held = new Inventory();
  for (const item of items) {
    if (item.kind === 'use') held.add(item.use);
    else if (item.kind === 'entry' && item.entry.use) held.add(item.entry.use);
  }
  return [...held.events.values()].map(({ name, seen, attributes }) => ({
    name,
    seen: seenOf(seen),
    attributes: [...attributes.values()].map(({ name, always, seen, byTypes }) => ({
      name,
      always,
      seen: seenOf(seen),
      types: [...byTypes.keys()],
    })),
  }));
}

describe('without a skimmer a stream hands over every entry, as the plain reader does', () => {
  test.each([
    ['NDJSON', 'a.ndjson', entries.join('\n')],
    [
      'NDJSON with a line that is none',
      'a.ndjson',
      [...entries.slice(0, 9), '{"a":', ...entries.slice(9)].join('\n'),
    ],
    ['a list on one line', 'a.json', `[${entries.join(',')}]`],
    ['a request body', 'a.json', `{"nv":[${entries.join(',')}]}`],
  ])('%s', async (_, file, text) => {
    const bytes = Buffer.from(text);
    const streamed: PayloadItem[] = [];
    const options = { pack: notifyvisitors };
    const take = (item: PayloadItem) => streamed.push(item);
    const { counted } = await readStream(file, bytesInput(bytes), { ...options, plainBytes: 0 }, { take });
    const plain = [...readPayload(file, bytes, options)];
    expect(counted).toBe(0);
    // How large a request is, is known of a stream at its end only.
    const kinds = (items: readonly PayloadItem[]) => items.map(({ kind }) => kind).sort();
    expect(kinds(streamed)).toEqual(kinds(plain));
    const found = inventory(streamed);
    expect(found).toHaveLength(7);
    expect(found).toEqual(inventory(plain));
  });
});
