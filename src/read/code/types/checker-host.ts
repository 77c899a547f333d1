import type ts from 'typescript';
import { compiler, wholeCompiler } from '../programs/compiler.ts';
import { isData } from '../programs/data.ts';
import type { Program } from '../programs/program.ts';
import type { Project } from '../project/project.ts';
import type { Slice } from './slice.ts';

/** What the type checker needs of the disk. Paths are absolute, with `/`, unless they are files of the run. */
export interface DiskHost {
  /** The absolute path of a file of the run, as packages and relative imports are looked for from it. */
  absolute(file: string): string;
  /** A file by the name that it has in the run. */
  displayed(path: string): string;
  read(path: string): string | undefined;
  exists(path: string): boolean;
  isFolder(path: string): boolean;
  realpath(path: string): string;
}

/** So much text is given to the checker, in UTF-16 units: modules beyond it count as missing. */
const mostText = 60_000_000;

/** Options under which code of every kind of project can be understood; what is wrong with it is never asked. */
export const options: ts.CompilerOptions = {
  allowJs: true,
  allowNonTsExtensions: true,
  allowImportingTsExtensions: true,
  allowSyntheticDefaultImports: true,
  esModuleInterop: true,
  experimentalDecorators: true,
  jsx: compiler.JsxEmit.Preserve,
  module: compiler.ModuleKind.ESNext,
  moduleResolution: compiler.ModuleResolutionKind.Bundler,
  noEmit: true,
  resolveJsonModule: true,
  skipLibCheck: true,
  strict: true,
  target: compiler.ScriptTarget.ESNext,
  types: [],
};

/** Gives the checker the files of the run, what they import by our own resolution, and what is installed by TypeScript's. */
export class CheckerHost implements ts.CompilerHost {
  readonly #project: Project;
  readonly #disk: DiskHost;
  readonly #slice: Slice;
  readonly #resolutions: ts.ModuleResolutionCache;
  #left = mostText;

  constructor(project: Project, disk: DiskHost, slice: Slice) {
    this.#slice = slice;
    this.#project = project;
    this.#disk = disk;
    const name = (path: string) => this.getCanonicalFileName(path);
    this.#resolutions = wholeCompiler().createModuleResolutionCache(
      this.getCurrentDirectory(),
      name,
      options,
    );
  }

  /** Whether all that was asked for could be read. */
  get isWhole(): boolean {
    return this.#left >= 0;
  }

  getSourceFile(
    path: string,
    language: ts.ScriptTarget | ts.CreateSourceFileOptions,
  ): ts.SourceFile | undefined {
    const program = this.#programOf(path);
    if (program && this.#takes(program.tree.text.length)) return program.tree;
    const text = this.#disk.read(path);
    if (text === undefined || !this.#takes(text.length)) return undefined;
    const settings = typeof language === 'object' ? language : { languageVersion: language };
    // Only in JavaScript do comments say types.
    const jsDocParsingMode = /\.[mc]?jsx?$/.test(path)
      ? compiler.JSDocParsingMode.ParseAll
      : compiler.JSDocParsingMode.ParseNone;
    return compiler.createSourceFile(path, text, { ...settings, jsDocParsingMode });
  }

  #takes(length: number): boolean {
    if (this.#left < 0) return false;
    this.#left -= length;
    return this.#left >= 0;
  }

  /** A file that is a program as a whole, or a component that is read as one. */
  #programOf(path: string): Program | undefined {
    if (path.includes('/node_modules/')) return undefined;
    const file = this.#disk.displayed(path);
    const all = this.#project.known(file) ?? (isComponent(path) ? this.#project.programs(file) : undefined);
    return all?.length === 1 && all[0]?.offset === 0 ? all[0] : undefined;
  }

  resolveModuleNameLiterals(
    literals: readonly ts.StringLiteralLike[],
    from: string,
  ): readonly ts.ResolvedModuleWithFailedLookupLocations[] {
    const isInstalled = from.includes('/node_modules/');
    const file = isInstalled ? '' : this.#disk.displayed(from);
    return literals.map(({ text }) => {
      if (!isInstalled && !this.#slice.has(file, text)) return { resolvedModule: undefined };
      const own = isInstalled ? undefined : this.#project.fileOf(file, text);
      if (!own) return wholeCompiler().resolveModuleName(text, from, options, this, this.#resolutions);
      const extension = isData(own)
        ? compiler.Extension.Json
        : (/(\.d)?\.[mc]?[jt]sx?$/.exec(own)?.[0] ?? compiler.Extension.Ts);
      return { resolvedModule: { resolvedFileName: this.#disk.absolute(own), extension } };
    });
  }

  fileExists(path: string): boolean {
    return this.#disk.exists(path);
  }

  readFile(path: string): string | undefined {
    return this.#disk.read(path);
  }

  directoryExists(path: string): boolean {
    return this.#disk.isFolder(path);
  }

  realpath(path: string): string {
    return this.#disk.realpath(path);
  }

  getDefaultLibFileName(): string {
    return wholeCompiler().getDefaultLibFilePath(options);
  }

  getCurrentDirectory(): string {
    return this.#disk.absolute('');
  }

  getCanonicalFileName(path: string): string {
    return wholeCompiler().sys.useCaseSensitiveFileNames ? path : path.toLowerCase();
  }

  useCaseSensitiveFileNames(): boolean {
    return wholeCompiler().sys.useCaseSensitiveFileNames;
  }

  getNewLine(): string {
    return '\n';
  }

  /** Nothing is emitted. */
  writeFile(): void {}
}

function isComponent(path: string): boolean {
  return /\.(vue|svelte|astro)$/.test(path);
}
