import type { AutoImports } from '../modules/auto-imports.ts';
import { isData } from '../programs/data.ts';
import { searchable } from '../programs/prefilter.ts';
import type { GlobalProperties } from '../sharing/global-properties.ts';
import type { PageGlobals } from '../sharing/page-globals.ts';

/** Programs, and pages that hold some. Components can be given something by a name alone. */
const [programs, pages] = [/\.[mc]?[jt]sx?$/, /\.html?$/i];

/** What a program of fewer bytes imports takes as long to find out as to parse it. */
const leastBytes = 16 * 1024;

/** The module that an import, a re-export or `require` names, perhaps behind comments. */
const specifiers =
  /\b(?:from|import|require)(?:\s|\/\*[^*]*\*\/|\/\/[^\n]*\n)*(?:\((?:\s|\/\*[^*]*\*\/|\/\/[^\n]*\n)*)?(["'`])([^"'`\n]*)\1/g;

/** What a specifier is not known by, where bytes are read as characters. */
const isOpen = /[\\\x80-\xff]/;

/**
 * What a file may get hold of without importing it from the project: what others put under a key or a context, or wait for. As a
 * method, the third is known from every canvas.
 */
const provided =
  /\b(?:useContext|useContextSelector|inject)\s*[<(]|(?<![\w$.])getContext\s*[<(]|(?<![\w$])use\s*[<(]|\b(?:globalProperties|ipcRenderer|webContents|dispatchEvent)\b|\bVue\.prototype\b/;

/** What is known of the project, by which a file may reach what it does not import. */
export interface Surroundings {
  /** The file of the project that a module specifier means in a file. */
  readonly fileOf: (from: string, specifier: string) => string | undefined;
  readonly autoImports: AutoImports;
  /** The file with the component whose template a page is. */
  readonly componentOfPage: (page: string) => string | undefined;
  readonly globalProperties: GlobalProperties;
  readonly pageGlobals: PageGlobals;
}

/**
 * Tells the files that cannot call a wrapper of another file unless somebody leads to them: they import nothing of the project and
 * read nothing that is put somewhere for all. Libraries that were copied into a project are such files, and so are pages without
 * modules. A method called `search` makes candidates of many of them.
 */
export class Reach {
  readonly #surroundings: Surroundings;
  readonly #known = new Map<string, boolean>();

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** Whether a file, which names nothing that sends, gets hold of nothing that other files have. */
  isAlone(file: string, bytes: Uint8Array): boolean {
    const isWorthIt = pages.test(file) || (bytes.length >= leastBytes && programs.test(file));
    const text = isWorthIt ? searchable(bytes) : undefined;
    if (text === undefined) return false;
    let isAlone = this.#known.get(file);
    if (isAlone === undefined) {
      isAlone = this.#importsNothing(file, text);
      this.#known.set(file, isAlone);
    }
    // What all components or scripts have is only known once it is found.
    const { globalProperties, pageGlobals } = this.#surroundings;
    return isAlone && ![...globalProperties.names, ...pageGlobals.names].some((name) => text.includes(name));
  }

  #importsNothing(file: string, text: string): boolean {
    if (provided.test(text)) return false;
    const { fileOf, autoImports, componentOfPage } = this.#surroundings;
    // The template of a component has what its class has.
    if (componentOfPage(file) !== undefined) return false;
    // What is the project's own is mostly imported last.
    const modules = [...text.matchAll(specifiers)].map(([, , specifier = '']) => specifier).reverse();
    const isOwn = (specifier: string) => isOpen.test(specifier) || isCode(fileOf(file, specifier));
    return !modules.some(isOwn) && !autoImports.reach(file);
  }
}

function isCode(file: string | undefined): boolean {
  return file !== undefined && !isData(file);
}
