import type { CodeInput } from '../index.ts';
import type { CodeHost } from '../modules/modules.ts';
import { AngularSelectors } from './angular-selectors.ts';

const named = /\btemplateUrl\s*:\s*(['"`])([^'"`]+)\1/g;

/** Finds the components of Angular whose templates are files of their own, and those that elements of templates stand for. */
export class AngularFiles {
  readonly #files: readonly string[];
  readonly #host: CodeHost;
  readonly #components = new Map<string, string | undefined>();
  #byFolder: ReadonlyMap<string, readonly string[]> | undefined;
  /** The files that were looked through for each page. */
  readonly looked = new Map<string, readonly string[]>();
  readonly selectors: AngularSelectors;

  constructor(inputs: readonly CodeInput[], host: CodeHost) {
    this.#files = inputs.map(({ file }) => file);
    this.selectors = new AngularSelectors(inputs);
    this.#host = host;
  }

  /** The file with a component whose template a page is; undefined for other pages and files. */
  componentOf(page: string): string | undefined {
    if (!page.endsWith('.html')) return undefined;
    if (!this.#components.has(page)) this.#components.set(page, this.#find(page));
    return this.#components.get(page);
  }

  /** A component's template stands beside it. */
  #find(page: string): string | undefined {
    this.#byFolder ??= grouped(this.#files.filter((file) => /(?<!\.d|\.spec|\.test)\.ts$/.test(file)));
    const own = page.replace(/html$/, 'ts');
    const beside = (this.#byFolder.get(folderOf(page)) ?? []).filter((file) => file !== own);
    const all = [...(this.#host.exists(own) ? [own] : []), ...beside];
    const at = all.findIndex((file) => this.#names(file, page));
    this.looked.set(page, at < 0 ? all : all.slice(0, at + 1));
    return all[at];
  }

  #names(file: string, page: string): boolean {
    const text = this.#host.read(file) ?? '';
    return [...text.matchAll(named)].some(([, , url = '']) => isTemplateAt(file, url, page));
  }
}

/** Whether the address that a component gives for its template is that of a page. */
export function isTemplateAt(file: string, url: string, page: string): boolean {
  return `${folderOf(file)}/${url.replace(/^\.\//, '')}` === `${folderOf(page)}/${page.split('/').at(-1)}`;
}

function grouped(files: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const file of files) {
    const beside = found.get(folderOf(file));
    if (beside) beside.push(file);
    else found.set(folderOf(file), [file]);
  }
  return found;
}

function folderOf(file: string): string {
  return file.split('/').slice(0, -1).join('/');
}
