import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { writeCorpus } from '../bench/events.mjs';

const cli = resolve('dist/eventlint.cjs');
const scratch = mkdtempSync(join(tmpdir(), 'eventlint-corpus-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** How many findings of each rule `eventlint check` reports on a corpus. */
function found(folder: string, file: string) {
  const { stdout, stderr } = spawnSync(process.execPath, [cli, 'check', file, '--format', 'json'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  expect(stderr).toBe('');
  const { findings, summary } = JSON.parse(stdout);
  const counts: Record<string, number> = {};
  for (const { ruleId, count = 1 } of findings) counts[ruleId] = (counts[ruleId] ?? 0) + count;
  return { counts, events: summary.events };
}

describe('the corpus of the benchmarks', () => {
  test.each([
    ['mixed', 3000],
    ['clean', 1000],
    ['uniform', 1000],
    ['wide', 200],
    ['batch', 2000],
    ['one-line', 1000],
  ])(
    '%s: eventlint finds what was planted, and nothing else',
    (shape, events) => {
      const folder = join(scratch, shape);
      const manifest = writeCorpus(folder, { events, shape, faults: 0.015, seed: 5 });
      expect(found(folder, manifest.file)).toEqual({
        counts: manifest.expected,
        events: manifest.events - manifest.unreadable,
      });
    },
    60_000,
  );

  test('has faults of every rule that judges payloads, and only of those', () => {
    const table = readFileSync('README.md', 'utf8').matchAll(
      /^\| \[`(.+?)`\].*?\| ([^|]*payloads[^|]*) \|/gm,
    );
    // What an API has answered only stands in a recording.
    const rules = [...table].map(([, rule]) => rule as string).filter((rule) => rule !== 'api-error');
    const { planted } = writeCorpus(join(scratch, 'lines'), { events: 4000, faults: 0.03 });
    const { planted: inBodies } = writeCorpus(join(scratch, 'bodies'), {
      events: 8000,
      shape: 'batch',
      faults: 0.03,
    });
    expect(Object.keys({ ...planted, ...inBodies }).sort()).toEqual(rules.sort());
  });

  test('is the same for the same seed, and another for another', () => {
    const hash = (seed: number) => {
      const folder = join(scratch, `seed-${seed}`);
      const { file } = writeCorpus(folder, { events: 500, seed });
      return createHash('sha256')
        .update(readFileSync(join(folder, file)))
        .digest('hex');
    };
    expect(hash(1)).toBe(hash(1));
    expect(hash(1)).not.toBe(hash(2));
  });
});
