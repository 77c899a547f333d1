import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.ts';
import type { Pack } from '../../src/model/pack.ts';
import type { Lock, LockEntry } from '../../src/model/registry.ts';
import { readConfig } from '../../src/read/config.ts';
import { lockLine, readLock } from '../../src/read/lock.ts';
import { readPack } from '../../src/read/pack.ts';
import { notifyvisitors } from '../support/lint-example.ts';
import { transcript, where } from './tell.ts';

const root = resolve(import.meta.dirname, '../..');
const ids = rules.map(({ id }) => id);
const entriesOf = (lock: Lock) => [...lock.values()].flatMap((attributes) => [...attributes.values()]);
const shown = (value: unknown) => [JSON.stringify(value)];

describe('the schemas of the file formats', () => {
  it.each(readdirSync(`${root}/schemas`))('%s is a JSON Schema of draft 7', (file) => {
    const schema = JSON.parse(readFileSync(`${root}/schemas/${file}`, 'utf8'));
    const ajv = new Ajv({ strict: false });
    expect(schema.$schema).toBe('http://json-schema.org/draft-07/schema#');
    expect(ajv.validateSchema(schema) ? [] : ajv.errors).toEqual([]);
  });
});

describe('eventlint.yaml', () => {
  it('has a default for everything', () => {
    const { overrides, ...rest } = readConfig(undefined, undefined, ids);
    expect(overrides).toEqual([]);
    expect(rest).toMatchObject({ userMerging: false, calls: [], rules: {}, code: { exclude: [] } });
  });

  it('says what is wrong in it, and where', async () => {
    const cases: [string, string][] = [
      [
        'everything',
        'registry: a.yaml\ncode: { include: [src], exclude: [test] }\npayloads: { include: [p] }\nuser_merging: true\nrules: { type-lock: warning, unused-event: off }\noverrides:\n  - { files: ["legacy/**"], rules: { event-name-case: off } }\n',
      ],
      ['an empty file', ''],
      ['a misspelt key', 'rule: {}\n'],
      ['a misspelt key of a section', 'code: { includes: [src] }\n'],
      ['a misspelt rule', 'rules:\n  type-lok: off\n'],
      ['a misspelt rule of an override', 'overrides:\n  - files: [a]\n    rules: { unused-evnt: off }\n'],
      ['a level that is none', 'rules: { type-lock: warn }\n'],
      ['a level that YAML reads as a boolean', 'rules: { type-lock: no }\n'],
      ['an override without files', 'overrides:\n  - rules: {}\n'],
      ['a call shape without a name', 'calls:\n  - { event: "0", attributes: "1" }\n'],
      ['a call shape with an empty name', 'calls:\n  - { callee: "", event: "0" }\n'],
      ['a call shape with a name that is none', 'calls:\n  - { callee: "analytics track", event: "0" }\n'],
      ['a call shape of any method', 'calls:\n  - { callee: "*", event: "0" }\n'],
      ['a call shape with a call in it', 'calls:\n  - { callee: "analytics.track(event)", event: "0" }\n'],
      [
        'a package with no name of one',
        `calls:\n  - { callee: track, module: "${'a'.repeat(215)}", event: "0" }\n`,
      ],
      ['an event that is no path', 'calls:\n  - { callee: track, event: name }\n'],
      ['a boolean of another language', 'user_merging: yes\n'],
      ['an override of no files', 'overrides:\n  - { files: [], rules: {} }\n'],
      ['a repeated key', 'rules: {}\nrules: {}\n'],
      ['a list', '- a\n'],
      ['no YAML', 'rules: {\n'],
    ];
    const read = (text: string) => shown(readConfig('main.yaml', text, ids));
    await expect(transcript(cases, read)).toMatchFileSnapshot('fixtures/config-faults.md');
  });

  it('takes plain numbers as argument paths', () => {
    const { calls } = readConfig(
      'main.yaml',
      'calls:\n  - { callee: track, event: 0, attributes: 1 }\n',
      ids,
    );
    expect(calls).toEqual([{ callee: 'track', event: '0', attributes: '1' }]);
  });

  it.each([
    ['window.nv', 'nv'],
    ['globalThis.shop.track', 'shop.track'],
    ['windows.track', 'windows.track'],
    ['*.window.track', '*.window.track'],
  ])('takes the callee %s as %s', (written, callee) => {
    const { calls } = readConfig('main.yaml', `calls:\n  - { callee: "${written}", event: "0" }\n`, ids);
    expect(calls).toEqual([{ callee, event: '0' }]);
  });
});

describe('the lock', () => {
  it('holds each attribute’s type, and where its line stands', () => {
    const lock = readLock(
      'event-registry.lock',
      '# eventlint lock 1\na.b: number since 2026-01-10 from registry\n"x y".c: object[] since 2026-01-11 from payload at 0123abc removed\n',
    );
    expect(entriesOf(lock).map(({ at, ...entry }) => ({ ...entry, at: where(at) }))).toEqual([
      {
        event: 'a',
        attribute: 'b',
        type: 'number',
        since: '2026-01-10',
        from: 'registry',
        tombstone: false,
        overrides: [],
        at: expect.stringContaining('2:1 '),
      },
      {
        event: 'x y',
        attribute: 'c',
        type: 'object[]',
        since: '2026-01-11',
        from: 'payload',
        commit: '0123abc',
        tombstone: true,
        overrides: [],
        at: expect.stringContaining('3:1 '),
      },
    ]);
  });

  it('holds what a type was before, and why and by whom it was changed, the latest change first', () => {
    const line =
      'a.b: string since 2026-03-02 from registry at 0123abc removed 2026-04-01 (was number since 2026-02-01: "it \\"was\\" (so)", by "Asha") (was boolean since 2026-01-01: "first")';
    const [entry] = entriesOf(readLock('event-registry.lock', `# eventlint lock 1\n${line}\n`));
    expect(entry).toMatchObject({
      type: 'string',
      removed: '2026-04-01',
      overrides: [
        { was: 'number', since: '2026-02-01', reason: 'it "was" (so)', by: 'Asha' },
        { was: 'boolean', since: '2026-01-01', reason: 'first', by: undefined },
      ],
    });
    expect(lockLine(entry as LockEntry)).toBe(line);
  });

  const head = '# eventlint lock 1\n';
  it.each([
    [
      'the earlier day, and where that was',
      'a.b: number since 2026-02-01 from registry at 0123abc',
      'a.b: number since 2026-01-01 from registry',
      'a.b: number since 2026-01-01 from registry',
    ],
    [
      'the registry as what it comes from',
      'a.b: number since 2026-01-01 from code',
      'a.b: number since 2026-02-01 from registry',
      'a.b: number since 2026-01-01 from registry',
    ],
    [
      'the removal',
      'a.b: number since 2026-01-01 from registry removed 2026-03-01',
      'a.b: number since 2026-01-01 from registry',
      'a.b: number since 2026-01-01 from registry removed 2026-03-01',
    ],
    [
      'the type that was decided on',
      'a.b: number since 2026-01-01 from registry',
      'a.b: string since 2026-02-01 from registry (was number since 2026-01-01: "migrated")',
      'a.b: string since 2026-02-01 from registry (was number since 2026-01-01: "migrated")',
    ],
    [
      'the later of two decisions',
      'a.b: number since 2026-03-01 from registry (was string since 2026-02-01: "back") (was number since 2026-01-01: "migrated")',
      'a.b: string since 2026-02-01 from registry (was number since 2026-01-01: "migrated")',
      'a.b: number since 2026-03-01 from registry (was string since 2026-02-01: "back") (was number since 2026-01-01: "migrated")',
    ],
  ])('takes of two lines for one attribute %s, whichever stands first', (_, one, other, both) => {
    for (const text of [`${head}${one}\n${other}\n`, `${head}${other}\n${one}\n`])
      expect(entriesOf(readLock('event-registry.lock', text)).map(lockLine)).toEqual([both]);
  });

  it('says what is wrong in it, and where', async () => {
    const line = 'a.b: number since 2026-01-10 from registry';
    const cases: [string, string][] = [
      ['a good one', `${head}${line}\n`],
      ['Windows line ends', `${head}${line}\n`.replaceAll('\n', '\r\n')],
      ['the same line twice, as a merge may leave it', `${head}${line}\n${line}\n`],
      ['another version', `# eventlint lock 2\n`],
      ['no header', `${line}\n`],
      ['an empty file', ''],
      ['a merge conflict', `${head}<<<<<<< HEAD\n${line}\n=======\n`],
      ['an edited line', `${head}a.b number\n`],
      ['a type that is none', `${head}a.b: integer since 2026-01-10 from registry\n`],
      ['an escape that is none', `${head}"\\x".b: number since 2026-01-10 from registry\n`],
      ['a day that is none', `${head}a.b: number since 2026-02-30 from registry\n`],
      ['a day of removal without one', `${head}${line} 2026-02-01\n`],
      ['a change without a reason', `${head}${line} (was string since 2026-01-01)\n`],
      ['a change of a type that is none', `${head}${line} (was text since 2026-01-01: "x")\n`],
      ['a conflict at the beginning', '<<<<<<< HEAD\n# eventlint lock 1\n'],
      ['lines in any order', `${head}b.a: string since 2026-01-10 from code\n\n# a remark\n${line}\n`],
      [
        'two decisions about one attribute',
        `${head}a.b: string since 2026-02-01 from registry (was number since 2026-01-01: "x")\na.b: date since 2026-02-01 from registry (was number since 2026-01-01: "y")\n`,
      ],
      ['two types for one attribute', `${head}${line}\na.b: string since 2026-01-11 from code\n`],
    ];
    const read = (text: string) =>
      shown([...readLock('main.yaml', text)].map(([event, attributes]) => [event, ...attributes.keys()]));
    await expect(transcript(cases, read)).toMatchFileSnapshot('fixtures/lock-faults.md');
  });
});

describe('a pack', () => {
  it('has a source for every limit, character set, name list and call shape', () => {
    const { limits, characters, reserved, apis, calls } = notifyvisitors;
    const parts = [
      ...Object.values(limits),
      ...Object.values(characters),
      notifyvisitors.case,
      reserved,
      ...apis,
      ...apis.map(({ batch }) => batch),
      ...calls,
    ];
    for (const part of parts) expect(part.source, JSON.stringify(part)).toMatch(/\w{4}/);
  });

  const own = readFileSync(`${root}/packs/notifyvisitors.yaml`, 'utf8');
  const packs = (files: Readonly<Record<string, string>>) => ({
    readPack: (name: string) =>
      files[name] === undefined ? undefined : { file: 'main.yaml', text: files[name], bundled: false },
  });

  it('of one’s own says what is wrong in it, and where', async () => {
    const cut = (from: string, to: string) => own.replace(from, to);
    const cases: [string, string][] = [
      ['a misspelt key', cut('  attribute_count:', '  atribute_count:')],
      [
        'a limit without a source',
        cut('    source: "Events guide: each event can have up to 255 properties."\n', ''),
      ],
      ['a limit that is text', cut('    max: 254\n', '    max: "254"\n')],
      ['a pattern that is none', cut('"^[A-Za-z0-9 _-]*$"', '"^[A-Za-z0-9 _-*$"')],
      [
        'a body schema that is none',
        cut('      required: [event_name, attributes]\n', '      required: event_name\n'),
      ],
    ];
    const read = (text: string) => shown(readPack(['own'], packs({ own: text })).name);
    await expect(
      transcript(
        cases.map(([title, text]) => [title, text]),
        read,
      ),
    ).toMatchFileSnapshot('fixtures/pack-faults.md');
  });

  it('that does not exist is said so', () => {
    expect(() => readPack(['braze'], packs({}))).toThrow('There is no pack `braze`.');
  });

  it('with others is as strict as the strictest of each', () => {
    const small = own
      .replace('name: notifyvisitors', 'name: small')
      .replace('    max: 49\n', '    max: 20\n')
      .replace('    boolean: 20\n', '    boolean: 50\n')
      .replace('"^[A-Za-z0-9 _-]*$"', '"^[a-z_]*$"');
    const both: Pack = readPack(['a', 'b'], packs({ a: own, b: small }));
    expect(both.limits.attribute_name_length.max).toBe(20);
    expect(both.records.map(({ id }) => id)).toEqual(['segment', 'table']);
    expect(both.limits.attribute_type_count.boolean).toBe(20);
    expect(both.limits.event_name_length.max).toBe(254);
    const form = new RegExp(both.characters.event_name.pattern, 'u');
    expect(['order_placed', 'Order', 'a-b', 'é'].map((name) => form.test(name))).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(both.limits.attribute_name_length).toEqual(
      readPack(['b', 'a'], packs({ a: own, b: small })).limits.attribute_name_length,
    );
  });
});
