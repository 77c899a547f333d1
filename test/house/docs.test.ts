import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.ts';
import { changesTable, explainMarkdown, rulesTable } from '../../src/report/explain.ts';
import { notifyvisitors } from '../support/lint-example.ts';

const root = resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const packageJson = JSON.parse(read('package.json')) as {
  homepage: string;
  engines: { node: string };
  dependencies: Record<string, string>;
};

describe('what is generated from the rules is current (`npm run docs` writes it)', () => {
  it.each(rules.map((rule) => [rule.id, rule] as const))('docs/rules/%s.md', (id, rule) => {
    expect(read(`docs/rules/${id}.md`)).toBe(explainMarkdown(rule, notifyvisitors, packageJson.homepage));
  });

  it('docs/rules holds no page without a rule', () => {
    expect(readdirSync(join(root, 'docs/rules')).sort()).toEqual(rules.map(({ id }) => `${id}.md`).sort());
  });

  it('the table in the README', () => {
    expect(marked(read('README.md'), 'rules')).toBe(
      rulesTable(rules.filter(({ on }) => on !== 'change')).trim(),
    );
  });

  it('the table in docs/registry-changes.md', () => {
    expect(marked(read('docs/registry-changes.md'), 'changes')).toBe(changesTable(rules).trim());
  });
});

describe('the README tells the truth', () => {
  it('shows exactly what the linter prints for the example shop', () => {
    const { stdout, status } = spawnSync(process.execPath, [join(root, 'dist/eventlint.cjs')], {
      cwd: root,
      encoding: 'utf8',
      env: { PATH: process.env.PATH ?? '' },
    });
    expect(status).toBe(1);
    expect(marked(read('README.md'), 'output').replace(/^```\w*\n|\n```$/g, '')).toBe(stdout.trimEnd());
  });

  it.each(Object.keys(packageJson.dependencies))('says why %s is a dependency', (name) => {
    expect(read('README.md')).toContain(`| \`${name}\` |`);
  });
});

/** The text between a README's `<!-- name:start -->` and `<!-- name:end -->`. */
function marked(text: string, name: string): string {
  const [, after = ''] = text.split(`<!-- ${name}:start -->`);
  return (after.split(`<!-- ${name}:end -->`)[0] as string).trim();
}
