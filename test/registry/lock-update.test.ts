import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeTypes } from '../../src/model/attribute-type.ts';
import type { Lock, LockEntry } from '../../src/model/registry.ts';
import { place, sourceText } from '../../src/model/text.ts';
import { nearest } from '../../src/nearest.ts';
import { lockLine, lockText, readLock } from '../../src/read/lock.ts';
import { readRegistry } from '../../src/read/registry.ts';
import { Inventory } from '../../src/registry/inventory.ts';
import { updateLock } from '../../src/registry/lock-update.ts';
import { notifyvisitors } from '../support/lint-example.ts';
import { name, use } from './arbitrary.ts';

const type = fc.constantFrom(...attributeTypes);
const day = fc.constantFrom('2025-12-31', '2026-01-10', '2026-02-01');

const entry: fc.Arbitrary<LockEntry> = fc.record({
  event: name,
  attribute: name,
  type,
  from: fc.constantFrom('registry' as const, 'code' as const, 'payload' as const),
  since: day,
  commit: fc.option(fc.constantFrom('0123abc', '9f0e1d2c3b4a'), { nil: undefined }),
  tombstone: fc.boolean(),
  removed: fc.option(day, { nil: undefined }),
  overrides: fc.array(
    fc.record({ was: type, since: day, reason: fc.string(), by: fc.option(fc.string(), { nil: undefined }) }),
    { maxLength: 2 },
  ),
  at: fc.constant(place(sourceText('event-registry.lock', ''), 0, 0)),
});

const lock: fc.Arbitrary<Lock> = fc
  .uniqueArray(entry, {
    selector: ({ event, attribute }) => JSON.stringify([event, attribute]),
    maxLength: 12,
  })
  .map((entries) => {
    const events = new Map<string, Map<string, LockEntry>>();
    for (const each of entries) {
      const removed = each.tombstone ? each.removed : undefined;
      const attributes = events.get(each.event) ?? new Map();
      events.set(each.event, attributes.set(each.attribute, { ...each, removed }));
    }
    return events;
  });

const status = fc.constantFrom('draft', 'active', 'deprecated', 'removed');
const registry = fc
  .dictionary(
    name,
    fc.record({
      status,
      reserved: fc.array(name, { maxLength: 1 }),
      additional: fc.constantFrom('deny', 'allow'),
      attributes: fc.dictionary(name, fc.record({ type, status })),
    }),
  )
  .map((events) => {
    const text = JSON.stringify({ registry: 1, events });
    return readRegistry('event-registry.yaml', { read: () => text, glob: () => [] }).registry;
  });

const basis = fc.record({ registry, uses: fc.array(use, { maxLength: 8 }) }).map(({ uses, ...rest }) => {
  const seen = new Inventory();
  for (const each of uses) seen.add(each);
  return {
    ...rest,
    seen,
    uses,
    pack: notifyvisitors,
    today: '2026-03-01',
    commitOf: () => undefined,
    nearest,
  };
});

/** A lock without the places of its lines. */
const content = (of: Lock) =>
  [...of.values()]
    .flatMap((attributes) => [...attributes.values()])
    .map((each) => lockLine(each))
    .sort();
const read = (text: string) => readLock('event-registry.lock', text);

describe('the text of a lock', () => {
  it('is read as what was written', () => {
    fc.assert(
      fc.property(lock, (of) => {
        expect(content(read(lockText(of)))).toEqual(content(of));
      }),
    );
  });

  it('is the same whatever the order and number of the lines it was read from', () => {
    fc.assert(
      fc.property(lock, fc.infiniteStream(fc.nat()), (of, chance) => {
        const text = lockText(of);
        const [head = '', ...lines] = text.split('\n');
        const shuffled = [...lines, ...lines]
          .map((line) => ({ line, at: chance.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map(({ line }) => line);
        expect(lockText(read([head, ...shuffled].join('\n')))).toBe(text);
      }),
    );
  });
});

describe('bringing a lock up to date', () => {
  it('is done when it was done once', () => {
    fc.assert(
      fc.property(lock, basis, (before, by) => {
        const once = updateLock(before, by);
        const twice = updateLock(read(lockText(once.lock)), by);
        expect(twice.changes).toEqual([]);
        expect(lockText(twice.lock)).toBe(lockText(once.lock));
      }),
    );
  });

  it('only adds: no line goes, and no type and no day in one changes', () => {
    fc.assert(
      fc.property(lock, basis, (before, by) => {
        const { lock: after } = updateLock(before, by);
        for (const [event, attributes] of before)
          for (const [attribute, { type: locked, since, overrides }] of attributes)
            expect(after.get(event)?.get(attribute)).toMatchObject({ type: locked, since, overrides });
      }),
    );
  });

  it('locks nothing to a type that was never declared nor seen', () => {
    fc.assert(
      fc.property(basis, (by) => {
        for (const { kind, entry: made } of updateLock(new Map(), by).changes) {
          expect(kind).toBe('added');
          const declared = by.registry.events.get(made.event)?.attributes.get(made.attribute)?.type;
          const sent = by.uses.flatMap(({ names, attributes }) =>
            names.includes(made.event) ? attributes.filter((each) => each.name === made.attribute) : [],
          );
          expect([declared, ...sent.flatMap(({ types }) => types)]).toContain(made.type);
        }
      }),
    );
  });

  it('does not depend on the order in which uses are seen', () => {
    fc.assert(
      fc.property(basis, (by) => {
        const reversed = new Inventory();
        for (const each of [...by.uses].reverse()) reversed.add(each);
        const [a, b] = [updateLock(new Map(), by), updateLock(new Map(), { ...by, seen: reversed })];
        expect(lockText(a.lock)).toBe(lockText(b.lock));
        expect(a.undecided.map(({ place: _, ...rest }) => rest)).toEqual(
          b.undecided.map(({ place: _, ...rest }) => rest),
        );
      }),
    );
  });
});
