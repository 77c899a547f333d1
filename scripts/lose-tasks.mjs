// Stands before eventlint in a test of examples/spark, and loses some tasks at their first attempt:
//
//   node lose-tasks.mjs <folder for marks> <script> audit --partial --shard …
//
// early: eventlint dies while it is fed; late: it says everything, then fails; worker: the process that feeds it is killed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [marks, ...command] = process.argv.slice(2);
const at = command.indexOf('--shard');
const shard = at < 0 ? undefined : command[at + 1];
const digest = createHash('sha256')
  .update(shard ?? '')
  .digest();
// A merge has no shard of its own, and is left alone.
const way = shard === undefined ? undefined : ['early', 'late', 'worker'][digest[0] % 8];
const isFirst = way !== undefined && mark(`${way}-${digest.toString('hex').slice(0, 16)}`);

if (isFirst && way !== 'late') {
  readSync(0, Buffer.alloc(10_000));
  process.kill(way === 'early' ? process.pid : process.ppid, 'SIGKILL');
  process.exit(1);
}
const { status } = spawnSync(process.execPath, command, { stdio: 'inherit' });
process.exitCode = isFirst && way === 'late' ? 1 : (status ?? 1);

/** Whether this is the first to leave the mark. */
function mark(name) {
  try {
    writeFileSync(join(marks, name), '', { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}
