import type ts from 'typescript';
import { requiredModule } from '../modules/commonjs.ts';
import { type Alias, aliasesIn, choicesIn, isName } from './aliasing.ts';
import { type Bound, boundNames } from './bound-names.ts';
import { compiler } from './compiler.ts';
import { isAssignment, namesSetIn } from './targets.ts';

/** What a name stands for where it was declared. */
export type Binding =
  | ({
      readonly kind: 'variable';
      readonly declaration: ts.VariableDeclaration;
      /** `declare const`, `declare var`: it stands for a global, of which only the type is told. */
      readonly ambient: boolean;
    } & Bound)
  | ({ readonly kind: 'parameter'; readonly declaration: ts.ParameterDeclaration } & Bound)
  | {
      readonly kind: 'import';
      readonly module: string;
      readonly imported: string;
      /** It is what `require` hands over, which need not be an object. */
      readonly isRequired?: boolean;
    }
  | { readonly kind: 'enum'; readonly declaration: ts.EnumDeclaration }
  | { readonly kind: 'function'; readonly declaration: ts.FunctionLikeDeclaration | ts.ClassLikeDeclaration }
  /** `namespace Tracking { … }`, with the blocks of all that go by the name. */
  | { readonly kind: 'namespace'; readonly blocks: readonly ts.ModuleBlock[] }
  /** `export default <expression>`. */
  | { readonly kind: 'expression'; readonly node: ts.Expression }
  | { readonly kind: 'other' };

/** The names of a block, function or module. */
export interface Scope {
  readonly parent: Scope | undefined;
  /** A function or a module: where `var` belongs. */
  readonly ofFunction: boolean;
  readonly names: ReadonlyMap<string, Binding>;
  /** Assignments after the declaration, by name, in this scope's bindings: the value, or the target where that is a part of it. */
  readonly assigned: ReadonlyMap<string, readonly ts.Expression[]>;
}

/** A scope while it is filled. Most blocks declare nothing: they share one empty map. */
class OpenScope implements Scope {
  readonly parent: OpenScope | undefined;
  readonly ofFunction: boolean;
  names: Map<string, Binding> = noNames;
  assigned: Map<string, ts.Expression[]> = noAssignments;

  constructor(parent: OpenScope | undefined, ofFunction: boolean) {
    this.parent = parent;
    this.ofFunction = ofFunction;
  }

  declare(name: string, binding: Binding): void {
    if (this.names === noNames) this.names = new Map();
    this.names.set(name, binding);
  }

  assign(name: string, value: ts.Expression): void {
    if (this.assigned === noAssignments) this.assigned = new Map();
    const known = this.assigned.get(name);
    if (known) known.push(value);
    else this.assigned.set(name, [value]);
  }
}

const noNames = new Map<string, Binding>();
const noAssignments = new Map<string, ts.Expression[]>();

/** What a name stands for where it is used; undefined for a global. */
export function lookUp<S extends Scope>(
  scope: S | undefined,
  name: string,
): { binding: Binding; scope: S } | undefined {
  for (let at = scope; at; at = at.parent as S | undefined) {
    const binding = at.names.get(name);
    if (binding) return { binding, scope: at };
  }
  return undefined;
}

/** What one walk over a tree finds, each kind in the order of the text. */
export interface BoundTree {
  readonly scopeOf: (node: ts.Node) => Scope;
  readonly moduleScope: Scope;
  /** Every call, and every element of a component. */
  readonly calls: readonly CallNode[];
  /** Every instance that is made of something. */
  readonly made: readonly ts.NewExpression[];
  /** What changes a property of an object: assignments, `delete`, `++`. */
  readonly changes: readonly Change[];
  /** Declarations, properties and fields whose value is only a name, or one of some: `const send = nv`, `this.send = nv.bind(window)`. */
  readonly aliases: readonly Alias[];
  /** What functions return, where it is only a name, or one of some: `return track`, `() => track`. */
  readonly handedBack: readonly ts.Expression[];
}

/** What can send an event: a call, or an element of a component that does. */
export type CallNode = ts.CallExpression | ts.JsxOpeningLikeElement;

/** What changes a property of an object. */
export type Change =
  | ts.BinaryExpression
  | ts.DeleteExpression
  | ts.PrefixUnaryExpression
  | ts.PostfixUnaryExpression;

/** Finds every declaration of a file with the scope it belongs to, and what else is asked of it; tells nodes their parents. */
export function bindScopes(tree: ts.SourceFile): BoundTree {
  const scopes = new Map<ts.Node, OpenScope>();
  const moduleScope = new OpenScope(undefined, true);
  scopes.set(tree, moduleScope);
  const assignments: { scope: OpenScope; name: string; value: ts.Expression }[] = [];
  const calls: CallNode[] = [];
  const made: ts.NewExpression[] = [];
  const changes: Change[] = [];
  const aliases: Alias[] = [];
  const handedBack: ts.Expression[] = [];

  let isSorted = true;
  const deferred: { readonly node: ts.Node; readonly scope: OpenScope }[] = [];

  const visit = (node: ts.Node, scope: OpenScope, depth: number) => {
    const inner = opensScope(node)
      ? new OpenScope(scope, compiler.isFunctionLike(node) || compiler.isModuleBlock(node))
      : scope;
    if (inner !== scope) scopes.set(node, inner);
    if (declaringKinds.has(node.kind)) declare(node, scope, inner);
    if (compiler.isCallExpression(node) || isComponent(node)) calls.push(node);
    else if (compiler.isNewExpression(node)) made.push(node);
    else if (isAssignment(node)) {
      // Of `a += b` the new value is not `b` alone.
      const value = node.operatorToken.kind === compiler.SyntaxKind.EqualsToken ? node.right : node;
      if (compiler.isIdentifier(node.left)) assignments.push({ scope, name: node.left.text, value });
      else {
        for (const name of namesSetIn(node.left)) assignments.push({ scope, name, value: node.left });
        changes.push(node);
        if (aliasesIn(node).length > 0) aliases.push(node);
      }
    } else if (isChange(node)) changes.push(node);
    else if (compiler.isForOfStatement(node) || compiler.isForInStatement(node)) {
      const { initializer: value } = node;
      if (!compiler.isVariableDeclarationList(value))
        for (const name of namesSetIn(value)) assignments.push({ scope, name, value });
    } else if (isAliasing(node) && aliasesIn(node).length > 0) aliases.push(node);
    else if (compiler.isReturnStatement(node) || compiler.isArrowFunction(node)) {
      const result = compiler.isArrowFunction(node) ? node.body : node.expression;
      if (result && !compiler.isBlock(result)) handedBack.push(...choicesIn(result).filter(isName));
    }
    compiler.forEachChild(node, (child) => {
      // The parser does it in a walk of its own, which takes a fifth of its time.
      (child as { parent: ts.Node }).parent = node;
      if (depth < deepestVisit) visit(child, inner, depth + 1);
      else deferred.push({ node: child, scope: inner });
    });
  };
  compiler.forEachChild(tree, (child) => {
    (child as { parent: ts.Node }).parent = tree;
    visit(child, moduleScope, 0);
  });
  for (let next = deferred.pop(); next; next = deferred.pop()) {
    visit(next.node, next.scope, 0);
    isSorted = false;
  }
  if (!isSorted) for (const found of [calls, made, changes, aliases, handedBack]) found.sort(inOrderOfText);
  for (const { scope, name, value } of assignments) lookUp(scope, name)?.scope.assign(name, value);
  const scopeOf = (node: ts.Node): Scope => {
    for (let at: ts.Node | undefined = node; at; at = at.parent) {
      const scope = scopes.get(at);
      if (scope) return scope;
    }
    return moduleScope;
  };
  return { scopeOf, moduleScope, calls, made, changes, aliases, handedBack };
}

/** A tree is walked so deep at a time: a sum of thousands of terms is as deep, and the stack is not. */
const deepestVisit = 300;

/** What begins first comes first, and of what begins in one place the outer one. */
function inOrderOfText(a: ts.Node, b: ts.Node): number {
  return a.pos - b.pos || b.end - a.end;
}

function isChange(
  node: ts.Node,
): node is ts.DeleteExpression | ts.PrefixUnaryExpression | ts.PostfixUnaryExpression {
  if (compiler.isDeleteExpression(node) || compiler.isPostfixUnaryExpression(node)) return true;
  return (
    compiler.isPrefixUnaryExpression(node) &&
    (node.operator === compiler.SyntaxKind.PlusPlusToken ||
      node.operator === compiler.SyntaxKind.MinusMinusToken)
  );
}

function isAliasing(
  node: ts.Node,
): node is ts.VariableDeclaration | ts.PropertyAssignment | ts.PropertyDeclaration {
  return (
    compiler.isVariableDeclaration(node) ||
    compiler.isPropertyAssignment(node) ||
    compiler.isPropertyDeclaration(node)
  );
}

/** An element of a component, not of HTML. */
function isComponent(node: ts.Node): node is ts.JsxOpeningLikeElement {
  if (!compiler.isJsxOpeningLikeElement(node)) return false;
  const { tagName } = node;
  return compiler.isIdentifier(tagName)
    ? /^[A-Z]/.test(tagName.text)
    : compiler.isPropertyAccessExpression(tagName);
}

/** Kinds of nodes that have names of their own. Every node is asked, so that the answer is a look-up. */
const scopeKinds = new Set<ts.SyntaxKind>([
  compiler.SyntaxKind.Block,
  compiler.SyntaxKind.ForStatement,
  compiler.SyntaxKind.ForInStatement,
  compiler.SyntaxKind.ForOfStatement,
  compiler.SyntaxKind.CaseBlock,
  compiler.SyntaxKind.CatchClause,
  compiler.SyntaxKind.ModuleBlock,
  compiler.SyntaxKind.ClassDeclaration,
  compiler.SyntaxKind.ClassExpression,
]);

function opensScope(node: ts.Node): boolean {
  return scopeKinds.has(node.kind) || compiler.isFunctionLike(node);
}

const declaringKinds = new Set<ts.SyntaxKind>([
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

function declare(node: ts.Node, outer: OpenScope, inner: OpenScope): void {
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
