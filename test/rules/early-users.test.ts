import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rules } from '../../rules/index.ts';
import { addSeen, emptyState, mergeState, partsOfState, runProblems } from '../../src/lint/folds.ts';
import { textHash } from '../../src/model/hash.ts';
import type { EarlyUsers, Glimpse, RunRule, Seen } from '../../src/model/rule.ts';
import { context, entry, found, places } from './run-uses.ts';

const nothing = context({});
const folds = rules.filter((rule): rule is RunRule => rule.on === 'run' && rule.fold?.glimpse !== undefined);

const sent = fc.record({
  userID: fc.constantFrom('u1', 'u2', 'u3'),
  api: fc.constantFrom('events', 'events', 'profiles', 'combined'),
  time: fc.option(fc.constantFrom('2026-01-01 09:00:00', '2026-01-01 12:00:00'), { nil: undefined }),
  file: fc.constantFrom('a.ts', 'b.ts'),
});

/** What is left of the users of entries, of each of which all that it sent is told. */
function leftOf(entries: readonly { readonly userHash: number; readonly glimpse: Glimpse }[]): EarlyUsers {
  return {
    hashes: () => new Set(entries.map(({ userHash }) => userHash)),
    of: (userHash) => entries.filter((one) => one.userHash === userHash).map(({ glimpse }) => glimpse),
  };
}

it.each(folds)(
  '$id finds the same in users that are left for later, whether they are all added or as it asks',
  (rule) => {
    fc.assert(
      fc.property(fc.array(sent, { maxLength: 20 }), fc.boolean(), (all, isHandedOver) => {
        const seen = all.map(({ userID, api, time, file }, index): Seen => {
          const fields = api === 'profiles' ? { userID } : { userID, event_name: 'viewed' };
          return entry(api, fields, { index, file, ...(time === undefined ? {} : { time }) });
        });
        const state = emptyState(rule);
        const left: { userHash: number; glimpse: Glimpse }[] = [];
        for (const [i, one] of seen.entries()) {
          const its = one.entry;
          const part = its && rule.fold?.glimpse?.early(its.api);
          if (!its || part === undefined) {
            addSeen(rule, state, one, nothing);
            continue;
          }
          const userHash = textHash(`userID:${all[i]?.userID}`);
          const { api, order, locate } = its;
          const place = () => locate({ part });
          left.push({ userHash, glimpse: { api, event: 'viewed', order, userHash, place } });
        }
        state.early = [leftOf(left)];
        const joined = isHandedOver ? emptyState(rule) : state;
        if (isHandedOver) for (const part of partsOfState(rule, state)) mergeState(rule, joined, part);
        expect(places([...runProblems(rule, joined, nothing)])).toEqual(places(found(rule, seen, nothing)));
      }),
    );
  },
);
