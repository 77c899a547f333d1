import { changedAt, justChanged, type Stamps, stampOf } from '../caches.ts';
import type { Tree } from '../tree.ts';

/**
 * What tells one state of a file from another: the object of git that holds it, and its stamp, of which either is enough.
 * What is edited and then staged keeps its stamp; what is touched, or brought back, keeps its object.
 */
export type Version = string;

/** The versions of a tree's files. */
export class Versions {
  readonly #tree: Pick<Tree, 'objectOf' | 'differs' | 'commit'>;
  readonly #stamps: Stamps;
  readonly #began: number;
  readonly #known = new Map<string, Version | null>();

  /** `began` is when nothing of the tree had been looked at yet, in milliseconds. */
  constructor(
    tree: Pick<Tree, 'objectOf' | 'differs' | 'commit'>,
    stamps: Stamps,
    began: number = whenStarted(),
  ) {
    this.#tree = tree;
    this.#stamps = stamps;
    this.#began = began;
  }

  /** The version of a file that was read; null for what may have changed since git looked at it, or may change unseen. */
  of(file: string): Version | null {
    let version = this.#known.get(file);
    if (version === undefined) {
      version = this.#lookAt(file);
      this.#known.set(file, version);
    }
    return version;
  }

  #lookAt(file: string): Version | null {
    const { differs, objectOf, commit } = this.#tree;
    // What is staged has an object, whatever is checked out.
    const staged = commit && objectOf?.(file);
    if (staged !== undefined) return `${staged} `;
    if (differs.has(file)) return null;
    const stamp = stampOf(file);
    if (stamp === null) return null;
    const changed = changedAt(stamp);
    const object = changed < this.#began ? objectOf?.(file) : undefined;
    const isSure = isSettled(stamp, this.#began);
    return object === undefined && !isSure ? null : `${object ?? ''} ${isSure ? stamp : ''}`;
  }

  /** Whether a file is what it was in some version. */
  isSame(file: string, version: Version | null): boolean {
    if (version === null) return false;
    const { differs, objectOf } = this.#tree;
    const object = objectOf?.(file);
    if (object !== undefined && version.startsWith(`${object} `)) return true;
    if (differs.has(file)) return false;
    const stamp = this.#stamps.of(file);
    return stamp !== null && version.endsWith(` ${stamp}`);
  }
}

/** Whether what a stamp stands for was changed long enough before some moment, in milliseconds, for a later change to show. */
export function isSettled(stamp: string, before: number): boolean {
  return changedAt(stamp) + justChanged < before;
}

/** When this process began, in milliseconds: without what measures times exactly, which takes longer to load than to ask. */
export function whenStarted(): number {
  return Date.now() - process.uptime() * 1000;
}
