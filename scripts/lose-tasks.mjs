// Stands before eventlint in a test of examples/spark, and loses the first few tasks:
//
//   node lose-tasks.mjs <folder for marks> <script> audit --partial --shard …
//
// early: eventlint dies while it is fed; late: it says everything, then fails; worker: the process that feeds it is killed.
import { spawnSync } from 'node:child_process';
import { readSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const losses = ['early-1', 'late-1', 'worker-1', 'early-2', 'late-2'];
const [marks, ...command] = process.argv.slice(2);
// A merge has no shard of its own, and is left alone.
const loss = command.includes('--shard') ? losses.find(isFree) : undefined;

if (loss && !loss.startsWith('late')) {
  readSync(0, Buffer.alloc(10_000));
  process.kill(loss.startsWith('early') ? process.pid : process.ppid, 'SIGKILL');
  process.exit(1);
}
const { status } = spawnSync(process.execPath, command, { stdio: 'inherit' });
process.exitCode = loss ? 1 : (status ?? 1);

/** Takes a loss, unless another process has. */
function isFree(name) {
  try {
    writeFileSync(join(marks, name), '', { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}
