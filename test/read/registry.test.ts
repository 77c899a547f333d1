import { describe, expect, it } from 'vitest';
import { readRegistry } from '../../src/read/registry.ts';
import { outcome, told, transcript, where } from './tell.ts';

/** Reads a registry that may include others. */
function read(text: string, more: Readonly<Record<string, string>> = {}) {
  return readRegistry('main.yaml', {
    read: (file) => (file === 'main.yaml' ? text : more[file]),
    glob: ([pattern = ''], folder) => {
      const form = new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`);
      const from = folder === '.' ? '' : `${folder}/`;
      return Object.keys(more).filter((file) => file.startsWith(from) && form.test(file.slice(from.length)));
    },
  });
}

const problems = (text: string, more?: Readonly<Record<string, string>>) =>
  read(text, more).problems.map(told);
const head = 'registry: 1\nevents:\n  order_placed:\n    description: Paid.\n    owner: shop\n';

const faults: [string, string][] = [
  ['a good one', `${head}    attributes:\n      total: number\n`],
  ['an unknown key', `${head}    atributes: {}\n`],
  [
    'an unknown key of an attribute',
    `${head}    attributes:\n      total: { type: number, requird: true }\n`,
  ],
  [
    'keys of one’s own',
    `${head}    x-team: blue\n    attributes:\n      total: { type: number, x-unit: INR }\n`,
  ],
  ['an unknown type', `${head}    attributes:\n      total: nubmer\n      tax: { type: integer }\n`],
  ['no type', `${head}    attributes:\n      total: { required: true }\n`],
  [
    'a type and a reference',
    `registry: 1\nattributes:\n  id: number\nevents:\n  a:\n    attributes:\n      id: { ref: id, type: string }\n`,
  ],
  ['a reference to nothing', `${head}    attributes:\n      total: { ref: totl }\n`],
  ['a wrong status', `${head}    status: activ\n`],
  ['a wrong version', 'registry: 2\nevents: {}\n'],
  ['no version', 'events: {}\n'],
  ['a list of events', 'registry: 1\nevents:\n  - order_placed\n'],
  ['an event of nothing', 'registry: 1\nevents:\n  order_placed:\n'],
  ['a repeated event', `${head}  order_placed:\n    description: Again.\n    owner: shop\n`],
  ['a repeated attribute', `${head}    attributes:\n      total: number\n      total: string\n`],
  [
    'a name that YAML reads as something else',
    `registry: 1\nevents:\n  on: { description: A., owner: b }\n  2024: { description: A., owner: b }\n  null: { description: A., owner: b }\n`,
  ],
  ['a text that YAML reads as a number', `registry: 1\nevents:\n  a: { description: 5, owner: 007 }\n`],
  ['a pattern that is none', `${head}    attributes:\n      zip: { type: string, pattern: "([" }\n`],
  ['a bound of the wrong type', `${head}    attributes:\n      total: { type: number, minimum: "0" }\n`],
  ['an enum of the wrong type', `${head}    attributes:\n      total: { type: number, enum: [a] }\n`],
  [
    'constraints of another type',
    `${head}    attributes:\n      total: { type: string, minimum: 1 }\n      open: { type: boolean, pattern: a, max_bytes: 5 }\n`,
  ],
  [
    'an example that passes',
    `${head}    attributes:\n      total: { type: number, required: true }\n    examples:\n      - { total: 5 }\n`,
  ],
  [
    'examples that fail',
    `${head}    attributes:\n      total: { type: number, required: true, minimum: 0 }\n    examples:\n      - { total: five }\n      - {}\n      - { total: -1 }\n      - { total: 1, tax: 2 }\n`,
  ],
  ['a replacement that is not declared', `${head}    status: deprecated\n    replaced_by: order_pad\n`],
  [
    'empty texts and lists',
    `${head}    attributes:\n      total: { type: number, enum: [] }\n    examples: [{ total: 1 }]\ndefaults: { owner: "" }\n`,
  ],
  ['days that are none', `${head}    since: 2026-02-30\n`],
  ['a bound below its own', `${head}    attributes:\n      zip: { type: string, max_bytes: -1 }\n`],
  [
    'an acceptance of nothing',
    'registry: 1\nevents: {}\naccepted:\n  - { fingerprint: "zz", reason: "", by: "@a", until: 2026-13-01 }\n',
  ],
  ['an alias and a merge', `registry: 1\nevents:\n  a: &a { description: A., owner: b }\n  c: *a\n`],
  ['an alias of nothing', `registry: 1\nevents:\n  a: *nobody\n`],
  [
    'names of the language',
    `${head}    attributes:\n      __proto__: number\n      constructor: string\n      toString: boolean\n`,
  ],
  ['a tab as an indent', 'registry: 1\nevents:\n\torder_placed: {}\n'],
  ['a quote that is not closed', `${head}    tags: ["a\n`],
  ['two documents', 'registry: 1\nevents: {}\n---\nregistry: 1\n'],
  ['an empty file', ''],
  ['only a comment', '# nothing yet\n'],
  ['a text', 'hello\n'],
  ['Windows line ends', `${head}    statsu: active\n`.replaceAll('\n', '\r\n')],
  ['an include that matches nothing', 'registry: 1\ninclude: [events/*.yaml]\nevents: {}\n'],
  ['100,000 levels', `registry: 1\nevents: ${'['.repeat(100_000)}`],
  ['100,000 closed levels', `registry: 1\nevents: ${'{a: '.repeat(20_000)}1${'}'.repeat(20_000)}`],
  ['bytes that are no text', 'registry: 1\u0000\u0001\nevents: {}\n'],
];

describe('what a registry has wrong is said where it stands', () => {
  it('as in this list', async () => {
    await expect(transcript(faults, problems)).toMatchFileSnapshot('fixtures/registry-faults.md');
  });
});

describe('a registry', () => {
  it('gives every declaration with its defaults, references and places', () => {
    const { registry } = read(`registry: 1
defaults: { owner: growth, additional: warn }
attributes:
  order_id: { type: number, description: Shop order number }
events:
  order_placed:
    owner: checkout
    creates_user: true
    reserved: [total]
    attributes:
      order_id: { ref: order_id, required: true }
      note: string
  left: { additional: allow, status: draft }
`);
    const [placed, left] = [...registry.events.values()];
    expect(placed).toMatchObject({
      name: 'order_placed',
      owner: 'checkout',
      additional: 'warn',
      status: 'active',
      createsUser: true,
      reserved: ['total'],
    });
    expect(left).toMatchObject({
      name: 'left',
      owner: 'growth',
      additional: 'allow',
      status: 'draft',
      createsUser: false,
    });
    expect(
      [...(placed?.attributes.values() ?? [])].map(({ name, type, required, at, typeAt }) => [
        name,
        type,
        required,
        where(at),
        where(typeAt),
      ]),
    ).toEqual([
      ['order_id', 'number', true, '11:7 ‹order_id›', '4:21 ‹number›'],
      ['note', 'string', false, '12:7 ‹note›', '12:13 ‹string›'],
    ]);
  });

  it('names its packs', () => {
    expect(read('registry: 1\nevents: {}\n').pack).toEqual([]);
    expect(read('registry: 1\npack: a\nevents: {}\n').pack).toEqual(['a']);
    expect(read('registry: 1\npack: [a, ./b.yaml]\nevents: {}\n').pack).toEqual(['a', './b.yaml']);
  });

  it('declares no use of what was removed', () => {
    const { registry } = read(`${head}  gone: { status: removed, description: A., owner: b }\n`);
    expect(registry.uses.flatMap(({ names }) => names)).toEqual(['order_placed']);
    expect(registry.events.has('gone')).toBe(true);
  });
});

describe('an include', () => {
  const main = 'registry: 1\ninclude: [events/*.yaml]\nattributes: { id: number }\n';
  it('brings events and attributes of other files, which may include more and use each other’s definitions', () => {
    const more = {
      'events/a.yaml':
        'include: [more/*.yaml]\nevents:\n  a: { attributes: { id: { ref: id }, sku: { ref: sku } } }\n',
      'events/more/b.yaml':
        'attributes: { sku: string }\nevents:\n  b: { attributes: { sku: { ref: sku } } }\n',
    };
    const { registry } = read(main, more);
    expect(problems(main, more)).toEqual([]);
    expect(registry.files).toEqual(['main.yaml', 'events/a.yaml', 'events/more/b.yaml']);
    expect([...registry.events.keys()]).toEqual(['a', 'b']);
    expect(registry.events.get('a')?.attributes.get('sku')?.type).toBe('string');
  });

  it('is read once, also where files include each other', () => {
    const more = { 'events/a.yaml': 'include: ["*.yaml", ../main.yaml]\nevents: { a: {} }\n' };
    expect(read(main, more).registry.files).toEqual(['main.yaml', 'events/a.yaml']);
  });

  it('that declares an event again is a problem with both places', () => {
    const more = { 'events/a.yaml': 'events:\n  order_placed: {}\n' };
    expect(problems(`${head}include: [events/*.yaml]\n`, more)).toEqual([
      expect.stringMatching(/^events\/a\.yaml:2:3 ‹order_placed›/),
    ]);
  });

  it('that is no YAML ends the run at its place', () => {
    const more = { 'events/a.yaml': 'events: [\n' };
    expect(outcome(() => problems(main, more))).toEqual([
      expect.stringMatching(/^! events\/a\.yaml:\d+:\d+ .*not valid YAML/),
    ]);
  });
});
