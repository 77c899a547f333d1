import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.ts';
import { explainText, helpText, listRules } from '../../src/report/explain.ts';
import { notifyvisitors } from '../support/lint-example.ts';

describe('what explains a rule', () => {
  it.each(rules.map((rule) => [rule.id, rule] as const))(
    '%s: reason, bound with its source, examples',
    (id, rule) => {
      const text = explainText(rule, notifyvisitors, false);
      expect(text.startsWith(`${id}  `)).toBe(true);
      const titles = rule.on === 'change' ? ['Told', 'Not told'] : ['Wrong', 'Right'];
      for (const part of [rule.summary, rule.why, ...titles, 'Switch it off']) expect(text).toContain(part);
      const bound = rule.bound?.(notifyvisitors);
      if (bound) expect(text).toContain(`Source: ${bound.source}`);
      expect(text).not.toMatch(/\[object Object|Source: undefined/);
      expect(helpText(rule, notifyvisitors)).toContain(rule.why);
    },
  );

  it('lists them all', () => {
    const lines = listRules(rules, false).split('\n');
    const ofRules = lines.filter((line) => rules.some(({ id }) => line.startsWith(`${id} `)));
    expect(rules.every(({ id }, i) => ofRules[i]?.startsWith(id))).toBe(true);
  });

  it('reads as it should', async () => {
    const rule = rules.find(({ id }) => id === 'attribute-type-count');
    await expect(rule && explainText(rule, notifyvisitors, false)).toMatchFileSnapshot(
      'fixtures/explain.txt',
    );
  });
});
