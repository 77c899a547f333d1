import type { Report } from '../model/finding.ts';
import { InputError } from '../model/input-error.ts';
import type { Pack } from '../model/pack.ts';
import type { Pieces } from '../model/pieces.ts';
import type { Rule } from '../model/rule.ts';

/** What a reporter may know besides the findings. */
export interface ReportContext {
  readonly rules: readonly Rule[];
  readonly pack: Pack;
  readonly version: string;
  /** The project's page, under which the rules' pages stand. */
  readonly homepage: string;
  readonly color: boolean;
  /** The exit code that the run will end with. */
  readonly exitCode: number;
  /** The repository that the files stand in, if any. */
  readonly repository?: Repository | undefined;
  readonly sarifCategory?: string | undefined;
  /** A file's path from the root of its repository, with `/`; in full for one that is not in it. */
  readonly pathInRepository: (file: string) => string;
  /** A file's whole text with its byte order mark, if any; undefined for what is no file. */
  readonly textOf: (file: string) => string | undefined;
  /** Who owns an event, by the registry. */
  readonly ownerOf: (event: string) => string | undefined;
  /** Told what a format cannot hold. */
  readonly notify: (line: string) => void;
}

/** A repository and what is checked out of it. */
export interface Repository {
  /** Its address, without credentials. */
  readonly uri: string;
  readonly revision: string;
  readonly branch?: string;
}

/** Turns a report into the whole text of a format. */
export type Reporter<Text extends Pieces = Pieces> = (report: Report, context: ReportContext) => Text;

const reporters: Readonly<Record<string, () => Promise<Reporter>>> = {
  pretty: async () => (await import('./pretty.ts')).pretty,
  json: async () => (await import('./json.ts')).json,
  sarif: async () => (await import('./sarif.ts')).sarif,
  github: async () => (await import('./github.ts')).github,
  gitlab: async () => (await import('./gitlab.ts')).gitlab,
  junit: async () => (await import('./junit.ts')).junit,
  markdown: async () => (await import('./markdown.ts')).markdown,
};

/** The formats that a report can have. */
export const formats: readonly string[] = Object.keys(reporters);

/** The reporter of a format. Throws {@link InputError} when there is none; `nearest` finds what may have been meant. */
export async function reporterFor(
  format: string,
  nearest: (word: string, known: Iterable<string>) => string | undefined,
): Promise<Reporter> {
  const load = Object.hasOwn(reporters, format) ? reporters[format] : undefined;
  if (load) return load();
  const near = nearest(format, formats);
  throw new InputError(`There is no format \`${format}\`.`, {
    help: near ? `Did you mean \`${near}\`?` : `Use one of ${formats.join(', ')}.`,
  });
}
