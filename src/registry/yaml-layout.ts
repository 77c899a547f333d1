import {
  Document,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { handDown, holdsComments } from './yaml-comments.ts';

/** Lines are no longer than this where they can be broken. */
export const width = 120;

/** The pairs of a map; none where it is no map. */
export function pairsOf(map: unknown): Pair[] {
  return isMap(map) ? (map.items as Pair[]) : [];
}

/**
 * Decides for each part of a registry whether it stands on one line or on several, and where empty lines are: events and
 * their keys stand below one another, anything else on one line where it fits there and bears no comment.
 */
export function layOut(root: YAMLMap): void {
  if (root.items.length > 0) root.flow = false;
  const apart = new Set<unknown>();
  visit(root, {
    Node: (_, node) => {
      if (isScalar(node)) unfold(node);
      if (node.spaceBefore) apart.add(node);
      node.spaceBefore = false;
    },
  });
  for (const pair of pairsOf(root)) {
    const name = keyOf(pair);
    if (name === 'events') layOutEvents(pair, apart);
    else if (name === 'attributes') layOutAttributes(pair, 2, apart);
    else layOutPair(pair, 0, name === 'accepted');
  }
  separate(root, (pair) => ['attributes', 'events', 'accepted'].includes(keyOf(pair)) || apart.has(pair.key));
}

function layOutEvents(events: Pair, apart: ReadonlySet<unknown>): void {
  breakUp(events);
  for (const event of pairsOf(events.value)) {
    breakUp(event);
    for (const pair of pairsOf(event.value)) {
      if (keyOf(pair) === 'attributes') layOutAttributes(pair, 6, apart);
      else layOutPair(pair, 4, keyOf(pair) === 'examples');
    }
  }
  separate(events.value, () => true);
}

/** Attributes stand below one another, each as its type alone or as a map. */
function layOutAttributes(attributes: Pair, indent: number, apart: ReadonlySet<unknown>): void {
  breakUp(attributes);
  for (const pair of pairsOf(attributes.value)) {
    shorten(pair);
    layOutPair(pair, indent);
  }
  separate(attributes.value, ({ key }) => apart.has(key));
}

/** `{ type: string }` says what `string` says. */
function shorten(pair: Pair): void {
  const { value } = pair;
  if (!isMap(value) || value.anchor || value.tag || value.items.length !== 1 || holdsComments(value)) return;
  const [only] = pairsOf(value);
  if (!only || keyOf(only) !== 'type' || !isScalar(only.value) || typeof only.value.value !== 'string')
    return;
  const { comment } = value;
  pair.value = only.value;
  if (comment) only.value.comment = comment;
}

/** `apart`: its items stand below one another in any case. */
function layOutPair(pair: Pair, indent: number, apart = false): void {
  const { key, value } = pair;
  const start = indent + lengthOf(key) + 2;
  if (isScalar(value)) fold(value, start);
  if (!isCollection(value)) return;
  if ((!apart || value.items.length === 0) && fitsOnLine(value, start)) {
    if (isNode(key) && key.comment && value.items.length > 0) {
      value.comment = [key.comment, value.comment].filter(Boolean).join('\n');
      key.comment = null;
    }
    return;
  }
  breakUp(pair);
  layOutItems(value, indent + 2);
}

function layOutItems(collection: YAMLMap | YAMLSeq, indent: number): void {
  for (const item of collection.items as unknown[]) {
    if (isMap(collection)) layOutPair(item as Pair, indent);
    else if (isScalar(item)) fold(item, indent + 2);
    else if (isCollection(item) && !fitsOnLine(item, indent + 2)) {
      setFlow(item, false);
      layOutItems(item, indent + 2);
    }
  }
}

/** Puts the items of a pair's value below one another; a comment behind the value then stands behind the key. */
function breakUp({ key, value }: Pair): void {
  if (!isCollection(value) || value.items.length === 0) return;
  if (value.flow && value.comment && isNode(key)) {
    key.comment = [key.comment, value.comment].filter(Boolean).join('\n');
    value.comment = null;
  }
  value.flow = false;
  if (isMap(value)) handDown(value);
}

/** Puts a collection on one line, if it fits there. What is empty stands on the line of its key in any case. */
function fitsOnLine(value: YAMLMap | YAMLSeq, start: number): boolean {
  if (value.items.length === 0) return true;
  if (holdsComments(value) || holdsLines(value)) return false;
  const flows = new Map<YAMLMap | YAMLSeq, boolean>();
  visit(value, { Collection: (_, each) => void flows.set(each, each.flow === true) });
  setFlow(value, true);
  if (start + lengthOf(value) <= width) return true;
  for (const [each, flow] of flows) each.flow = flow;
  return false;
}

function setFlow(value: YAMLMap | YAMLSeq, flow: boolean): void {
  if (!flow) {
    value.flow = false;
    return;
  }
  visit(value, {
    Collection: (_, each) => {
      each.flow = true;
      pad(each, isSeq(each) ? '' : ' ');
    },
    Scalar: (_, each) => {
      // Below one another nothing can stand for null, beside one another it cannot.
      if (each.source === '' && each.value === null) each.source = 'null';
    },
  });
}

/** `{ a: 1 }`, but `[a]`: the library knows one setting for both. */
function pad(collection: YAMLMap | YAMLSeq, padding: string): void {
  const made = Object.getPrototypeOf(collection).toString as YAMLMap['toString'];
  collection.toString = (context, ...rest) =>
    made.call(collection, context && { ...context, flowCollectionPadding: padding }, ...rest);
}

/** Texts of several lines need several. */
function holdsLines(value: Node): boolean {
  let found = false;
  visit(value as YAMLMap, {
    Scalar: (_, { value: text }) => {
      if (typeof text !== 'string' || !text.includes('\n')) return undefined;
      found = true;
      return visit.BREAK;
    },
  });
  return found;
}

/** A text of one line is written on one, until it is known that it does not fit. */
function unfold(scalar: Scalar): void {
  const { type, value } = scalar;
  if (
    (type === 'BLOCK_FOLDED' || type === 'BLOCK_LITERAL') &&
    typeof value === 'string' &&
    !value.includes('\n')
  )
    scalar.type = 'PLAIN';
}

/** A text that is too long for its line, and can be broken between words. */
function fold(scalar: Scalar, start: number): void {
  const { value } = scalar;
  if (typeof value !== 'string' || !/^\S+(?: \S+)+$/.test(value)) return;
  if (start + lengthOf(scalar) > width) scalar.type = 'BLOCK_FOLDED';
}

/** Holds what is measured; making a document costs more than writing what it holds. */
const ruler = new Document();

/** How long a node is on one line, without the comments around it. */
function lengthOf(node: unknown): number {
  if (!isNode(node)) return 0;
  const { comment, commentBefore } = node;
  Object.assign(node, { comment: null, commentBefore: null });
  ruler.contents = node as never;
  const text = ruler.toString({ lineWidth: 0, verifyAliasOrder: false }).trimEnd();
  ruler.contents = null;
  Object.assign(node, { comment, commentBefore });
  return text.length;
}

/** Sets the empty lines between pairs; none stands before the first. */
function separate(map: unknown, wanted: (pair: Pair) => boolean): void {
  for (const [index, pair] of pairsOf(map).entries())
    if (isNode(pair.key)) pair.key.spaceBefore = index > 0 && wanted(pair);
}

function keyOf({ key }: Pair): string {
  return isScalar(key) ? String(key.value) : '';
}
