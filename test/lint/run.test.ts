import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.ts';
import { finish } from '../../src/lint/finish.ts';
import type { Run } from '../../src/lint/run.ts';
import { position } from '../../src/model/text.ts';
import { type PayloadItem, readPayload } from '../../src/read/payload/index.ts';
import { notifyvisitors } from '../support/lint-example.ts';
import { contextOf, newRun, registryOf } from '../support/run.ts';

const registryText = `registry: 1
events:
  order_placed:
    description: Paid.
    owner: shop
    attributes:
      quantity: { type: number, required: true }
      coupon: string
  signed_up:
    description: A new user.
    owner: growth
    creates_user: true
`;

const context = contextOf(registryOf(registryText));

function add(run: Run, item: PayloadItem): void {
  if (item.kind === 'entry') run.addEntry(item.entry);
  else if (item.kind === 'use') run.addUse(item.use);
  else if (item.kind === 'request') run.addRequest(item.request);
  else run.addPayloadProblem(item.problem);
}

function findingsOf(run: Run): string[] {
  return finish(run, [], rules).map(({ ruleId, message, place, count, fingerprint, related }) =>
    JSON.stringify([
      ruleId,
      place.source.file,
      position(place.source, place.span.start),
      message,
      count,
      fingerprint,
      related.map((r) => [r.message, r.place.source.file, position(r.place.source, r.place.span.start)]),
    ]),
  );
}

const anEvent = fc.record({
  userID: fc.constantFrom('u1', 'u2', ''),
  event_name: fc.constantFrom('order_placed', 'Order Placed', 'signed_up', 'viewed', 'Viewed', 'view-ed'),
  attributes: fc.dictionary(
    fc.constantFrom('quantity', 'Quantity', 'coupon', 'colour'),
    fc.constantFrom<unknown>(1, 'five', true, null, '2026-01-02', [], {}, [1]),
  ),
  event_time: fc.constantFrom('2026-01-02 03:04:05', '2026-01-02 03:04:06', '2022-02-29 00:00:00'),
});

describe('a run', () => {
  it('finds the same however its input is cut, shuffled and merged', () => {
    const input = fc.array(anEvent, { minLength: 1, maxLength: 80 }).chain((events) => {
      const bytes = Buffer.from(events.map((event) => JSON.stringify(event)).join('\n'));
      const items = [...readPayload('events.ndjson', bytes, { pack: notifyvisitors })];
      return fc.record({
        items: fc.constant(items),
        shuffled: fc.shuffledSubarray(items, { minLength: items.length }),
        part: fc.array(fc.nat(3), { minLength: items.length, maxLength: items.length }),
        order: fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
      });
    });
    fc.assert(
      fc.property(input, ({ items, shuffled, part, order }) => {
        const whole = newRun(context);
        for (const item of items) add(whole, item);
        const parts = [newRun(context), newRun(context), newRun(context), newRun(context)];
        shuffled.forEach((item, i) => {
          add(parts[part[i] as number] as Run, item);
        });
        const merged = newRun(context);
        for (const i of order) merged.merge(parts[i] as Run);
        expect(findingsOf(merged)).toEqual(findingsOf(whole));
      }),
      { numRuns: 60 },
    );
  });

  it('folds a fault that repeats into one finding with its exact count and bounded samples', () => {
    const line = '{"userID":"u1","event_name":"order_placed","attributes":{"quantity":1,"colour":"red"}}';
    const run = newRun(context);
    const bytes = Buffer.from(Array(100).fill(line).join('\n'));
    for (const item of readPayload('events.ndjson', bytes, { pack: notifyvisitors })) add(run, item);
    const unknown = finish(run, [], rules).filter(({ ruleId }) => ruleId === 'unknown-attribute');
    expect(unknown).toMatchObject([{ event: 'order_placed', attribute: 'colour', count: 100 }]);
    expect(unknown[0]?.related).toHaveLength(7);
  });
});
