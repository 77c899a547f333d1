import { changedAt, justChanged, type Stamps, stampOf } from '../caches.ts';
import type { Tree } from '../tree.ts';

/**
 * What tells one state of a file from another: the object of git that holds it, and its stamp, of which either is enough.
 * What is edited and then staged keeps its stamp; what is checked out anew, as by CI, keeps its object.
 */
export type Version = string;

/** The versions of a tree's files. */
export class Versions {
  readonly #tree: Pick<Tree, 'objectOf' | 'differs'>;
  readonly #stamps: Stamps;

  constructor(tree: Pick<Tree, 'objectOf' | 'differs'>, stamps: Stamps) {
    this.#tree = tree;
    this.#stamps = stamps;
  }

  /** The version of a file that was read; null for what may have changed since git looked at it, or may change unseen. */
  of(file: string): Version | null {
    const { differs, objectOf } = this.#tree;
    if (differs.has(file)) {
      const object = objectOf?.(file);
      return object === undefined ? null : `${object} `;
    }
    const stamp = stampOf(file);
    if (stamp === null) return null;
    const changed = changedAt(stamp);
    const object = changed < performance.timeOrigin ? objectOf?.(file) : undefined;
    const isSettled = changed + justChanged < performance.timeOrigin;
    return object === undefined && !isSettled ? null : `${object ?? ''} ${isSettled ? stamp : ''}`;
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
