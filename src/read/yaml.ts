import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  visit,
  type YAMLParseError,
} from 'yaml';
import type { Comment } from '../model/comment.ts';
import { InputError } from '../model/input-error.ts';
import { type Place, place, type SourceText, sourceText } from '../model/text.ts';

/** A YAML text, parsed, that knows where everything stands. */
export interface YamlFile {
  readonly source: SourceText;
  readonly document: Document;
  /** The whole of it as plain data. */
  readonly data: unknown;
  /** Keys that stand twice in one map: the second one of each. */
  readonly duplicates: readonly Place[];
}

/** One `key: value` of a map. */
export interface YamlPair {
  readonly key: string;
  /** Where the key stands. */
  readonly keyAt: Place;
  readonly keyNode: Node;
  readonly value: Node | undefined;
}

/**
 * Parses a YAML text. Repeated keys are kept as `duplicates`; any other fault of syntax is an {@link InputError} at its place.
 */
export function parseYaml(file: string, text: string): YamlFile {
  const source = sourceText(file, text);
  const document = parsed(source);
  const fault = document.errors.find((error) => error.code !== 'DUPLICATE_KEY');
  if (fault) {
    const [start, end] = fault.pos;
    if (/call stack/i.test(fault.message)) throw unreadable(source, 'it is nested too deeply');
    throw new InputError(`This is not valid YAML: ${inWords(fault)}`, {
      place: place(source, Math.min(start, text.length), Math.min(end, text.length)),
      help: 'Mend the syntax here or just before.',
    });
  }
  if (source.text.includes('*')) requireAliases(source, document);
  const duplicates = document.errors.map((error) => wordAt(source, error.pos[0]));
  return { source, document, data: dataOf(source, document), duplicates };
}

function parsed(source: SourceText): Document {
  try {
    return parseDocument(source.text, { prettyErrors: false, uniqueKeys: true });
  } catch (error) {
    // The parser is recursive: there is a depth at which it gives up.
    if (error instanceof RangeError) throw unreadable(source, 'it is nested too deeply');
    throw error;
  }
}

/** Every alias stands for something. */
function requireAliases(source: SourceText, document: Document): void {
  const anchors = new Set<string>();
  visit(document, {
    Value: (_, { anchor }) => {
      if (anchor) anchors.add(anchor);
    },
    Alias: (_, alias) => {
      if (anchors.has(alias.source)) return;
      const [start = 0, end = 0] = alias.range ?? [];
      throw new InputError(`There is no anchor \`&${alias.source}\` for this alias.`, {
        place: place(source, start, end),
        help: 'Set the anchor before its alias, or write the value itself.',
      });
    },
  });
}

/** Throws an {@link InputError} for aliases that together grow beyond what can be held. */
function dataOf(source: SourceText, document: Document): unknown {
  try {
    return document.toJS();
  } catch (error) {
    if (error instanceof RangeError) throw unreadable(source, 'it is nested too deeply');
    if (error instanceof ReferenceError) throw unreadable(source, 'its aliases multiply beyond measure');
    throw error;
  }
}

function unreadable(source: SourceText, why: string): InputError {
  return new InputError(`This YAML cannot be read: ${why}.`, {
    place: place(source, 0, 0),
    help: 'Write it out more plainly.',
  });
}

/** The node that an alias stands for, or the node itself. */
export function resolved(file: YamlFile, node: unknown): Node | undefined {
  if (isAlias(node)) return node.resolve(file.document) as Node | undefined;
  return (node ?? undefined) as Node | undefined;
}

/** The pairs of a map in source order; nothing when the node is no map. */
export function pairs(file: YamlFile, node: unknown): YamlPair[] {
  const map = resolved(file, node);
  if (!isMap(map)) return [];
  return (map.items as Pair[]).flatMap((pair) => {
    if (!isScalar(pair.key)) return [];
    const keyNode = pair.key as Scalar;
    const value = resolved(file, pair.value);
    return [{ key: keyText(keyNode), keyAt: placeOf(file, keyNode), keyNode, value }];
  });
}

/** The items of a sequence; nothing when the node is none. */
export function items(file: YamlFile, node: unknown): Node[] {
  const list = resolved(file, node);
  return isSeq(list) ? list.items.flatMap((item) => resolved(file, item) ?? []) : [];
}

/** The value of a key in a map. */
export function get(file: YamlFile, node: unknown, key: string): Node | undefined {
  return pairs(file, node).find((pair) => pair.key === key)?.value;
}

/** Where a key's value stands in a map; of what is no scalar, its key. `otherwise`, or the file's beginning, where there is none. */
export function placeOfKey(file: YamlFile, node: unknown, key: string, otherwise?: Place): Place {
  const pair = pairs(file, node).find((each) => each.key === key);
  if (!pair) return otherwise ?? place(file.source, 0, 0);
  const at = placeOf(file, pair.value);
  return isScalar(pair.value) && at.span.end > at.span.start ? at : pair.keyAt;
}

/** A node as plain data. */
export function plain(file: YamlFile, node: Node | undefined): unknown {
  return node === undefined ? undefined : node.toJS(file.document);
}

/** Where a node's own text stands, without the white space and comments after it. */
export function placeOf(file: YamlFile, node: Node | undefined | null): Place {
  const range = node?.range;
  return range ? place(file.source, range[0], range[1]) : place(file.source, 0, 0);
}

/** A key as it is meant: YAML's own values (`on`, `null`, `2024`) are taken by how they are written. */
function keyText(key: Scalar): string {
  return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
}

/** The place of what a JSON pointer names: a value, or with `key` the key itself. Falls back to the nearest thing above. */
export function placeOfPointer(file: YamlFile, pointer: string, key?: string): Place {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  let node: Node | undefined = resolved(file, file.document.contents);
  let at = node ? firstLine(placeOf(file, node)) : place(file.source, 0, 0);
  for (const step of steps) {
    const pair = pairs(file, node).find((each) => each.key === step);
    const next: Node | undefined = pair ? pair.value : items(file, node)[Number(step)];
    at =
      isMap(next) || isSeq(next) || !next
        ? (pair?.keyAt ?? firstLine(placeOf(file, next)))
        : placeOf(file, next);
    node = next;
  }
  if (key === undefined) return at;
  return pairs(file, node).find((pair) => pair.key === key)?.keyAt ?? at;
}

/** The comments of a text that name this tool. */
export function commentsOf({ source }: Pick<YamlFile, 'source'>): Comment[] {
  const found: Comment[] = [];
  if (!source.text.includes('eventlint-')) return found;
  let offset = 0;
  for (const lexeme of new Lexer().lex(source.text)) {
    if (lexeme.startsWith('#') && lexeme.includes('eventlint-') && source.text.startsWith(lexeme, offset))
      found.push({ text: lexeme.slice(1), place: place(source, offset, offset + lexeme.length) });
    // The lexer marks documents and scalars with control characters that are not part of the text.
    if (!/^[\u0002\u0018\u001f\ufeff]$/.test(lexeme)) offset += lexeme.length;
  }
  return found;
}

function wordAt(source: SourceText, start: number): Place {
  const [word = ''] = /^("[^"\n]*"|'[^'\n]*'|[^\s:]+)/.exec(source.text.slice(start)) ?? [];
  return place(source, start, start + word.length);
}

function firstLine({ source, span }: Place): Place {
  const end = source.text.slice(span.start, span.end).search(/[\r\n]/);
  return place(source, span.start, end < 0 ? span.end : span.start + end);
}

/** A fault of the parser in words that fit a sentence of ours. */
function inWords({ code, message }: YAMLParseError): string {
  if (code === 'MULTIPLE_DOCS') return 'it holds several documents; write one.';
  const first = (message.split('\n')[0] as string)
    .replace(/"quote$/, 'double quote')
    .replace(/'quote$/, 'single quote');
  return lowerFirst(first);
}

function lowerFirst(text: string): string {
  const sentence = text.charAt(0).toLowerCase() + text.slice(1);
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
