import { askAhead, git, gitLater, handOver, isHandedOver, partsOf } from './run.ts';

/** A file that git lists, relative to the folder that it was asked about. */
export interface ListedFile {
  readonly file: string;
  /** The name of its object in git, where it is known to be checked out as the index holds it. */
  readonly object: string | undefined;
  /** Whether it is surely there, and a file: links, and what git was told to leave alone, have to be looked at. */
  readonly isThere: boolean;
  /** Whether it may lead to another file: what git tracks as a file, and does not say that it has changed, is taken for one. */
  readonly mayBeLink: boolean;
  /** Whether git was told not to check it out, as a sparse checkout does. */
  readonly isLeftOut: boolean;
}

const nameArguments = ['ls-files', '-z', '--stage', '-v', '--cached', '--others', '--exclude-standard'];
const listArguments = [...nameArguments, '--deleted', '--modified'];

/** What git lists below a folder: tracked and untracked files by its own reading of the ignore files. */
export interface Listing {
  readonly said: Buffer;
  /** Whether git was also asked which of them are gone or changed. */
  readonly isWhole: boolean;
}

/**
 * What git lists below a folder; undefined outside a repository. It tells the names at once. Whether files have changed it tells by their
 * contents in a checkout that was just made, which takes it as long as a second: that is told where it was asked ahead.
 */
export function listing(folder: string): Listing | undefined {
  const isWhole = isHandedOver(folder, listArguments);
  const said = git(folder, isWhole ? listArguments : nameArguments).stdout;
  return said && { said, isWhole };
}

/** The same with what is gone or changed, whatever it takes. */
export function wholeListing(folder: string): Buffer | undefined {
  return git(folder, listArguments).stdout;
}

/** Asks for it while something else is done, unless that has been done. */
export function askForWholeListing(folder: string): void {
  if (!isHandedOver(folder, listArguments)) askAhead(folder, listArguments);
}

/** The same, for whoever waits for it. */
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
export function filesListed({ said, isWhole }: Listing): ListedFile[] {
  const files = new Map<string, ListedFile>();
  for (const line of partsOf(said)) {
    const tab = line.indexOf('\t');
    if (line.startsWith('? ')) {
      const file = line.slice(2);
      files.set(file, { file, object: undefined, isThere: false, mayBeLink: true, isLeftOut: false });
    } else if (!line.startsWith(submodule, 2)) {
      const file = line.slice(tab + 1);
      const mayBeLink = !line.startsWith('H 100') || files.has(file);
      const isThere = isWhole && !mayBeLink;
      const object = isThere ? line.slice(9, tab - 2) : undefined;
      const isLeftOut = leftOut.test(line) || files.get(file)?.isLeftOut === true;
      files.set(file, { file, object, isThere, mayBeLink, isLeftOut });
    }
  }
  return [...files.values()];
}

const submodule = '160000';
/** How a line begins of a file that git was told not to check out. */
const leftOut = /^[Ss] 100/;
