#!/usr/bin/env node
import { statSync, writeSync } from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { answerAsBefore, type Said } from './last-answer.ts';
import { filesOfQuietCommit } from './quiet-commit.ts';
import { nothingFound } from './report/summary.ts';
import { loadCached } from './script-cache.ts';
import { showsColor } from './terminal.ts';

// Where the command starts: the program stands beside this file as one script.
const program = join(import.meta.dirname, 'program.cjs');
const args = process.argv.slice(2);
const asked = args.join(' ');
const color = showsColor();

if (asked === 'check --staged' || asked === '--staged') tellQuiet();
else if (/^(?:check|extract|)(?: |$)|^-/.test(asked)) void tellAgain();
else start();

/** Tells of a commit that sends nothing, where that is known without the program. */
function tellQuiet(): void {
  const files = filesOfQuietCommit(program, process.cwd());
  const text = files === undefined ? '' : nothingFound({ files, callSites: 0, events: 0 });
  if (files === undefined || !print('out', `${color ? inGreen(text) : text}\n`)) start();
}

/** As the program would paint it, without loading the library by which that does. */
function inGreen(text: string): string {
  const [on, off] = inspect.colors.green ?? [];
  return `\u001b[${on}m${text}\u001b[${off}m`;
}

/** Tells what was told before, where nothing has changed since. */
async function tellAgain(): Promise<void> {
  const question = { cwd: process.cwd(), args, color, today: new Date().toISOString().slice(0, 10) };
  const answer = await answerAsBefore(program, question);
  if (answer?.said.every(([stream, text]) => print(stream, text))) process.exitCode = answer.exitCode;
  else start();
}

/** Loads the program with what V8 compiled of it. */
function start(): void {
  (module as { enableCompileCache?: () => void }).enableCompileCache?.();
  const { mtimeMs, size } = statSync(program);
  // What a command needs of the program is not what another needs.
  const command = args.includes('--staged')
    ? 'staged'
    : (/^[a-z]+$/.exec(args[0] ?? '')?.[0].slice(0, 12) ?? 'check');
  loadCached(program, 'program', `${mtimeMs}-${size}-${command}`);
}

/** Prints a text; false where the program has to do it, which says what is wrong. */
function print(stream: Said[0], text: string): boolean {
  const bytes = Buffer.from(text);
  let at = 0;
  try {
    while (at < bytes.length) at += writeSync(stream === 'out' ? 1 : 2, bytes, at);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A pipe that is full has to be waited for.
    const rest = stream === 'out' ? process.stdout : process.stderr;
    if (code === 'EAGAIN') rest.on('error', () => {}).write(bytes.subarray(at));
    // The reader of our output may have gone.
    else if (code !== 'EPIPE') return false;
  }
  return true;
}
