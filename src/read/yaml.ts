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
import { InputError } from '../model/input-error.ts';
import { place, type SourceText, sourceText } from '../model/text.ts';
import type { Range, YamlFile, YamlKey, YamlNode, YamlScalar, YamlTree } from './yaml-tree.ts';

/** A YAML text as its parser has it, with its style and its comments: for who writes it anew. */
export interface YamlDocument {
  readonly source: SourceText;
  readonly document: Document;
  /** Keys that stand twice in one map: the second one of each, as offsets. */
  readonly duplicates: readonly Range[];
}

/** Parses a YAML text, or recalls what came of that before. Throws {@link InputError} as {@link parseYaml} does. */
export type ParseYaml = (file: string, text: string) => YamlFile;

/**
 * Parses a YAML text. Repeated keys are kept as `duplicates`; any other fault of syntax is an {@link InputError} at its place.
 */
export function parseYaml(file: string, text: string): YamlFile {
  const parsed = parseYamlDocument(file, text);
  const { source } = parsed;
  return { source, ...guarded(source, () => treeOf(parsed)) };
}

/** Parses a YAML text as {@link parseYaml} does, and gives the parser's own document. */
export function parseYamlDocument(file: string, text: string): YamlDocument {
  const source = sourceText(file, text);
  if (isTooDeep(text)) throw unreadable(source, 'it is nested too deeply');
  const document = guarded(source, () =>
    parseDocument(source.text, { prettyErrors: false, uniqueKeys: true, logLevel: 'error' }),
  );
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
  return { source, document, duplicates: document.errors.map((error) => wordAt(source, error.pos[0])) };
}

/** So many brackets may be open, and a line may be indented by so many columns. */
const [mostOpen, mostColumns] = [200, 400];

/**
 * Whether a text is nested deeper than anybody writes: by its brackets, wherever they stand, or by how far its lines are
 * indented. To find that out by running out of stack would now and then end the process: V8 compiles regular expressions there.
 */
function isTooDeep(text: string): boolean {
  let open = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    open = bracket === '[' || bracket === '{' ? open + 1 : Math.max(0, open - 1);
    if (open > mostOpen) return true;
  }
  return new RegExp(`^[ ?-]{${mostColumns},}`, 'm').test(text);
}

/** The parser, and all that walks what it makes, are recursive: there is a depth at which they give up. */
function guarded<Result>(source: SourceText, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) throw unreadable(source, 'it is nested too deeply');
    throw error;
  }
}

/** Every alias stands for something, and all of them together for no more than can be held. */
function requireAliases(source: SourceText, document: Document): void {
  const anchors = new Set<string>();
  let hasAlias = false;
  visit(document, {
    Value: (_, { anchor }) => {
      if (anchor) anchors.add(anchor);
    },
    Alias: (_, alias) => {
      hasAlias = true;
      if (anchors.has(alias.source)) return;
      const [start = 0, end = 0] = alias.range ?? [];
      throw new InputError(`There is no anchor \`&${alias.source}\` for this alias.`, {
        place: place(source, start, end),
        help: 'Set the anchor before its alias, or write the value itself.',
      });
    },
  });
  if (!hasAlias) return;
  try {
    document.toJS();
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

/** What a document says. What an alias stands for is one node, wherever it is named. */
function treeOf({ source, document, duplicates }: YamlDocument): YamlTree {
  const made = new Map<Node, YamlNode | 'half'>();
  const nodeOf = (node: Node): YamlNode => {
    const meant = isAlias(node) ? (node.resolve(document) as Node) : node;
    const known = made.get(meant);
    if (known === 'half') throw unreadable(source, 'an alias stands for what it is a part of');
    if (known) return known;
    made.set(meant, 'half');
    const built = build(meant);
    made.set(meant, built);
    return built;
  };
  const build = (node: Node): YamlNode => {
    const [start = 0, end = 0] = node.range ?? [];
    if (isMap(node))
      return {
        kind: 'map',
        start,
        end,
        pairs: (node.items as Pair<Node, Node | null>[]).map((pair) => {
          const key = keyOf(source, isAlias(pair.key) ? (pair.key.resolve(document) as Node) : pair.key);
          return { key, value: pair.value ? nodeOf(pair.value) : nothingAt(key.end) };
        }),
      };
    if (isSeq(node)) return { kind: 'list', start, end, items: (node.items as Node[]).map(nodeOf) };
    return { kind: 'scalar', start, end, value: scalarValue(node as Scalar) };
  };
  const { contents } = document;
  return {
    root: contents ? nodeOf(contents as Node) : undefined,
    duplicates,
    comments: commentsOf(source.text),
  };
}

function nothingAt(offset: number): YamlScalar {
  return { kind: 'scalar', start: offset, end: offset, value: null };
}

/** A value of a kind that JSON does not have, as a set of bytes, a time or `.inf`, is taken as it is written. */
function scalarValue({ value, source }: Scalar): YamlScalar['value'] {
  if (value === null || typeof value === 'string') return value;
  return typeof value === 'boolean' || Number.isFinite(value)
    ? (value as boolean | number)
    : (source ?? String(value));
}

function keyOf(source: SourceText, key: Node): YamlKey {
  const [start = 0, end = 0] = key.range ?? [];
  if (!isScalar(key)) return { text: source.text.slice(start, end), start, end, isText: false };
  const { value } = key;
  const isText = typeof value === 'string';
  return { text: isText ? value : (key.source ?? String(value)), start, end, isText };
}

/** Where the comments of a text stand that name this tool. */
function commentsOf(text: string): Range[] {
  const found: Range[] = [];
  if (!text.includes('eventlint-')) return found;
  let offset = 0;
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme.startsWith('#') && lexeme.includes('eventlint-') && text.startsWith(lexeme, offset))
      found.push([offset, offset + lexeme.length]);
    // The lexer marks documents and scalars with control characters that are not part of the text.
    if (!/^[\u0002\u0018\u001f\ufeff]$/.test(lexeme)) offset += lexeme.length;
  }
  return found;
}

function wordAt({ text }: SourceText, start: number): Range {
  const [word = ''] = /^("[^"\n]*"|'[^'\n]*'|[^\s:]+)/.exec(text.slice(start)) ?? [];
  return [start, start + word.length];
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
