import { type Exporting, exportingOf } from '../modules/exports.ts';
import type { CodeHost } from '../modules/modules.ts';
import { isData } from '../programs/data.ts';
import { type ParsedFile, type Program, parseFile } from '../programs/program.ts';

/** Longer files are generated ones, whose declarations are too many to be read for one name. */
const longestRead = 2_000_000;
/** Longer data takes longer to parse than what is looked up in it is worth. */
const longestData = 250_000;

/** Trees of files, by the files: another reading in the same run may ask for them again. */
export type Trees = Map<
  string,
  { readonly text: string; readonly component: string | undefined; readonly parsed: ParsedFile }
>;

/** The files that were read: each is parsed once, and not before something is asked that only its tree says. */
export class ParsedFiles {
  readonly #host: CodeHost;
  readonly #componentOfPage: (page: string) => string | undefined;
  readonly #trees: Trees | undefined;
  readonly #files = new Map<string, ParsedFile>();
  /** What was read of files that were not parsed, as none of the names that were asked for stands in them. */
  readonly #unparsed = new Map<string, Exporting>();

  /** `componentOfPage` tells the file with the component of Angular whose template a page is; `trees` are those of earlier readings. */
  constructor(host: CodeHost, componentOfPage: (page: string) => string | undefined, trees?: Trees) {
    this.#host = host;
    this.#trees = trees;
    this.#componentOfPage = componentOfPage;
  }

  /** A file that was parsed already. */
  known(file: string): ParsedFile | undefined {
    return this.#files.get(file);
  }

  /** Parses a file that was not parsed before. */
  parse(file: string, text: string): ParsedFile {
    const component = this.#componentOfPage(file);
    const before = this.#trees?.get(file);
    const isSame = before?.text === text && before.component === component;
    const parsed = isSame ? before.parsed : parseFile(file, text, component);
    this.#trees?.set(file, { text, component, parsed });
    this.#files.set(file, parsed);
    return parsed;
  }

  /** The programs of a file; undefined where a name is given and the file is not there, or surely exports nothing by it. */
  programs(file: string, name?: string): readonly Program[] | undefined {
    const known = this.#files.get(file);
    if (known) return known.programs;
    const unparsed = this.#unparsed.get(file) ?? this.#exportingOf(file);
    if (name !== undefined && !unparsed.mayExport(name)) {
      this.#unparsed.set(file, unparsed);
      return undefined;
    }
    this.#unparsed.delete(file);
    return this.parse(file, unparsed.text).programs;
  }

  #exportingOf(file: string): Exporting {
    const text = this.#host.read(file) ?? '';
    const longest = isData(file) ? longestData : longestRead;
    return exportingOf(file, text.length > longest ? '' : text);
  }
}
