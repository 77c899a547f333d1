import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import attributeNameCollision from '../../rules/attribute-name-collision.ts';
import eventNameCollision from '../../rules/event-name-collision.ts';
import { rules } from '../../rules/index.ts';
import typeLock from '../../rules/type-lock.ts';
import unusedEvent from '../../rules/unused-event.ts';
import userBeforeEvent from '../../rules/user-before-event.ts';
import { addSeen, emptyState, mergeState, type RunState, runProblems } from '../../src/lint/folds.ts';
import type { RunProblem, RunRule, Seen } from '../../src/model/rule.ts';
import { sampleLimit } from '../../src/model/tally.ts';
import { type At, context, entry, found, locked, places, shown, use } from './run-uses.ts';

const nothing = context({});
const shop = context({ order_placed: { quantity: 'number', coupon: 'string', paid_on: 'date' } });
const at = (index: number, more: At = {}): At => ({ index, ...more });

describe('event-name-collision', () => {
  it.each(['Order Placed', 'orderPlaced', 'order-placed', 'ORDER_PLACED'])('%s is order_placed', (name) => {
    const [problem] = found(eventNameCollision, [{ use: use(name) }], shop);
    expect(problem).toMatchObject({
      event: name,
      message: `Event \`${name}\` is another spelling of the declared event \`order_placed\`.`,
      fix: { text: 'order_placed' },
    });
    expect(problem?.related?.map((one) => shown(one.place))).toEqual(['event-registry.yaml:1 order_placed']);
  });

  it('lets the earliest spelling of an undeclared event stand', () => {
    const seen = [
      { use: use('Cart Left', {}, at(3)) },
      { use: use('cart_left', {}, at(1)) },
      { use: use('CartLeft', {}, at(2)) },
    ];
    expect(places(found(eventNameCollision, seen, nothing))).toEqual(['a.ts:2 CartLeft', 'a.ts:3 Cart Left']);
  });

  it('judges every possible name of a call', () => {
    const seen = [{ use: use('order_placed|Order Placed') }];
    expect(found(eventNameCollision, seen, shop).map(({ event }) => event)).toEqual(['Order Placed']);
  });

  it('finds two declarations of one event, unless one of them is on its way out', () => {
    const both = { order_placed: {}, OrderPlaced: {} };
    expect(places(found(eventNameCollision, [], context(both)))).toEqual([
      'event-registry.yaml:1 OrderPlaced',
    ]);
    const leaving = context(both, { status: { OrderPlaced: 'deprecated' } });
    expect(found(eventNameCollision, [], leaving)).toEqual([]);
  });

  it('does not take names of separators alone for one another', () => {
    expect(found(eventNameCollision, [{ use: use('_') }, { use: use('-', {}, at(2)) }], nothing)).toEqual([]);
  });

  it('folds many uses in a file into one finding with their number', () => {
    const seen = Array.from({ length: 100 }, (_, i) => ({ use: use('Order Placed', {}, at(i)) }));
    const problems = found(eventNameCollision, seen, shop);
    expect(problems).toMatchObject([{ count: 100 }]);
    expect(problems[0]?.related).toHaveLength(sampleLimit);
  });
});

describe('attribute-name-collision', () => {
  it('compares with the declared attributes of the event', () => {
    const problems = found(
      attributeNameCollision,
      [{ use: use('order_placed', { Quantity: 'number' }) }],
      shop,
    );
    expect(problems).toMatchObject([
      { event: 'order_placed', attribute: 'Quantity', fix: { text: 'quantity' } },
    ]);
  });

  it('lets the earliest spelling of an undeclared attribute stand, also within one use', () => {
    const seen = [{ use: use('viewed', { itemId: 'number', item_id: 'number' }) }];
    expect(places(found(attributeNameCollision, seen, nothing))).toEqual(['a.ts:1 item_id']);
  });

  it('keeps events apart', () => {
    const seen = [{ use: use('viewed', { itemId: 'number' }) }, { use: use('left', { item_id: 'number' }) }];
    expect(found(attributeNameCollision, seen, nothing)).toEqual([]);
  });
});

describe('type-lock', () => {
  it.each([
    ['quantity', 'number', []],
    ['quantity', 'string', ['a.ts:1 string']],
    ['quantity', 'null', []],
    ['quantity', 'unknown', []],
    ['quantity', 'array', []],
    ['quantity', 'null|number', []],
    ['quantity', 'number|string', ['a.ts:1 number|string']],
    ['coupon', 'date', []],
    ['coupon', 'date|string', []],
    ['paid_on', 'string', ['a.ts:1 string']],
    ['paid_on', 'date|string', ['a.ts:1 date|string']],
  ])('%s, declared, sent as %s', (attribute, types, expected) => {
    const seen = [{ use: use('order_placed', { [attribute]: types }) }];
    expect(places(found(typeLock, seen, shop))).toEqual(expected);
  });

  it('says both types, who locked it, and which name is free', () => {
    const declared = context({ order_placed: { quantity: 'number', quantity_v2: 'boolean' } });
    const seen = [
      { use: use('order_placed', { quantity: 'string' }) },
      { use: use('order_placed', { quantity_v3: 'object' }, at(2)) },
    ];
    const [problem] = found(typeLock, seen, declared);
    expect(problem).toMatchObject({
      message:
        'Attribute `quantity` of `order_placed` is sent as string here; it is locked to number by the registry.',
      help: 'Send it as number, or introduce a new attribute `quantity_v4` for the string values.',
      related: [{ message: 'locked to number here' }],
    });
  });

  it('prefers the registry to the lock file, and the lock file to the earliest use', () => {
    const seen = [
      { use: use('order_placed', { quantity: 'boolean' }, at(1)) },
      { use: use('order_placed', { quantity: 'number' }, at(2)) },
      { use: use('order_placed', { quantity: 'string' }, at(3)) },
    ];
    const lock = locked('order_placed', 'quantity', 'string');
    expect(places(found(typeLock, seen, nothing))).toEqual(['a.ts:2 number', 'a.ts:3 string']);
    expect(places(found(typeLock, seen, { ...nothing, lock }))).toEqual(['a.ts:1 boolean', 'a.ts:2 number']);
    expect(places(found(typeLock, seen, { ...shop, lock }))).toEqual([
      'a.ts:1 boolean',
      'a.ts:3 string',
      'event-registry.yaml:1 number',
    ]);
  });

  it('takes the earliest use by its own time, then by file and position', () => {
    const seen = [
      { use: use('viewed', { price: 'string' }, at(1, { time: '2026-01-02 00:00:00' })) },
      { use: use('viewed', { price: 'number' }, at(9, { time: '2026-01-01 00:00:00', file: 'z.ts' })) },
      { use: use('viewed', { price: 'boolean' }, at(0)) },
    ];
    const problems = found(typeLock, seen, nothing);
    expect(places(problems)).toEqual(['a.ts:0 boolean', 'a.ts:1 string']);
    expect(problems[0]?.message).toContain('locked to number by its earliest use, in z.ts.');
  });

  it.each([
    ['date', 'string', ['a.ts:2 string']],
    ['string', 'date', []],
    ['object', 'object[]', ['a.ts:2 object[]']],
    ['number|string', 'number', ['a.ts:1 number|string']],
    ['null', 'number', []],
  ])('undeclared, sent as %s and then as %s', (first, second, expected) => {
    const seen = [
      { use: use('viewed', { it: first }, at(1)) },
      { use: use('viewed', { it: second }, at(2)) },
    ];
    expect(places(found(typeLock, seen, nothing))).toEqual(expected);
  });

  it('keeps the type of an attribute that was removed', () => {
    const lock = locked('order_placed', 'quantity', 'string', true);
    const [problem] = found(typeLock, [], { ...shop, lock });
    expect(problem?.message).toContain(
      'declared as number; it is locked to string by the lock file, also after',
    );
    expect(problem?.help).toContain('`quantity_v2`');
  });
});

describe('unused-event', () => {
  const declared = context({ sent: {}, unsent: {}, planned: {} }, { status: { planned: 'draft' } });

  it('finds active events that no code sends, if all code was scanned', () => {
    const seen = [{ use: use('sent') }, { use: use('unsent', {}, { source: 'payload' }) }];
    expect(places(found(unusedEvent, seen, declared))).toEqual(['event-registry.yaml:1 unsent']);
    expect(found(unusedEvent, seen, { ...declared, wholeCode: false })).toEqual([]);
  });

  it('says that calls with unknown names may send it', () => {
    const [problem] = found(unusedEvent, [{ use: use('sent') }, { use: use('') }], declared);
    expect(problem?.help).toContain('not known statically');
  });
});

describe('user-before-event', () => {
  const morning = '2026-01-01 09:00:00';
  const noon = '2026-01-01 12:00:00';
  const event = (more: At, userID: unknown = 'u1') =>
    entry('events', { userID, event_name: 'verified' }, more);
  const profile = (more: At, userID: unknown = 'u1') => entry('profiles', { userID }, more);
  const combined = (more: At, userID: unknown = 'u1') =>
    entry('combined', { userID, event_name: 'signed_up' }, more);

  it.each<[string, Seen[], string[]]>([
    ['an event before the profile', [event(at(1)), profile(at(2))], ['a.ts:1 verified']],
    ['an event after the profile', [profile(at(1)), event(at(2))], []],
    [
      'the first of two events before the combined call',
      [event(at(1)), event(at(2)), combined(at(3))],
      ['a.ts:1 verified'],
    ],
    ['no creation at all', [event(at(1)), event(at(2))], []],
    ["another user's creation", [event(at(1)), profile(at(2), 'u2')], []],
    ['a number and its text are one user', [event(at(1), 7), profile(at(2), '7')], ['a.ts:1 verified']],
    ['an update after the creation', [profile(at(1)), event(at(2)), profile(at(3))], []],
    [
      'timed before though it stands after',
      [combined(at(1, { time: noon })), event(at(2, { time: morning }))],
      ['a.ts:2 verified'],
    ],
    [
      'timed before in another file',
      [combined(at(1, { time: noon })), event(at(1, { time: morning, file: 'b' }))],
      ['b:1 verified'],
    ],
    ['another file without times', [profile(at(1)), event(at(0, { file: 'b' }))], []],
    [
      'created in another file by then',
      [combined(at(1, { time: morning, file: 'b' })), event(at(1, { time: noon })), profile(at(2))],
      [],
    ],
    [
      'created without a time before',
      [profile(at(1)), event(at(2, { time: morning })), combined(at(3, { time: noon }))],
      [],
    ],
  ])('%s', (_, seen, expected) => {
    expect(places(found(userBeforeEvent, seen, nothing))).toEqual(expected);
  });

  it('knows a user by e-mail only where profiles are merged', () => {
    const seen = [
      entry('events', { email: 'a@example.com', event_name: 'verified' }, at(1)),
      entry('combined', { email: 'a@example.com', event_name: 'signed_up' }, at(2)),
    ];
    expect(found(userBeforeEvent, seen, nothing)).toEqual([]);
    expect(places(found(userBeforeEvent, seen, { ...nothing, userMerging: true }))).toEqual([
      'a.ts:1 verified',
    ]);
  });

  it('sends an event that creates its user through an API that does so', () => {
    const declared = context({ signed_up: {} }, { createsUser: ['signed_up'] });
    const through = (api?: string) => [{ use: use('signed_up', {}, api === undefined ? {} : { api }) }];
    expect(found(userBeforeEvent, through('events'), declared)).toMatchObject([
      { help: 'Send it through the combined API: it creates the user first, then logs the event.' },
    ]);
    expect(found(userBeforeEvent, through('combined'), declared)).toEqual([]);
    expect(found(userBeforeEvent, through(), declared)).toEqual([]);
  });
});

describe('every fold', () => {
  const folds = rules.filter((rule): rule is RunRule => rule.on === 'run');
  const declared = context(
    { order_placed: { quantity: 'number' }, signed_up: {}, OrderPlaced: {} },
    { createsUser: ['signed_up'] },
  );
  const time = fc.option(fc.constantFrom('2026-01-01 09:00:00', '2026-01-01 10:00:00'), { nil: undefined });
  const name = fc.constantFrom('order_placed', 'Order Placed', 'viewed', 'Viewed', 'signed_up');
  const type = fc.constantFrom('number', 'string', 'date', 'null', 'unknown', 'number|string');
  const thing = fc.record({
    kind: fc.constantFrom('code', 'events', 'combined', 'profiles'),
    name,
    attributes: fc.dictionary(fc.constantFrom('quantity', 'Quantity', 'price', 'PRICE'), type),
    userID: fc.constantFrom('u1', 'u2'),
    file: fc.constantFrom('a', 'b'),
    time,
  });

  it.each(folds.map((rule) => [rule.id, rule] as const))(
    '%s finds the same in any order and division',
    (_, rule) => {
      const input = fc.array(thing, { minLength: 1, maxLength: 120 }).chain((things) => {
        const seen = things.map((one, index): Seen => {
          const where: At = { index, file: one.file, ...(one.time === undefined ? {} : { time: one.time }) };
          if (one.kind === 'code') return { use: use(one.name, one.attributes, where) };
          const fields = one.kind === 'profiles' ? {} : { event_name: one.name };
          return entry(one.kind, { userID: one.userID, ...fields }, where);
        });
        return fc.record({
          seen: fc.constant(seen),
          shuffled: fc.shuffledSubarray(seen, { minLength: seen.length }),
          parts: fc.array(fc.nat(3), { minLength: seen.length, maxLength: seen.length }),
          joinLate: fc.boolean(),
        });
      });
      fc.assert(
        fc.property(input, ({ seen, shuffled, parts, joinLate }) => {
          const states = [0, 1, 2, 3].map((part) => {
            const state = emptyState(rule);
            shuffled.forEach((one, index) => {
              if (parts[index] === part) addSeen(rule, state, one, declared);
            });
            return state;
          }) as [RunState, RunState, RunState, RunState];
          const joined = joinedLate(rule, states, joinLate);
          expect(told(runProblems(rule, joined, declared))).toEqual(told(found(rule, seen, declared)));
        }),
        { numRuns: 60 },
      );
    },
  );
});

/** Joins states from the left, or two by two. */
function joinedLate(rule: RunRule, [a, b, c, d]: [RunState, RunState, RunState, RunState], late: boolean) {
  const joined = late ? a : emptyState(rule);
  if (late) {
    mergeState(rule, a, b);
    mergeState(rule, c, d);
    mergeState(rule, a, c);
  } else for (const state of [d, b, a, c]) mergeState(rule, joined, state);
  return joined;
}

/** Findings as comparable texts; their order is the engine's business. */
function told(problems: Iterable<RunProblem>): string[] {
  return [...problems]
    .map(({ place, related = [], ...rest }) =>
      JSON.stringify([shown(place), related.map((one) => [one.message, shown(one.place)]), rest]),
    )
    .sort();
}
