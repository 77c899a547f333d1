import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { divide, linesOf } from '../../../../src/commands/line-shares.ts';
import { type LintOptions, lintPayload } from '../../../../src/commands/payloads.ts';
import { encodedPieces, type Gathered, Joining, shardState } from '../../../../src/commands/shards.ts';
import { statesIn } from '../../../../src/commands/state-text.ts';
import { isDivisible } from '../../../../src/read/payload/stream/index.ts';
import { bytesInput, type Input } from '../../../../src/read/payload/stream/input.ts';
import { notifyvisitors } from '../../../support/lint-example.ts';
import { payloadRun, plainly, scanned, told } from './lint.ts';

const registry = 'registry: 1\nevents:\n  kept: { description: Kept., owner: shop }\n';
const project = { pack: notifyvisitors, config: { userMerging: false } } as Parameters<typeof lintPayload>[3];

const mixed = fc.constantFrom('\n', '\n', '\r\n', '\r\n', '\r\r\n', '\n\r', '\n \r \n', '\r\n\r\n');
const anyEnds = fc.array(mixed, { minLength: 1, maxLength: 8 });
/** What a writer puts between the parts of a record: white space, of which a CR ends a line and no record. */
const spaces = fc.array(fc.constantFrom('', '', ' ', '\r', ' \r\t', '\r\r'), { minLength: 1, maxLength: 5 });
type Kind = (name: string, space: string) => string;
/** Records: an event, a body, a list, broken ones, of different lengths. `name` stands nowhere else. */
const kinds: readonly Kind[] = [
  (name, space) => `{"userID":"u1",${space}"event_name":"${name}",${space}"attributes":{}}`,
  (name, space) => `${space}{"userID":"u1","event_name":"${name}","attributes":{"n":${space}1}}${space}`,
  (name, space) => `{${space}"nv":[${space}{"userID":"é😀","event_name":"${name}","attributes":{}}${space}]}`,
  (name, space) => `[{"userID":"u1","event_name":"kept","attributes":{}},${space}{"event_name":"${name}"}]`,
  (name, space) => `{"userID":"u1",${space}"event_name":"kept",${space}"attributes":"${name}"}`,
  (name, space) => `{"userID":"${'x'.repeat(200)}",${space}"event_name":"${name}" "attributes":{}}`,
];
const records = fc.array(fc.nat(kinds.length - 1), { minLength: 1, maxLength: 40 });

interface Drawn {
  readonly text: string;
  readonly names: readonly string[];
}

const drawn = (ends: fc.Arbitrary<string[]>, within: fc.Arbitrary<string[]>): fc.Arbitrary<Drawn> =>
  fc.tuple(records, ends, within, fc.boolean()).map(([chosen, feeds, inside, isEnded]) => {
    const names = chosen.map((_, i) => `ghost_${i}_`);
    const text = chosen
      .map((kind, i) => {
        const record = (kinds[kind] as Kind)(names[i] as string, inside[i % inside.length] as string);
        const feed = feeds[i % feeds.length] as string;
        return isEnded || i + 1 < chosen.length ? record + feed : record;
      })
      .join('');
    return { text, names };
  });

/** Where editors show what stands at an offset. */
function shownAt(text: string, offset: number): string {
  const before = text.slice(0, offset).split(/\r\n|\n|\r/);
  return `${before.length}:${(before.at(-1) ?? '').length + 1}`;
}

/** Where a run says that things are, without what stands around them. */
const places = (findings: readonly string[]) =>
  findings.map((finding) => {
    const { at, message, ruleId } = JSON.parse(finding);
    return { at: `${at.start.line}:${at.start.column}`, text: at.text as string, ruleId, message };
  });

function expectRight(findings: readonly string[], { text, names }: Drawn) {
  const found = places(findings);
  for (const name of names) {
    const offset = text.indexOf(`"${name}"`);
    const isBroken = text.slice(offset + name.length + 2).startsWith(' "attributes"');
    const at = isBroken ? offset + name.length + 3 : offset;
    expect(found).toContainEqual(expect.objectContaining({ at: shownAt(text, at) }));
  }
}

async function stateOf(input: Input, part: number): Promise<string> {
  const gathered: Gathered = { run: payloadRun(registry) };
  const options = { part, form: 'ndjson', plainBytes: 0 };
  const { entries, lines } = await lintPayload(gathered.run, 'p.ndjson', input, project, options);
  const shard = { id: `${part}`, file: 'p.ndjson', form: '', part, lines, entries };
  return [...shardState(gathered, [shard], 'same', '1')].join('');
}

/** What the parts of a file lead to, whatever order they are joined in. */
async function joined(states: readonly string[]): Promise<string[]> {
  const run = payloadRun(registry);
  const joining = new Joining({ run }, 'same');
  const bytes = Buffer.from([...states].reverse().join(''));
  for await (const part of statesIn(bytesInput(bytes), 'states', 'none'))
    if ('head' in part) joining.begin(part.head);
    else joining.add(part.piece);
  joining.place();
  return told(run).map((finding) => finding.replaceAll(/"part":\d+/g, '"part":0'));
}

/** The states of parts that begin with lines. */
function parts(bytes: Uint8Array, cuts: readonly number[]): Promise<string[]> {
  const feeds = cuts.map((cut) => bytes.lastIndexOf(10, cut % bytes.length) + 1);
  const ends = [...new Set([0, ...feeds, bytes.length])].sort((a, b) => a - b);
  return Promise.all(
    ends.slice(1).map((end, i) => {
      const start = ends[i] as number;
      return stateOf(bytesInput(bytes.subarray(start, end)), start);
    }),
  );
}

/** What several readers that share the lines lead to, as threads do. */
async function shared(bytes: Uint8Array, count: number): Promise<string[]> {
  const reread = (into: Uint8Array, offset: number) => {
    const part = bytes.subarray(offset, offset + into.length);
    into.set(part);
    return part.length;
  };
  const division = divide(reread, bytes.length, count, notifyvisitors.payload.event);
  const run = payloadRun(registry);
  for (let index = 0; index < count; index++) {
    const input = { ...bytesInput(bytes), keep: () => reread };
    const options: LintOptions = { form: 'ndjson', plainBytes: 0, share: index === 0 ? 'first' : 'other' };
    const other = { run: payloadRun(registry) };
    await lintPayload(other.run, 'p.ndjson', linesOf(input, division, index), project, options);
    const joining = new Joining({ run }, 'same', reread);
    for (const piece of encodedPieces(other, true)) joining.add(JSON.parse(piece));
  }
  return told(run);
}

const mark = fc.constantFrom('', '', '\ufeff');

test.each([
  ['of any ends are numbered as editors do', drawn(anyEnds, spaces)],
  // How the first two begin tells that a CR is no white space there.
  [
    'that end with a CR alone are told apart',
    drawn(fc.constant(['\r', '\r\r', '\r \r']), fc.constant([''])).filter(
      ({ text, names }) => names.length > 1 && !text.startsWith('{"userID":"xx'),
    ),
  ],
])('lines %s, however they are read', async (_, files) => {
  const cut = fc.array(fc.nat(5000), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(files, mark, fc.integer({ min: 1, max: 300 }), cut, async (file, begin, piece, cuts) => {
      const bytes = Buffer.from(begin + file.text);
      const { findings, entries } = plainly('p.ndjson', bytes, registry);
      expectRight(findings, file);
      const stream = await scanned('p.ndjson', bytes, registry, { piece });
      expect([stream.findings, stream.entries]).toEqual([findings, entries]);
      expect(await joined(await parts(bytes, cuts))).toEqual(findings);
      if (isDivisible(bytes)) expect(await shared(bytes, 1 + cuts.length)).toEqual(findings);
    }),
    { numRuns: Number(process.env.RUNS ?? 10) },
  );
});

test('damage of a part is told at its line in the whole', async () => {
  const three = Buffer.from('{"userID":"u1","event_name":"kept","attributes":{}}\n'.repeat(3));
  const cut = gzipSync(three).subarray(0, -9);
  const states = [await stateOf(bytesInput(three), 0), await stateOf(bytesInput(cut), three.length)];
  expect(places(await joined(states))).toMatchObject([
    { at: '7:1', message: 'The gzip data is truncated: it ends before its last block.' },
  ]);
});
