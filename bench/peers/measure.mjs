import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs';

const time = '/usr/bin/time';
const canTime = existsSync(time) && spawnSync(time, ['-f', '%e', 'true']).status === 0;

/**
 * Runs a command with its standard output written to `output`, and returns the seconds it took (`wall`), those of all its processors
 * (`cpu`) and the megabytes it held at most (`memory`); the last two only where GNU time is. Ends with an error when the exit
 * code is none of `fine`.
 */
export function measure([command, ...args], { cwd, output, fine = [0] }) {
  const into = openSync(output, 'w');
  const told = `${output}.time`;
  const whole = canTime ? [time, '-q', '-f', '%U %S %M', '-o', told, command, ...args] : [command, ...args];
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
  const start = process.hrtime.bigint();
  const { status, error, stderr } = spawnSync(whole[0], whole.slice(1), {
    cwd,
    env,
    stdio: ['ignore', into, 'pipe'],
    maxBuffer: 1 << 30,
  });
  const wall = Number(process.hrtime.bigint() - start) / 1e9;
  closeSync(into);
  if (error || !fine.includes(status))
    throw (
      error ??
      new Error(`${command} ${args.join(' ')} ended with ${status}: ${String(stderr).slice(0, 1000)}`)
    );
  if (!canTime) return { wall };
  const [user, system, kilobytes] = readFileSync(told, 'utf8').trim().split(' ').map(Number);
  rmSync(told);
  return { wall, cpu: user + system, memory: kilobytes / 1024 };
}

/** The middle of numbers. */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
