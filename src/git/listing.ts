import { git, gitLater, handOver, partsOf } from './run.ts';

/** A file that git lists, relative to the folder that it was asked about. */
export interface ListedFile {
  readonly file: string;
  /** The name of its object in git, where it is checked out as the index holds it. */
  readonly object: string | undefined;
  /** Whether it is surely there, and a file: links, and what git was told to leave alone, have to be looked at. */
  readonly isThere: boolean;
  /** Whether git was told not to check it out, as a sparse checkout does. */
  readonly isLeftOut: boolean;
}

const kinds = ['--cached', '--others', '--deleted', '--modified', '--exclude-standard'];
const listArguments = ['ls-files', '-z', '--stage', '-v', ...kinds];

/**
 * What git lists below a folder: tracked and untracked files by its own reading of the ignore files. Undefined outside a
 * repository.
 */
export function listing(folder: string): Buffer | undefined {
  return git(folder, listArguments).stdout;
}

/** The same, asked for while something else is done. */
export function listingLater(folder: string): Promise<Buffer | undefined> {
  return gitLater(folder, listArguments);
}

/** Spares whoever asks next for the list of a folder what git takes longest for. */
export function handListing(folder: string, found: Buffer): void {
  handOver(folder, listArguments, found);
}

/**
 * Reads `? path` for what is not tracked, and `H <mode> <object> <stage>\t<path>` for what is, with another letter where it
 * differs from the index or git does not look: such lines come beside the first.
 */
export function filesListed(said: Buffer): ListedFile[] {
  const files = new Map<string, ListedFile>();
  for (const line of partsOf(said)) {
    const tab = line.indexOf('\t');
    if (line.startsWith('? ')) {
      const file = line.slice(2);
      files.set(file, { file, object: undefined, isThere: false, isLeftOut: false });
    } else if (!line.startsWith(submodule, 2)) {
      const file = line.slice(tab + 1);
      const isSure = line.startsWith('H 100') && !files.has(file);
      const object = isSure ? line.slice(9, tab - 2) : undefined;
      const isLeftOut = leftOut.test(line) || files.get(file)?.isLeftOut === true;
      files.set(file, { file, object, isThere: isSure, isLeftOut });
    }
  }
  return [...files.values()];
}

const submodule = '160000';
/** How a line begins of a file that git was told not to check out. */
const leftOut = /^[Ss] 100/;
