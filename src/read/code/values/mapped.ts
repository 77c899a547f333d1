import type ts from 'typescript';
import { isName } from '../programs/aliasing.ts';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import type { CallNode } from '../programs/scope.ts';
import { unwrapped } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import { type Facts, mostValues, nothing, union } from '../project/facts.ts';
import type { Located, Project } from '../project/project.ts';
import { evaluate } from './evaluate.ts';
import { itemsOf } from './items.ts';
import { propertyOf } from './objects.ts';

/** Names for names are followed so far. */
const deepest = 8;

/** Methods of a map that change it. */
const changing = new Set(['set', 'delete', 'clear']);

/** What a map that is written out may hold under a key. */
interface Held {
  readonly values: readonly Located[];
  /** Whether there may be nothing. */
  readonly mayLack: boolean;
}

/** What `NAMES.get(kind)` hands back of `const NAMES = new Map([['a', 'paid'], …])`; undefined for other calls. */
export function mappedFacts(
  project: Project,
  at: Located<ts.CallExpression>,
  depth: number,
): Facts | undefined {
  const held = heldInMap(project, at, depth);
  if (!held) return undefined;
  const facts = union(held.values.map((each) => evaluate(project, each, depth + 1)));
  return held.mayLack ? union([facts, nothing]) : facts;
}

/** The expressions of which one is what a map that is written out hands back; undefined for other calls. */
export function mappedChoices(project: Project, at: Located, depth: number): readonly Located[] | undefined {
  const values = heldInMap(project, at, depth)?.values;
  return values && values.length > 0 ? values : undefined;
}

function heldInMap(project: Project, { node, program }: Located, depth: number): Held | undefined {
  if (!compiler.isCallExpression(node)) return undefined;
  const callee = unwrapped(node.expression);
  const [asked, ...others] = node.arguments;
  if (!asked || others.length > 0 || compiler.isSpreadElement(asked)) return undefined;
  if (!compiler.isPropertyAccessExpression(callee) || callee.name.text !== 'get') return undefined;
  const pairs = pairsOf(project, { node: callee.expression, program }, depth);
  if (!pairs) return undefined;
  const { complete, values, optional } = evaluate(project, { node: asked, program }, depth + 1);
  if (!complete || values.length === 0) return { values: pairs.map(({ value }) => value), mayLack: true };
  const under = [...values, ...(optional ? [undefined] : [])].map(
    (key) => pairs.findLast((each) => each.key === key)?.value,
  );
  return { values: under.filter((each) => each !== undefined), mayLack: under.includes(undefined) };
}

interface Pair {
  readonly key: unknown;
  readonly value: Located;
}

/** What a map is made of, where all of its keys are known and nothing is put into it later. */
function pairsOf(project: Project, at: Located, depth: number): readonly Pair[] | undefined {
  const made = madeMap(project, at, depth);
  const [given, ...others] = made?.node.arguments ?? [];
  const items =
    made && given && others.length === 0 && itemsOf(project, { node: given, program: made.program });
  if (!items || items.length > mostValues) return undefined;
  const pairs = items.map((each): Pair | undefined => {
    const [key, value] = ['0', '1'].map((place) => propertyOf(project, each, place));
    const known = key && evaluate(project, key, depth + 1);
    const [only, ...more] = known?.values ?? [];
    if (!value || !known?.complete || only === undefined || more.length > 0) return undefined;
    return { key: only, value };
  });
  return pairs.every((each) => each !== undefined) ? (pairs as Pair[]) : undefined;
}

/** `new Map(…)` of a name that stands for it, and for nothing else. */
function madeMap(project: Project, at: Located, depth: number): Located<ts.NewExpression> | undefined {
  const { program } = at;
  const node = unwrapped(at.node);
  if (compiler.isNewExpression(node))
    return node.expression.getText() === 'Map' ? { node, program } : undefined;
  if (depth > deepest || isChanged(program, node.getText())) return undefined;
  if (compiler.isPropertyAccessExpression(node)) {
    const value = propertyOf(project, { node: node.expression, program }, node.name.text);
    return value && madeMap(project, value, depth + 1);
  }
  const found = compiler.isIdentifier(node) ? bindingOf(project, program, node) : undefined;
  if (found?.binding.kind !== 'variable' || found.assigned.length > 0 || found.binding.path?.length !== 0)
    return undefined;
  const { initializer, name } = found.binding.declaration;
  if (!initializer || isChanged(found.program, name.getText())) return undefined;
  return madeMap(project, { node: initializer, program: found.program }, depth + 1);
}

const changed = new WeakMap<ts.SourceFile, ReadonlySet<string>>();

/** Whether a program puts something into a map or hands it to somebody who may, by its text. */
function isChanged(program: Program, map: string): boolean {
  let known = changed.get(program.tree);
  if (!known) {
    known = new Set(program.calls.flatMap(mapsTouched));
    changed.set(program.tree, known);
  }
  return known.has(map);
}

function mapsTouched(node: CallNode): string[] {
  if (!compiler.isCallExpression(node)) return [];
  const callee = unwrapped(node.expression);
  const given = node.arguments.map(unwrapped).filter(isName);
  const isChanging = compiler.isPropertyAccessExpression(callee) && changing.has(callee.name.text);
  return [...given, ...(isChanging ? [callee.expression] : [])].map((each) => each.getText());
}
