#!/usr/bin/env node
import { statSync, writeSync } from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';
import { Chalk } from 'chalk';
import { filesOfQuietCommit } from './quiet-commit.ts';
import { nothingFound } from './report/summary.ts';
import { loadCached } from './script-cache.ts';
import { showsColor } from './terminal.ts';

// Where the command starts: the program stands beside this file as one script.
const program = join(import.meta.dirname, 'program.cjs');
const asked = process.argv.slice(2).join(' ');
const files =
  asked === 'check --staged' || asked === '--staged' ? filesOfQuietCommit(program, process.cwd()) : undefined;
if (files === undefined || !print(quietText(files))) start();

function quietText(files: number): string {
  const text = nothingFound({ files, callSites: 0, events: 0 });
  return `${new Chalk({ level: showsColor() ? 1 : 0 }).green(text)}\n`;
}

/** Loads the program with what V8 compiled of it. */
function start(): void {
  (module as { enableCompileCache?: () => void }).enableCompileCache?.();
  const { mtimeMs, size } = statSync(program);
  // What a command needs of the program is not what another needs.
  const command = /^[a-z]+$/.exec(process.argv[2] ?? '')?.[0].slice(0, 12) ?? 'check';
  loadCached(program, 'program', `${mtimeMs}-${size}-${command}`);
}

/** Prints a line; false where the program has to do it, which waits for pipes that are full and says what is wrong. */
function print(text: string): boolean {
  try {
    writeSync(1, text);
    return true;
  } catch (error) {
    // The reader of our output may have gone.
    return (error as NodeJS.ErrnoException).code === 'EPIPE';
  }
}
