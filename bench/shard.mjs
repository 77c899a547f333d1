// What a shard costs: the table of examples/spark/README.md. Processor time (user and system, start-up included) of `audit --partial`
// on one core, the memory it takes at most, and how large a state it writes; the middle of ROUNDS runs (3). Needs GNU time.

import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { writeCorpus } from './events.mjs';
import { measure, median } from './peers/measure.mjs';

const cli = resolve(import.meta.dirname, '../dist/eventlint.cjs');
const rounds = Number(process.env.ROUNDS ?? 3);
const scratch = mkdtempSync(join(tmpdir(), 'eventlint-shard-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

console.log('| shard | MB a second of a core | core-hours a terabyte | memory, MB | state, MB |');
console.log('|---|---|---|---|---|');
for (const [title, shape, events] of [
  ['without faults', 'clean', 300_000],
  ['without faults', 'clean', 100_000],
  ['a fault in every eighth line', 'mixed', 300_000],
]) {
  const folder = join(scratch, `${shape}-${events}`);
  writeCorpus(folder, { events, shape });
  const state = join(scratch, 'state.json');
  const megabytes = statSync(join(folder, 'events.ndjson')).size / 1e6;
  const command = [process.execPath, cli, 'audit', '--partial', 'events.ndjson'];
  const runs = Array.from({ length: rounds }, () => measure(command, { cwd: folder, output: state }));
  if (runs[0].cpu === undefined) throw new Error('GNU time is not here: /usr/bin/time');
  const rate = megabytes / median(runs.map(({ cpu }) => cpu));
  const cells = [
    `${title}, ${megabytes.toFixed(0)} MB`,
    rate.toFixed(0),
    (1e6 / rate / 3600).toFixed(0),
    median(runs.map(({ memory }) => memory)).toFixed(0),
    (statSync(state).size / 1e6).toFixed(0),
  ];
  console.log(`| ${cells.join(' | ')} |`);
  rmSync(folder, { recursive: true });
}
