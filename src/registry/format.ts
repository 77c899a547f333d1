import { type Document, isMap, isNode, isScalar, isSeq, Lexer, type Pair, visit, type YAMLMap } from 'yaml';
import { InputError } from '../model/input-error.ts';
import { place, sourceText } from '../model/text.ts';
import { parseYamlDocument, type YamlDocument } from '../read/yaml.ts';
import { settleComments } from './yaml-comments.ts';
import { layOut, pairsOf, width } from './yaml-layout.ts';

/** The order of keys, by what the map is; `x-` keys and others follow in the order in which they were written. */
const orders = {
  root: ['registry', 'pack', 'include', 'defaults', 'attributes', 'events', 'accepted'],
  defaults: ['owner', 'additional'],
  event: [
    ...['description', 'owner', 'status', 'replaced_by', 'since', 'platforms', 'creates_user', 'tags'],
    ...['additional', 'attributes', 'reserved', 'examples'],
  ],
  attribute: [
    ...['ref', 'type', 'required', 'enum', 'pattern', 'minimum', 'maximum', 'max_bytes', 'sensitivity'],
    ...['description', 'status', 'replaced_by', 'since', 'tags'],
  ],
  accepted: ['fingerprint', 'rule', 'path', 'reason', 'by', 'until'],
} as const;

const output = { indent: 2, lineWidth: width, verifyAliasOrder: false } as const;

/**
 * A file of a registry in its canonical form: keys in a fixed order, each attribute on a line where it fits, an empty line
 * between events. Events and attributes stay in the order in which they were written. Comments are kept, and what the file
 * means does not change. Throws {@link InputError} for a file that is no YAML map, or has a key twice.
 */
export function formatRegistry(file: string, text: string): string {
  let made = formatOnce(file, text);
  if (made === text) return text;
  // A comment in an odd place settles where the next reading finds it.
  for (let passes = 1; passes < mostPasses; passes++) {
    const again = formatOnce(file, made);
    if (again === made) break;
    made = again;
  }
  requireSame(file, text, made);
  return /^[^\n]*\r\n/.test(text) ? made.replaceAll('\n', '\r\n') : made;
}

/** More are never needed; the bound only makes sure that there is an end. */
const mostPasses = 6;

function formatOnce(file: string, text: string): string {
  const yaml = parseYamlDocument(file, text);
  const { document } = yaml;
  requireMap(yaml);
  settleComments(yaml);
  const root = document.contents as YAMLMap;
  if (mayReorder(yaml)) putInOrder(document, root);
  layOut(root);
  return String(document.toString(output));
}

function requireMap({ source, document, duplicates }: YamlDocument): void {
  const [duplicate] = duplicates;
  if (duplicate)
    throw new InputError('The key stands twice in one map.', {
      place: place(source, ...duplicate),
      help: 'Remove one of the two.',
    });
  if (!isMap(document.contents))
    throw new InputError(document.contents === null ? 'The file is empty.' : 'The file is no map of keys.', {
      place: place(source, 0, 0),
      help: 'A registry begins with `registry: 1` and has `events:`.',
    });
}

/** An alias has to follow its anchor, and a block of suppressed lines has to stay what it is. */
function mayReorder({ document, source }: YamlDocument): boolean {
  let aliases = false;
  visit(document, {
    Alias: () => {
      aliases = true;
      return visit.BREAK;
    },
  });
  return !aliases && !/#\s*eventlint-(disable|enable)(?!-)/.test(source.text);
}

/** What was written is read again: a form that says something else, or says less, is none. */
function requireSame(file: string, text: string, made: string): void {
  const meaning = (each: string) => JSON.stringify(canonical(parseYamlDocument(file, each).document.toJS()));
  if (meaning(text) === meaning(made) && commentsIn(text) === commentsIn(made)) return;
  throw new InputError('The file cannot be formatted without changing what it says.', {
    place: place(sourceText(file, text), 0, 0),
    help: 'It was left as it is. Put each comment on a line of its own, above what it is about.',
  });
}

/** A value in which maps that say the same are the same. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  const [[key, only] = [], ...others] = entries;
  if (key === 'type' && typeof only === 'string' && others.length === 0) return only;
  return entries.map(([name, each]) => [name, canonical(each)]);
}

function commentsIn(text: string): string {
  const found = [...new Lexer().lex(text)].filter((lexeme) => lexeme.startsWith('#'));
  return found
    .map((comment) => comment.trimEnd())
    .sort()
    .join('\n');
}

function putInOrder(document: Document, root: YAMLMap): void {
  const [first] = pairsOf(root);
  inOrder(root, orders.root);
  // What stands above the first key is about the file.
  if (first && pairsOf(root)[0] !== first && isNode(first.key) && first.key.commentBefore) {
    document.commentBefore = [document.commentBefore, first.key.commentBefore].filter(Boolean).join('\n');
    first.key.commentBefore = null;
  }
  for (const { key, value } of pairsOf(root)) {
    const name = isScalar(key) ? key.value : undefined;
    if (name === 'defaults') inOrder(value, orders.defaults);
    if (name === 'attributes')
      for (const attribute of pairsOf(value)) inOrder(attribute.value, orders.attribute);
    if (name === 'events') for (const event of pairsOf(value)) putEventInOrder(event);
    if (name === 'accepted' && isSeq(value)) for (const item of value.items) inOrder(item, orders.accepted);
  }
}

function putEventInOrder({ value }: Pair): void {
  inOrder(value, orders.event);
  const attributes = isMap(value) ? value.get('attributes') : undefined;
  for (const attribute of pairsOf(attributes)) inOrder(attribute.value, orders.attribute);
}

function inOrder(map: unknown, keys: readonly string[]): void {
  if (!isMap(map)) return;
  const rank = ({ key }: Pair) => {
    const at = isScalar(key) ? keys.indexOf(String(key.value)) : -1;
    return at < 0 ? keys.length : at;
  };
  (map.items as Pair[]).sort((a, b) => rank(a) - rank(b));
}
