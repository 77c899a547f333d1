import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, type Stats, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { writeWhole } from './write.ts';

/** A file that holds what can be made again. What cannot be read is not there; what cannot be written is not kept. */
export class CacheFile {
  readonly #file: string;

  /** `name` is its name in the user's folder of caches. */
  constructor(name: string) {
    this.#file = join(cacheFolder(), name);
  }

  isThere(): boolean {
    return existsSync(this.#file);
  }

  read(): Buffer | undefined {
    try {
      return readFileSync(this.#file);
    } catch {
      return undefined;
    }
  }

  /** Writes it as a whole. Of the files whose names begin as its own does, only the newest are kept. */
  write(content: string | Uint8Array, most: number): void {
    const folder = dirname(this.#file);
    const kind = /[a-z]+-/.exec(this.#file.slice(folder.length))?.[0] ?? '';
    try {
      mkdirSync(folder, { recursive: true });
      writeWhole(this.#file, content);
      const all = readdirSync(folder)
        .filter((name) => name.startsWith(kind))
        .map((name) => ({ file: join(folder, name), time: statSync(join(folder, name)).mtimeMs }))
        .sort((a, b) => b.time - a.time);
      for (const { file } of all.slice(most)) rmSync(file, { force: true });
    } catch {
      // It only makes the next run slower.
    }
  }
}

/**
 * What tells one state of a file or folder from another, as git does it: when it was last changed, its size and its inode.
 * Null where there is none. The first number is when it was changed, in milliseconds.
 */
export function stampOf(path: string): string | null {
  const stats = statsOf(path);
  return stats
    ? `${Math.max(stats.mtimeMs, stats.ctimeMs)} ${stats.mtimeMs} ${stats.size} ${stats.ino}`
    : null;
}

/** An import may name anything: a path that is too long, leads in a circle or through what may not be looked at leads nowhere. */
function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** The stamps of a run: each is taken once, before what it stands for is read, so that what is read is never older than it. */
export class Stamps {
  /** When the first of them may have been taken, in milliseconds. */
  readonly since = Date.now();
  readonly #known = new Map<string, string | null>();

  of(path: string): string | null {
    let stamp = this.#known.get(path);
    if (stamp === undefined) {
      stamp = stampOf(path);
      this.#known.set(path, stamp);
    }
    return stamp;
  }
}

/** A file that was changed so shortly before it was looked at may be changed again in the same tick of the clock. */
export const justChanged = 2000;

/** When what a stamp stands for was changed, in milliseconds. */
export function changedAt(stamp: string): number {
  return Number(stamp.slice(0, stamp.indexOf(' ')));
}

/** Where tools keep what they can make again, by the platform's convention. */
function cacheFolder(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  // By the convention a relative one is none; it would put caches into every folder that we run in.
  if (XDG_CACHE_HOME && isAbsolute(XDG_CACHE_HOME)) return join(XDG_CACHE_HOME, 'eventlint');
  if (process.platform === 'win32')
    return join(LOCALAPPDATA ?? join(homedir(), 'AppData/Local'), 'eventlint');
  return join(homedir(), process.platform === 'darwin' ? 'Library/Caches' : '.cache', 'eventlint');
}
