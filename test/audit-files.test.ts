import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Repository } from './support/repository.ts';

const cli = resolve(import.meta.dirname, '../dist/eventlint.cjs');
const repository = new Repository();
afterAll(() => repository.remove());

const event = (name: string, attributes: object, user = 'u1') =>
  JSON.stringify({ userID: user, event_name: name, attributes });
const lines = [
  event('order_placed', { quantity: 1 }),
  event('order_placed', { quantity: 'two' }),
  '{"broken',
  event('Order Placed', {}),
  event('signed_up', {}, 'u7'),
].join('\n');

beforeAll(() => {
  repository.write({
    'event-registry.yaml': `registry: 1
events:
  order_placed: { description: Paid., owner: shop, attributes: { quantity: number } }
  signed_up: { description: New., owner: shop, creates_user: true }
`,
    'payloads/a.ndjson': lines,
    'payloads/deep/b.json': `{ "nv": [\n  ${event('order_placed', { quantity: null })},\n  ${event('left', {})}\n] }\n`,
    'payloads/deep/name with $(x).ndjson': `${event('order_placed', { quantity: true })}\n`,
    'payloads/log.har': JSON.stringify({
      log: {
        version: '1.2',
        entries: [
          {
            request: {
              method: 'POST',
              url: 'https://analytics.notifyvisitors.com/api/v1/events/log',
              postData: { mimeType: 'application/json', text: `[${event('viewed', {})}]` },
            },
          },
        ],
      },
    }),
    'other.txt': `${event('from_elsewhere', {})}\n`,
    'empty.ndjson': '',
    'src/app.ts': `nv('event', 'Bad Name', {});\n`,
  });
  writeFileSync(join(repository.folder, 'payloads/deep/c.ndjson.gz'), gzipSync(lines));
});

/** Every format that a report can have, of what a command finds. */
function reports(command: string) {
  const names = ['pretty', 'json', 'sarif', 'junit'];
  const formats = names.map((name) => `--format ${name}=out.${name}`).join(' ');
  const { status, stderr } = repository.eventlint(`${command} ${formats}`);
  return {
    status,
    stderr,
    texts: names.map((name) => readFileSync(join(repository.folder, `out.${name}`), 'utf8')),
  };
}

function partial(paths: string, state: string) {
  const { status, stdout, stderr } = repository.eventlint(`audit --partial ${paths}`);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  writeFileSync(join(repository.folder, state), stdout);
}

describe('audit of files', () => {
  const all = 'payloads other.txt empty.ndjson payloads/deep/c.ndjson.gz';

  test('prints what `check` prints of them, however they are divided', () => {
    const single = reports(`check ${all}`);
    expect(single.status).toBe(1);
    partial(all, 'all.json');
    expect(reports('audit --merge all.json')).toEqual(single);
    partial('payloads/deep payloads/deep/c.ndjson.gz empty.ndjson', '2.json');
    partial('other.txt payloads/log.har payloads/a.ndjson', '1.json');
    expect(reports('audit --merge 2.json 1.json')).toEqual(single);
  });

  test('takes the form that is named', () => {
    const asHar = reports('check other.txt --input-format har');
    expect(asHar.texts[0]).toContain('The file is no HTTP archive (HAR)');
    partial('other.txt --input-format har', '1.json');
    expect(reports('audit --merge 1.json')).toEqual(asHar);
  });

  test('leaves out what the baseline holds, as `check` does', () => {
    repository.eventlint('check --update-baseline');
    writeFileSync(join(repository.folder, 'payloads/new.ndjson'), event('order_placed', { quantity: 'six' }));
    partial('payloads', '1.json');
    const fresh = reports('check payloads');
    expect(fresh.texts[0]).toContain('1 problem');
    expect(reports('audit --merge 1.json')).toEqual(fresh);
    repository.run('mv', ['.eventlint-baseline.json', 'known.json']);
    expect(reports('audit --merge 1.json --baseline known.json')).toEqual(fresh);
    expect(reports('audit --merge 1.json').texts[0]).not.toEqual(fresh.texts[0]);
    repository.write({ 'payloads/new.ndjson': null, 'known.json': null });
  });

  test('stands beside a shard on standard input', () => {
    const { stdout } = repository.run('bash', [
      '-c',
      `"$0" "$1" audit --partial - payloads/a.ndjson --stdin-filename x.ndjson < payloads/a.ndjson`,
      process.execPath,
      cli,
    ]);
    expect(JSON.parse(stdout).shards.map(({ id }: { id: string }) => id)).toEqual([
      'payloads/a.ndjson@1',
      'x.ndjson@1',
    ]);
  });

  test('refuses a file that comes twice, by its path or through standard input', () => {
    partial('payloads/a.ndjson', '1.json');
    partial('payloads', '2.json');
    const twice = repository.eventlint('audit --merge 1.json 2.json');
    expect(twice).toMatchObject({ status: 2, stdout: '' });
    expect(twice.stderr).toContain('Shard `payloads/a.ndjson@1` comes twice');
  });

  test('refuses a state that is cut off or damaged, wherever that is, and prints nothing of it', () => {
    partial('payloads other.txt', 'whole.json');
    const whole = readFileSync(join(repository.folder, 'whole.json'), 'utf8');
    const lines = whole.split('\n');
    const middle = lines.length >> 1;
    const damaged = lines.with(middle, (lines[middle] as string).replace(/.{20}/, '"'));
    const [head = '', first = '', second = ''] = lines;
    expect(lines.length).toBeGreaterThan(4);
    for (const text of [
      // Lines that are whole, but lost, doubled, in another order, or in another state.
      lines.toSpliced(1, 1).join('\n'),
      lines.toSpliced(1, 0, first).join('\n'),
      lines.toSpliced(1, 2, second, first).join('\n'),
      lines.toSpliced(1, lines.length - 3).join('\n'),
      lines.with(0, head.replace('"entries":', '"entries":1')).join('\n'),
      lines.with(0, head.replace(/"shards":\[.*?\]/, '"shards":[null]')).join('\n'),
      JSON.stringify({ ...JSON.parse(whole), seen: [] }),
      JSON.stringify({ ...JSON.parse(whole), profiled: true }),
      lines.slice(0, -2).join('\n'),
      lines.slice(0, 1).join('\n'),
      whole.slice(0, whole.length >> 1),
      damaged.join('\n'),
      `${lines.slice(0, -2).join('\n')}\n${whole}`,
    ]) {
      repository.write({ 'cut.json': text });
      const { status, stdout, stderr } = repository.eventlint('audit --merge cut.json');
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toMatch(/cut\.json:\d+ is no state of a shard\./);
    }
  });

  test('takes a state that another program has written on one line', () => {
    partial('payloads other.txt', 'whole.json');
    const whole = reports('audit --merge whole.json');
    const text = readFileSync(join(repository.folder, 'whole.json'), 'utf8');
    repository.write({ 'line.json': JSON.stringify(JSON.parse(text)) });
    expect(reports('audit --merge line.json')).toEqual(whole);
  });

  test.each([
    ['audit --partial nowhere.ndjson', 'There is no file or folder nowhere.ndjson.'],
    ['audit --partial src/app.ts', 'src/app.ts is code; audit reads payloads.'],
    ['audit --partial src', 'There are no payloads in src.'],
    ['audit --partial event-registry.yaml', 'There are no payloads in event-registry.yaml.'],
    ['audit --partial other.txt --offset 5', '--offset is about a shard on standard input'],
    ['audit --partial other.txt --shard a', '--shard is about a shard on standard input'],
    ['audit --partial other.txt --input-format jsonn', 'There is no input format `jsonn`.'],
    ['audit other.txt', 'audit does one of two things.'],
    ['audit --merge nowhere.json', 'There is no state nowhere.json.'],
    ['audit --merge empty.ndjson', 'empty.ndjson is empty: it holds no state.'],
    ['audit --merge other.txt', 'other.txt:1 is no state of a shard.'],
  ])('%s: %s', (command, message) => {
    const { status, stdout, stderr } = repository.eventlint(command);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  test.skipIf(process.getuid?.() === 0)('says what it may not read, and writes no state', () => {
    repository.write({ 'secret.ndjson': '{}\n' });
    chmodSync(join(repository.folder, 'secret.ndjson'), 0);
    const { status, stdout, stderr } = repository.eventlint('audit --partial other.txt secret.ndjson');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('secret.ndjson cannot be read: permission is denied.');
  });
});
