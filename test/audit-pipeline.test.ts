import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeCorpus } from '../bench/events.mjs';

const cli = resolve('dist/eventlint.cjs');
const scratch = mkdtempSync(join(tmpdir(), 'eventlint-pipeline-'));
const guide = readFileSync('examples/spark/README.md', 'utf8');
const hasParallel = spawnSync('parallel', ['--version']).stdout?.includes('GNU parallel') ?? false;
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
    writeCorpus(scratch, { events: 1200, faults: 0.02, seed: 11 });
    mkdirSync(join(scratch, 'bin'));
    writeFileSync(join(scratch, 'bin/eventlint'), `#!/bin/sh\nexec "${process.execPath}" "${cli}" "$@"\n`);
    chmodSync(join(scratch, 'bin/eventlint'), 0o755);
  });
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  const formats = (name: string) => `--format pretty --format json=${name}.json --format sarif=${name}.sarif`;
  const written = (name: string) =>
    ['json', 'sarif'].map((format) => readFileSync(join(scratch, `${name}.${format}`), 'utf8'));

  test('its pipeline prints what `check` prints, however states are merged', () => {
    const single = sh(`eventlint check events.ndjson ${formats('single')}`);
    expect(single).toMatchObject({ status: 1, stderr: '' });

    const pipeline = block('The shards of one file').replace('n=16', 'n=4');
    const merged = sh(pipeline.replace('--merge', `--merge ${formats('merged')}`));
    expect(merged).toEqual(single);
    expect(written('merged')).toEqual(written('single'));

    const tree = sh(`eventlint audit --merge --partial state-1.json state-4.json > left.json
      cat state-3.json state-2.json | eventlint audit --merge --partial > right.json
      eventlint audit --merge right.json left.json ${formats('tree')}`);
    expect(tree).toEqual(single);
    expect(written('tree')).toEqual(written('single'));

    const twice = sh('cat state-*.json state-2.json | eventlint audit --merge');
    expect(twice).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining('events.ndjson:2'),
    });
  }, 240_000);

  test.skipIf(!hasParallel)(
    'its processes for a folder print what `check` prints, whatever files are called',
    () => {
      const made = sh(`mkdir events && split -n l/5 events.ndjson events/part-
      gzip events/part-aa && mv events/part-ab "events/it's $(one)"`);
      expect(made.status).toBe(0);
      const single = sh(`eventlint check events/* ${formats('single')}`);
      expect(single).toMatchObject({ status: 1, stderr: '' });
      const merged = sh(
        block('Without it, files can be named').replace('--merge', `--merge ${formats('merged')}`),
      );
      expect(merged).toEqual(single);
      expect(written('merged')).toEqual(written('single'));
    },
    240_000,
  );
});
