import type { Place } from '../model/text.ts';
import { parseYaml } from './yaml.ts';
import { get, placeOfKey, type YamlFile, type YamlNode } from './yaml-tree.ts';

/** A map in a file, by the keys that lead to it from the top. */
export interface LaterMap {
  readonly keys: LaterKeys;
  readonly path: readonly string[];
}

/**
 * Finds places of keys of a file without keeping what was parsed of it, which takes many times the memory of its text: few are ever
 * asked for. Where it is gone by then, the text is parsed once more.
 */
export class LaterKeys {
  readonly #source: YamlFile['source'];
  #root: WeakRef<YamlNode> | undefined;

  constructor({ source, root }: YamlFile) {
    this.#source = source;
    this.#root = root && new WeakRef(root);
  }

  /** Whether a map has a key. */
  has(path: readonly string[], key: string): boolean {
    return get(path.reduce(get, this.#tree()), key) !== undefined;
  }

  /** The place of a key's value in a map, as {@link placeOfKey} has it. */
  placeIn(path: readonly string[], key: string, otherwise: Place): Place {
    const root = this.#tree();
    const file = { source: this.#source, root, duplicates: [], comments: [] };
    return placeOfKey(file, path.reduce(get, root), key, otherwise);
  }

  #tree(): YamlNode | undefined {
    const known = this.#root?.deref();
    if (known) return known;
    const { root } = parseYaml(this.#source.file, this.#source.text);
    this.#root = root && new WeakRef(root);
    return root;
  }
}

/**
 * Says where the keys of a declaration stand: in its own map, or in that which it refers to for those that it has not. By itself, so
 * that it keeps nothing else of what the declaration was made of.
 */
export function keyFinder(
  { keys, path }: LaterMap,
  otherwise: Place,
  base?: LaterMap,
): (key: string) => Place {
  return (key) =>
    base && !keys.has(path, key)
      ? base.keys.placeIn(base.path, key, otherwise)
      : keys.placeIn(path, key, otherwise);
}
