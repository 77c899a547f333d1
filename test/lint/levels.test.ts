import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.ts';
import { makeLevels } from '../../src/lint/levels.ts';
import { Run } from '../../src/lint/run.ts';
import type { RuleLevel } from '../../src/model/finding.ts';
import { readPayload } from '../../src/read/payload/index.ts';
import { notifyvisitors } from '../support/lint-example.ts';
import { contextOf, registryOf } from '../support/run.ts';

const id = 'user-before-event';
const set = (level: RuleLevel | undefined) => (level === undefined ? {} : { [id]: level });

/** Rules of a project in which the configuration, the pack and an override set a level or say nothing. */
function levelsOf(config?: RuleLevel, pack?: RuleLevel, override?: RuleLevel) {
  return makeLevels(
    { rules: set(pack) },
    { rules: set(config), overrides: [{ files: ['old/**'], rules: set(override) }] },
    () => (file) => file.startsWith('old/'),
  );
}

const cases: readonly {
  readonly config?: RuleLevel;
  readonly pack?: RuleLevel;
  readonly override?: RuleLevel;
  readonly isEverOn: boolean;
}[] = [
  { isEverOn: true },
  { config: 'off', isEverOn: false },
  { pack: 'off', isEverOn: false },
  { config: 'note', pack: 'off', isEverOn: true },
  { config: 'off', override: 'error', isEverOn: true },
  { config: 'off', override: 'off', isEverOn: false },
  { override: 'off', isEverOn: true },
];

describe('a rule is on for some file', () => {
  it.each(cases)('%o', ({ config, pack, override, isEverOn }) => {
    const levels = levelsOf(config, pack, override);
    const rule = rules.find((each) => each.id === id);
    expect(rule && levels.isEverOn?.(rule)).toBe(isEverOn);
    const there = ['a.ndjson', 'old/a.ndjson'].map((file) => rule && levels(rule, file));
    expect(there.some((level) => level !== 'off')).toBe(isEverOn);
  });

  it.each(cases)('else nothing is remembered for it: %o', ({ config, pack, override, isEverOn }) => {
    const context = contextOf(registryOf('registry: 1\nevents: {}\n'));
    const run = new Run(rules, context, levelsOf(config, pack, override));
    const text = Buffer.from('[{"userID":"u1","event_name":"paid","attributes":{}}]');
    for (const item of readPayload('a.json', text, { pack: notifyvisitors }))
      if (item.kind === 'entry') run.addEntry(item.entry);
    const held = [...run.payloadParts()].flatMap(({ rules: states }) => [...states.keys()]);
    expect(held.includes(id)).toBe(isEverOn);
  });
});
