import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.ts';
import type { Source } from '../../src/model/event-use.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Rule } from '../../src/model/rule.ts';
import type { Example } from '../../src/model/rule-text.ts';
import { findingsOfDiff } from '../support/diff-example.ts';
import { lintExample } from '../support/lint-example.ts';

const files = readdirSync(resolve(import.meta.dirname, '../../rules'))
  .filter((file) => file !== 'index.ts')
  .map((file) => file.replace(/\.ts$/, ''));

/** Sources that a rule judges but no example can show, and why. */
const notShown: Readonly<Record<string, readonly Source[]>> = {
  // What it finds in the code it underlines in the registry, and the example has both.
  'unused-event': ['registry'],
  // Code that calls an HTTP API names the vendor's address, which has no place in a rule; run-rules.test.ts shows it.
  'user-before-event': ['code'],
};

describe('the list of rules', () => {
  it('has every file of rules/, each under its id', () => {
    expect(rules.map(({ id }) => id).sort()).toEqual(files.sort());
  });
});

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  it('says in sentences what it demands and why', () => {
    for (const text of [rule.summary, rule.why]) expect(text).toMatch(/^[A-Z`].*[^.]\.$/s);
  });

  it('has good examples, and a bad one for each source that it applies to', () => {
    expect(rule.good.length).toBeGreaterThan(0);
    expect(rule.bad.length).toBeGreaterThan(0);
    const shown = new Set(rule.bad.map(sourceOf));
    const missing = rule.applies.filter(
      (source) => !shown.has(source) && !(notShown[id] ?? []).includes(source),
    );
    expect(missing).toEqual([]);
  });

  it.each(rule.good.map((example) => [title(example), example] as const))(
    'finds nothing in %s',
    (_, good) => {
      expect(underlined(rule, good)).toEqual([]);
    },
  );

  it.each(rule.bad.map((example) => [title(example), example] as const))('underlines in %s', (_, bad) => {
    expect(underlined(rule, bad)).toEqual(bad.finds);
  });

  it.each(rule.bad.map((example) => [title(example), example] as const))(
    'speaks plainly about %s',
    (_, bad) => {
      for (const finding of findingsIn(bad)) {
        expect(finding.message).toMatch(/[^.]\.$/);
        if (finding.help !== undefined) expect(finding.help).toMatch(/[.?]$/);
      }
    },
  );
});

function underlined(rule: Rule, example: Example): string[] {
  return findingsIn(example)
    .filter(({ ruleId }) => ruleId === rule.id)
    .map(({ place: { source, span } }) => source.text.slice(span.start, span.end))
    .map((text) =>
      example.registry?.includes('FINGERPRINT') ? text.replace(/[0-9a-f]{16}/, 'FINGERPRINT') : text,
    );
}

/** What `check` finds in an example, or `diff` in one of a change. */
function findingsIn(example: Example): readonly Finding[] {
  return example.before === undefined ? lintExample(example).findings : findingsOfDiff(example);
}

/** What an example is about: its registry is only the background where there is code or a payload. */
function sourceOf({ code, payload, before }: Example): Source {
  return before !== undefined
    ? 'registry'
    : code !== undefined
      ? 'code'
      : payload !== undefined
        ? 'payload'
        : 'registry';
}

function title(example: Example): string {
  const { before, lock = '', lockBefore = '', registry = '' } = example;
  if (before !== undefined)
    return `${Object.values({ before, registry, lockBefore, lock }).join(' → ')}`
      .replace(/\s+/g, ' ')
      .replaceAll('%', '%%')
      .slice(-150);
  const text = example.code ?? example.payload ?? example.registry ?? '';
  return (text.length > 70 ? `${text.slice(0, 69)}…` : text).replace(/\s+/g, ' ').replaceAll('%', '%%');
}
