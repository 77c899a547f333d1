import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join, parse, relative, resolve, sep } from 'node:path';
import picomatch from 'picomatch';
import { globSync } from 'tinyglobby';
import { fileFault, isCode } from './file-fault.ts';
import { filesIn } from './folders.ts';
import { InputError } from './model/input-error.ts';
import { type Content, writeWhole } from './write.ts';

/** The file's bytes, or undefined when there is no such file. Throws {@link InputError} when it cannot be read. */
export function readBytes(file: string): Uint8Array | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if (isCode(error, 'ENOENT') || isCode(error, 'ENOTDIR')) return undefined;
    throw fileFault(file, 'read', error);
  }
}

/** Where a link points to, as it is written; undefined for what is no link. */
export function linkTarget(file: string): Uint8Array | undefined {
  try {
    return readlinkSync(file, 'buffer');
  } catch {
    return undefined;
  }
}

/** Whether a path is a link itself. */
export function isLink(path: string): boolean {
  // For each file of a project an error would take long to make.
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

/** Smaller files are read whatever their lines look like. */
const leastMinified = 64 * 1024;

/** Whether a script's bytes are those of a minified or bundled file: what people write has lines that fit a screen. */
export function isMinified(file: string, bytes: Uint8Array): boolean {
  if (bytes.length < leastMinified || !/\.[cm]?js$/.test(file)) return false;
  let lines = 1;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines++;
  return bytes.length / lines > 500;
}

/** The file's text without a byte order mark, or undefined when there is no such file. */
export function readText(file: string): string | undefined {
  const bytes = readBytes(file);
  return bytes && decode(bytes);
}

/** UTF-8 text without a byte order mark. */
export function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8').decode(bytes);
}

/** UTF-8 text with its byte order mark, if it has one. */
export function decodeWhole(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

/** Writes a file as a whole or not at all. Throws {@link InputError} when it cannot be written. */
export function writeAtomically(file: string, content: Content): void {
  try {
    writeWhole(file, content);
  } catch (error) {
    throw fileFault(file, 'written', error);
  }
}

/** Makes a folder and those above it, where they are missing. Throws {@link InputError} when that cannot be done. */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw fileFault(folder, 'written', error);
  }
}

/** Removes a file, if it is there. Throws {@link InputError} when it cannot be removed. */
export function removeFile(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch (error) {
    throw fileFault(file, 'written', error);
  }
}

/** What a path names. */
export function kindOf(path: string): 'file' | 'folder' | 'missing' {
  // Below a file there is nothing, which is an error for some of its functions and not for others.
  const stats = existsSync(path) ? statSync(path) : undefined;
  return stats === undefined ? 'missing' : stats.isDirectory() ? 'folder' : 'file';
}

/** A path without links; the path itself where it does not exist. */
export function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}

/** Whether a file was changed after another one was; also where there is no other one. */
export function isNewer(file: string, other: string): boolean {
  const [one, two] = [file, other].map((path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs);
  return two === undefined || (one !== undefined && one > two);
}

/** The nearest file of a name in `folder` or one above it. */
export function findUpward(name: string, folder: string): string | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const file = join(at, name);
    if (existsSync(file)) return file;
    if (dirname(at) === at) return undefined;
  }
}

/** A memory of which files there are, by their absolute paths, which looks into each folder once. */
export function fileExistence(): (file: string) => boolean {
  const folders = new Map<string, ReadonlySet<string>>();
  return (file) => {
    const end = file.lastIndexOf(sep);
    const folder = file.slice(0, end);
    let names = folders.get(folder);
    if (!names) {
      names = new Set(filesIn(dirname(file)));
      folders.set(folder, names);
    }
    return names.has(file.slice(end + 1));
  };
}

/** A path as reports show it: relative to `from`, with `/`. */
export function displayPath(path: string, from: string): string {
  // Nearly every path is below the folder: what follows it is the answer.
  if (sep === '/' && path.startsWith(from) && path[from.length] === '/' && !path.includes('/../'))
    return path.slice(from.length + 1) || '.';
  return relative(from, path).split(sep).join('/') || '.';
}

/**
 * How reports name a file that may stand anywhere: as `displayPath`, but in full where it has no folder in common with `from`
 * and would be found by climbing to the top.
 */
export function shownPath(path: string, from: string): string {
  const shown = displayPath(path, from);
  const isFar = shown.startsWith('../') && topOf(path) !== topOf(from);
  return isFar ? path.split(sep).join('/') : shown;
}

function topOf(path: string): string | undefined {
  return path.slice(parse(path).root.length).split(sep)[0];
}

/** The files of a pattern, relative to `folder`, sorted. */
export function glob(patterns: readonly string[], folder: string): string[] {
  return globSync([...patterns], { cwd: folder, dot: true, expandDirectories: false }).sort();
}

/** A predicate over paths with `/`: whether one of the globs matches. */
export function matcher(globs: readonly string[]): (file: string) => boolean {
  return picomatch([...globs], { dot: true });
}
