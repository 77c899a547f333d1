import type ts from 'typescript';
import { requiredModule } from '../modules/commonjs.ts';
import { type Bound, boundNames } from './bound-names.ts';
import { compiler } from './compiler.ts';
import type { Binding, OpenScope } from './scope.ts';

/** Kinds of nodes that declare names. */
export const declaringKinds = new Set<ts.SyntaxKind>([
  compiler.SyntaxKind.VariableDeclaration,
  compiler.SyntaxKind.Parameter,
  compiler.SyntaxKind.FunctionDeclaration,
  compiler.SyntaxKind.ClassDeclaration,
  compiler.SyntaxKind.FunctionExpression,
  compiler.SyntaxKind.ClassExpression,
  compiler.SyntaxKind.EnumDeclaration,
  compiler.SyntaxKind.ModuleDeclaration,
  compiler.SyntaxKind.ImportDeclaration,
  compiler.SyntaxKind.ImportEqualsDeclaration,
]);

/** Declares the names of a node of one of those kinds, in the scope around it, or in its own. */
export function declare(node: ts.Node, outer: OpenScope, inner: OpenScope): void {
  if (compiler.isVariableDeclaration(node)) {
    const list = node.parent;
    // A caught error belongs to its block.
    const flags = compiler.isVariableDeclarationList(list) ? list.flags : compiler.NodeFlags.Let;
    const target = flags & compiler.NodeFlags.BlockScoped ? outer : functionScope(outer);
    const ambient = isAmbient(list.parent);
    const module = node.initializer && requiredModule(node.initializer);
    for (const bound of boundNames(node.name))
      target.declare(
        bound.name,
        (module === undefined ? undefined : requiredAs(module, bound)) ?? {
          kind: 'variable',
          declaration: node,
          ambient,
          ...bound,
        },
      );
  } else if (compiler.isParameter(node)) {
    for (const bound of boundNames(node.name))
      outer.declare(bound.name, { kind: 'parameter', declaration: node, ...bound });
  } else if (compiler.isFunctionDeclaration(node) || compiler.isClassDeclaration(node)) {
    if (node.name && !isAmbient(node)) outer.declare(node.name.text, { kind: 'function', declaration: node });
  } else if ((compiler.isFunctionExpression(node) || compiler.isClassExpression(node)) && node.name) {
    inner.declare(node.name.text, { kind: 'function', declaration: node });
  } else if (compiler.isEnumDeclaration(node)) {
    outer.declare(node.name.text, { kind: 'enum', declaration: node });
  } else if (compiler.isModuleDeclaration(node)) declareNamespace(node, outer);
  else if (compiler.isImportDeclaration(node)) declareImports(node, outer);
  else if (compiler.isImportEqualsDeclaration(node)) declareImportEquals(node, outer);
}

/** What is taken out of a module that is required is imported; undefined for what is taken out of that again. */
function requiredAs(module: string, { path, fallback }: Bound): Binding | undefined {
  if (path?.length === 0) return { kind: 'import', module, imported: '*', isRequired: true };
  const [imported, ...others] = path ?? [];
  return imported !== undefined && others.length === 0 && !fallback
    ? { kind: 'import', module, imported }
    : undefined;
}

function declareImports({ importClause, moduleSpecifier }: ts.ImportDeclaration, scope: OpenScope): void {
  if (!compiler.isStringLiteral(moduleSpecifier) || !importClause) return;
  const module = moduleSpecifier.text;
  const add = (name: string, imported: string) => scope.declare(name, { kind: 'import', module, imported });
  if (importClause.name) add(importClause.name.text, 'default');
  const bindings = importClause.namedBindings;
  if (bindings && compiler.isNamespaceImport(bindings)) add(bindings.name.text, '*');
  if (bindings && compiler.isNamedImports(bindings))
    for (const { name, propertyName } of bindings.elements) add(name.text, (propertyName ?? name).text);
}

/** A function or class that a namespace goes by the name of stays what the name stands for. */
function declareNamespace(node: ts.ModuleDeclaration, scope: OpenScope): void {
  // Of `namespace a.b` the inner one is no name of this scope.
  if (!compiler.isIdentifier(node.name) || isAmbient(node) || compiler.isModuleDeclaration(node.parent))
    return;
  const { text } = node.name;
  const known = scope.names.get(text);
  if (known && known.kind !== 'namespace') return;
  const own = node.body && compiler.isModuleBlock(node.body) ? [node.body] : [];
  scope.declare(text, { kind: 'namespace', blocks: [...(known?.blocks ?? []), ...own] });
}

function declareImportEquals({ name, moduleReference }: ts.ImportEqualsDeclaration, scope: OpenScope): void {
  const module =
    compiler.isExternalModuleReference(moduleReference) &&
    compiler.isStringLiteral(moduleReference.expression)
      ? moduleReference.expression.text
      : undefined;
  scope.declare(
    name.text,
    module === undefined ? { kind: 'other' } : { kind: 'import', module, imported: '*', isRequired: true },
  );
}

function functionScope(scope: OpenScope): OpenScope {
  let at = scope;
  while (!at.ofFunction && at.parent) at = at.parent;
  return at;
}

function isAmbient(node: ts.Node): boolean {
  return (
    compiler.canHaveModifiers(node) &&
    (compiler.getModifiers(node) ?? []).some((m) => m.kind === compiler.SyntaxKind.DeclareKeyword)
  );
}
