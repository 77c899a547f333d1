import { basename, join } from 'node:path';
import { stampOf } from '../caches.ts';
import { displayPath } from '../files.ts';
import { answersAhead } from '../git/run.ts';
import { type Grounds, keepAnswer, listingName, type Said } from '../last-answer.ts';
import { fileMatcher } from '../tree.ts';
import type { Looked } from './code-cache.ts';
import type { Place } from './find-project.ts';
import type { Project } from './project.ts';
import type { SelectedFiles } from './selected-files.ts';
import { isSettled, type Versions, whenStarted } from './versions.ts';
import type { World } from './world.ts';

/** What a reading of code depended on. */
export interface Seen {
  readonly looked: Looked;
  readonly versions: Versions;
}

/** A longer answer is not remembered. */
const mostCharacters = 1 << 23;

/** So many files that git does not answer for are looked at before an answer is given again. */
const mostStamps = 2000;

/**
 * Takes note of what a run of a whole project says, so that it can be said again without the program while nothing has changed.
 * Only what surely stayed the same while the run went on is relied on.
 */
export class AnswerNote {
  /** The same world, in which is noted what is said. */
  readonly world: World;
  readonly #asked: readonly string[];
  #seen: Seen | undefined;
  readonly #said: [Said[0], string[]][] = [];
  readonly #relied = new Relied();
  #characters = 0;

  constructor(world: World, asked: readonly string[]) {
    this.#asked = asked;
    this.world = {
      ...world,
      print: (text) => {
        this.#note('out', text);
        world.print(text);
      },
      warn: (line) => {
        this.#note('error', `${line}\n`);
        world.warn(line);
      },
    };
  }

  /** Takes note of the files that say what is checked, and of those that would if they were there, once they have been read. */
  begin(deciding: readonly string[]): void {
    for (const file of deciding) this.#relied.on(file);
  }

  /** Is told by whoever reads the code on what that depended; without it, nothing is remembered. */
  see(seen: Seen): void {
    this.#seen = seen;
  }

  #note(stream: Said[0], text: string): void {
    this.#characters += text.length;
    if (this.#characters > mostCharacters) return;
    const last = this.#said.at(-1);
    if (last?.[0] === stream) last[1].push(text);
    else this.#said.push([stream, [text]]);
  }

  /** Keeps what was said of a project's files, unless something of it may have changed meanwhile. */
  async keep(
    place: Place & Partial<Pick<Project, 'searched'>>,
    files: SelectedFiles,
    exitCode: number,
  ): Promise<void> {
    if (!this.#seen || this.#characters > mostCharacters) return;
    await answersAhead();
    const grounds = groundsOf(place, files, this.#seen, this.#relied);
    if (!grounds) return;
    const { cwd, color, today } = this.world;
    const said = this.#said.map(([stream, texts]): Said => [stream, texts.join('')]);
    keepAnswer(import.meta.filename, { cwd, args: this.#asked, color, today }, grounds, { said, exitCode });
  }
}

/** What git does not answer for, as it was when it was relied on. What has been changed a moment ago may change again unseen. */
class Relied {
  readonly stamps = new Map<string, string | null>();
  readonly began = whenStarted();
  isSure = true;

  on(path: string, stamp = stampOf(path)): void {
    if (this.stamps.has(path)) return;
    if (stamp !== null && !isSettled(stamp, this.began)) this.isSure = false;
    this.stamps.set(path, stamp);
  }
}

/** All that an answer depends on beside the question; undefined where that cannot be said. */
function groundsOf(
  { root, config, tree, searched = [] }: Place & Partial<Pick<Project, 'searched'>>,
  files: SelectedFiles,
  { looked, versions }: Seen,
  relied: Relied,
): Grounds | undefined {
  const said = tree.listing?.(root);
  if (!said) return undefined;
  for (const { pattern, from } of searched) {
    const folder = folderOf(pattern, from);
    if (folder === undefined) return undefined;
    looked.lookInto(folder);
  }
  for (const path of looked.absent) relied.on(path, looked.stamps.of(path));
  const [isCode, isPayload] = [fileMatcher(config.code), fileMatcher(config.payloads)];
  const isChosen = (file: string) => {
    const path = displayPath(file, root);
    return isCode(path) || isPayload(path) || basename(file) === 'package.json';
  };
  const isGits = (file: string) => tree.objectOf?.(file) !== undefined;
  // A link may lead to a file by now.
  for (const file of tree.list(root)) if (!isGits(file) && isChosen(file)) relied.on(file);
  for (const file of [...files.code, ...files.payloads, ...looked.files]) {
    if (versions.of(file) === null) return undefined;
    if (!isGits(file)) relied.on(file);
  }
  if (!relied.isSure || relied.stamps.size > mostStamps) return undefined;
  return {
    root,
    listing: listingName(said),
    stamps: [...relied.stamps],
    folders: [...looked.folders].map(([folder, list]) => {
      const stamp = looked.stamps.of(folder);
      return [folder, stamp !== null && isSettled(stamp, relied.began) ? stamp : null, list];
    }),
  };
}

/** The folder whose files a pattern names; undefined where it may look into several. */
function folderOf(pattern: string, folder: string): string | undefined {
  const [found, below = ''] = /^((?:[\w.@ -]+\/)*)(?!.*\*\*)[^/\\]+$/.exec(pattern) ?? [];
  return found === undefined ? undefined : join(folder, below);
}
