import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { lookUp } from '../programs/scope.ts';
import { nameText, wrapped } from '../programs/syntax.ts';
import { type Facts, isUnknown, union, unknown } from '../project/facts.ts';
import type { Located, Project } from '../project/project.ts';
import { factsOfType } from '../types/types.ts';
import { evaluate } from './evaluate.ts';
import { elementFacts, listOfSuch } from './lists.ts';
import { isOnlyRead } from './only-read.ts';
import { putInto, putIntoParts } from './puts.ts';
import { writesOf } from './writes.ts';

/**
 * What a list that is written says of itself, with what is put into it under the name that it has: `const names = []` holds
 * texts if these are. An empty one is what its type says, where that is written. `facts`: what it is as it is written.
 */
export function grownList(
  project: Project,
  { node, program }: Located<ts.ArrayLiteralExpression | ts.NewExpression>,
  facts: Facts,
  depth: number,
): Facts {
  const isEmpty = (compiler.isArrayLiteralExpression(node) ? node.elements : node.arguments)?.length === 0;
  const type = isEmpty ? writtenType(node) : undefined;
  const typed = type && factsOfType(project, { node: type, program });
  const lists = typed?.types.filter((each) => each === 'array' || each === 'object[]') ?? [];
  if (typed && lists.length > 0) return { ...typed, types: lists, optional: false };
  const holder = holderOf(node);
  if (!holder) return facts;
  const put = putThere(program, holder);
  if (put.length > 0) {
    const all = put.map((each) =>
      compiler.isSpreadElement(each)
        ? (elementFacts(project, { node: each.expression, program }, depth + 1) ?? unknownElement)
        : evaluate(project, { node: each, program }, depth + 1),
    );
    const added = listOfSuch(union(all)) ?? unknownElement;
    if (isEmpty) return added;
    if (isUnknown(facts)) return facts;
    return isUnknown(added) ? added : listOfBoth(facts, added);
  }
  return isEmpty && (type !== undefined || isFilled(project, holder, program)) ? unknownElement : facts;
}

function listOfBoth(first: Facts, second: Facts): Facts {
  return first.types.includes('array') ? first : second;
}

const unknownElement = unknown('a list of elements that are not known');

/** The type that is written for what a list is the first value of: `const all: string[] = []`, `[] as string[]`. */
function writtenType(list: ts.Expression): ts.TypeNode | undefined {
  const outermost = wrapped(list);
  for (let at: ts.Node = list; at !== outermost; at = at.parent) {
    const { parent } = at;
    if (compiler.isAsExpression(parent) || compiler.isTypeAssertionExpression(parent))
      if (!compiler.isConstTypeReference(parent.type)) return parent.type;
  }
  const { parent } = outermost;
  return (compiler.isVariableDeclaration(parent) || compiler.isPropertyDeclaration(parent)) &&
    parent.initializer === outermost
    ? parent.type
    : undefined;
}

/** The name of a variable that a list is a value of, or that of a property. */
type Holder = ts.Identifier | string;

function holderOf(list: ts.Expression): Holder | undefined {
  const outermost = wrapped(list);
  const { parent } = outermost;
  if (compiler.isVariableDeclaration(parent))
    return compiler.isIdentifier(parent.name) ? parent.name : undefined;
  if (compiler.isPropertyDeclaration(parent) || compiler.isPropertyAssignment(parent))
    return nameText(parent.name);
  if (!compiler.isBinaryExpression(parent) || parent.right !== outermost) return undefined;
  if (parent.operatorToken.kind !== compiler.SyntaxKind.EqualsToken) return undefined;
  const { left } = parent;
  if (compiler.isIdentifier(left)) return left;
  return compiler.isPropertyAccessExpression(left) ? left.name.text : undefined;
}

function putThere(program: Program, holder: Holder): readonly ts.Expression[] {
  if (typeof holder === 'string') return putIntoParts(program, holder);
  const scope = lookUp(program.scopeOf(holder), holder.text)?.scope;
  return scope ? putInto(program, holder.text, scope) : [];
}

/** Whether the list of a variable is handed to a function that may put something into it. */
function isFilled(project: Project, holder: Holder, program: Program): boolean {
  if (typeof holder === 'string') return false;
  return writesOf(program, holder).some(
    (write) => write.kind === 'escape' && !isOnlyRead(project, write, program),
  );
}
