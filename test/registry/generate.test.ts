import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { isDateText } from '../../src/model/attribute-type.ts';
import type { Registry } from '../../src/model/registry.ts';
import { readRegistry } from '../../src/read/registry.ts';
import { distinct, pascalIdentifier } from '../../src/registry/identifiers.ts';
import { datePattern, jsonSchemas } from '../../src/registry/json-schema.ts';
import { typescriptTypes } from '../../src/registry/typescript-types.ts';

const fixture = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');

function registryOf(text: string): Registry {
  const { registry, problems } = readRegistry('event-registry.yaml', { read: () => text, glob: () => [] });
  expect(problems.map(({ message }) => message)).toEqual([]);
  return registry;
}
const names = registryOf(fixture('names.yaml'));

describe('the types', () => {
  it('are these for a registry with every kind of declaration and name', async () => {
    await expect(typescriptTypes(names)).toMatchFileSnapshot('fixtures/events.d.ts.txt');
  });

  it.each([
    ['strictly', { strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true }],
    ['strictly enough', { strict: true }],
  ])('let right calls pass and refuse wrong ones, compiled %s', (_, options) => {
    expect(
      faults({ 'events.d.ts': typescriptTypes(names), 'calls.ts': fixture('calls.ts.txt') }, options),
    ).toEqual([]);
  });

  it('find a wrong call: what they refuse is not only expected to be refused', () => {
    const calls = fixture('calls.ts.txt').replaceAll(/^\/\/ @ts-expect-error.*$/gm, '');
    const expected = fixture('calls.ts.txt').match(/@ts-expect-error/g)?.length;
    const found = faults({ 'events.d.ts': typescriptTypes(names), 'calls.ts': calls }, { strict: true });
    expect(found).toHaveLength(expected as number);
  });

  it('compile for any names of events and attributes', () => {
    const name = fc.oneof(fc.string({ unit: 'binary' }), fc.string());
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 12 }), (all) => {
        const events = Object.fromEntries(all.map((each) => [each, { attributes: { [each]: 'string' } }]));
        const text = typescriptTypes(readJson({ registry: 1, events }));
        expect(faults({ 'events.d.ts': text }, { strict: true, noLib: true, skipLibCheck: false })).toEqual(
          [],
        );
        for (const each of all) expect(text).toContain(`${JSON.stringify(each).slice(1, -1)}`);
      }),
      { numRuns: 20 },
    );
  });
});

describe('identifiers', () => {
  it.each([
    ['order_placed', 'OrderPlaced'],
    ['Order Placed', 'OrderPlaced'],
    ['orderPlaced', 'OrderPlaced'],
    ['2fa_enabled', '_2faEnabled'],
    ['заказ создан', 'ЗаказСоздан'],
    ['a.b-c$d', 'ABCD'],
    ['', '_'],
    ['🛒', '_'],
  ])('%j becomes %s', (name, expected) => expect(pascalIdentifier(name)).toBe(expected));

  it('are distinct, and do not depend on the order of the names', () => {
    const name = fc.constantFrom(
      'order_placed',
      'Order Placed',
      'orderPlaced',
      'order-placed',
      '',
      '_',
      '🛒',
      'a',
    );
    fc.assert(
      fc.property(fc.uniqueArray(name), (all) => {
        const [made, again] = [
          distinct(all, pascalIdentifier),
          distinct([...all].reverse(), pascalIdentifier),
        ];
        expect(new Set(made.values()).size).toBe(all.length);
        for (const each of all) expect(again.get(each)).toBe(made.get(each));
        if (all.includes('order_placed')) expect(made.get('order_placed')).toBe('OrderPlaced');
      }),
    );
  });
});

interface Index {
  events: { name: string; schema: string }[];
}

describe('the JSON Schemas', () => {
  const files = new Map(jsonSchemas(names).map(({ name, text }) => [name, JSON.parse(text)]));
  const index = files.get('index.json') as Index;
  const schemaOf = (event: string) =>
    files.get(index.events.find(({ name }) => name === event)?.schema as string);
  const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true });
  const accepts = (event: string, attributes: unknown) =>
    ajv.compile({ ...schemaOf(event), $id: undefined })(attributes);

  it('are these for an order', async () => {
    const text = JSON.stringify(schemaOf('order_placed'), undefined, 2);
    await expect(`${text}\n`).toMatchFileSnapshot('fixtures/order_placed.schema.json');
  });

  it('are one for each event that is not removed, under names that are safe and distinct', () => {
    const kept = [...names.events.values()].filter(({ status }) => status !== 'removed');
    expect(index.events.map(({ name }) => name)).toEqual(kept.map(({ name }) => name));
    const stems = index.events.map(({ schema }) => schema.toLowerCase());
    expect(new Set(stems).size).toBe(kept.length);
    for (const { schema } of index.events) {
      expect(schema).toMatch(/^[\w-]{1,120}\.schema\.json$/);
      expect(schema).not.toMatch(/^(con|nul|aux|prn)\./i);
    }
    expect(schemaOf('order_placed').$id).toBe('order_placed.schema.json');
  });

  it.each(index.events.map(({ name }) => [name]))('that of %j is a schema of draft 2020-12', (event) => {
    expect(ajv.validateSchema({ ...schemaOf(event), $id: undefined })).toBe(true);
  });

  const examples = [...names.events.values()].flatMap(({ name, examples: all = [] }) =>
    all.map((example) => [name, example] as const),
  );
  it.each(examples)('that of %s takes the example %j', (event, example) => {
    expect(accepts(event, example)).toBe(true);
  });

  const order = { order_id: 1, total_amount: 2 };
  it.each([
    ['order_placed', order, true],
    ['order_placed', { order_id: 1 }, false],
    ['order_placed', { ...order, total_amount: -1 }, false],
    ['order_placed', { ...order, total_amount: 100001 }, false],
    ['order_placed', { ...order, currency: 'EUR' }, false],
    ['order_placed', { ...order, coupon: 'abc' }, false],
    ['order_placed', { ...order, coupon: 'ABCDEFGHIJKLM' }, false],
    ['order_placed', { ...order, coupon: null }, false],
    ['order_placed', { ...order, placed_at: '2026-02-29' }, false],
    ['order_placed', { ...order, placed_at: 'yesterday' }, false],
    ['order_placed', { ...order, items: [1] }, false],
    ['order_placed', { ...order, items: {} }, false],
    ['order_placed', { ...order, address: [] }, false],
    ['order_placed', { ...order, gift: 'true' }, false],
    ['order_placed', { ...order, old_total: 3 }, true],
    ['order_placed', { ...order, total: 3 }, false],
    ['search_filtered', { results: 1, red: 'x' }, true],
    ['search_filtered', { results: 1, count: 2 }, false],
    ['app_opened', {}, true],
    ['app_opened', { a: 1 }, false],
    ['date', { when: '2026-05-01' }, true],
    ['date', { when: '2025-05-01' }, false],
  ] as [string, unknown, boolean][])('that of %s, asked about %j, says %s', (event, attributes, expected) => {
    expect(accepts(event, attributes)).toBe(expected);
  });

  it('know exactly the dates that everything else knows', () => {
    const pattern = new RegExp(datePattern, 'u');
    const two = fc.integer({ min: 0, max: 62 }).map((n) => String(n).padStart(2, '0'));
    const year = fc
      .oneof(fc.integer({ min: 0, max: 9999 }), fc.constantFrom(0, 1900, 2000, 2024, 2100))
      .map((n) => String(n).padStart(4, '0'));
    const month = fc
      .oneof({ weight: 4, arbitrary: fc.integer({ min: 0, max: 13 }) }, fc.constant(2))
      .map((n) => String(n).padStart(2, '0'));
    const day = fc.integer({ min: 0, max: 32 }).map((n) => String(n).padStart(2, '0'));
    const clock = fc
      .tuple(fc.constantFrom('', ' ', 'T', 't'), two, two, fc.option(two, { nil: undefined }))
      .map(([mark, h, m, s]) => (mark === '' ? '' : `${mark}${h}:${m}${s === undefined ? '' : `:${s}`}`));
    const rest = fc.constantFrom('', 'Z', '+05:30', '-0530', '.5', '.123Z', '+5', ' ', '\n');
    fc.assert(
      fc.property(year, month, day, clock, rest, (y, m, d, time, end) => {
        const text = `${y}-${m}-${d}${time}${end}`;
        expect(pattern.test(text), text).toBe(isDateText(text));
      }),
      { numRuns: 5000 },
    );
  });
});

function readJson(registry: object): Registry {
  const text = JSON.stringify(registry);
  return readRegistry('event-registry.yaml', { read: () => text, glob: () => [] }).registry;
}

/** What the compiler finds wrong in files. */
function faults(files: Readonly<Record<string, string>>, options: ts.CompilerOptions): string[] {
  const settings: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: [],
    noEmit: true,
    lib: ['lib.es2022.d.ts'],
    skipDefaultLibCheck: true,
    ...options,
  };
  const host = ts.createCompilerHost(settings);
  const { getSourceFile, fileExists } = host;
  const given = (file: string) => files[file.replace(/^.*\//, '')];
  host.fileExists = (file) => given(file) !== undefined || fileExists(file);
  host.getSourceFile = (file, version, ...rest) => {
    const text = given(file);
    return text === undefined
      ? (libraries.get(file) ?? keep(file, getSourceFile(file, version, ...rest)))
      : ts.createSourceFile(file, text, version);
  };
  const program = ts.createProgram(Object.keys(files), settings, host);
  // Without the library only what is written in the file itself is judged.
  const found = options.noLib ? program.getSyntacticDiagnostics() : [...ts.getPreEmitDiagnostics(program)];
  return found.map(({ file, start, messageText }) => {
    const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
    return `${file?.fileName}:${line} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}

const libraries = new Map<string, ts.SourceFile>();
function keep(file: string, source: ts.SourceFile | undefined): ts.SourceFile | undefined {
  if (source) libraries.set(file, source);
  return source;
}
