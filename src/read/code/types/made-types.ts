import type ts from 'typescript';
import { functionAt } from '../functions/functions.ts';
import { compiler } from '../programs/compiler.ts';
import { nameText, unwrapped, writtenValue } from '../programs/syntax.ts';
import { type Facts, isUnknown, ofTypes, someText } from '../project/facts.ts';
import type { Located, Project } from '../project/project.ts';
import { initializerOf } from '../sharing/shared-state.ts';
import { evaluate } from '../values/evaluate.ts';
import { onlyReturned } from '../values/results.ts';
import { isNothing } from '../values/sources.ts';
import { declaredType } from './declared.ts';
import { type Member, type Members, membersOfType } from './members.ts';

type LocatedType = Located<ts.TypeNode>;

type Written = 'value' | 'state';

/** What a type that nobody wrote is the type of. */
export interface Made {
  /**
   * The value of an expression; a state that begins as it, in which more may be put; what the reducers in an object keep together;
   * what a call fetches; what a schema lets through; or what holds that as its input.
   */
  readonly of: Written | 'states' | 'fetched' | 'schema' | 'checked';
  readonly node: ts.Expression;
}

const madeOf = new WeakMap<ts.Node, Made>();
const typesOf: Readonly<Record<Made['of'], WeakMap<ts.Node, ts.TypeNode>>> = {
  value: new WeakMap(),
  state: new WeakMap(),
  states: new WeakMap(),
  fetched: new WeakMap(),
  schema: new WeakMap(),
  checked: new WeakMap(),
};

/** A type that nobody wrote: the same for the same expression. */
export function madeType(of: Made['of'], { node, program }: Located): LocatedType {
  let type = typesOf[of].get(node);
  if (!type) {
    type = compiler.factory.createTypeLiteralNode([]);
    typesOf[of].set(node, type);
    madeOf.set(type, { of, node });
  }
  return { node: type, program };
}

/** What a type that nobody wrote is the type of; undefined for others. */
export function madeIn(type: ts.TypeNode): Made | undefined {
  return madeOf.get(type);
}

/** What is written where a constant, or one that stands for it, is declared; the expression itself where it is none. */
export function writtenAt(project: Project, at: Located): Located {
  let found = at;
  for (let steps = 0; steps < mostConstants; steps++) {
    const next = initializerOf(project, found);
    if (!next) break;
    found = next;
  }
  return { node: unwrapped(found.node), program: found.program };
}

/** A constant of a constant is followed so far. */
const mostConstants = 4;

/** The type of a value, or of a state that begins as it: the one that it is declared to have, or that of what is written. */
export function typeOfValue(
  project: Project,
  at: Located,
  depth: number,
  of: Written = 'state',
): LocatedType | undefined {
  const declared = declaredType(project, at, depth + 1);
  if (declared) return isPlainAndOptional(project, at, depth) ? madeType(of, at) : declared;
  const written = writtenAt(project, at);
  const { node } = written;
  // What it is later is not known.
  const isEmpty = compiler.isArrayLiteralExpression(node) && node.elements.length === 0;
  return isNothing(node) || isEmpty ? undefined : madeType(of, written);
}

/** What is taken of something else may not be there, which its type does not say. */
function isTaken({ node }: Located): boolean {
  return compiler.isPropertyAccessExpression(unwrapped(node));
}

function isPlainAndOptional(project: Project, at: Located, depth: number): boolean {
  if (!isTaken(at)) return false;
  const { optional, types } = evaluate(project, at, depth + 1);
  return optional && !types.includes('object') && !types.includes('unknown');
}

/** What is known of values of such a type: no more than their types, as each may be another. */
export function factsOfValue(project: Project, at: Located, depth: number): Facts | undefined {
  if (compiler.isObjectLiteralExpression(at.node)) return ofTypes('object');
  const { types, optional, why } = evaluate(project, at, depth + 1);
  const facts = `${types}` === 'string' ? someText(why ?? 'a text of any value') : ofTypes(...types);
  const isTelling = types.length > 0 && !types.some((type) => type === 'unknown' || type === 'null');
  return isTelling && !isUnknown(facts) ? { ...facts, optional } : undefined;
}

/** The properties of an object, or the elements of a list, that is written out. */
export function membersOfValue(
  project: Project,
  { node, program }: Located,
  of: Written,
  depth: number,
): Members | undefined {
  const typeOf = (value: ts.Expression) => typeOfValue(project, { node: value, program }, depth, of);
  const typed = (value: ts.Expression): Member => {
    const at = { node: value, program };
    return { type: typeOf(value), optional: isTaken(at) && evaluate(project, at, depth + 1).optional };
  };
  if (compiler.isArrayLiteralExpression(node))
    return {
      members: new Map(node.elements.map((each, index) => [String(index), typed(each)])),
      open: true,
    };
  if (!compiler.isObjectLiteralExpression(node)) return undefined;
  const members = new Map<string, Member>();
  let open = of === 'state';
  for (const property of node.properties) {
    if (compiler.isSpreadAssignment(property)) {
      const type = typeOf(property.expression);
      const spread = type && membersOfType(project, type, depth + 1);
      open ||= spread?.open ?? true;
      for (const [name, member] of spread?.members ?? []) members.set(name, member);
      continue;
    }
    const name = nameText(property.name);
    const value = writtenValue(property);
    if (name === undefined) open = true;
    else members.set(name, value ? typed(value) : ofMethod(property as MethodLike, program));
  }
  return { members, open };
}

type MethodLike = ts.MethodDeclaration | ts.AccessorDeclaration;

function ofMethod(node: MethodLike, program: Located['program']): Member {
  const type = node.type && { node: node.type, program };
  return compiler.isMethodDeclaration(node)
    ? { type: undefined, optional: false, returns: type, signature: { node, program } }
    : { type, optional: false };
}

/** The type that a function returns: the one that is written, or that of the one thing that it returns. */
export function typeOfResult(
  project: Project,
  at: Located,
  depth: number,
  of: Written = 'state',
): LocatedType | undefined {
  const found = functionAt(project, at);
  if (!found || found.node.asteriskToken) return undefined;
  const { node, program } = found;
  if (node.type && !node.typeParameters) return { node: node.type, program };
  const only = onlyReturned(found);
  return only && typeOfValue(project, only, depth, of);
}
