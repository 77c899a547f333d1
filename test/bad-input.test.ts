import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openFile } from '../src/open-file.ts';
import { Repository } from './support/repository.ts';

const cli = resolve(import.meta.dirname, '../dist/eventlint.cjs');
const repository = new Repository();
afterAll(() => repository.remove());

const good = '{"userID":"u1","event_name":"order_placed","attributes":{"quantity":1}}\n';
/** What comes last in each file: it is found if the rest is checked. */
const last = good.replace(':1}', ':"x"}');
const end = ['69 type-lock', 'quantity'] as const;
const deep = 100_000;
const bytes = (...parts: readonly (string | readonly number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from([...part]))));

/** Lines, how many events of them can be read, and what is found in which of them. */
const cases: readonly [
  name: string,
  lines: Uint8Array,
  events: number,
  found: readonly (readonly [line: number, at: string, message: string])[],
][] = [
  [
    'invalid UTF-8',
    bytes('"', [0xff], '"\n', good, last),
    2,
    [
      [1, '2 parse-error', 'valid UTF-8'],
      [3, ...end],
    ],
  ],
  [
    'a surrogate as bytes',
    bytes('{"userID":"', [0xed, 0xa0, 0x80], '","event_name":"order_placed","attributes":{}}\n', last),
    1,
    [
      [1, '12 parse-error', 'valid UTF-8'],
      [2, ...end],
    ],
  ],
  [
    'half a character',
    bytes(
      good.replace('u1', '\\ud800'),
      good.replace('u1', '\\ud83d\\ude00'),
      good.replace('u1', '\\\\ud800'),
      last,
    ),
    4,
    [
      [1, '12 parse-error', '`\\ud800` is half of a character'],
      [4, ...end],
    ],
  ],
  [
    'repeated keys',
    bytes(
      good.replace('{"userID"', '{"userID":"a","userID"'),
      good.replace('":1', '":1,"qu\\u0061ntity":2'),
      last,
    ),
    3,
    [
      [1, '15 parse-error', 'stands twice'],
      [2, '71 parse-error', 'stands twice'],
      [3, ...end],
    ],
  ],
  [
    'numbers of 400 digits',
    bytes(good.replace(':1}', `:${'9'.repeat(400)}}`), good.replace(':1}', `:0.${'9'.repeat(400)}}`), last),
    3,
    [
      [1, '69 parse-error', 'stored as Infinity'],
      [3, ...end],
    ],
  ],
  [
    'nesting',
    bytes(good.replace(':1}', `:${'['.repeat(deep)}${']'.repeat(deep)}}`), `${'['.repeat(deep)}\n`, last),
    1,
    [
      [1, '1067 parse-error', '1000 levels'],
      [2, '1001 parse-error', '1000 levels'],
      [3, ...end],
    ],
  ],
  [
    'NUL bytes',
    bytes(good.replace('u1', 'u\0'), '\0\0\0\n', good, last),
    2,
    [
      [1, '11 parse-error', 'control character'],
      [2, '1 parse-error', 'unexpected symbol'],
      [4, ...end],
    ],
  ],
  [
    'line ends of all kinds',
    bytes('\r\n', good.replace('\n', '\r\n'), '\n', ' \t\r\n', last.trim()),
    2,
    [[5, ...end]],
  ],
  [
    'a CR alone within lines',
    bytes(good.replaceAll(',', ',\r'), '\r\r\n', last.trim().replace('{"q', '\r{"q'), '\r\n'),
    2,
    [[7, '13 type-lock', 'quantity']],
  ],
  [
    'a mark in the middle',
    bytes(`\ufeff${good}`, last),
    1,
    [
      [1, '1 parse-error', 'unexpected symbol'],
      [2, ...end],
    ],
  ],
];

/** Shorter files are read plainly, longer ones by the scanner. */
const before = { short: 3, long: 5000 };
const found = new Map<string, string[]>();
const entries = new Map<string, number>();

beforeAll(() => {
  repository.write({
    'event-registry.yaml': `registry: 1
events:
  order_placed: { description: Paid., owner: shop, attributes: { quantity: number } }
`,
  });
  for (const [folder, count] of Object.entries(before)) {
    mkdirSync(join(repository.folder, folder));
    for (const [name, content] of cases) {
      const all = bytes(good.repeat(count), [...content]);
      writeFileSync(join(repository.folder, folder, `${name}.ndjson`), all);
    }
  }
  const { stdout, stderr } = repository.eventlint('check short long --format json --stats');
  const report = JSON.parse(stdout) as {
    findings: { file: string; line: number; column: number; ruleId: string; message: string }[];
  };
  for (const { file, line, column, ruleId, message } of report.findings)
    found.set(file, [...(found.get(file) ?? []), `${line}:${column} ${ruleId} ${message}`]);
  for (const [, file = '', count] of stderr.matchAll(/^ {2}(.*): NDJSON, (\d+) entries$/gm))
    entries.set(file, Number(count));
});

describe.each(Object.entries(before))('in a %s file', (folder, count) => {
  test.each(cases)('%s: each fault at its place, and the rest is checked', (name, _, events, expected) => {
    const file = `${folder}/${name}.ndjson`;
    const told = found.get(file) ?? [];
    expect(told.length).toBe(expected.length);
    for (const [i, [line, at, message]] of expected.entries()) {
      expect(told[i]).toMatch(new RegExp(`^${count + line}:${at} `));
      expect(told[i]).toContain(message);
    }
    expect(entries.get(file)).toBe(count + events);
  });
});

/** What is told of one file. */
function check(file: string, shell = `"$0" "$1" check "$2" --format json`) {
  const { stdout, stderr, status } = repository.run('bash', ['-c', shell, process.execPath, cli, file]);
  if (status === 2) return [stderr];
  const { findings, summary } = JSON.parse(stdout);
  return [
    ...findings.map(
      ({ line, column, message }: { line: number; column: number; message: string }) =>
        `${line}:${column} ${message.split('.')[0]}`,
    ),
    `${summary.events} events`,
  ];
}

function utf32(text: string): Buffer {
  const points = Uint32Array.from([...`\ufeff${text}`], (character) => character.codePointAt(0) ?? 0);
  return Buffer.from(points.buffer);
}

describe('files that are not what they seem', () => {
  const many = good.repeat(before.long);
  const packed = gzipSync(many + last);
  const write = (file: string, content: string | Uint8Array) =>
    writeFileSync(join(repository.folder, file), content);

  test.each<[string, string | Uint8Array, readonly (string | RegExp)[]]>([
    ['a mark.ndjson', `\ufeff${many}${last}`, [/^5001:69 Attribute/, '5001 events']],
    [
      'utf-16.ndjson',
      Buffer.from(`\ufeff${many}`, 'utf16le'),
      [/^1:1 The file is encoded as UTF-16/, '0 events'],
    ],
    [
      'utf-16 without a mark.ndjson',
      Buffer.from(many, 'utf16le'),
      [/^1:1 The file is encoded as UTF-16/, '0 events'],
    ],
    ['utf-32.ndjson', utf32(good), [/^1:1 The file is encoded as UTF-32/, '0 events']],
    ['zeros.ndjson', Buffer.alloc(300_000), [/^1:1 The file is binary/, '0 events']],
    ['packed.ndjson', packed, [/^5001:69 Attribute/, '5001 events']],
    ['old line ends.ndjson', (many + last).replaceAll('\n', '\r'), [/^5001:69 Attribute/, '5001 events']],
    ['empty.ndjson', '', ['1:1 The file is empty', '0 events']],
    ['blank.ndjson', '\n \r\n'.repeat(100_000), ['1:1 The file is empty', '0 events']],
    ['blank at first.ndjson', `${'\n'.repeat(300_000)}${last}`, [/^300001:69 Attribute/, '1 events']],
    [
      'members.ndjson.gz',
      Buffer.concat([packed, gzipSync(last)]),
      [/^5001:69 Attr/, /^5002:69 Attr/, '5002 events'],
    ],
    [
      'cut.ndjson.gz',
      packed.subarray(0, -8),
      [/^5001:69 Attr/, /^5002:1 The gzip data is truncated/, '5001 events'],
    ],
    [
      'garbage behind.ndjson.gz',
      Buffer.concat([packed, Buffer.from('garbage')]),
      [/^5001:69 Attr/, /^5002:1 The gzip data is damaged/, '5001 events'],
    ],
  ])('%s', (file, content, expected) => {
    write(file, content);
    const told = check(file);
    expect(told.length).toBe(expected.length);
    for (const [i, each] of expected.entries()) expect(told[i]).toMatch(each);
    // Threads may only divide what are lines throughout.
    expect(check(file, `"$0" "$1" check "$2" --jobs 2 --format json`)).toEqual(told);
  });

  test('a line that is longer than any that is read is passed over', () => {
    const shell = `(cat start; head -c 70000000 /dev/zero | tr '\\\\0' x; echo; cat start end) > "$2"
      "$0" "$1" check "$2" --format json`;
    write('start', many);
    write('end', last);
    expect(check('long.ndjson', shell)).toEqual([
      '5001:1 The line has more than 67108864 bytes, so it is not read',
      expect.stringMatching(/^10002:69 Attribute/),
      '10001 events',
    ]);
  });

  const isWindows = process.platform === 'win32';
  test.skipIf(isWindows)('pipes are read as files are, once', () => {
    write('piped', many + last);
    const expected = [expect.stringMatching(/^5001:69 Attribute/), '5001 events'];
    const fifo = `mkfifo "$2" && (cat piped > "$2" &) && "$0" "$1" check "$2" --format json`;
    expect(check('fifo.ndjson', fifo)).toEqual(expected);
    expect(check('', '"$0" "$1" check <(cat piped) --format json')).toEqual(expected);
    expect(check('', 'cat piped | "$0" "$1" check /dev/stdin --format json')).toEqual(expected);
  });

  test.skipIf(isWindows)('a folder is none', () => {
    mkdirSync(join(repository.folder, 'folder.ndjson'));
    expect(check('folder.ndjson')[0]).toContain('folder.ndjson holds no code and no payloads.');
    expect(check('', '"$0" "$1" check - < folder.ndjson')[0]).toContain(
      'standard input cannot be read: it is a folder.',
    );
  });

  // Root may read everything.
  const asNobody = spawnSync('setpriv', ['--reuid=65534', '--clear-groups', 'true']).status === 0;
  test.skipIf(!asNobody)('what may not be read ends the run', () => {
    write('secret.ndjson', last);
    const shell = `chmod 755 . && chmod 0 "$2" && HOME=/nowhere setpriv --reuid=65534 --clear-groups "$0" "$1" check "$2"`;
    expect(check('secret.ndjson', shell)[0]).toContain('secret.ndjson cannot be read: permission is denied.');
  });
});

test('an install without the scanner says so where payloads are large, once', () => {
  const install = join(repository.folder, 'install');
  for (const each of ['dist', 'packs', 'package.json'])
    cpSync(resolve(import.meta.dirname, '..', each), join(install, each), { recursive: true });
  rmSync(join(install, 'dist/kernel.wasm'));
  const large = ['large.ndjson', 'larger.ndjson'];
  for (const file of large) writeFileSync(join(repository.folder, file), '\n'.repeat(17 * 2 ** 20));
  writeFileSync(join(repository.folder, 'small.ndjson'), good);
  const told = (...files: readonly string[]) =>
    repository.run(process.execPath, [join(install, 'dist/eventlint.cjs'), 'check', ...files]).stderr;
  expect(told('small.ndjson')).toBe('');
  expect(told(...large)).toMatch(/^dist\/kernel\.wasm is not there .*\n$/);
});

describe('a file that somebody writes to while it is read', () => {
  const file = join(repository.folder, 'changing.ndjson');
  const into = new Uint8Array(100);

  test('and that became shorter is told so', () => {
    writeFileSync(file, good.repeat(10));
    const opened = openFile(file);
    opened.read(into);
    truncateSync(file, 150);
    expect([opened.read(into), opened.read(into)]).toEqual([50, 0]);
    expect(opened.damage?.damage).toBe(
      `The file became shorter while it was read: of ${good.length * 10} bytes, 150 were left.`,
    );
    opened.close();
  });

  test.each([
    ['whole lines', good, undefined],
    ['half a line', good.slice(0, 20), 'The file grew while it was read, and its last line is not whole.'],
  ])('and that grew by %s', (_, more, damage) => {
    writeFileSync(file, good);
    const opened = openFile(file);
    opened.read(into);
    writeFileSync(file, readFileSync(file, 'utf8') + more);
    expect(opened.read(into)).toBe(more.length);
    opened.read(into);
    expect(opened.damage?.damage).toBe(damage);
    opened.close();
  });

  test('but not at the same time is read to its end', () => {
    writeFileSync(file, good.trim());
    const opened = openFile(file);
    while (opened.read(into) > 0);
    expect(opened.damage).toBeUndefined();
    opened.close();
  });
});
