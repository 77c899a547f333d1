import { resolve } from 'node:path';
import { decode, displayPath, kindOf, writeAtomically } from '../files.ts';
import { InputError } from '../model/input-error.ts';
import { profileOf } from '../model/profile/profile.ts';
import { Profiler } from '../model/profile/profiler.ts';
import type { Registry } from '../model/registry.ts';
import { headOf } from '../open-file.ts';
import { profileText } from '../report/profile.ts';
import type { OutputPlace } from './outputs.ts';

/** A profile that is wanted. */
export interface WantedProfile {
  readonly profiler: Profiler;
  /** Absolute path of the file that it goes to. */
  readonly file: string;
}

/**
 * The profile that the command line asks for, if it does. Throws {@link InputError} where it names no file, or one that a
 * report goes to.
 */
export function openProfile(
  path: string | undefined,
  { events }: Registry,
  outputs: readonly OutputPlace[],
  cwd: string,
): WantedProfile | undefined {
  if (path === undefined) return undefined;
  if (path === '' || path === '-')
    throw new InputError('--profile names no file.', {
      help: 'Write the path after it, as in --profile profile.json: standard output is for the report.',
    });
  const file = resolve(cwd, path);
  const report = outputs.find((output) => output.file === file);
  if (report)
    throw new InputError(`${report.format} and --profile would both be written to the same file.`, {
      help: 'Name another file for one of them.',
    });
  return { profiler: new Profiler(events), file };
}

/** Writes a profile. Throws {@link InputError} when that cannot be done. */
export function writeProfile({ profiler, file }: WantedProfile, { events }: Registry): void {
  writeAtomically(file, profileText(profileOf(profiler.state(), events)));
}

/**
 * Refuses to write over a state: of `--profile 1.json 2.json`, the first would be taken for the profile's file. Throws
 * {@link InputError}.
 */
export function requireNoState(file: string, cwd: string): void {
  if (kindOf(file) !== 'file' || !/^\s*\{\s*"eventlint"/.test(decode(headOf(file, 64)))) return;
  throw new InputError(`--profile would be written over ${displayPath(file, cwd)}, the state of a shard.`, {
    help: 'Name a file of its own right after --profile, before the states.',
  });
}
