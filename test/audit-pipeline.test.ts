import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeCorpus } from '../bench/events.mjs';

const cli = resolve('dist/eventlint.cjs');
const scratch = mkdtempSync(join(tmpdir(), 'eventlint-pipeline-'));
const guide = readFileSync('examples/spark/README.md', 'utf8');
const hasSplit = spawnSync('split', ['-n', 'l/1/1', '/dev/null']).status === 0;

/** Runs a script of the guide as its reader would, with `eventlint` on the path. */
function sh(script: string) {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', script], {
    cwd: scratch,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, NO_COLOR: '1', PATH: `${join(scratch, 'bin')}${delimiter}${process.env.PATH}` },
  });
  return { status, stdout, stderr };
}

/** The first block of code after some words of the guide. */
function block(words: string): string {
  const [, code] = /```sh\n(.*?)```/s.exec(guide.slice(guide.indexOf(words))) ?? [];
  return code as string;
}

describe.skipIf(!hasSplit)('the guide to auditing without Spark', () => {
  beforeAll(() => {
    writeCorpus(scratch, { events: 3000, faults: 0.015, seed: 11 });
    mkdirSync(join(scratch, 'bin'));
    writeFileSync(join(scratch, 'bin/eventlint'), `#!/bin/sh\nexec "${process.execPath}" "${cli}" "$@"\n`);
    chmodSync(join(scratch, 'bin/eventlint'), 0o755);
  });
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  const pipeline = block('The shards of one file').replace('n=16', 'n=5');

  test.each(['pretty', 'json', 'sarif'])(
    'its pipeline prints what `check` prints: %s',
    (format) => {
      const single = sh(`eventlint check events.ndjson --format ${format}`);
      expect(single.status).toBe(1);
      const merged = sh(pipeline.replace('--merge', `--merge --format ${format}`));
      expect(merged).toEqual(single);
    },
    120_000,
  );

  test('states can be merged a few at a time', () => {
    const tree = sh(`eventlint audit --merge --partial state-1.json state-4.json > left.json
      cat state-3.json state-2.json state-5.json | eventlint audit --merge --partial > right.json
      eventlint audit --merge left.json right.json`);
    expect(tree).toEqual(sh('eventlint check events.ndjson'));
  }, 120_000);

  test('a shard that comes twice is refused', () => {
    const { status, stdout, stderr } = sh('cat state-*.json state-2.json | eventlint audit --merge');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('events.ndjson:2');
  }, 60_000);
});
