import { execFile, spawnSync } from 'node:child_process';
import { realpathSync, statSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { InputError } from '../model/input-error.ts';
import { checkoutAround } from './checkout.ts';

const handedOver = Symbol.for('eventlint.git');

/** What git answered. */
interface Answer {
  /** Undefined where it failed. */
  readonly stdout: Buffer | undefined;
  /** What it said of the failure, without the word `fatal`. */
  readonly complaint: string;
}

/** Runs git in a folder. It asks for nothing, writes no index, and says what is wrong in English. */
export function git(folder: string, args: readonly string[], input?: string): Answer {
  const known = handed.get(questionOf(folder, args));
  if (known) {
    handed.delete(questionOf(folder, args));
    return { stdout: known, complaint: '' };
  }
  const { status, stdout, stderr, error } = spawnSync('git', [...args], {
    cwd: folder,
    maxBuffer: 1 << 30,
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    env: environment(),
    ...(input !== undefined && { input }),
  });
  if (status === 0) return { stdout, complaint: '' };
  const said =
    stderr
      ?.toString()
      .trim()
      .replace(/^(fatal|error): /gm, '') ?? '';
  return { stdout: undefined, complaint: said || error?.message || `it ended with ${status}` };
}

/** What git answers while something else is done; undefined where it fails. */
export function gitLater(folder: string, args: readonly string[]): Promise<Buffer | undefined> {
  return new Promise((done) => {
    const options = { cwd: folder, maxBuffer: 1 << 30, encoding: 'buffer', env: environment() } as const;
    execFile('git', [...args], options, (error, stdout) => done(error ? undefined : stdout));
  });
}

/** Spares whoever asks git the same next in this process, in another script it may be, what it has answered. */
export function handOver(folder: string, args: readonly string[], answer: Buffer): void {
  handed.set(questionOf(folder, args), answer);
}

/** Whether whoever asks git this next is spared it. */
export function isHandedOver(folder: string, args: readonly string[]): boolean {
  return handed.has(questionOf(folder, args));
}

/** Asks git what will be asked later in this process, in another script it may be. */
export function askAhead(folder: string, args: readonly string[]): void {
  const asked = gitLater(folder, args).then((answer) => {
    if (answer) handOver(folder, args, answer);
  });
  pending.push(asked);
}

/** Waits for what was asked ahead. */
export async function answersAhead(): Promise<void> {
  await Promise.all(pending.splice(0));
}

const holder = globalThis as {
  [handedOver]?: { readonly handed: Map<string, Buffer>; readonly pending: Promise<void>[] };
};
holder[handedOver] ??= { handed: new Map(), pending: [] };
const { handed, pending } = holder[handedOver];

function questionOf(folder: string, args: readonly string[]): string {
  return [folder, ...args].join('\0');
}

/** What git answers, as a text without white space around it; undefined where it fails. */
export function answerOf(folder: string, ...args: string[]): string | undefined {
  return git(folder, args).stdout?.toString().trim();
}

/** What git answers. Throws {@link InputError} with what git says where it fails: nothing is no answer. */
export function need(folder: string, args: readonly string[], input?: string): Buffer {
  const { stdout, complaint } = git(folder, args, input);
  if (stdout === undefined) throw gitFault(complaint);
  return stdout;
}

/**
 * Two answers of git that are asked for at once, by a shell as all systems but Windows have it: to start a second process from here takes
 * as long as git does. Throws as {@link need} does.
 */
export function needBoth(
  folder: string,
  one: readonly string[],
  other: readonly string[],
): readonly [one: Buffer, other: Buffer] {
  const command = (args: readonly string[]) =>
    ['git', ...args].map((each) => `'${each.replaceAll("'", `'\\''`)}'`).join(' ');
  // Each has a pipe of its own, as both may warn on standard error.
  const script = `${command(one)} & first=$!; ${command(other)} >&3; second=$?; wait $first && exit $second`;
  const { status, output, error } = spawnSync('/bin/sh', ['-c', script], {
    cwd: folder,
    maxBuffer: 1 << 30,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    env: environment(),
  });
  const [, first, complaint, second] = (output ?? []) as readonly (Buffer | null | undefined)[];
  if (status === 0 && first && second) return [first, second];
  throw gitFault(complaint?.toString().trim() || error?.message || `it ended with ${status}`);
}

/** The error of git as a fault of the input. */
export function gitFault(complaint: string): InputError {
  const [first = '', ...rest] = complaint.split('\n');
  return new InputError(`git cannot say what has changed: ${first.replace(/\.?$/, '.')}`, {
    help: rest.join('\n  ').trim() || 'Mend that, then run it again.',
  });
}

/** The parts of an answer that ends each with a null byte. */
export function partsOf(answer: Buffer): string[] {
  return answer.toString().split('\0').slice(0, -1);
}

let made: NodeJS.ProcessEnv | undefined;

/**
 * The environment for git. Hooks are run with paths of the repository that hold for the folder in which git started them,
 * and in a worktree with `GIT_DIR`, with which git takes any folder that it is asked in for the top of the checkout.
 */
function environment(): NodeJS.ProcessEnv {
  made ??= madeFor(process.env, process.cwd());
  return made;
}

function madeFor(env: NodeJS.ProcessEnv, cwd: string): NodeJS.ProcessEnv {
  const all: NodeJS.ProcessEnv = { ...env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' };
  const { GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE } = env;
  const found = checkoutAround(cwd);
  const at = (path: string) => resolve(found && !isThere(resolve(cwd, path)) ? found.top : cwd, path);
  if (GIT_INDEX_FILE) all.GIT_INDEX_FILE = at(GIT_INDEX_FILE);
  if (GIT_WORK_TREE) all.GIT_WORK_TREE = at(GIT_WORK_TREE);
  if (!GIT_DIR) return all;
  all.GIT_DIR = at(GIT_DIR);
  // What git finds by itself in any folder is better than what it is told for one.
  if (!GIT_WORK_TREE && found?.gitFolder === all.GIT_DIR) delete all.GIT_DIR;
  return all;
}

/**
 * The path from the top of a checkout to a folder in it, with `/` at the end, or an empty text; undefined where only git can
 * tell.
 */
export function prefixIn(folder: string): string | undefined {
  const { GIT_DIR, GIT_WORK_TREE } = environment();
  if (GIT_DIR || GIT_WORK_TREE || sep !== '/') return undefined;
  const real = realpathSync(folder);
  const top = checkoutAround(real)?.top;
  return top === undefined || top === real ? top && '' : `${real.slice(top === '/' ? 1 : top.length + 1)}/`;
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
