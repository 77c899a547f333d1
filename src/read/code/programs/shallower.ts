import type ts from 'typescript';
import { compiler } from './compiler.ts';

/** Parses a text; undefined where it is nested deeper than the parser's stack. */
type Parse = (text: string) => ts.SourceFile | undefined;

/** A tree of a text of which some statements are left out: they are blank in the tree's text, so that all else stands where it stood. */
export interface Shallower {
  readonly tree: ts.SourceFile;
  /** What is left out. */
  readonly gaps: readonly (readonly [start: number, end: number])[];
}

/** So often a text is tried, and so many of its statements are left out at most. */
const mostGaps = 40;

/** A statement within so many others is left out alone; further in, one around it is. */
const mostAround = 40;

/**
 * Parses a text that is nested too deeply for the parser, without the statements that are. Undefined where that leaves too
 * deep a text still.
 */
export function shallower(text: string, parse: Parse): Shallower | undefined {
  const gaps: [number, number][] = [];
  let shown = text;
  for (let attempt = 0; attempt < mostGaps; attempt++) {
    const tree = parse(shown);
    if (tree) return { tree, gaps };
    const gap = deepStatement(shown, parse);
    if (!gap) continue;
    if (shown.slice(...gap).trim() === '') return undefined;
    gaps.push(gap);
    shown = shown.slice(0, gap[0]) + shown.slice(...gap).replace(/[^\r\n]/g, ' ') + shown.slice(gap[1]);
  }
  return undefined;
}

/**
 * The first statement that cannot be parsed, up to the end of a line. Undefined where it can be by now: a stack holds more once the
 * parser's functions are compiled.
 */
function deepStatement(text: string, parse: Parse): [start: number, end: number] | undefined {
  // What is before `base` are whole statements, and up to `good` all can be parsed; up to `bad` not.
  let [base, good, bad] = [0, 0, text.length];
  let start = 0;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    const tree = parse(text.slice(base, middle));
    if (!tree) {
      bad = middle;
      continue;
    }
    good = middle;
    start = base + lastStatement(tree);
    base += tree.statements.at(-1)?.getStart(tree) ?? 0;
  }
  if (parse(text.slice(base, bad))) return undefined;
  return [start, endOfStatement(text, start, bad)];
}

/** Where the innermost statement begins in which a text ends. */
function lastStatement(tree: ts.SourceFile): number {
  let start = 0;
  let at: ts.Node | undefined = tree;
  for (let depth = 0; at && depth < mostAround; depth++) {
    let last: ts.Node | undefined;
    compiler.forEachChild(at, (child) => {
      if (child.end > child.pos && child.kind !== compiler.SyntaxKind.EndOfFileToken) last = child;
    });
    at = last;
    if (at && compiler.isStatement(at) && !compiler.isBlock(at)) start = at.getStart(tree);
  }
  return start;
}

/** The end of the line behind which something begins that is indented no more than the statement, and does not go on with it. */
function endOfStatement(text: string, start: number, from: number): number {
  const indentation = start - (text.lastIndexOf('\n', start - 1) + 1);
  let end = text.indexOf('\n', from);
  while (end >= 0) {
    const line = /^[ \t]*/.exec(text.slice(end + 1, end + 1 + indentation + 1))?.[0].length ?? 0;
    const next = text[end + 1 + line];
    if (line <= indentation && next !== undefined && /[\w$@'"`/{}<\r\n]/.test(next)) return end;
    end = text.indexOf('\n', end + 1);
  }
  return text.length;
}
