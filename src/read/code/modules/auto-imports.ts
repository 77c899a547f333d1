import { namesOfFile } from '../templates/component-names.ts';
import type { CodeHost } from './modules.ts';

const configs = ['ts', 'mts', 'js', 'mjs'].map((extension) => `nuxt.config.${extension}`);

/** Folders of which Nuxt hands every export to every file, each with the files in it that are looked at. */
const sharedFiles =
  /^(?:layers\/[^/]+\/)?(?:app\/|src\/|shared\/)?(?:composables|utils)\/(?:[^/]+|[^/]+\/index)\.(?:ts|js|mjs)$/;

/** A layer of a project, which shares what both have; the project's own count before those of its layers. */
const layer = /^(?:(.*)\/)?layers\/[^/]+$/;

/** What files use without importing it: components of Vue that are known by name, and what Nuxt provides. */
export class AutoImports {
  readonly #files: readonly string[];
  readonly #host: CodeHost;
  #components: ReadonlyMap<string, readonly string[]> | undefined;
  readonly #roots = new Map<string, string | undefined>();
  readonly #shared = new Map<string, ReadonlyMap<string, readonly string[]>>();
  /** The files that were looked through for what they export. */
  readonly looked = new Set<string>();

  constructor(files: readonly string[], host: CodeHost) {
    this.#files = files;
    this.#host = host;
  }

  /** The file of a component by the name under which a template renders it; undefined where several have it. */
  component(name: string): string | undefined {
    this.#components ??= this.#named();
    const [only, ...others] = this.#components.get(name) ?? [];
    return others.length === 0 ? only : undefined;
  }

  /** The files that export a name which a file uses without importing it. */
  exporting(from: string, name: string): readonly string[] {
    const root = this.#rootOf(folderOf(from));
    if (root === undefined) return [];
    let shared = this.#shared.get(root);
    if (!shared) {
      shared = this.#exportsBelow(root);
      this.#shared.set(root, shared);
    }
    const files = (shared.get(name) ?? []).filter((file) => file !== from);
    const own = files.filter((file) => !file.slice(root.length).replace(/^\//, '').startsWith('layers/'));
    return own.length > 0 ? own : files;
  }

  /** Whether a file may use what it does not import: whether it stands in a project of Nuxt. */
  reach(file: string): boolean {
    return this.#rootOf(folderOf(file)) !== undefined;
  }

  #exportsBelow(root: string): ReadonlyMap<string, readonly string[]> {
    const prefix = root === '' ? '' : `${root}/`;
    const found = new Map<string, string[]>();
    for (const file of this.#files) {
      if (!file.startsWith(prefix) || !sharedFiles.test(file.slice(prefix.length))) continue;
      this.looked.add(file);
      for (const [, declared, listed] of (this.#host.read(file) ?? '').matchAll(exported))
        for (const name of declared ? [declared] : (listed as string).split(',').map(nameOfExport))
          found.set(name, [...(found.get(name) ?? []), file]);
    }
    return found;
  }

  #named(): ReadonlyMap<string, readonly string[]> {
    const found = new Map<string, string[]>();
    for (const file of this.#files)
      if (file.endsWith('.vue'))
        for (const name of new Set(namesOfFile(file))) found.set(name, [...(found.get(name) ?? []), file]);
    return found;
  }

  /** The folder around a file that is a project of Nuxt. */
  #rootOf(folder: string): string | undefined {
    if (this.#roots.has(folder)) return this.#roots.get(folder);
    const isRoot = configs.some((config) =>
      this.#host.exists(folder === '' ? config : `${folder}/${config}`),
    );
    const outer = layer.test(folder) ? this.#rootOf(folder.replace(layer, '$1')) : undefined;
    const root = isRoot ? (outer ?? folder) : folder === '' ? undefined : this.#rootOf(folderOf(folder));
    this.#roots.set(folder, root);
    return root;
  }
}

/** `export const track`, `export async function track`, `export { send as track }`. */
const exported = /\bexport\s+(?:(?:async\s+)?(?:function\s*\*?|const|let|var|class)\s+([\w$]+)|\{([^}]*)\})/g;

function nameOfExport(written: string): string {
  return (written.split(/\sas\s/).at(-1) as string).trim();
}

function folderOf(file: string): string {
  return file.split('/').slice(0, -1).join('/');
}
