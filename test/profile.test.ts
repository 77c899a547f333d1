import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeCorpus } from '../bench/events.mjs';
import schema from '../schemas/profile.schema.json' with { type: 'json' };
import type { Profile, ProfiledAttribute } from '../src/model/profile/profile.ts';
import { Repository } from './support/repository.ts';

const validate = new Ajv({ allErrors: true }).compile(schema);

const registry = `registry: 1
defaults: { owner: shop, additional: allow }
events:
  order_placed:
    description: A cart was paid for.
    attributes:
      total: number
      phone: { type: number, sensitivity: personal }
      salary: { type: number, sensitivity: sensitive }
      city: { type: string, sensitivity: internal }
`;
const repository = new Repository().write({ 'event-registry.yaml': registry });
afterAll(() => repository.remove());

const read = (file: string) => readFileSync(join(repository.folder, file), 'utf8');

/** A profile that was written, which has to fit its schema. */
function profileIn(file: string): Profile {
  const profile = JSON.parse(read(file)) as Profile;
  expect(validate(profile) ? [] : validate.errors).toEqual([]);
  return profile;
}

/** The profile of some payload, whatever is found in it. */
function profileOf(files: Record<string, string>, args = Object.keys(files).join(' ')): Profile {
  const { status, stderr } = repository.write(files).eventlint(`${args} --profile p.json --exit-zero`);
  expect([status, stderr]).toEqual([0, '']);
  return profileIn('p.json');
}

interface Sent {
  readonly event?: unknown;
  readonly time?: string;
}

function line(attributes: object, { event = 'order_placed', time = '2026-01-02 03:04:05' }: Sent = {}) {
  return `${JSON.stringify({ userID: 'u1', event_name: event, attributes, event_time: time })}\n`;
}

/** What each row's attribute `a` was sent with, undefined where it was not, and what is told of it. */
const sent: readonly (readonly [title: string, values: readonly unknown[], told: object])[] = [
  ['numbers by the least and the greatest', [3, -2.5, 10, 3], { numbers: { min: -2.5, max: 10 } }],
  [
    'texts by their bytes and characters',
    ['ab', 'नीला', '😀', ''],
    {
      bytes: { min: 0, max: 12, mean: 4.5, total: 18 },
      characters: { min: 0, max: 4, mean: 1.75, total: 7 },
      types: { string: 4 },
    },
  ],
  [
    'dates among texts',
    ['2026-01-02', '2026-02-30'],
    { types: { date: 1, string: 1 }, bytes: { min: 10, max: 10, mean: 10, total: 20 } },
  ],
  [
    'arrays by their elements',
    [[], [{}], [1, 'a', null]],
    { types: { 'object[]': 2, array: 1 }, elements: { min: 0, max: 3, mean: 1.33, total: 4 } },
  ],
  [
    'every type by itself',
    [1, 'a', true, '2026-01-02', {}, [{}], [1]],
    { types: { number: 1, string: 1, boolean: 1, date: 1, object: 1, 'object[]': 1, array: 1 } },
  ],
  ['nulls, which are present', [1, null, null], { entries: 3, presence: 1, nulls: 2, types: { number: 1 } }],
  ['how often it is there', [1, undefined, undefined], { entries: 1, presence: 0.3333, nulls: 0 }],
  [
    'different values, nulls left out',
    [1, 1, '1', true, null, { x: 1, y: 2 }, { y: 2, x: 1 }],
    { distinct: { estimate: 4, exact: true } },
  ],
  [
    'very many different values nearly',
    Array.from({ length: 3000 }, (_, i) => `value ${i}`),
    { distinct: { estimate: expect.toSatisfy((n) => Math.abs(n / 3000 - 1) < 0.05), exact: false } },
  ],
];

/** Lengths are only told of what was sent. */
const lengthsOf: readonly (readonly [title: string, values: readonly unknown[], keys: readonly string[]])[] =
  [
    ['numbers', [1, 2], ['numbers']],
    ['texts', ['a'], ['bytes', 'characters']],
    ['arrays', [[1]], ['elements']],
    ['none of these', [true, null, {}], []],
  ];

describe('what a profile tells of an attribute', () => {
  let events: Profile['events'] = [];
  beforeAll(() => {
    const lines = [...sent, ...lengthsOf].flatMap(([event, values]) =>
      values.map((a) => line(a === undefined ? {} : { a }, { event })),
    );
    events = profileOf({ 'a.ndjson': lines.join('') }).events;
  });
  const attributeOf = (title: string) =>
    events.find(({ event }) => event === title)?.attributes[0] as ProfiledAttribute;

  it.each(sent)('%s', (title, _, told) => expect(attributeOf(title)).toMatchObject(told));

  it.each(lengthsOf)('lengths of what was sent alone: %s', (title, _, keys) => {
    const told = Object.keys(attributeOf(title));
    expect(['numbers', 'bytes', 'characters', 'elements'].filter((key) => told.includes(key))).toEqual(keys);
  });

  it('the least and the greatest number only where they are nobody’s', () => {
    const values = { total: 5, phone: 919812345678, salary: 90_000 };
    const [event] = profileOf({ 'a.ndjson': line(values) }).events;
    expect(event?.attributes.map(({ attribute, numbers }) => [attribute, numbers])).toEqual([
      ['phone', undefined],
      ['salary', undefined],
      ['total', { min: 5, max: 5 }],
    ]);
  });

  it('when it was first and last sent, whatever the order', () => {
    const times = ['2026-01-02 03:04:06', '2025-12-31 23:59:59', 'no time', '2026-01-02 03:04:05'];
    const lines = times.map((time, i) => line(i === 1 ? {} : { a: 1 }, { time }));
    expect(profileOf({ 'a.ndjson': lines.join('') }).events).toMatchObject([
      {
        entries: 4,
        untimed: 1,
        firstTime: '2025-12-31 23:59:59',
        lastTime: '2026-01-02 03:04:06',
        attributes: [{ firstTime: '2026-01-02 03:04:05', lastTime: '2026-01-02 03:04:06' }],
      },
    ]);
  });
});

describe('a profile', () => {
  it('is this, to the letter', async () => {
    profileOf({
      'a.ndjson': [
        line({ total: 5, note: 'नी' }),
        line({ total: null }, { time: 'never' }),
        line({}, { event: 'Made Up' }),
        line({}, { event: 7 }),
        `{"nv":{"userID":"u1","event_name":"order_placed","attributes":{},"user_params":{}}}\n`,
        `{"nv":[{"userID":"u1","user_attributes":{"city":"Pune"}}]}\n`,
        'no JSON\n',
      ].join(''),
      'b.ndjson': line({ total: 7.25, items: [{}, {}] }),
    });
    await expect(read('p.json')).toMatchFileSnapshot('profile.expected.txt');
  });

  it('holds no text that was a value', () => {
    profileOf({
      'a.ndjson': line({ city: 'Secretville', a: ['Hidden'], b: { c: 'Buried' }, d: '2026-09-09' }),
    });
    expect(read('p.json')).not.toMatch(/Secretville|Hidden|Buried|2026-09-09|u1/);
  });

  it.each([
    ['a request body', 'a.json', `{"nv":[${line({ a: 1 })},${line({ a: 2 })}]}`],
    ['a list', 'a.json', `[${line({ a: 1 })},${line({ a: 2 })}]`],
    [
      'rows',
      'a.csv',
      'event_name,attributes,event_time\norder_placed,"{""a"":1}",\norder_placed,"{""a"":2}",\n',
    ],
    [
      'Segment’s calls',
      'a.json',
      JSON.stringify(
        [1, 2].map((a) => ({ type: 'track', userId: 'u', event: 'order_placed', properties: { a } })),
      ),
    ],
  ])('is taken of %s', (_, file, text) => {
    const { entries, events } = profileOf({ [file]: text });
    expect(entries).toBe(2);
    expect(events).toMatchObject([
      { event: 'order_placed', entries: 2, attributes: [{ attribute: 'a', numbers: { min: 1, max: 2 } }] },
    ]);
  });

  it('does not change what is found, and how that ends', () => {
    repository.write({ 'a.ndjson': line({ 'Bad Name': 1 }) + line({}, { event: 'Bad' }) });
    const plain = repository.eventlint('a.ndjson --format json');
    expect(repository.eventlint('a.ndjson --format json --profile p.json')).toEqual(plain);
    expect(plain.status).toBe(1);
  });

  it('is of the whole project where no payload is named', () => {
    repository.write({ 'payloads/x.json': line({ a: 1 }), 'b.ndjson': line({}) });
    const files = profileOf({}, '').files.map(({ file }) => file);
    expect(files).toEqual(expect.arrayContaining(['b.ndjson', 'payloads/x.json']));
  });

  it('is taken of standard input', () => {
    const { status } = repository.run(
      process.execPath,
      [
        join(import.meta.dirname, '../dist/eventlint.cjs'),
        '-',
        '--profile',
        'in.json',
        '--stdin-filename',
        'in.ndjson',
      ],
      {},
      line({ total: 1 }),
    );
    expect(status).toBe(0);
    expect(profileIn('in.json')).toMatchObject({ entries: 1, files: [{ file: 'in.ndjson', entries: 1 }] });
  });
});

describe('what cannot be done', () => {
  let state = '';
  beforeAll(() => {
    repository.write({ 'a.ndjson': line({ total: 1 }), 'a.ts': '', 'payloads/x.json': line({}) });
    state = repository.eventlint('audit --partial').stdout;
    repository.write({ 'state.json': state });
  });
  const inTheWay = 'a.ndjson/p.json';
  it.each([
    ['a.ndjson --profile', 'argument missing', undefined],
    ['a.ndjson --profile=', '--profile names no file', undefined],
    ['a.ndjson --profile -', '--profile names no file', undefined],
    [`a.ndjson --profile ${inTheWay}`, `${inTheWay} cannot be written: its folder is a file`, undefined],
    ['a.ndjson --profile payloads', 'payloads cannot be written: it is a folder', undefined],
    [
      '--profile q.json --staged',
      '--profile is of all payloads; --staged looks at what has changed',
      'q.json',
    ],
    ['--profile q.json --since HEAD', '--since looks at what has changed', 'q.json'],
    ['a.ts --profile q.json', 'There are no payloads to take statistics of', 'q.json'],
    ['a.ndjson --format json=q.json --profile q.json', 'json and --profile would both be written', 'q.json'],
    ['audit --partial --profile q.json', 'With --partial, statistics are a part of the state', 'q.json'],
    ['audit --merge --profile', '--profile names no file', undefined],
    [
      'audit --merge --profile state.json state.json',
      'written over state.json, the state of a shard',
      undefined,
    ],
    ['audit --merge --profile q.json state.json', 'Shard `<stdin>@1` was made without --profile', 'q.json'],
    ['audit --merge --partial --profile state.json', 'With --partial, statistics', undefined],
  ])('%s', (args, message, unwritten) => {
    const { status, stdout, stderr } = repository.eventlint(args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr.split('\n').length, 'no stack trace').toBeLessThan(5);
    if (unwritten) expect(existsSync(join(repository.folder, unwritten))).toBe(false);
    expect(read('state.json')).toBe(state);
  });
});

describe('a profile of parts', () => {
  const cli = join(import.meta.dirname, '../dist/eventlint.cjs');

  /** The state of some lines of the corpus. */
  function stateOf(lines: readonly string[], id: number): string {
    const args = ['audit', '--partial', '--profile', '--stdin-filename', 'events.ndjson'];
    const shard = ['--shard', String(id), '--offset', String(id + 1)];
    const { status, stdout, stderr } = repository.run(
      process.execPath,
      [cli, ...args, ...shard],
      {},
      lines.join(''),
    );
    expect([status, stderr]).toEqual([0, '']);
    return stdout;
  }

  it('is that of the whole to the byte: in threads, and as shards in any tree', () => {
    writeCorpus(repository.folder, { events: 700, faults: 0.02, seed: 5 });
    const whole = repository.eventlint('events.ndjson --format json --profile whole.json');
    expect(profileIn('whole.json').events.length).toBeGreaterThan(60);

    // The first part is read by the thread that joins them all.
    for (const jobs of [2, 3]) {
      const threads = repository.eventlint(
        `events.ndjson --format json --profile threads.json --jobs ${jobs}`,
      );
      expect(threads).toEqual(whole);
      expect(read('threads.json')).toBe(read('whole.json'));
    }

    const lines = read('events.ndjson').split(/(?<=\n)/);
    const cuts = [0, 17, 210, 210, 580, lines.length];
    const states = cuts.slice(1).map((end, i) => stateOf(lines.slice(cuts[i], end), i));
    repository.write(Object.fromEntries(states.map((state, i) => [`${i}.json`, state])));
    const join = (args: string) => repository.eventlint(`audit --merge ${args}`);
    repository.write({ 'left.json': join('--partial 4.json 0.json').stdout });
    repository.write({ 'right.json': join('--partial 3.json left.json 2.json').stdout });
    for (const args of ['3.json 1.json 4.json 0.json 2.json', '1.json right.json']) {
      const joined = join(`--format json --profile joined.json ${args}`);
      expect(joined).toEqual(whole);
      expect(read('joined.json')).toBe(read('whole.json'));
    }
    // Who does not ask for it gets the findings alone.
    expect(join('--format json 1.json right.json')).toEqual(whole);
  });

  it('is that of the same events in another form, but for the name of the file', () => {
    const events = 1500;
    writeCorpus(repository.folder, { events, shape: 'clean', seed: 6 });
    const entries = read('events.ndjson')
      .split('\n')
      .filter(Boolean)
      .map((text) => JSON.parse(text) as object)
      // A call that creates a user has one entry.
      .filter((entry) => !('nv' in entry));
    expect(entries.length).toBeGreaterThan(events / 2);
    const forms = {
      'lines.ndjson': entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''),
      'list.json': JSON.stringify(entries),
      'body.json': JSON.stringify({ nv: entries }, null, 2),
    };
    const told = Object.entries(forms).map(([file, text]) => {
      const { files, ...profile } = profileOf({ [file]: text });
      expect(files).toEqual([{ file, entries: profile.entries }]);
      expect(statSync(join(repository.folder, file)).size, 'large enough to be scanned').toBeGreaterThan(
        1 << 18,
      );
      return profile;
    });
    expect(told[0]?.entries).toBe(entries.length);
    expect(told[1]).toEqual(told[0]);
    expect(told[2]).toEqual(told[0]);
  });
});
