import { type Place, place, type SourceText } from '../model/text.ts';

/** A value of a YAML text, without the style in which it was written. Offsets are UTF-16 units of the text. */
export type YamlNode = YamlScalar | YamlList | YamlMap;

/** A text, number, boolean or null. */
export interface YamlScalar {
  readonly kind: 'scalar';
  readonly start: number;
  /** Without the white space and comments behind it. */
  readonly end: number;
  readonly value: string | number | boolean | null;
}

/** A sequence. */
export interface YamlList {
  readonly kind: 'list';
  readonly start: number;
  readonly end: number;
  readonly items: readonly YamlNode[];
}

/** A mapping. */
export interface YamlMap {
  readonly kind: 'map';
  readonly start: number;
  readonly end: number;
  /** In source order; a key may stand twice. */
  readonly pairs: readonly YamlPair[];
}

/** One `key: value` of a map. */
export interface YamlPair {
  readonly key: YamlKey;
  readonly value: YamlNode;
}

/** A key as it is meant: YAML's own values (`null`, `2024`) are taken by how they are written. */
export interface YamlKey {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Whether YAML reads it as a text. */
  readonly isText: boolean;
}

/** What a YAML text says, and where everything stands in it. */
export interface YamlTree {
  readonly root: YamlNode | undefined;
  /** Keys that stand twice in one map: the second one of each, as offsets. */
  readonly duplicates: readonly Range[];
  /** Comments that name this tool, with their `#`, as offsets. */
  readonly comments: readonly Range[];
  /** What it was found to be without fault, so that nobody need look again; absent where that would not be remembered. */
  readonly fits?: string[];
}

/** Where something begins and ends. */
export type Range = readonly [start: number, end: number];

/** A YAML text, parsed. */
export interface YamlFile extends YamlTree {
  readonly source: SourceText;
}

/** The pairs of a map in source order; nothing when the node is no map. */
export function pairs(node: YamlNode | undefined): readonly YamlPair[] {
  return node?.kind === 'map' ? node.pairs : [];
}

/** The items of a sequence; nothing when the node is none. */
export function items(node: YamlNode | undefined): readonly YamlNode[] {
  return node?.kind === 'list' ? node.items : [];
}

/** The value of a key in a map. */
export function get(node: YamlNode | undefined, key: string): YamlNode | undefined {
  return pairOf(node, key)?.value;
}

function pairOf(node: YamlNode | undefined, key: string): YamlPair | undefined {
  return pairs(node).find((pair) => pair.key.text === key);
}

/** A node as plain data. Of a key that stands twice, the last one counts. */
export function plain(node: YamlNode | undefined): unknown {
  if (node === undefined) return undefined;
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plain);
  const made: Record<string, unknown> = {};
  // What all objects have is set as a key of its own.
  for (const { key, value } of node.pairs)
    if (key.text in made)
      Object.defineProperty(made, key.text, {
        value: plain(value),
        writable: true,
        enumerable: true,
        configurable: true,
      });
    else made[key.text] = plain(value);
  return made;
}

/** Where a node or key stands; the file's beginning where there is none. */
export function placeOf({ source }: YamlFile, node: YamlNode | YamlKey | undefined): Place {
  return place(source, node?.start ?? 0, node?.end ?? 0);
}

/** Where a key's value stands in a map; of what is no scalar, its key. `otherwise`, or the file's beginning, where there is none. */
export function placeOfKey(
  file: YamlFile,
  node: YamlNode | undefined,
  key: string,
  otherwise?: Place,
): Place {
  const pair = pairOf(node, key);
  if (!pair) return otherwise ?? placeOf(file, undefined);
  const { value } = pair;
  return placeOf(file, value.kind === 'scalar' && value.end > value.start ? value : pair.key);
}

/** The place of what a JSON pointer names: a value, or with `key` the key itself. Falls back to the nearest thing above. */
export function placeOfPointer(file: YamlFile, pointer: string, key?: string): Place {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  let node = file.root;
  let at = firstLine(placeOf(file, node));
  for (const step of steps) {
    const pair = pairOf(node, step);
    const next = pair ? pair.value : items(node)[Number(step)];
    if (next?.kind === 'scalar') at = placeOf(file, next);
    else at = pair ? placeOf(file, pair.key) : firstLine(placeOf(file, next));
    node = next;
  }
  const named = key === undefined ? undefined : pairOf(node, key);
  return named ? placeOf(file, named.key) : at;
}

function firstLine({ source, span }: Place): Place {
  const end = source.text.slice(span.start, span.end).search(/[\r\n]/);
  return place(source, span.start, end < 0 ? span.end : span.start + end);
}
