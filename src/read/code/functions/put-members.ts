import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import { functionAround } from '../programs/flow.ts';
import type { Program } from '../programs/program.ts';
import { lookUp } from '../programs/scope.ts';
import { unwrapped } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import type { FoundBinding, Located, Project } from '../project/project.ts';
import { onlySource } from '../values/sources.ts';
import { isNothing } from './returns.ts';

/** By what declares an object, the paths under which something is put on it, and what that is; undefined where it is set otherwise, too. */
type Index = ReadonlyMap<ts.Node, ReadonlyMap<string, readonly (ts.Expression | undefined)[]>>;

const indexes = new WeakMap<ts.SourceFile, Index>();

/**
 * What a file puts on an object that it declares, `api.send = …`, or on what a constructor of it makes, `Api.prototype.send = …` and
 * `this.send = …`, where that is one thing: what is called there is that. It says nothing of the value.
 */
export function putOn(project: Project, { node, program }: Located, name: string): Located | undefined {
  const steps = [name];
  let root = unwrapped(node);
  for (; compiler.isPropertyAccessExpression(root); root = unwrapped(root.expression))
    steps.unshift(root.name.text);
  const made = makerOf(root);
  if (!mayBePut(made ?? root, program, name)) return undefined;
  const found = madeIn(project, { node: made ?? root, program });
  if (!found) return undefined;
  const isMade = made !== undefined || found.isMade;
  const paths = isMade ? ['this', 'prototype'].map((each) => [each, ...steps]) : [steps];
  for (const path of paths) {
    const all = indexOf(found.program).get(found.declaration)?.get(path.join('.')) ?? [];
    const [only, ...others] = all.filter((each) => each === undefined || !isNothing(unwrapped(each)));
    if (only) return others.length === 0 ? { node: only, program: found.program } : undefined;
  }
  return undefined;
}

/** Whether a file may put something under a name on what an expression names: what is imported may be an object of another file. */
function mayBePut(root: ts.Expression, program: Program, name: string): boolean {
  const at = unwrapped(root);
  const binding = compiler.isIdentifier(at) ? lookUp(program.scopeOf(at), at.text)?.binding : undefined;
  if (binding?.kind === 'import') return true;
  // What makes it may be of another file, too.
  const value = binding?.kind === 'variable' ? binding.declaration.initializer : undefined;
  if (value && compiler.isNewExpression(unwrapped(value))) return true;
  const isOfFile = binding?.kind === 'variable' || binding?.kind === 'function';
  return (isOfFile || at.kind === compiler.SyntaxKind.ThisKeyword) && namesPut(program).has(name);
}

const names = new WeakMap<ts.SourceFile, ReadonlySet<string>>();

/** The names under which a file puts anything on anything. */
function namesPut({ tree, changes }: Program): ReadonlySet<string> {
  const known =
    names.get(tree) ??
    new Set(
      changes.flatMap(({ target }) =>
        compiler.isPropertyAccessExpression(target) ? [target.name.text] : [],
      ),
    );
  names.set(tree, known);
  return known;
}

/** `Api` of `new Api()`. */
function makerOf(node: ts.Expression): ts.Expression | undefined {
  return compiler.isNewExpression(node) ? node.expression : undefined;
}

/** What declares an object by its name, or the constructor that made it: by its name, or around its `this`. */
function madeIn(project: Project, { node, program }: Located) {
  const at = unwrapped(node);
  if (at.kind === compiler.SyntaxKind.ThisKeyword) {
    const maker = constructorAround(at, program);
    return maker && { declaration: maker, program, isMade: true };
  }
  const found = compiler.isIdentifier(at) ? bindingOf(project, program, at) : undefined;
  if (!found) return undefined;
  const made = instanceOf(found);
  if (!made) return declared(found, false);
  const maker = compiler.isIdentifier(made) ? bindingOf(project, found.program, made) : undefined;
  return maker && declared(maker, true);
}

function declared({ binding, program }: FoundBinding, isMade: boolean) {
  if (binding.kind === 'function') return { declaration: binding.declaration as ts.Node, program, isMade };
  return binding.kind === 'variable' && binding.path?.length === 0
    ? { declaration: binding.declaration as ts.Node, program, isMade }
    : undefined;
}

/** `Api` of a variable that is set to `new Api()`. */
function instanceOf(found: FoundBinding): ts.Expression | undefined {
  const source = 'path' in found.binding && found.binding.path?.length === 0 ? onlySource(found) : undefined;
  const made = source && makerOf(unwrapped(source));
  return made && unwrapped(made);
}

/** The function of which what it makes is `this`, by what declares it: a constructor, or a method that is put on what it makes. */
function constructorAround(node: ts.Node, program: Program): ts.Node | undefined {
  let around = functionAround(node);
  while (compiler.isArrowFunction(around)) around = functionAround(around);
  if (compiler.isFunctionDeclaration(around)) return around;
  if (!compiler.isFunctionExpression(around)) return undefined;
  const { parent } = around;
  if (compiler.isVariableDeclaration(parent)) return parent;
  const target = compiler.isBinaryExpression(parent) && parent.right === around ? parent.left : undefined;
  if (!target || !compiler.isPropertyAccessExpression(target)) return undefined;
  const holder = target.expression;
  const isMethod = compiler.isPropertyAccessExpression(holder) && holder.name.text === 'prototype';
  return isMethod && compiler.isIdentifier(holder.expression)
    ? declarationOf(holder.expression, program)
    : undefined;
}

function declarationOf(root: ts.Identifier, program: Program): ts.Node | undefined {
  const binding = lookUp(program.scopeOf(root), root.text)?.binding;
  return binding?.kind === 'variable' || binding?.kind === 'function' ? binding.declaration : undefined;
}

function indexOf(program: Program): Index {
  const known = indexes.get(program.tree) ?? indexed(program);
  indexes.set(program.tree, known);
  return known;
}

function indexed(program: Program): Index {
  const index = new Map<ts.Node, Map<string, (ts.Expression | undefined)[]>>();
  for (const { target, plain } of program.changes) {
    const steps: string[] = [];
    let root = unwrapped(target);
    for (; compiler.isPropertyAccessExpression(root); root = unwrapped(root.expression))
      steps.unshift(root.name.text);
    const isThis = root.kind === compiler.SyntaxKind.ThisKeyword;
    if (isThis) steps.unshift('this');
    if (steps.length === 0 || (!isThis && !compiler.isIdentifier(root))) continue;
    const declaration = isThis
      ? constructorAround(root, program)
      : declarationOf(root as ts.Identifier, program);
    if (!declaration) continue;
    const paths = index.get(declaration) ?? new Map<string, (ts.Expression | undefined)[]>();
    index.set(declaration, paths);
    const path = steps.join('.');
    paths.set(path, [...(paths.get(path) ?? []), plain]);
  }
  return index;
}
