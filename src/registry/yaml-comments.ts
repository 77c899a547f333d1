import { isMap, isNode, isScalar, type Node, type Pair, visit, type YAMLMap, type YAMLSeq } from 'yaml';
import type { YamlDocument } from '../read/yaml.ts';

/**
 * Puts every comment where a reader takes it to belong, so that it moves along when keys are put in order: what stands on a
 * key's line to the key, what stands above a key at its column or left of it to that key. (The parser gives the first to the
 * value, and the second to what comes before when deeper comments stand above it.)
 */
export function settleComments({ document, source }: YamlDocument): void {
  const { text } = source;
  // What a comment can stand above: keys, and the items of lists.
  const heads: Node[] = [];
  visit(document, {
    Pair: (_, { key }) => {
      if (isNode(key)) heads.push(key);
    },
    Seq: (_, { items }) => {
      heads.push(...items.filter(isNode));
    },
  });
  const startOf = (node: Node) => node.range?.[0] ?? 0;
  const columnOf = (node: Node) => startOf(node) - (text.lastIndexOf('\n', startOf(node) - 1) + 1);
  heads.sort((a, b) => startOf(a) - startOf(b));
  visit(document, {
    Pair: (_, pair) => settleHead(pair, text),
    Value: (_, node) => {
      // What stands behind a value of one line is its own; what stands behind none at all, or behind several lines, may be another's.
      const several = isScalar(node) ? node.source === '' : !node.flow;
      if (!several || !node.comment || !node.range) return;
      const end = node.range[1];
      const next = heads.find((head) => startOf(head) >= end && head !== node);
      if (next) passOn(node, next, text.slice(end, startOf(next)), columnOf(next), text[end - 1] === '\n');
    },
  });
  visit(document, {
    Pair: (_, { value }) => {
      if (isMap(value) && !value.flow) handDown(value);
    },
  });
  const { contents } = document;
  if (contents?.comment) {
    document.comment = [contents.comment, document.comment].filter(Boolean).join('\n');
    contents.comment = null;
  }
  tidy(document);
  visit(document, { Node: (_, node) => tidy(node) });
}

/** One empty line in a comment, or between it and what follows, says as much as several; one before it is no part of it. */
function tidy(node: Node | YamlDocument['document']): void {
  const fewer = (text: string) => text.replace(/^\n+/, '').replace(/\n{3,}/g, '\n\n');
  if (node.commentBefore) node.commentBefore = fewer(node.commentBefore).replace(/\n+$/, '\n');
  if (node.comment) node.comment = fewer(node.comment).replace(/\n+$/, '');
}

/** A comment on the line of a key whose value stands below it. */
function settleHead({ key, value }: Pair, text: string): void {
  if (!isScalar(key) || !isNode(value) || !value.commentBefore || !key.range || !value.range) return;
  const line = text.slice(key.range[1], text.indexOf('\n', key.range[1]));
  const [, said] = /^\s*:\s+#(.*?)\r?$/.exec(line) ?? [];
  const [first, ...rest] = value.commentBefore.split('\n');
  if (said === undefined || first !== said) return;
  key.comment = first;
  value.commentBefore = rest.length > 0 ? rest.join('\n') : null;
}

/**
 * Gives a key the comments above it that stand at its column or left of it. `between` is the text from the node's end to the
 * key; `whole` says that it begins with a line.
 */
function passOn(node: Node, next: Node, between: string, column: number, whole: boolean): void {
  const lines = between
    .split('\n')
    .slice(0, -1)
    .map((line) => line.replace(/\r$/, ''));
  // The rest of a line is behind what stands on it.
  const at = lines.findIndex(
    (line, index) => (index > 0 || whole) && /^\s*#/.test(line) && line.indexOf('#') <= column,
  );
  const given = lines.slice(at).map((line) => /^\s*#(.*)$/.exec(line)?.[1] ?? '');
  const all = node.comment?.split('\n') ?? [];
  const kept = all.slice(0, all.length - given.length);
  // What does not end as it does in the text was read otherwise: it stays.
  if (at < 0 || all.slice(kept.length).join('\n') !== given.join('\n').replace(/\n+$/, '')) return;
  while (kept.at(-1) === '') kept.pop();
  node.comment = kept.length > 0 ? kept.join('\n') : null;
  next.commentBefore = [given.join('\n').replace(/\n+$/, ''), next.commentBefore].filter(Boolean).join('\n');
}

/** What stands above the first key of a map belongs to that key. */
export function handDown(map: YAMLMap): void {
  const [first] = map.items as Pair[];
  if (!map.commentBefore || !first || !isNode(first.key)) return;
  first.key.commentBefore = [map.commentBefore, first.key.commentBefore].filter(Boolean).join('\n');
  map.commentBefore = null;
}

/** Whether anything in a collection bears a comment, or it stands below one; a comment behind it is none of those. */
export function holdsComments(node: YAMLMap | YAMLSeq): boolean {
  if (node.commentBefore || (node.comment && !node.flow)) return true;
  let found = false;
  visit(node, {
    Node: (_, inner) => {
      if (inner === node || (!inner.comment && !inner.commentBefore)) return undefined;
      found = true;
      return visit.BREAK;
    },
  });
  return found;
}
