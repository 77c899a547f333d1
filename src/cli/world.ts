import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Progress } from '../model/progress.ts';
import { progressOn } from '../progress.ts';
import { showsColor } from '../terminal.ts';

export const { version, homepage } = JSON.parse(
  readFileSync(findPackageFile(import.meta.dirname), 'utf8'),
) as {
  version: string;
  homepage: string;
};

/** Shown while a run takes long; never in the way of what is printed. */
const bar = isWatched() ? progressOn(process.stderr, () => performance.now()) : undefined;

/** Takes what shows a run's progress off the terminal. */
export function clearProgress(): void {
  bar?.show(undefined);
}

/** What a command knows of the process that it runs in. `color`: as far as the user has allowed it; `quiet`: without progress. */
export function world(color: boolean, quiet = false) {
  return {
    cwd: process.cwd(),
    version,
    asked: process.argv.slice(2),
    homepage,
    color: color && showsColor(),
    print: (text: string) => {
      bar?.show(undefined);
      process.stdout.write(text);
    },
    warn: (line: string) => {
      bar?.show(undefined);
      process.stderr.write(`${line}\n`);
    },
    // What `performance` is made of takes longer to load than a clock is worth.
    now: () => Number(process.hrtime.bigint()) / 1e6,
    today: new Date().toISOString().slice(0, 10),
    isUnattended: isUnattended(),
    progress: (progress: (() => Progress) | undefined) => {
      if (!quiet) bar?.show(progress);
    },
  };
}

/** Whether somebody looks at standard error while it is written. */
function isWatched(): boolean {
  return process.stderr.isTTY === true && process.env.TERM !== 'dumb' && !isUnattended();
}

function isUnattended(): boolean {
  return !['', '0', 'false', undefined].includes(process.env.CI);
}

/** The package's own file: beside `dist` when built, beside `src` when run from source. */
function findPackageFile(folder: string): string {
  const above = join(folder, '..');
  const file = join(above, 'package.json');
  try {
    readFileSync(file);
    return file;
  } catch {
    if (above === folder) throw new Error('the package.json of eventlint itself is missing');
    return findPackageFile(above);
  }
}
