import type ts from 'typescript';
import { type Alias, aliasesIn, choicesIn, isName } from './aliasing.ts';
import type { Bound } from './bound-names.ts';
import { type Change, changesBy, isCounting } from './changing.ts';
import { compiler } from './compiler.ts';
import { declare, declaringKinds } from './declaring.ts';
import { isAssignment, isPreset, namesSetIn } from './targets.ts';

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
export class OpenScope implements Scope {
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
  /** What changes a property of an object. */
  readonly changes: readonly Change[];
  /** Declarations, properties and fields whose value is only a name, or one of some: `const send = nv`, `this.send = nv.bind(window)`. */
  readonly aliases: readonly Alias[];
  /** What functions return, where it is only a name, or one of some: `return track`, `() => track`. */
  readonly handedBack: readonly ts.Expression[];
}

/** What can send an event: a call, or an element of a component that does. */
export type CallNode = ts.CallExpression | ts.JsxOpeningLikeElement;

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
    else if (isAssignment(node) && !isPreset(node)) {
      // Of `a += b` the new value is not `b` alone.
      const value = node.operatorToken.kind === compiler.SyntaxKind.EqualsToken ? node.right : node;
      if (compiler.isIdentifier(node.left)) assignments.push({ scope, name: node.left.text, value });
      else {
        for (const name of namesSetIn(node.left)) assignments.push({ scope, name, value: node.left });
        changes.push(...changesBy(node));
        if (aliasesIn(node).length > 0) aliases.push(node);
      }
    } else if (compiler.isDeleteExpression(node)) changes.push(...changesBy(node));
    else if (isCounting(node)) {
      // `count++` sets what is counted to a number that is none of those that are written.
      if (compiler.isIdentifier(node.operand))
        assignments.push({ scope, name: node.operand.text, value: node });
      changes.push(...changesBy(node));
    } else if (compiler.isForOfStatement(node) || compiler.isForInStatement(node)) {
      const { initializer: value } = node;
      if (!compiler.isVariableDeclarationList(value))
        for (const name of namesSetIn(value)) assignments.push({ scope, name, value });
      changes.push(...changesBy(node));
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
  if (!isSorted) {
    for (const found of [calls, made, aliases, handedBack]) found.sort(inOrderOfText);
    changes.sort((a, b) => inOrderOfText(a.node, b.node));
  }
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
