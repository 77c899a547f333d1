import { createHash } from 'node:crypto';
import { CacheFile } from '../caches.ts';
import { nameOf } from '../memory-name.ts';
import { sourceText } from '../model/text.ts';
import { type ParseYaml, parseYaml } from '../read/yaml.ts';
import type { YamlFile, YamlTree } from '../read/yaml-tree.ts';

/** What YAML texts say. */
export interface YamlTexts {
  /** Parses a text, or recalls what came of that. */
  readonly parse: ParseYaml;
  /** Remembers the texts that were parsed or recalled since it was made, or did so last, and forgets all others. */
  keep(): void;
}

/** Parses each text anew. */
export const notRemembered: YamlTexts = { parse: parseYaml, keep: () => {} };

/** So many folders are remembered. */
const mostRemembered = 50;

/** So many characters are remembered of one folder: aliases can make much of a short text. */
const mostCharacters = 1 << 24;

const format = 2;

/**
 * Remembers what the YAML texts of a project say: for a small run, parsing a registry takes longer than all the rest. A text is
 * known by its hash, so what is recalled is never that of another text. A broken memory is none.
 */
export class YamlMemory implements YamlTexts {
  readonly #file: CacheFile;
  #known: Readonly<Record<string, YamlTree>> | undefined;
  readonly #used = new Map<string, YamlTree>();
  #hasNews = false;

  /** `cwd` is where the command was called. */
  constructor(cwd: string) {
    this.#file = new CacheFile(`yaml-${nameOf(cwd, format)}.json`);
  }

  readonly parse: ParseYaml = (file, text) => {
    this.#known ??= this.#read();
    const hash = hashOf(text);
    const known = this.#known[hash];
    if (known) {
      this.#used.set(hash, known);
      return { source: sourceText(file, text), ...known };
    }
    const parsed = { ...parseYaml(file, text), fits: [] };
    this.#used.set(hash, treeOf(parsed));
    this.#hasNews = true;
    return parsed;
  };

  keep(): void {
    if (this.#hasNews) {
      this.#hasNews = false;
      const content = JSON.stringify({ format, trees: Object.fromEntries(this.#used) });
      if (content.length <= mostCharacters) this.#file.write(content, mostRemembered);
    }
    // A run goes on for long without it.
    this.#used.clear();
    this.#known = undefined;
  }

  #read(): Readonly<Record<string, YamlTree>> {
    try {
      const stored = JSON.parse(this.#file.read()?.toString() ?? 'null');
      return (stored?.format === format && stored.trees) || {};
    } catch {
      // Whatever is wrong with it, it can be made again.
      return {};
    }
  }
}

function treeOf({ source: _, ...tree }: YamlFile): YamlTree {
  return tree;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
