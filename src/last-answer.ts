import { CacheFile, Stamps } from './caches.ts';
import { listOf } from './folders.ts';
import { handListing, listingLater } from './git/listing.ts';
import { newHash } from './hash.ts';
import { nameOf } from './memory-name.ts';

/** What is asked of the program. */
export interface Question {
  /** Where it was started. */
  readonly cwd: string;
  /** The command line. */
  readonly args: readonly string[];
  readonly color: boolean;
  /** The day, on which depends what has ended. */
  readonly today: string;
}

/** What was said: on standard output, or where it is no part of that. */
export type Said = readonly [stream: 'out' | 'error', text: string];

/** What the program answered. */
export interface Answer {
  readonly said: readonly Said[];
  readonly exitCode: number;
}

/** All that an answer depended on beside the question. Paths are absolute. */
export interface Grounds {
  /** The project's folder. */
  readonly root: string;
  /** What tells what git said of the files below it from anything else. */
  readonly listing: string;
  /** What git does not answer for, each with its stamp, or null where there was nothing. */
  readonly stamps: readonly (readonly [path: string, stamp: string | null])[];
  /** The folders in which files were looked for, each with its stamp, if that is sure, and what tells its list of files. */
  readonly folders: readonly (readonly [path: string, stamp: string | null, list: string])[];
}

const format = 1;

/** So many answers are remembered. */
const mostRemembered = 30;

/** A longer answer is not remembered. */
const mostCharacters = 1 << 24;

/** Keeps what a program in a file answered to a question, for as long as the grounds are what they were. */
export function keepAnswer(
  program: string,
  question: Question,
  { root, ...rest }: Grounds,
  answer: Answer,
): void {
  const content = `${JSON.stringify({ format, root })}\n${JSON.stringify({ ...rest, ...answer })}`;
  if (content.length <= mostCharacters) fileOf(program, question).write(content, mostRemembered);
}

/**
 * What a program would answer to a question, where nothing has changed since it last did; undefined where only the program can
 * say that.
 */
export async function answerAsBefore(program: string, question: Question): Promise<Answer | undefined> {
  try {
    const content = fileOf(program, question).read()?.toString();
    if (content === undefined) return undefined;
    const end = content.indexOf('\n');
    const { format: found, root } = JSON.parse(content.slice(0, end)) as { format: number; root: string };
    if (found !== format) return undefined;
    // Git is asked first, as it takes longer than all the rest.
    const later = listingLater(root);
    const memory = JSON.parse(content.slice(end + 1)) as Omit<Grounds, 'root'> & Answer;
    const isSame = holdsStill(memory);
    const listing = await later;
    if (listing && isSame && listingName(listing) === memory.listing) return memory;
    if (listing) handListing(root, listing);
    return undefined;
  } catch {
    // Whatever is wrong, the program says it.
    return undefined;
  }
}

/** What tells what git said from anything else that it may say. */
export function listingName(listing: Uint8Array): string {
  return newHash('sha256').update(listing).digest('hex');
}

function holdsStill({ stamps, folders }: Pick<Grounds, 'stamps' | 'folders'>): boolean {
  const now = new Stamps();
  return (
    stamps.every(([path, stamp]) => now.of(path) === stamp) &&
    folders.every(
      ([path, stamp, list]) => (stamp !== null && now.of(path) === stamp) || listOf(path) === list,
    )
  );
}

function fileOf(program: string, question: Question): CacheFile {
  return new CacheFile(`answer-${nameOf(question, format, program)}.json`);
}
