import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { lookUp, type Scope } from '../programs/scope.ts';
import { unwrapped } from '../programs/syntax.ts';
import { rootOf } from './writes.ts';

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

/** What a program puts into lists that are properties of that name, whatever of: `data.errors.push(error)`. */
export function putIntoParts(program: Program, name: string): readonly ts.Expression[] {
  const known = parts.get(program.tree) ?? indexOfParts(program);
  parts.set(program.tree, known);
  return known.get(name) ?? [];
}

const parts = new WeakMap<ts.SourceFile, ReadonlyMap<string, readonly ts.Expression[]>>();

function indexOfParts(program: Program): ReadonlyMap<string, readonly ts.Expression[]> {
  const found = new Map<string, ts.Expression[]>();
  eachPut(program, (list, values) => {
    const name = compiler.isPropertyAccessExpression(list)
      ? list.name.text
      : sourceOf(program, list)?.path.at(-1);
    if (name !== undefined) found.set(name, [...(found.get(name) ?? []), ...values]);
  });
  return found;
}

/** So many names of one list stand for one another. */
const deepest = 4;

const changedParts = new WeakMap<ts.SourceFile, ReadonlySet<string>>();

/** Whether a program changes the list that a property holds, by their text: `this.events.push({ … })`, `state.events[0] = …`. */
export function isChangedPart(program: Program, list: ts.Expression): boolean {
  let known = changedParts.get(program.tree);
  if (!known) {
    known = new Set([...listsChanged(program)].flatMap((each) => pathOf(program, each) ?? []));
    changedParts.set(program.tree, known);
  }
  return known.has(pathOf(program, list) ?? '');
}

/** What a program calls a method of that changes a list, and what it sets an element of. */
function* listsChanged(program: Program): Generator<ts.Expression> {
  for (const node of program.calls) {
    const callee = compiler.isCallExpression(node) ? node.expression : undefined;
    if (callee && compiler.isPropertyAccessExpression(callee) && methods.has(callee.name.text))
      yield callee.expression;
  }
  for (const { target } of program.changes)
    if (compiler.isElementAccessExpression(target)) yield target.expression;
}

/** The text of a property, also of the one that a name is taken out of: `const { events } = state`. */
function pathOf(program: Program, list: ts.Expression): string | undefined {
  if (compiler.isPropertyAccessExpression(list)) return list.getText();
  const source = sourceOf(program, list);
  return source && rootOf(source.value) && [source.value.getText(), ...source.path].join('.');
}

/** What a variable is, or is a part of, from its declaration on: `const events = state.events`. */
function sourceOf(
  program: Program,
  name: ts.Expression,
): { value: ts.Expression; path: readonly string[] } | undefined {
  const binding = compiler.isIdentifier(name) ? lookUp(program.scopeOf(name), name.text)?.binding : undefined;
  if (binding?.kind !== 'variable' || !binding.path || !binding.declaration.initializer) return undefined;
  return { value: unwrapped(binding.declaration.initializer), path: binding.path };
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
  const add = (list: ts.Expression, values: readonly ts.Expression[], isMoved: boolean, depth = 0) => {
    if (!compiler.isIdentifier(list)) return;
    const source = sourceOf(program, list);
    // Another name of the same list.
    if (source?.path.length === 0 && depth < deepest) add(source.value, values, isMoved, depth + 1);
    const scope = lookUp(program.scopeOf(list), list.text)?.scope;
    if (!scope) return;
    const names = index.get(scope) ?? new Map<string, Puts>();
    index.set(scope, names);
    const puts = names.get(list.text) ?? { values: [], isMoved: false };
    names.set(list.text, puts);
    puts.values.push(...values);
    puts.isMoved ||= isMoved;
  };
  eachPut(program, add);
  return index;
}

function eachPut(
  program: Program,
  add: (list: ts.Expression, values: readonly ts.Expression[], isMoved: boolean) => void,
): void {
  for (const node of program.calls) {
    const callee = compiler.isCallExpression(node) ? node.expression : undefined;
    if (!callee || !compiler.isPropertyAccessExpression(callee)) continue;
    const from = methods.get(callee.name.text);
    if (from === undefined) continue;
    const given = (node as ts.CallExpression).arguments.slice(from);
    add(callee.expression, given, callee.name.text !== 'push');
  }
  // `events[0] = { … }`
  for (const { target, value } of program.changes)
    if (compiler.isElementAccessExpression(target)) add(target.expression, value ? [value] : [], true);
    // `events.length = 1`
    else if (compiler.isPropertyAccessExpression(target) && target.name.text === 'length')
      add(target.expression, [], true);
}
