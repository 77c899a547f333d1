import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { type CallNode, lookUp, type Scope } from '../programs/scope.ts';

/** What a program does to the list of a name. */
interface Puts {
  /** What it puts into it. */
  readonly values: ts.Expression[];
  /** Whether its elements are at other places then. */
  isMoved: boolean;
}

const indexes = new WeakMap<ts.SourceFile, Map<Scope, Map<string, Puts>>>();

/** Whether a program puts something into the list of a name. */
export function isPutInto(program: Program, name: ts.Node): boolean {
  return (putsOf(program, name)?.values.length ?? 0) > 0;
}

/** Whether a program sorts the list of a name, puts something before its elements, or takes some out. */
export function isMoved(program: Program, name: ts.Node): boolean {
  return putsOf(program, name)?.isMoved ?? false;
}

/** What a program puts into the list of a name: `events.push({ … })`. */
export function putInto(program: Program, name: string, scope: Scope): readonly ts.Expression[] {
  return indexOf(program).get(scope)?.get(name)?.values ?? [];
}

const changedParts = new WeakMap<ts.SourceFile, ReadonlySet<string>>();

/** Whether a program changes the list that a property holds, by their text: `this.events.push({ … })`. */
export function isChangedPart(program: Program, list: ts.PropertyAccessExpression): boolean {
  const known = changedParts.get(program.tree) ?? new Set(program.calls.flatMap(changedPartOf));
  changedParts.set(program.tree, known);
  return known.has(list.getText());
}

function changedPartOf(node: CallNode): string[] {
  const callee = compiler.isCallExpression(node) ? node.expression : undefined;
  if (!callee || !compiler.isPropertyAccessExpression(callee) || !methods.has(callee.name.text)) return [];
  return compiler.isPropertyAccessExpression(callee.expression) ? [callee.expression.getText()] : [];
}

function putsOf(program: Program, name: ts.Node): Puts | undefined {
  if (!compiler.isIdentifier(name)) return undefined;
  const scope = lookUp(program.scopeOf(name), name.text)?.scope;
  return scope && indexOf(program).get(scope)?.get(name.text);
}

function indexOf(program: Program): Map<Scope, Map<string, Puts>> {
  const known = indexes.get(program.tree) ?? indexPuts(program);
  indexes.set(program.tree, known);
  return known;
}

/** Methods that put into a list what they are given from an argument on; those that only move its elements have none. */
const methods = new Map<string, number>([
  ['push', 0],
  ['unshift', 0],
  ['splice', 2],
  ['fill', 0],
  ...'sort reverse shift copyWithin'.split(' ').map((name) => [name, Number.POSITIVE_INFINITY] as const),
]);

function indexPuts(program: Program): Map<Scope, Map<string, Puts>> {
  const index = new Map<Scope, Map<string, Puts>>();
  const add = (list: ts.Expression, values: readonly ts.Expression[], isMoved: boolean) => {
    if (!compiler.isIdentifier(list)) return;
    const scope = lookUp(program.scopeOf(list), list.text)?.scope;
    if (!scope) return;
    const names = index.get(scope) ?? new Map<string, Puts>();
    index.set(scope, names);
    const puts = names.get(list.text) ?? { values: [], isMoved: false };
    names.set(list.text, puts);
    puts.values.push(...values);
    puts.isMoved ||= isMoved;
  };
  for (const node of program.calls) {
    const callee = compiler.isCallExpression(node) ? node.expression : undefined;
    if (!callee || !compiler.isPropertyAccessExpression(callee)) continue;
    const from = methods.get(callee.name.text);
    if (from === undefined) continue;
    const given = (node as ts.CallExpression).arguments.slice(from);
    add(callee.expression, given, callee.name.text !== 'push');
  }
  // `events[0] = { … }`
  for (const node of program.changes)
    if (compiler.isBinaryExpression(node) && compiler.isElementAccessExpression(node.left))
      add(node.left.expression, [node.right], true);
  return index;
}
