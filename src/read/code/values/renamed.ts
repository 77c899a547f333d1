import type ts from 'typescript';
import { aliasesIn, choicesIn } from '../programs/aliasing.ts';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { type Binding, lookUp } from '../programs/scope.ts';
import { isObjectAssign, unwrapped } from '../programs/syntax.ts';
import { listOf } from './elements.ts';
import { rootOf, writesOf } from './writes.ts';

/** Another name that a program has for an object, and under which it sets, deletes or adds something. */
export function aliasChanged(program: Program, use: ts.Expression): ts.Identifier | undefined {
  const binding = bindingOfRoot(program, use);
  if (binding?.kind !== 'variable' && binding?.kind !== 'parameter' && binding?.kind !== 'import')
    return undefined;
  return renamedIn(program).get(binding);
}

const renamed = new WeakMap<ts.SourceFile, ReadonlyMap<Binding, ts.Identifier>>();

/** What names of a program stand for that another name changes: `const it = base; it.total = 1`. */
function renamedIn(program: Program): ReadonlyMap<Binding, ts.Identifier> {
  const known = renamed.get(program.tree);
  if (known) return known;
  const found = new Map<Binding, ts.Identifier>();
  const isChanged = (name: ts.Expression) => writesOf(program, name).some(({ kind }) => kind !== 'escape');
  const add = (value: ts.Expression, name: ts.Identifier) => {
    const of = compiler.isIdentifier(value) ? lookUp(program.scopeOf(value), value.text)?.binding : undefined;
    if (of) found.set(of, name);
  };
  for (const node of program.aliases) {
    if (!compiler.isVariableDeclaration(node)) continue;
    for (const { name, value } of aliasesIn(node)) if (isChanged(name)) add(value, name);
  }
  for (const name of namesChanged(program)) {
    for (const value of standingFor(program, name)) add(value, name);
    // `let it; it = base; it.total = 1`
    const set = lookUp(program.scopeOf(name), name.text)?.scope.assigned.get(name.text) ?? [];
    const others = set.flatMap(namedIn).filter((each) => each.getText() !== name.text);
    if (others.length > 0 && isChanged(name)) for (const value of others) add(value, name);
  }
  renamed.set(program.tree, found);
  return found;
}

/** The names under which a program sets, deletes or adds something. */
function* namesChanged(program: Program): Generator<ts.Identifier> {
  for (const { target } of program.changes) {
    const name = rootOf(target);
    if (name && name !== target) yield name;
  }
  for (const node of program.calls) {
    const [target] = isObjectAssign(node) ? node.arguments : [];
    const name = target && rootOf(target);
    if (name) yield name;
  }
}

/**
 * What a name stands for besides what it is declared with or set to: each element of a list that is written there, `for (const it of
 * [base, more])`, one of them, or what a parameter is where nothing is given for it.
 */
function standingFor(program: Program, name: ts.Identifier): readonly ts.Expression[] {
  const binding = lookUp(program.scopeOf(name), name.text)?.binding;
  if (binding?.kind !== 'variable' && binding?.kind !== 'parameter') return [];
  const { declaration, path } = binding;
  if (path?.length !== 0) return [];
  const list = listOf(declaration);
  const elements = list ? unwrapped(list) : undefined;
  if (elements && compiler.isArrayLiteralExpression(elements)) return elements.elements.map(unwrapped);
  return declaration.initializer ? namedIn(declaration.initializer) : [];
}

/** The expressions of which an expression is one, as it is written, also of `[base, more][index]`. */
function namedIn(node: ts.Expression): readonly ts.Expression[] {
  return choicesIn(node)
    .map(unwrapped)
    .flatMap((each) => {
      const list = compiler.isElementAccessExpression(each) ? unwrapped(each.expression) : each;
      return list !== each && compiler.isArrayLiteralExpression(list) ? list.elements.map(unwrapped) : [each];
    });
}

/** What the first name of `cart.details` stands for. */
export function bindingOfRoot(program: Program, use: ts.Expression): Binding | undefined {
  const root = rootOf(use);
  return root && lookUp(program.scopeOf(root), root.text)?.binding;
}
