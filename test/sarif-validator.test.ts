import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { computeRollingHashes } from '@microsoft/sarif';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Repository } from './support/repository.ts';

/** Microsoft's validator: a program for each platform. */
const program = createRequire(import.meta.url).resolve(
  `@microsoft/sarif-multitool-${process.platform}/Sarif.Multitool${process.platform === 'win32' ? '.exe' : ''}`,
);
const config = resolve(import.meta.dirname, 'report/fixtures/multitool-strict.json');

const repository = new Repository();
const registry =
  'registry: 1\nevents: { order_placed: { description: Paid., attributes: { total: number } } }\n';

/** How often each rule of the validator, every kind and level of them, finds something in a log. */
function broken(file: string): Record<string, number> {
  const output = join(repository.folder, 'validated.sarif');
  const options = [
    '--rule-kind',
    'Sarif;Ghas',
    '--level',
    'Error;Warning;Note',
    '--kind',
    'Fail',
    '-c',
    config,
  ];
  const { status, stdout, stderr } = spawnSync(
    program,
    [
      'validate',
      file,
      ...options,
      '-o',
      output,
      '--log',
      'ForceOverwrite',
      '-q',
      'true',
      '--max-file-size-in-kb',
      '200000',
    ],
    {
      cwd: repository.folder,
      encoding: 'utf8',
      env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' },
    },
  );
  expect([status, stdout + stderr]).toEqual([0, expect.any(String)]);
  const [run] = JSON.parse(readFileSync(output, 'utf8').replace(/^\ufeff/, '')).runs;
  const counts: Record<string, number> = {};
  for (const { ruleId } of run.results ?? []) counts[ruleId] = (counts[ruleId] ?? 0) + 1;
  // Our identifiers are words, as CodeQL's are: each of the rules is told once that they are no numbers.
  delete counts.SARIF2009;
  return counts;
}

beforeAll(() => {
  // Its own installation does this where scripts of packages may run.
  chmodSync(program, 0o755);
  repository.git('remote', 'add', 'origin', 'git@example.com:shop/web.git');
  const long = 'x'.repeat(3000);
  const entry = (i: number) => ({
    userID: i % 3 ? 'u1' : '',
    event_name: `Bad Name ${i}`,
    event_time: 'yesterday',
    attributes: { [`a${long}`]: long, B: null, total: 'five' },
  });
  const entries = Array.from({ length: 16 }, (_, i) => entry(i));
  repository.commit({
    'event-registry.yaml': `${registry}  Bad: {}\n`.replace('events: {', 'events:\n  ').replace(' }\n', '\n'),
    'clean/event-registry.yaml': registry,
    'clean/a.ts': `nv('event', 'order_placed', { total: 1 });\n`,
    'faults/event-registry.yaml':
      'registry: 1\nevents:\n  "Bad Name": {}\n  order_placed:\n    attributes: { Total: number, total: x }\n',
    'faults/süd & nord/a b#c.ts': `nv('event', 'Bad Name', { Total: 1, quantity: 'x' });\nnv('event', name);\n(\n`,
    'faults/p.html': `<button onclick="nv('event', 'Order Placed', { total: 'x' })">x</button>\n`,
    'faults/payloads/one line.json': JSON.stringify({ nv: entries }),
    'faults/payloads/lines.json': JSON.stringify(entries, null, 2),
    'faults/a.ndjson': `${entries.map((each) => JSON.stringify(each)).join('\n')}\n{"oops\n`,
    'faults/empty.events.json': '',
  });
});
afterAll(() => repository.remove());

describe('the official validator finds nothing, at any level, in the log of', () => {
  it('a project without findings', () => {
    repository.eventlint('check --registry clean/event-registry.yaml --format sarif=clean.sarif --exit-zero');
    expect(broken('clean.sarif')).toEqual({});
  });

  it('changes of a registry, what was removed and what is still sent among them', () => {
    const changed = (attributes: string) =>
      `registry: 1\nevents:\n  "a b":\n    owner: x\n    attributes: ${attributes}\n`;
    const gone = '  order_placed: { owner: x, attributes: { total: number } }\n';
    repository.write({ 'changes/old.yaml': changed('{ q: number, r: string }') + gone });
    repository.write({
      'changes/event-registry.yaml': `${changed('{ q: string, R: string, s: { type: date, required: true } }')}accepted:\n  - { fingerprint: "0123456789abcdef", reason: x, by: y }\n`,
      'changes/a.ts': `nv('event', 'order_placed', { total: 1 });\n`,
    });
    const { status, stderr } = repository.eventlint(
      'diff --registry changes/event-registry.yaml --against changes/old.yaml --format sarif=changes.sarif --include-suppressed',
    );
    expect([status, stderr]).toEqual([1, '']);
    const [{ results }] = JSON.parse(readFileSync(join(repository.folder, 'changes.sarif'), 'utf8')).runs;
    expect(results.length).toBeGreaterThan(4);
    expect(broken('changes.sarif')).toEqual({});
  });

  it('faults in code, pages, YAML, JSON, one long line and NDJSON, in files with any name', () => {
    const { status, stderr } = repository.eventlint(
      'check faults --registry faults/event-registry.yaml --format sarif=faults.sarif --include-suppressed',
    );
    expect([status, stderr]).toEqual([1, '']);
    const [{ results }] = JSON.parse(readFileSync(join(repository.folder, 'faults.sarif'), 'utf8')).runs;
    expect(results.length).toBeGreaterThan(100);
    expect(broken('faults.sarif')).toEqual({});
  });
});

describe('any line end, byte order marks, tabs and characters beyond the first plane', () => {
  it('are where GitHub and the validator look for them', () => {
    const long = `E${'x'.repeat(300_000)}`;
    repository.write({
      'odd/event-registry.yaml': 'registry: 1\r\nevents:\r\n  "Bad Name": {}\r\n',
      'odd/crlf.ts': `// 😀\r\n\tconst a = "😀"; nv('event', 'Bad 😀', {});\r\n`,
      'odd/bom.ts': `\ufeffnv('event', 'order_plced', {});\n`,
      'odd/cr.ts': `nv('event', 'order_plced', {});\rnv('event', 'order_plced', {});\r`,
      'odd/ls.ts': `const x = 'a\u2028b'; nv('event', 'order_plced', {});\n`,
      'odd/bom.events.json': '\ufeff{"userID":"",\r\n"event_name":"Bad 😀","attributes":{}}',
      'odd/bom.ndjson': '\ufeff{"userID":"","event_name":"Bad","attributes":{}}\r\n\r\n{oops\r\n',
      'odd/long.events.json': JSON.stringify({ userID: 'u', event_name: long, attributes: { [long]: long } }),
    });
    const { stderr } = repository.eventlint(
      'check odd --registry odd/event-registry.yaml --format sarif=odd.sarif --no-cache',
    );
    expect(stderr).toBe('');
    const text = readFileSync(join(repository.folder, 'odd.sarif'), 'utf8');
    expect(text.length).toBeLessThan(300_000);
    expect(broken('odd.sarif')).toEqual({});
    const [{ results }] = JSON.parse(text).runs;
    expect(results.length).toBeGreaterThan(15);
    for (const { locations, partialFingerprints } of results) {
      const { artifactLocation, region } = locations[0].physicalLocation;
      const file = readFileSync(join(repository.folder, decodeURIComponent(artifactLocation.uri)), 'utf8');
      const hash = computeRollingHashes(file).get(region.startLine);
      expect([artifactLocation.uri, partialFingerprints.primaryLocationLineHash]).toEqual([
        artifactLocation.uri,
        hash,
      ]);
      const line = file.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)[region.startLine - 1];
      expect(line?.slice(region.startColumn - 1, region.endColumn - 1).slice(0, 1000)).toBe(
        region.snippet.text,
      );
    }
  });
});

describe('a log that would be too large for code scanning', () => {
  it('keeps what is worst, within what is accepted, and says what was cut', () => {
    const calls = Array.from({ length: 13_000 }, (_, i) => `nv('event', 'Bad Name ${i}', {});`);
    repository.write({
      'large/a.ts': calls.join('\n'),
      'large/event-registry.yaml': 'registry: 1\nevents: {}\n',
    });
    const { stderr } = repository.eventlint(
      'check large --registry large/event-registry.yaml --format sarif=large.sarif --no-cache',
    );
    expect(stderr).toBe(
      'The SARIF log holds the 25,000 most severe of 26,000 findings: code scanning takes no more.\n',
    );
    const [{ results, invocations }] = JSON.parse(
      readFileSync(join(repository.folder, 'large.sarif'), 'utf8'),
    ).runs;
    expect(results.length).toBe(25_000);
    const errors = results.filter(({ level }: { level: string }) => level === 'error');
    expect(errors.length).toBe(13_000);
    expect(invocations[0].toolExecutionNotifications[0].message.text).toBe(stderr.trim());
  });
});
