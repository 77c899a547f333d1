import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import { functionAround, isInside } from '../programs/flow.ts';
import type { Program } from '../programs/program.ts';
import { type Binding, lookUp } from '../programs/scope.ts';
import { unwrapped } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import type { FoundBinding, Located, Project } from '../project/project.ts';
import { branchesOf } from '../values/guards.ts';
import { propertyOf } from '../values/objects.ts';
import { rootOf } from '../values/writes.ts';
import { beginningOf, mayBeBuilt } from './builders.ts';
import { rootIn } from './built-effects.ts';
import { begun, made } from './built-instances.ts';
import { asWritten, eitherValue, isPutTogether } from './built-objects.ts';
import { folded } from './built-runs.ts';
import { type Cell, chainRoot, stepsIn } from './built-steps.ts';
import { argumentOf, type Frame } from './frames.ts';
import { resultsOf } from './returns.ts';
import { frameAround, frameOfThis, inFrame, isThis } from './selves.ts';

const deepest = 24;

/**
 * What a field of an object holds that is built up by calls: `builder.add({ total: 1 })` of a class, each method in the call
 * that is made of it. Undefined where the object comes from elsewhere, or what is done to it is not followed.
 */
export function builtField(project: Project, from: Located, field: string, depth = 0): Located | undefined {
  return mayBeBuilt(project, from) ? after(project, from, { field }, depth) : undefined;
}

/** What a variable holds that functions share which a call has made, where one of them is called on what that handed back. */
export function builtVariable(
  project: Project,
  program: Program,
  name: ts.Identifier,
  binding: Binding,
): Located | undefined {
  if (!program.frame || (binding.kind !== 'variable' && binding.kind !== 'parameter')) return undefined;
  const frame = frameAround({ node: name, program });
  const owner = functionAround(binding.declaration);
  if (!frame?.self || !owner || compiler.isSourceFile(owner) || isInside(binding.declaration, frame.func))
    return undefined;
  const cell = { variable: binding };
  if (!isInside(frame.func, owner) || !isChangedIn(program, owner, cell)) return undefined;
  const { self } = frame;
  return project.nested(
    'built variable',
    { node: name, program },
    { depth: 0, deepest: 0 },
    () =>
      folded(
        project,
        { program: inFrame(program, frame), func: frame.func, root: 'closure', cell, use: name },
        () => after(project, self, cell, 0),
      ),
    undefined,
  );
}

/** Whether what a property of an expression holds is known by what was done to it on the way. */
export function isBuilt(project: Project, object: Located, key: string): boolean {
  return isBuiltName(project, object) || builtField(project, object, key) !== undefined;
}

/** Whether the name that an expression begins with is a variable that functions share, as {@link builtVariable} says. */
export function isBuiltName(project: Project, { node, program }: Located): boolean {
  const root = rootOf(node);
  const found = root && lookUp(program.scopeOf(root), root.text);
  return (
    found !== undefined && builtVariable(project, program, root as ts.Identifier, found.binding) !== undefined
  );
}

/** Whether a name is that of a variable which a function shares with others that it makes, and that change what it holds. */
export function isSharedBy(maker: ts.Node, name: ts.Identifier, program: Program): boolean {
  const binding = lookUp(program.scopeOf(name), name.text)?.binding;
  if (binding?.kind !== 'variable' || functionAround(binding.declaration) !== maker) return false;
  return isChangedIn(program, maker, { variable: binding });
}

/** Whether functions in the one that declares a variable change it, or what it holds. */
function isChangedIn(program: Program, owner: ts.Node, cell: Cell): boolean {
  return stepsIn(program, owner, 'closure', cell).some(
    ({ kind, node }) => kind !== 'call' && functionAround(node) !== owner,
  );
}

/** What a cell of an object holds once the expression that it is has been evaluated. */
export function after(project: Project, at: Located, cell: Cell, depth: number): Located | undefined {
  const kind =
    'field' in cell ? `built ${cell.field}` : `built in ${cell.variable.kind} ${nameOf(cell.variable)}`;
  return project.nested(kind, at, { depth, deepest }, () => afterBehind(project, at, cell, depth), undefined);
}

function nameOf(binding: Binding): string {
  return 'name' in binding ? `${binding.name} ${binding.declaration.pos}` : '';
}

function afterBehind(
  project: Project,
  { node, program }: Located,
  cell: Cell,
  depth: number,
): Located | undefined {
  const inner = unwrapped(node);
  const of = (next: Located) => after(project, next, cell, depth + 1);
  if (compiler.isNewExpression(inner))
    return 'field' in cell ? made(project, { node: inner, program }, cell) : undefined;
  if (isThis(inner)) return ofThis(project, { node: inner, program }, cell, depth);
  if (compiler.isCallExpression(inner)) {
    const results = resultsOf(project, { node: inner, program });
    return oneOf(results.map(of), { node: inner, program });
  }
  if (compiler.isConditionalExpression(inner))
    return oneOf(
      branchesOf(project, { node: inner, program }).map((branch) => of({ node: branch, program })),
      { node: inner, program },
    );
  if (compiler.isPropertyAccessExpression(inner)) {
    const part = builtField(project, { node: inner.expression, program }, inner.name.text, depth + 1);
    return part && of(part);
  }
  if (compiler.isObjectLiteralExpression(inner))
    return 'field' in cell
      ? isPutTogether(inner)
        ? propertyOf(project, { node: inner, program }, cell.field, depth + 1)
        : undefined
      : inLiteral(project, { node: inner, program }, cell.variable);
  return compiler.isIdentifier(inner) ? ofName(project, { node: inner, program }, cell, depth) : undefined;
}

/** One of several values, all of which are known. */
function oneOf(all: readonly (Located | undefined)[], at: Located): Located | undefined {
  return all.every((each) => each !== undefined) ? eitherValue(all, at) : undefined;
}

function ofThis(
  project: Project,
  { node, program }: Located,
  cell: Cell,
  depth: number,
): Located | undefined {
  const frame = frameOfThis({ node, program });
  if (!frame?.self) return undefined;
  const root = rootIn(cell);
  return folded(project, { program: inFrame(program, frame), func: frame.func, root, cell, use: node }, () =>
    before(project, inFrame(program, frame), frame, cell, depth),
  );
}

/** What a cell holds when a function begins that is called on something. */
function before(
  project: Project,
  program: Program,
  { func, self }: Frame,
  cell: Cell,
  depth: number,
): Located | undefined {
  if (compiler.isConstructorDeclaration(func))
    return 'field' in cell ? begun(project, { node: func.parent, program }, func, program, cell) : undefined;
  return self && after(project, self, cell, depth + 1);
}

/** What an object holds under a name that a variable or parameter has, with what was done to it under that name. */
function ofName(
  project: Project,
  { node, program }: Located<ts.Identifier>,
  cell: Cell,
  depth: number,
): Located | undefined {
  const found = bindingOf(project, program, node);
  if (!found) return undefined;
  const { binding } = found;
  if (binding.kind === 'expression')
    return after(project, { node: binding.node, program: found.program }, cell, depth + 1);
  if (binding.kind !== 'variable' && binding.kind !== 'parameter') return undefined;
  if (binding.path?.length !== 0 || found.program.tree !== program.tree) return undefined;
  const owner =
    binding.kind === 'parameter' ? binding.declaration.parent : functionAround(binding.declaration);
  if (functionAround(node) !== owner) {
    // The object itself, as its own functions see it.
    const frame = frameAround({ node, program });
    if (!frame?.self || 'field' in cell || !isInside(frame.func, owner)) return undefined;
    return folded(
      project,
      { program: inFrame(program, frame), func: frame.func, root: 'closure', cell, use: node },
      () => before(project, program, frame, cell, depth),
    );
  }
  return folded(project, { program, func: owner, root: binding, cell, use: node }, () =>
    began(project, found, cell, depth),
  );
}

/** What a cell of an object holds that a name begins as. */
function began(project: Project, found: FoundBinding, cell: Cell, depth: number): Located | undefined {
  const value = beginningOf(project, found);
  const isDeclared = found.binding.kind === 'variable';
  if (!value || (isDeclared && isChangedSince(project, value, cell, depth))) return undefined;
  return after(project, value, cell, depth + 1);
}

/** Whether something is done under its first name to an object that has another: `const more = builder.with('total', 1)`. */
function isChangedSince(project: Project, { node, program }: Located, cell: Cell, depth: number): boolean {
  const first = chainRoot(node);
  const binding = compiler.isIdentifier(first)
    ? lookUp(program.scopeOf(first), first.text)?.binding
    : undefined;
  if (binding?.kind !== 'variable' && binding?.kind !== 'parameter') return false;
  return (
    stepsIn(program, functionAround(node), binding, cell).some((step) => step.node.pos >= node.end) &&
    after(project, { node: first, program }, cell, depth + 1) !== undefined
  );
}

/** What a variable or parameter begins as in the call of a function that makes an object whose methods see it. */
function inLiteral(
  project: Project,
  { node, program }: Located<ts.ObjectLiteralExpression>,
  variable: Binding,
): Located | undefined {
  if ((variable.kind !== 'variable' && variable.kind !== 'parameter') || variable.path?.length !== 0)
    return undefined;
  const owner = functionAround(variable.declaration);
  if (!isInside(node, owner)) return undefined;
  // What is done to it before the object is made is not followed.
  const steps = stepsIn(program, owner, 'closure', { variable }).filter(({ kind }) => kind !== 'call');
  if (!steps.every((step) => isOfMember(step.node, node, owner))) return undefined;
  if (variable.kind === 'parameter') {
    const given = argumentOf(project, { binding: variable, program, assigned: [] });
    return typeof given === 'object' ? given : undefined;
  }
  const { initializer } = variable.declaration;
  return initializer && asWritten({ node: initializer, program });
}

/** Whether something is done in a function that is a member of an object, and is only done when that is called. */
function isOfMember(node: ts.Node, literal: ts.ObjectLiteralExpression, owner: ts.Node): boolean {
  let at = node;
  while (at.parent && at.parent !== literal && functionAround(at) !== owner) at = functionAround(at);
  const { parent } = at;
  if (parent === literal || parent?.parent === literal)
    return compiler.isMethodDeclaration(at) || compiler.isPropertyAssignment(parent);
  // `{ add, build }`
  const name = compiler.isFunctionDeclaration(at)
    ? at.name
    : compiler.isVariableDeclaration(parent)
      ? parent.name
      : undefined;
  return (
    name !== undefined &&
    literal.properties.some(
      (each) => compiler.isShorthandPropertyAssignment(each) && each.name.text === name.getText(),
    )
  );
}
