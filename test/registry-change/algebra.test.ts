import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.ts';
import { type Change, isLive } from '../../src/model/change.ts';
import type { RegistryState } from '../../src/model/change-rule.ts';
import { changesBetween } from '../../src/registry-change/index.ts';
import { changeRules } from '../../src/registry-change/judge.ts';
import { diffStates } from '../support/diff-example.ts';
import { notifyvisitors } from '../support/lint-example.ts';
import { type Drawn, read, registry } from './drawn.ts';

/** The same with the keys of all maps the other way around, and the items of all lists. */
function reversed<Value>(value: Value): Value {
  if (Array.isArray(value)) return [...value].reverse().map(reversed) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(entries.map(([key, each]) => [key, reversed(each)])) as Value;
}

const changes = (a: RegistryState, b: RegistryState) => changesBetween(a, b, notifyvisitors);

/** What a change is about, whichever way it goes: what it was called on either side. */
function subject({ event, attribute, kind, before, after }: Change): string[] {
  if (kind === 'event-name' || kind === 'attribute-name') return [];
  return [JSON.stringify([event, attribute, before !== undefined || after !== undefined])];
}

describe('the difference of two registries', () => {
  it('is nothing for a registry and itself, in whatever order it is written', () => {
    fc.assert(
      fc.property(registry, (drawn) => {
        expect(changes(read(drawn), read(reversed(drawn)))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('names the same places the other way around', () => {
    fc.assert(
      fc.property(registry, registry, (one, two) => {
        const [a, b] = [read(one), read(two)];
        const forth = changes(a, b);
        // Where a spelling has changed, each side has a name of its own.
        fc.pre(!forth.some(({ kind }) => kind === 'event-name' || kind === 'attribute-name'));
        const places = (found: readonly Change[]) => [...new Set(found.flatMap(subject))].sort();
        expect(places(changes(b, a).filter(({ kind }) => kind !== 'lock'))).toEqual(
          places(forth.filter(({ kind }) => kind !== 'lock')),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('does not depend on the order of what is declared', () => {
    fc.assert(
      fc.property(registry, registry, (one, two) => {
        const prints = (a: Drawn, b: Drawn) =>
          diffStates(read(a), read(b)).changes.map(
            ({ fingerprint, severity }) => `${severity} ${fingerprint}`,
          );
        expect(prints(reversed(one), two).sort()).toEqual(prints(one, reversed(two)).sort());
      }),
      { numRuns: 60 },
    );
  });

  it('is told by exactly one rule each, but for what goes or comes with its event, and budgets that have room', () => {
    const asked = changeRules(rules);
    fc.assert(
      fc.property(registry, registry, (one, two) => {
        const [before, after] = [read(one), read(two)];
        const told = new Set(diffStates(before, after).changes.map(({ change }) => subjectOfKind(change)));
        for (const change of changes(before, after)) {
          expect(asked.some((rule) => rule.of.includes(change.kind))).toBe(true);
          const withEvent =
            change.attribute !== undefined && !(isLive(change.eventBefore) && isLive(change.eventAfter));
          if (withEvent || change.kind === 'event-budget' || change.kind === 'lock') continue;
          // Data that was never classified and is public or internal is no news.
          if (change.kind === 'attribute-sensitivity') continue;
          expect(told, subjectOfKind(change)).toContain(subjectOfKind(change));
        }
      }),
      { numRuns: 60 },
    );
  });
});

function subjectOfKind({ event, attribute, kind }: Change): string {
  return JSON.stringify([event, attribute, kind]);
}
