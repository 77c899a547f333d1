import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument, stringify } from 'yaml';
import { attributeTypes } from '../../src/model/attribute-type.ts';
import { readRegistry } from '../../src/read/registry.ts';
import { formatRegistry } from '../../src/registry/format.ts';
import { outcome } from '../read/tell.ts';

const format = (text: string) => formatRegistry('main.yaml', text);

describe('the canonical form of a registry', () => {
  it('is this for one that was written in every way there is', async () => {
    const written = readFileSync(resolve(import.meta.dirname, 'fixtures/untidy.yaml'), 'utf8');
    await expect(format(written)).toMatchFileSnapshot('fixtures/tidy.yaml');
  });

  it('is the form of our own', () => {
    const own = readFileSync(resolve(import.meta.dirname, '../../event-registry.yaml'), 'utf8');
    expect(format(own)).toBe(own);
  });

  it.each([
    ['an empty event', 'registry: 1\nevents: { a: {}, b: }\n', 'registry: 1\n\nevents:\n  a: {}\n\n  b:\n'],
    ['a registry without events', 'registry: 1\nevents: {}\n', 'registry: 1\n\nevents: {}\n'],
    [
      'Windows line ends',
      'registry: 1\r\nevents: {}\r\n# end\r\n',
      'registry: 1\r\n\r\nevents: {}\r\n\r\n# end\r\n',
    ],
    [
      'an alias, whose anchor has to stand before it',
      'events:\n  a: { attributes: { x: &x { type: string }, y: *x }, owner: o }\nregistry: 1\n',
      'events:\n  a:\n    attributes:\n      x: &x { type: string }\n      y: *x\n    owner: o\nregistry: 1\n',
    ],
    [
      'a comment above the file, whatever key it stands above',
      '# about the file\nevents: {}\nregistry: 1\n',
      '# about the file\n\nregistry: 1\n\nevents: {}\n',
    ],
    [
      'a comment that switches a rule off on its line or the next',
      'registry: 1\nevents:\n  # eventlint-disable-next-line event-name-case -- old\n  A: { status: draft, description: a } # eventlint-disable-line unused-event -- so\n',
      'registry: 1\n\nevents:\n  # eventlint-disable-next-line event-name-case -- old\n  A: # eventlint-disable-line unused-event -- so\n    description: a\n    status: draft\n',
    ],
    [
      'a block that is switched off, in which nothing moves',
      'events:\n  # eventlint-disable event-name-case -- old\n  A: { owner: o, description: d }\n  # eventlint-enable\nregistry: 1\n',
      'events:\n  # eventlint-disable event-name-case -- old\n  A:\n    owner: o\n    description: d\n  # eventlint-enable\nregistry: 1\n',
    ],
    [
      'changes that were accepted',
      'registry: 1\naccepted: [{ reason: moved, by: asha, fingerprint: "12ab" }]\nevents: {}\n',
      'registry: 1\n\nevents: {}\n\naccepted:\n  - { fingerprint: "12ab", reason: moved, by: asha }\n',
    ],
    [
      'what it does not know',
      'registry: 1\nx-team: { chat: "#events" }\nevents: { a: { x-since: 3, owner: o } }\n',
      'registry: 1\n\nevents:\n  a:\n    owner: o\n    x-since: 3\nx-team: { chat: "#events" }\n',
    ],
  ])('of %s', (_, text, expected) => {
    expect(format(text)).toBe(expected);
    expect(format(expected)).toBe(expected);
  });

  it.each([
    ['no YAML', 'registry: [\n'],
    ['a repeated key', 'registry: 1\nregistry: 1\n'],
    ['a list', '- a\n'],
    ['nothing', ''],
  ])('is none for %s', (_, text) => {
    expect(outcome(() => [format(text)])[0]).toMatch(/^! 1:1|^! 2:1/);
  });
});

const word = fc.stringMatching(/^[a-z]{1,9}$/);
const prose = fc.oneof(
  fc.array(word, { minLength: 1, maxLength: 30 }).map((words) => words.join(' ')),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    'no',
    '1',
    'null',
    '~',
    '# x',
    'a: b',
    'x #y',
    ' a',
    'a ',
    'a  b',
    '- a',
    '"',
    "'",
    'a\nb',
    'a\n\n b\n',
    '%',
    '@x',
    '{',
    '\t',
    '!x',
    '&y',
    '*z',
  ),
);
const attribute = fc.oneof(
  fc.constantFrom(...attributeTypes),
  fc.record(
    {
      description: prose,
      type: fc.constantFrom(...attributeTypes),
      required: fc.boolean(),
      enum: fc.array(fc.oneof(prose, fc.double({ noNaN: true, noDefaultInfinity: true })), {
        minLength: 1,
        maxLength: 6,
      }),
      tags: fc.array(prose, { maxLength: 3 }),
      'x-note': fc.anything({
        maxDepth: 2,
        withNullPrototype: false,
        values: [fc.integer(), prose, fc.boolean(), fc.constant(null)],
      }),
    },
    { requiredKeys: ['type'] },
  ),
);
const event = fc.record(
  {
    examples: fc.array(
      fc.dictionary(word, fc.oneof(prose, fc.integer(), fc.array(fc.dictionary(word, prose)))),
      { maxLength: 3 },
    ),
    attributes: fc.dictionary(fc.oneof(word, prose), attribute, { maxKeys: 5 }),
    tags: fc.array(prose, { maxLength: 4 }),
    description: prose,
    owner: prose,
    status: fc.constantFrom('draft', 'active'),
    since: fc.constant('2026-01-10'),
  },
  { requiredKeys: [] },
);
const registry = fc.record(
  {
    events: fc.dictionary(fc.oneof(word, prose), fc.option(event), { maxKeys: 4 }),
    defaults: fc.record({ additional: fc.constantFrom('deny', 'allow'), owner: word }, { requiredKeys: [] }),
    attributes: fc.dictionary(word, attribute, { maxKeys: 3 }),
    registry: fc.constant(1),
    tags: fc.array(prose),
  },
  { requiredKeys: ['registry', 'events'] },
);

/** How somebody may have written it: in what style, and with comments in what places. */
const style = fc.record({
  collectionStyle: fc.constantFrom('any' as const, 'flow' as const, 'block' as const),
  lineWidth: fc.constantFrom(0, 40, 80),
  defaultStringType: fc.constantFrom(
    'PLAIN' as const,
    'QUOTE_DOUBLE' as const,
    'QUOTE_SINGLE' as const,
    'BLOCK_FOLDED' as const,
    'BLOCK_LITERAL' as const,
  ),
  defaultKeyType: fc.constantFrom('PLAIN' as const, 'QUOTE_DOUBLE' as const),
  indent: fc.constantFrom(2, 4),
  nullStr: fc.constantFrom('null', '~'),
});
const comments = fc.array(
  fc.record({ at: fc.nat(60), indent: fc.nat(10), behind: fc.boolean(), blank: fc.boolean() }),
  { maxLength: 12 },
);

/** Puts comments above lines and behind them, where that leaves the meaning what it is. */
function commented(
  text: string,
  places: readonly { at: number; indent: number; behind: boolean; blank: boolean }[],
) {
  let lines = text.split('\n');
  const data = (of: string) => {
    const document = parseDocument(of);
    return document.errors.length > 0 ? undefined : JSON.stringify(document.toJS());
  };
  const means = data(text);
  for (const [index, { at, indent, behind, blank }] of places.entries()) {
    const line = at % lines.length;
    const remark = `# remark ${index}`;
    const tried = behind
      ? lines.with(line, `${lines[line]} ${remark}`)
      : lines.toSpliced(line, 0, ...(blank ? [''] : []), `${' '.repeat(indent)}${remark}`);
    if (means === data(tried.join('\n'))) lines = tried;
  }
  return lines.join('\n');
}

function meaning(text: string): unknown {
  return outcome(() => {
    const { registry: read, problems } = readRegistry('main.yaml', { read: () => text, glob: () => [] });
    const plain = (value: unknown) =>
      JSON.stringify(value, (key, each) =>
        key === 'at' || key === 'typeAt' ? undefined : each instanceof Map ? [...each.entries()] : each,
      );
    return [plain(read.events), ...problems.map(({ message }) => message).sort()];
  });
}

describe('formatting', () => {
  const written = fc
    .tuple(registry, style, comments)
    .map(([what, how, where]) => commented(stringify(what, how), where));

  it('is done when it was done once, changes nothing of what the registry means, and keeps every comment', () => {
    fc.assert(
      fc.property(written, (text) => {
        const made = format(text);
        expect(format(made)).toBe(made);
        expect(meaning(made)).toEqual(meaning(text));
        const remarks = (of: string) => (of.match(/# remark \d+/g) ?? []).sort();
        expect(remarks(made)).toEqual(remarks(text));
      }),
      { numRuns: 20, interruptAfterTimeLimit: 40_000, markInterruptAsFailure: false },
    );
  });
});
