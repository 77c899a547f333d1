import type ts from 'typescript';
import { argumentOf, enter, restArguments } from '../functions/frames.ts';
import { resultsOf } from '../functions/returns.ts';
import { compiler } from '../programs/compiler.ts';
import { unwrapped } from '../programs/syntax.ts';
import { visiting } from '../programs/visiting.ts';
import { bindingOf } from '../project/binding.ts';
import { mostValues } from '../project/facts.ts';
import type { FoundBinding, Located, Project } from '../project/project.ts';
import { mayHaveMore } from './added.ts';
import { itemsOf } from './items.ts';
import { objectLiteralOf, propertyOf } from './objects.ts';
import { isChangedPart, isMoved } from './puts.ts';
import { returnedBy } from './results.ts';

const deepest = 12;

/** Methods of an array that hand back some of its elements. */
export const keeping = new Set('filter slice reverse sort toSorted toReversed concat values'.split(' '));

/** Those of them that leave some out, or hand them back in another order, of that list alone. */
export const moving = new Set('filter slice reverse sort toSorted toReversed'.split(' '));

/** The expressions that the elements of an array are; undefined where they are not all known. */
export function elementsOf(project: Project, at: Located, depth = 0): readonly Located[] | undefined {
  return elementsAt(project, at, depth, false);
}

/** Those of them whose places in the array are known, too: nothing is left out of it, or sorted. */
export function placedElements(project: Project, at: Located): readonly Located[] | undefined {
  return elementsAt(project, at, 0, true);
}

function elementsAt(project: Project, at: Located, depth: number, inPlace: boolean) {
  const ask = () => elementsBelow(project, at, depth, inPlace);
  return project.nested(inPlace ? 'places' : 'elements', at, { depth, deepest }, ask, undefined);
}

function elementsBelow(
  project: Project,
  at: Located,
  depth: number,
  inPlace: boolean,
): readonly Located[] | undefined {
  const { program } = at;
  const of = (next: ts.Expression, home = program) =>
    elementsAt(project, { node: next, program: home }, depth + 1, inPlace);
  const node = unwrapped(at.node);
  if (compiler.isArrayLiteralExpression(node)) {
    const all = node.elements.map((element) =>
      compiler.isSpreadElement(element) ? of(element.expression) : [{ node: element, program }],
    );
    return all.every((each) => each !== undefined) ? (all as Located[][]).flat() : undefined;
  }
  if (compiler.isConditionalExpression(node)) {
    const [yes, no] = [of(node.whenTrue), of(node.whenFalse)];
    return yes && no && !inPlace ? [...yes, ...no] : undefined;
  }
  if (compiler.isBinaryExpression(node)) return of(node.left) ?? of(node.right);
  if (compiler.isPropertyAccessExpression(node)) {
    // What is put into the list of an object is not looked for.
    if (isChangedPart(program, node)) return undefined;
    const value = propertyOf(project, { node: node.expression, program }, node.name.text);
    return value && of(value.node, value.program);
  }
  if (compiler.isNewExpression(node))
    return node.expression.getText() === 'Set' && node.arguments?.[0] ? of(node.arguments[0]) : undefined;
  if (compiler.isCallExpression(node)) return ofCall(project, { node, program }, depth, inPlace);
  if (!compiler.isIdentifier(node)) return undefined;
  const found = bindingOf(project, program, node);
  if (!found) return undefined;
  const { binding } = found;
  if (binding.kind === 'expression') return of(binding.node, found.program);
  if (binding.kind === 'parameter') {
    const rest = restArguments(found);
    if (rest) return rest.more ? undefined : rest.known.flatMap((each) => [each, ...(each.others ?? [])]);
    const argument = argumentOf(project, found);
    return typeof argument === 'object' ? of(argument.node, argument.program) : undefined;
  }
  if (binding.kind !== 'variable' || found.assigned.length > 0 || !binding.path) return undefined;
  if (inPlace && isMoved(found.program, binding.declaration.name)) return undefined;
  if (isChangedPart(program, node)) return undefined;
  let value: Located | undefined = binding.declaration.initializer && {
    node: binding.declaration.initializer,
    program: found.program,
  };
  for (const step of binding.path) value = value && propertyOf(project, value, step);
  return value && of(value.node, value.program);
}

function ofCall(
  project: Project,
  { node, program }: Located<ts.CallExpression>,
  depth: number,
  inPlace: boolean,
): readonly Located[] | undefined {
  const callee = unwrapped(node.expression);
  const of = (next: Located) => elementsAt(project, next, depth + 1, inPlace);
  const [first, makes] = node.arguments;
  if (compiler.isPropertyAccessExpression(callee)) {
    const method = callee.name.text;
    if (callee.expression.getText() === 'Object' && first) {
      if (method === 'freeze') return of({ node: first, program });
      if (method === 'keys' || method === 'values' || method === 'entries')
        return ofObject(project, { node: first, program }, method);
    }
    if (callee.getText() === 'Array.from' && first) {
      const listed = of({ node: first, program });
      return makes ? mapped(listed, { node: makes, program }) : listed;
    }
    const receiver = { node: callee.expression, program };
    if (keeping.has(method)) {
      if (inPlace && moving.has(method)) return undefined;
      const kept = of(receiver);
      if (method !== 'concat' || !kept) return kept;
      const added = node.arguments.map((each) => of({ node: each, program }));
      return added.every((each) => each !== undefined)
        ? [...kept, ...(added as Located[][]).flat()]
        : undefined;
    }
    if (method === 'map' && first) return mapped(of(receiver), { node: first, program });
  }
  const results = resultsOf(project, { node, program });
  const [only] = results;
  return only && results.length === 1 ? of(only) : undefined;
}

/** What a function makes of each element. */
function mapped(
  elements: readonly Located[] | undefined,
  { node, program }: Located,
): readonly Located[] | undefined {
  const func = unwrapped(node);
  if (!elements || elements.length > mostValues) return undefined;
  if (!compiler.isArrowFunction(func) && !compiler.isFunctionExpression(func)) return undefined;
  const results = returnedBy(func);
  if (!results) return undefined;
  return elements.flatMap((element) => {
    const home = enter(program, func, { known: [element], more: false }, program.frame);
    return home ? results.map((result) => ({ node: result, program: home })) : [];
  });
}

/** `Object.keys`, `Object.values` and `Object.entries` of an object that is written out. An entry is the property itself. */
function ofObject(project: Project, at: Located, method: string): readonly Located[] | undefined {
  const object = objectLiteralOf(project, at);
  if (!object || mayHaveMore(project, object)) return undefined;
  const { properties } = object.node as ts.ObjectLiteralExpression;
  if (!properties.every((each) => compiler.isPropertyAssignment(each))) return undefined;
  const { program } = object;
  return (properties as ts.NodeArray<ts.PropertyAssignment>).map((property) => {
    const part =
      method === 'values' ? property.initializer : method === 'keys' ? property.name : (property as ts.Node);
    return { node: part as ts.Expression, program };
  });
}

/** The elements that a loop's variable or the parameter of an array's callback stands for, one after the other. */
export function elementsBehind(project: Project, found: FoundBinding): readonly Located[] | undefined {
  const { binding, program } = found;
  if ((binding.kind !== 'variable' && binding.kind !== 'parameter') || !binding.path) return undefined;
  const array = listOf(binding.declaration);
  const elements = array && itemsOf(project, { node: array, program });
  if (!elements || elements.length === 0 || elements.length > mostValues) return undefined;
  const parts = elements.map((element) =>
    (binding.path as readonly string[]).reduce<Located | undefined>(
      (at, step) => at && propertyOf(project, at, step),
      element,
    ),
  );
  // What one element lacks is undefined there, and known where the others have it.
  const known = parts.filter((part) => part !== undefined);
  return known.length > 0 ? known : undefined;
}

/** The list of which a loop's variable, or the parameter of an array's callback, is an element. */
export function listOf(
  declaration: ts.VariableDeclaration | ts.ParameterDeclaration,
): ts.Expression | undefined {
  return compiler.isParameter(declaration) ? visitedBy(declaration) : loopedOver(declaration);
}

function loopedOver({ parent }: ts.VariableDeclaration): ts.Expression | undefined {
  const loop = parent.parent;
  return compiler.isForOfStatement(loop) ? loop.expression : undefined;
}

/** `events.forEach((event) => …)`: the array of which a parameter is an element. */
function visitedBy(declaration: ts.ParameterDeclaration): ts.Expression | undefined {
  const func = declaration.parent;
  if (!compiler.isArrowFunction(func) && !compiler.isFunctionExpression(func)) return undefined;
  const call = func.parent;
  if (!compiler.isCallExpression(call) || call.arguments[0] !== func) return undefined;
  const callee = unwrapped(call.expression);
  if (!compiler.isPropertyAccessExpression(callee)) return undefined;
  const index = visiting.get(callee.name.text);
  return index !== undefined && func.parameters[index] === declaration ? callee.expression : undefined;
}
