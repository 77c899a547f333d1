import { resolve } from 'node:path';
import { displayPath, writeAtomically } from '../files.ts';
import { InputError } from '../model/input-error.ts';
import { type Pieces, piecesOf } from '../model/pieces.ts';
import { nearest } from '../nearest.ts';
import type { World } from './world.ts';

/** What the command line says about reports. */
export interface OutputOptions {
  /** `pretty`, or `sarif=out.sarif`. */
  readonly format?: readonly string[] | undefined;
  readonly output?: string | undefined;
}

/** Turns what is reported into the whole text of a format. */
type Render<What, Context> = (what: What, context: Context) => Pieces;

/** A report that is wanted, and where. */
export interface Output<What, Context> {
  readonly format: string;
  readonly reporter: Render<What, Context>;
  /** Absolute path; undefined for standard output. */
  readonly file: string | undefined;
}

/** Lines of both can stand in one log: GitHub takes its own out of it. */
const goTogether: ReadonlySet<string> = new Set(['pretty', 'github']);

/**
 * The reports that the command line asks for, each by the reporter of its name. Throws {@link InputError} for an unknown
 * format, and for two in one place.
 */
export async function openOutputs<What, Context>(
  { format, output }: OutputOptions,
  cwd: string,
  reporterFor: (format: string, near: typeof nearest) => Promise<Render<What, Context>>,
): Promise<Output<What, Context>[]> {
  const wanted = format ?? ['pretty'];
  const outputs = await Promise.all(
    wanted.map(async (text) => {
      const at = text.indexOf('=');
      const name = at < 0 ? text : text.slice(0, at);
      const reporter = await reporterFor(name, nearest);
      const path = at < 0 ? output : text.slice(at + 1);
      if (path === '')
        throw new InputError(`${at < 0 ? '--output' : `--format ${text}`} names no file.`, {
          help: 'Write the path after it, or leave it out for standard output.',
        });
      return {
        format: name,
        reporter,
        file: path === undefined || path === '-' ? undefined : resolve(cwd, path),
      };
    }),
  );
  for (const [i, one] of outputs.entries())
    for (const other of outputs.slice(0, i)) if (one.file === other.file) requireTogether(other, one);
  return outputs;
}

/** Where a report goes. */
export type OutputPlace = Pick<Output<unknown, unknown>, 'format' | 'file'>;

function requireTogether(one: OutputPlace, other: OutputPlace): void {
  const isLog = one.file === undefined && one.format !== other.format;
  if (isLog && goTogether.has(one.format) && goTogether.has(other.format)) return;
  const where = one.file === undefined ? 'standard output' : 'the same file';
  throw new InputError(`${one.format} and ${other.format} would both be written to ${where}.`, {
    help: `Name a file for each but one, as in --format ${other.format}=eventlint.${other.format}.`,
  });
}

/** Throws {@link InputError} where something would be written over a file that was read; paths are absolute. */
export function requireNoInput(places: readonly OutputPlace[], inputs: Iterable<string>, cwd: string): void {
  const read = new Set(inputs);
  const over = places.find(({ file }) => file !== undefined && read.has(file));
  if (over?.file === undefined) return;
  throw new InputError(
    `${over.format} would be written over ${displayPath(over.file, cwd)}, which is read.`,
    {
      help: 'Name another file for it.',
    },
  );
}

/** Writes a report in every format that is wanted: files first, so that what is shown is shown when all is written. */
export function writeOutputs<What, Context>(
  what: What,
  outputs: readonly Output<What, Context & { readonly color: boolean }>[],
  context: Context,
  world: World,
): void {
  const texts = outputs.map(({ reporter, file }) => {
    const color = file === undefined && world.color;
    return { file, text: reporter(what, { ...context, color }) };
  });
  for (const { file, text } of texts) if (file !== undefined) writeAtomically(file, piecesOf(text));
  for (const { file, text } of texts)
    if (file === undefined) for (const piece of piecesOf(text)) world.print(piece);
}
