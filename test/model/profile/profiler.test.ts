import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StateDecoder, StateEncoder } from '../../../src/lint/state.ts';
import { type Profile, profileOf } from '../../../src/model/profile/profile.ts';
import { mostKept, type Observed, Profiler, type ProfileState } from '../../../src/model/profile/profiler.ts';
import { attributeUses } from '../../../src/read/payload/entry.ts';
import { readRegistry } from '../../../src/read/registry.ts';

const registryText = `registry: 1
events:
  order_placed:
    attributes:
      quantity: { type: number, required: true }
      coupon: string
  signed_up: {}
`;
const { events: declared } = readRegistry('event-registry.yaml', {
  read: () => registryText,
  glob: () => [],
}).registry;

function seen(
  name: string | undefined,
  attributes: Record<string, unknown> = {},
  { file = 'a.ndjson', time }: { file?: string; time?: string } = {},
): Observed {
  const names = name === undefined ? [] : [name];
  return { order: { file, time }, use: { names, attributes: attributeUses(attributes) } };
}

function profiled(entries: Iterable<Observed>): Profiler {
  const profiler = new Profiler(declared);
  for (const entry of entries) profiler.observe(entry);
  return profiler;
}

const told = (profiler: Profiler): Profile => profileOf(profiler.state(), declared);

/** A state as it comes out of another process. */
function sent(profiler: Profiler): ProfileState {
  const encoded = JSON.parse(new StateEncoder().encode(profiler.state()));
  return new StateDecoder().decode(encoded) as ProfileState;
}

const aTime = fc.constantFrom(undefined, '2026-01-02 03:04:05', '2026-01-02 03:04:06', '2025-12-31 23:59:59');
const aValue = fc.oneof(
  fc.constantFrom<unknown>(1, 'five', true, null, '2026-01-02', [], {}, [1], -0, 1e300),
  fc.nat(),
);
const anEntry = fc
  .record({
    name: fc.constantFrom('order_placed', 'signed_up', 'Order Placed', '__proto__', '', undefined),
    attributes: fc.dictionary(fc.constantFrom('quantity', 'coupon', 'colour', '__proto__', '1'), aValue),
    file: fc.constantFrom('a.ndjson', 'b.ndjson'),
    time: aTime,
  })
  .map(({ name, attributes, file, time }) => seen(name, attributes, { file, ...(time && { time }) }));

describe('a profile', () => {
  it('is the same however its input is divided, ordered and joined', () => {
    const input = fc.array(anEntry, { minLength: 1, maxLength: 120 }).chain((entries) =>
      fc.record({
        entries: fc.constant(entries),
        shuffled: fc.shuffledSubarray(entries, { minLength: entries.length }),
        parts: fc.integer({ min: 1, max: 6 }),
      }),
    );
    fc.assert(
      fc.property(input, fc.infiniteStream(fc.nat()), ({ entries, shuffled, parts }, draws) => {
        const draw = (below: number) => (draws.next().value as number) % below;
        const divided = Array.from({ length: parts }, () => new Profiler(declared));
        for (const entry of shuffled) (divided[draw(parts)] as Profiler).observe(entry);
        while (divided.length > 1) {
          const [taken] = divided.splice(draw(divided.length), 1) as [Profiler];
          (divided[draw(divided.length)] as Profiler).merge(sent(taken));
        }
        const joined = told(divided[0] as Profiler);
        expect(JSON.stringify(joined)).toBe(JSON.stringify(told(profiled(entries))));
      }),
      { numRuns: 150 },
    );
  });

  const manyNames = (count: number) => Array.from({ length: count }, (_, i) => `made_up_${i}`);
  const tooMany = 3 * mostKept.events;

  it('lists what is declared whatever else there is, and of that a part with exact counts', () => {
    const names = manyNames(tooMany);
    const entries = [...names, ...names, 'order_placed', 'signed_up'].map((name) =>
      seen(name, { quantity: 1 }),
    );
    const profile = told(profiled(entries));
    expect(profile.events.filter((event) => event.declared).map(({ event }) => event)).toEqual([
      'order_placed',
      'signed_up',
    ]);
    const others = profile.events.filter((event) => !event.declared);
    expect(others).toHaveLength(mostKept.events);
    expect(new Set(others.map((event) => event.entries))).toEqual(new Set([2]));
    expect(profile.entries).toBe(entries.length);
    expect(profile.leftOut.entries).toBe(2 * (tooMany - mostKept.events));
    const listed = profile.events.reduce((sum, { attributes }) => sum + attributes.length, 0);
    for (const [told, held, all] of [
      [profile.leftOut.events, mostKept.events, tooMany],
      [profile.leftOut.attributes, listed, tooMany + 2],
    ] as const)
      expect(Math.abs((told + held) / all - 1)).toBeLessThan(0.06);
  });

  it('leaves out the same in any order and division', () => {
    const names = manyNames(tooMany);
    const entriesOf = (name: string, i: number) => [
      seen(name, { [`a${i % 9}`]: i, [`b${i % 7}`]: 'x' }, { file: `${i % (2 * mostKept.files)}.ndjson` }),
      seen('order_placed', { [name]: null, quantity: i }),
    ];
    const entries = names.flatMap(entriesOf);
    const whole = told(profiled(entries));
    expect(whole.leftOut.files).toBeGreaterThan(0);
    expect(whole.leftOut.attributes).toBeGreaterThan(0);
    const backwards = profiled([...entries].reverse());
    expect(told(backwards)).toEqual(whole);
    const joined = new Profiler(declared);
    for (const part of [2, 0, 1]) joined.merge(sent(profiled(entries.filter((_, i) => i % 3 === part))));
    expect(told(joined)).toEqual(whole);
  });

  it('keeps an attribute of a declared event although undeclared events have many', () => {
    const others = manyNames(2 * mostKept.attributes).map((name) => seen(name, { a: 1 }));
    const profile = told(profiled([...others, seen('order_placed', { colour: 'red' })]));
    expect(profile.events.find(({ event }) => event === 'order_placed')?.attributes).toMatchObject([
      { attribute: 'colour', declared: false, entries: 1 },
    ]);
  });
});
