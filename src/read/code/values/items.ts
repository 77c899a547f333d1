import type ts from 'typescript';
import { argumentOf } from '../functions/frames.ts';
import { isNothing, resultsOf } from '../functions/returns.ts';
import { choicesIn } from '../programs/aliasing.ts';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { lookUp } from '../programs/scope.ts';
import { unwrapped } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import type { FoundBinding, Located, Project } from '../project/project.ts';
import { elementsOf, keeping } from './elements.ts';
import { putInto } from './puts.ts';
import { returnedBy } from './results.ts';

const deepest = 12;

/**
 * The expressions of which each element of a list is one, however many there are: those that are written in it or put into
 * it, and what a function makes of each element of another list, whatever that holds. Undefined where they are not all known.
 */
export function itemsOf(project: Project, at: Located, depth = 0): readonly Located[] | undefined {
  return project.nested('items', at, { depth, deepest }, () => itemsBelow(project, at, depth), undefined);
}

function itemsBelow(project: Project, at: Located, depth: number): readonly Located[] | undefined {
  const { program } = at;
  const node = unwrapped(at.node);
  if (compiler.isArrayLiteralExpression(node)) return together(project, node.elements, program, depth);
  const named = compiler.isIdentifier(node) ? bindingOf(project, program, node) : undefined;
  const list = named && ofNamed(project, named, depth);
  if (list) return list;
  const called = compiler.isCallExpression(node) ? ofCall(project, { node, program }, depth) : undefined;
  return (
    called ??
    elementsOf(project, { node, program }, depth + 1) ??
    (compiler.isCallExpression(node) ? ofResult(project, { node, program }, depth) : undefined)
  );
}

/** The elements of the one list that a function hands back: `useMemo(() => [first, second].filter(Boolean), [])`. */
function ofResult(
  project: Project,
  at: Located<ts.CallExpression>,
  depth: number,
): readonly Located[] | undefined {
  const [result, ...others] = resultsOf(project, at);
  return result && others.length === 0 ? itemsOf(project, result, depth + 1) : undefined;
}

/** The elements of what a method of a list hands back; undefined for other calls. */
function ofCall(
  project: Project,
  { node, program }: Located<ts.CallExpression>,
  depth: number,
): readonly Located[] | undefined {
  const callee = unwrapped(node.expression);
  if (!compiler.isPropertyAccessExpression(callee) || callee.expression.getText() === 'Object')
    return undefined;
  const method = callee.name.text;
  const receiver = itemsOf(project, { node: callee.expression, program }, depth + 1);
  if (method === 'concat') {
    const added = node.arguments.map((each) => itemsOf(project, { node: each, program }, depth + 1));
    return receiver && added.every((each) => each !== undefined)
      ? [...receiver, ...(added as Located[][]).flat()]
      : undefined;
  }
  // `[isOn ? first : null, second].filter(Boolean)`
  if (method === 'filter' && node.arguments[0]?.getText() === 'Boolean')
    return receiver?.filter((each) => !isNothing(unwrapped(each.node)));
  // What is taken out of a list, or sorted, is still one of its elements.
  if (keeping.has(method)) return receiver;
  if (method === 'map')
    return (
      elementsOf(project, { node, program }, depth + 1) ??
      made(node)?.map((each) => ({ node: each, program }))
    );
  const lists = method === 'flatMap' ? made(node) : undefined;
  const all = lists?.map((each) => itemsOf(project, { node: each, program }, depth + 1));
  return all?.every((each) => each !== undefined) ? (all as Located[][]).flat() : undefined;
}

/** What stands in a list; undefined where something is spread in it of which the elements are not known. */
function together(
  project: Project,
  nodes: readonly ts.Expression[],
  program: Program,
  depth: number,
): readonly Located[] | undefined {
  const all = nodes.map((node) =>
    compiler.isSpreadElement(node)
      ? itemsOf(project, { node: node.expression, program }, depth + 1)
      : choicesIn(node).map((choice) => ({ node: choice, program })),
  );
  return all.every((each) => each !== undefined) ? (all as Located[][]).flat() : undefined;
}

/** The elements of what a caller gives, or of a list that something is put into; undefined for other names. */
function ofNamed(project: Project, found: FoundBinding, depth: number): readonly Located[] | undefined {
  const { binding, program, assigned } = found;
  if (binding.kind === 'parameter') {
    const argument = argumentOf(project, found);
    return typeof argument === 'object' ? itemsOf(project, argument, depth + 1) : undefined;
  }
  if (binding.kind !== 'variable' || binding.path?.length !== 0 || assigned.length > 0) return undefined;
  const { initializer, name } = binding.declaration;
  if (!initializer) return undefined;
  const first = itemsOf(project, { node: initializer, program }, depth + 1);
  const scope = lookUp(program.scopeOf(name), binding.name)?.scope;
  const put = scope ? putInto(program, binding.name, scope) : [];
  const others = together(project, put, program, depth);
  return first && others && [...first, ...others];
}

/** What a function that is written there makes of each element. */
function made({ arguments: [each] }: ts.CallExpression): readonly ts.Expression[] | undefined {
  const func = each && unwrapped(each);
  if (!func || (!compiler.isArrowFunction(func) && !compiler.isFunctionExpression(func))) return undefined;
  return returnedBy(func)?.flatMap(choicesIn);
}
