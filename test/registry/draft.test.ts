import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.ts';
import { finish } from '../../src/lint/finish.ts';
import type { EventUse } from '../../src/model/event-use.ts';
import { reservedAttribute, reservedEvent } from '../../src/model/pack.ts';
import { type Place, position } from '../../src/model/text.ts';
import { readRegistry } from '../../src/read/registry.ts';
import { draftRegistry } from '../../src/registry/draft.ts';
import { formatRegistry } from '../../src/registry/format.ts';
import { Inventory } from '../../src/registry/inventory.ts';
import { notifyvisitors } from '../support/lint-example.ts';
import { contextOf, newRun } from '../support/run.ts';
import { use } from './arbitrary.ts';

function draftOf(uses: readonly EventUse[]): string {
  const seen = new Inventory();
  for (const each of uses) seen.add(each);
  const basis = {
    seen,
    pack: notifyvisitors,
    packName: 'notifyvisitors',
    callSites: uses.length,
    entries: 0,
  };
  const show = ({ source, span }: Place) => `${source.file}:${position(source, span.start).line}`;
  return draftRegistry({ ...basis, show }).text;
}

const read = (text: string) => readRegistry('event-registry.yaml', { read: () => text, glob: () => [] });

/** What a check of the same uses against a registry finds. */
function findings(text: string, uses: readonly EventUse[]) {
  const { registry, problems } = read(text);
  expect(problems).toEqual([]);
  const run = newRun(contextOf(registry));
  for (const each of [...registry.uses, ...uses]) run.addUse(each);
  return finish(run, [], rules);
}

const used = fc.array(use, { minLength: 1, maxLength: 10 });

describe('a first registry', () => {
  it('lets through what it was made from: nothing is missing, and what is unknown is a name of the vendor', () => {
    fc.assert(
      fc.property(used, (uses) => {
        for (const { ruleId, event = '', attribute = '' } of findings(draftOf(uses), uses)) {
          expect(ruleId).not.toBe('missing-attribute');
          if (ruleId === 'unknown-event') expect(reservedEvent(notifyvisitors.reserved, event)).toBeDefined();
          if (ruleId === 'unknown-attribute')
            expect(reservedAttribute(notifyvisitors.reserved, attribute)).toBeDefined();
        }
      }),
      { numRuns: 40 },
    );
  });

  it('tells of a type only where it marks a decision', () => {
    fc.assert(
      fc.property(used, (uses) => {
        const text = draftOf(uses);
        const told = findings(text, uses).some(({ ruleId }) => ruleId === 'type-lock');
        if (told) expect(text).toContain('# decide: ');
      }),
      { numRuns: 40 },
    );
  });

  it('is in its canonical form, and the same whatever is seen first', () => {
    fc.assert(
      fc.property(used, (uses) => {
        // Where two uses stand at one place, nothing tells which of them is the first.
        const apart = uses.map((each, index) => ({ ...each, order: { ...each.order, index } }));
        const text = draftOf(apart);
        expect(formatRegistry('event-registry.yaml', text)).toBe(text);
        expect(draftOf([...apart].reverse())).toBe(text);
      }),
      { numRuns: 40 },
    );
  });

  it('requires what every use has, and no more', () => {
    fc.assert(
      fc.property(used, (uses) => {
        const { registry } = read(draftOf(uses));
        for (const event of registry.events.values()) {
          const own = uses.filter(({ names: [name] }) => name === event.name);
          for (const { name, required } of event.attributes.values()) {
            if (!required) continue;
            for (const { attributes } of own)
              expect(attributes.find((each) => each.name === name)?.optional).toBe(false);
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});
