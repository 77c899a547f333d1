import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.ts';
import schema from '../../schemas/diff.schema.json' with { type: 'json' };
import { changelogEntries } from '../../src/model/changelog.ts';
import { nearest } from '../../src/nearest.ts';
import { changelogMarkdown } from '../../src/report/changelog.ts';
import { type DiffContext, diffReporterFor } from '../../src/report/diff/index.ts';
import { read, registry } from '../registry-change/drawn.ts';
import { diffExample, diffStates, stateOf } from '../support/diff-example.ts';
import { context, whole } from './context.ts';

const diffContext: DiffContext = { ...context, includeSuppressed: true, registryFile: 'event-registry.yaml' };
const validate = new Ajv({ allErrors: true }).compile(schema);
const formats = ['pretty', 'json', 'markdown', 'sarif', 'github', 'gitlab', 'junit'];

async function texts(diff: ReturnType<typeof diffStates>): Promise<Record<string, string>> {
  const made = formats.map(async (format) => {
    const reporter = await diffReporterFor(format, nearest);
    return [format, whole(reporter(diff, diffContext))] as const;
  });
  return Object.fromEntries(await Promise.all(made));
}

describe('every format takes every diff', () => {
  it('of registries with any changes', async () => {
    await fc.assert(
      fc.asyncProperty(registry, registry, async (one, two) => {
        const diff = diffStates(read(one), read(two));
        const { json = '', markdown = '', sarif = '' } = await texts(diff);
        expect(validate(JSON.parse(json)) ? [] : validate.errors).toEqual([]);
        // A row is one line, whatever names hold.
        for (const row of markdown.split('\n').filter((line) => line.startsWith('|')))
          expect(row.endsWith('|')).toBe(true);
        const serious = diff.changes.filter(({ severity }) => severity !== 'note');
        expect(JSON.parse(sarif).runs[0].results).toHaveLength(serious.length);
      }),
      { numRuns: 30 },
    );
  });

  it('of every example of the rules on changes', async () => {
    for (const rule of rules.filter(({ on }) => on === 'change'))
      for (const example of [...rule.bad, ...rule.good]) {
        const { json = '' } = await texts(diffExample(example));
        expect(validate(JSON.parse(json)) ? [] : validate.errors).toEqual([]);
      }
  });
});

describe('a name that is made to break a report', () => {
  const evil = '@team`|</details>\n```\u001b[31m';
  const state = (type: string, owner: string) =>
    stateOf(
      JSON.stringify({
        registry: 1,
        events: { [evil]: { owner, description: evil, attributes: { [evil]: { type, enum: [evil] } } } },
      }),
      undefined,
    );

  it('stays a name in all of them', async () => {
    const diff = diffStates(state('string', 'a'), state('number', evil));
    const { markdown = '', pretty = '' } = await texts(diff);
    expect(diff.changes).toHaveLength(2);
    const [before = '', , after = '', ...others] = markdown.split(/^```.*$/m);
    expect(others).toEqual([]);
    expect(before + after).not.toMatch(/@team|<\/details>./);
    expect(pretty).not.toContain('\u001b');
  });

  it('and in a changelog', () => {
    const { changes } = diffStates(stateOf('registry: 1\n', undefined), state('string', 'a'));
    const groups = [{ title: evil, entries: changelogEntries(changes) }];
    const text = changelogMarkdown({ from: 'a', to: 'b', groups });
    expect(text.replace(/`[^`]*`/g, '')).not.toMatch(/^```|[^\\]<|\u001b/m);
    expect(text.split('\n').filter((line) => line.startsWith('- '))).toHaveLength(1);
  });
});

describe('a large diff', () => {
  it('fits in a comment, and says how much is left out', async () => {
    const many = (type: string) => {
      const attributes = Array.from({ length: 200 }, (_, i) => `      attribute_${i}: ${type}\n`).join('');
      const events = Array.from(
        { length: 5 },
        (_, i) => `  event_${i}:\n    owner: x\n    attributes:\n${attributes}`,
      );
      return stateOf(`registry: 1\nevents:\n${events.join('')}`, undefined);
    };
    const { markdown = '' } = await texts(diffStates(many('string'), many('number')));
    expect(markdown.length).toBeLessThan(65_536);
    expect(markdown).toMatch(/^And \d+ more\.$/m);
    expect(markdown).toContain('1005 breaking changes');
  });
});
