#!/usr/bin/env node
import { statSync, writeSync } from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';
import { Chalk } from 'chalk';
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
  if (files === undefined) {
    start();
    return;
  }
  const text = nothingFound({ files, callSites: 0, events: 0 });
  print('out', `${new Chalk({ level: color ? 1 : 0 }).green(text)}\n`);
}

/** Tells what was told before, where nothing has changed since. */
async function tellAgain(): Promise<void> {
  const question = { cwd: process.cwd(), args, color, today: new Date().toISOString().slice(0, 10) };
  const answer = await answerAsBefore(program, question);
  if (!answer) {
    start();
    return;
  }
  for (const [stream, text] of answer.said) print(stream, text);
  process.exitCode = answer.exitCode;
}

/** Loads the program with what V8 compiled of it. */
function start(): void {
  (module as { enableCompileCache?: () => void }).enableCompileCache?.();
  const { mtimeMs, size } = statSync(program);
  // What a command needs of the program is not what another needs.
  const command = /^[a-z]+$/.exec(process.argv[2] ?? '')?.[0].slice(0, 12) ?? 'check';
  loadCached(program, 'program', `${mtimeMs}-${size}-${command}`);
}

function print(stream: Said[0], text: string): void {
  const bytes = Buffer.from(text);
  let at = 0;
  try {
    while (at < bytes.length) at += writeSync(stream === 'out' ? 1 : 2, bytes, at);
  } catch (error) {
    // The reader of our output may have gone.
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') return;
    const rest = stream === 'out' ? process.stdout : process.stderr;
    rest.on('error', () => {}).write(bytes.subarray(at));
  }
}
