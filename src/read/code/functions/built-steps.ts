import type ts from 'typescript';
import { aliasesIn, isChoiceOf } from '../programs/aliasing.ts';
import type { Change } from '../programs/changing.ts';
import { compiler } from '../programs/compiler.ts';
import { isInside } from '../programs/flow.ts';
import type { Program } from '../programs/program.ts';
import { type Binding, lookUp } from '../programs/scope.ts';
import { isObjectAssign, unwrapped, wrapped } from '../programs/syntax.ts';
import { isAssignment } from '../programs/targets.ts';
import { writesOf } from '../values/writes.ts';
import { isThis, ownerOfThis } from './selves.ts';

/** What is built up: a field of an object, or a variable that the functions of a closure share. */
export type Cell = { readonly field: string } | { readonly variable: Binding };

/** By what a function gets at a cell: as a field of `this`, or of what a name stands for, or as the variable that it sees itself. */
export type Root = 'this' | 'closure' | Binding;

/** Something in a function that may change a cell. */
export type BuildStep =
  /** The cell, or a property of it by a path, is set to a value. */
  | { readonly kind: 'whole'; readonly node: ts.Node; readonly value: ts.Expression | undefined }
  | {
      readonly kind: 'part';
      readonly node: ts.Node;
      readonly path: readonly string[];
      readonly key: ts.Expression | ts.MemberName;
      readonly value: ts.Expression;
    }
  | {
      readonly kind: 'assign';
      readonly node: ts.Node;
      readonly path: readonly string[];
      readonly sources: readonly ts.Expression[];
    }
  /** Something is done to it that is not followed, if the call is not one that leaves it as it is. */
  | {
      readonly kind: 'escape';
      readonly node: ts.Node;
      /** Undefined where the whole object is handed over. */
      readonly path: readonly string[] | undefined;
      readonly given?: ts.Expression;
    }
  /** A method of what it holds is called. */
  | { readonly kind: 'inner'; readonly node: ts.CallExpression; readonly path: readonly string[] }
  /** A method of the object is called, or a function that sees the same variables. */
  | { readonly kind: 'call'; readonly node: ts.CallExpression }
  /** The name is set to another object. */
  | { readonly kind: 'reset'; readonly node: ts.Node; readonly value: ts.Expression };

const known = new WeakMap<ts.Node, Map<string, readonly BuildStep[]>>();

/** What a function may do to a cell, in the order of its text. */
export function stepsIn(program: Program, func: ts.Node, root: Root, cell: Cell): readonly BuildStep[] {
  const ofFunc = known.get(func) ?? new Map<string, readonly BuildStep[]>();
  known.set(func, ofFunc);
  const key = `${rootKey(root)} ${'field' in cell ? cell.field : rootKey(cell.variable)}`;
  const found = ofFunc.get(key) ?? new Steps(program, func, root, cell).all();
  ofFunc.set(key, found);
  return found;
}

function rootKey(root: Root): string {
  if (typeof root === 'string') return root;
  return 'declaration' in root ? `${root.declaration.pos} ${'name' in root ? root.name : ''}` : '';
}

class Steps {
  readonly #program: Program;
  readonly #func: ts.Node;
  readonly #root: Root;
  readonly #cell: Cell;
  readonly #found: BuildStep[] = [];

  constructor(program: Program, func: ts.Node, root: Root, cell: Cell) {
    this.#program = program;
    this.#func = func;
    this.#root = root;
    this.#cell = cell;
  }

  all(): readonly BuildStep[] {
    const { changes, calls, aliases } = this.#program;
    for (const each of changes) if (isInside(each.node, this.#func)) this.#change(each);
    for (const node of calls)
      if (isInside(node, this.#func) && compiler.isCallExpression(node)) this.#call(node);
    for (const node of aliases)
      if (isInside(node, this.#func) && compiler.isVariableDeclaration(node)) this.#alias(node);
    this.#resets();
    if (this.#root !== 'closure') this.#leaks(this.#func);
    return this.#found.sort((a, b) => a.node.pos - b.node.pos || b.node.end - a.node.end);
  }

  #change({ node, target, plain }: Change): void {
    const at = unwrapped(target);
    const whole = this.#pathOf(at);
    if (whole?.length === 0) {
      this.#found.push({ kind: 'whole', node, value: plain });
      return;
    }
    if (!compiler.isPropertyAccessExpression(at) && !compiler.isElementAccessExpression(at)) return;
    const path = this.#pathOf(unwrapped(at.expression));
    const key = compiler.isPropertyAccessExpression(at) ? at.name : at.argumentExpression;
    if (path && plain) this.#found.push({ kind: 'part', node, path, key, value: plain });
    // Taken away, counted up, filled in.
    else if (path) this.#found.push({ kind: 'escape', node, path });
  }

  #call(node: ts.CallExpression): void {
    const callee = unwrapped(node.expression);
    const [target, ...sources] = node.arguments;
    if (compiler.isPropertyAccessExpression(callee)) {
      const receiver = unwrapped(callee.expression);
      const path = this.#pathOf(receiver);
      if (this.#isHolder(receiver)) {
        // A chain of calls is one step.
        if (!isChained(node)) this.#found.push({ kind: 'call', node });
      } else if (path && changing.test(callee.name.text)) this.#found.push({ kind: 'escape', node, path });
      else if (path) this.#found.push({ kind: 'inner', node, path });
    } else if (this.#root === 'closure' && compiler.isIdentifier(callee))
      this.#found.push({ kind: 'call', node });
    const isAssign = isObjectAssign(node);
    for (const given of node.arguments) {
      const at = unwrapped(compiler.isSpreadElement(given) ? given.expression : given);
      const path = this.#pathOf(at);
      if (isAssign && given === target && path) this.#found.push({ kind: 'assign', node, path, sources });
      else if (isAssign && given !== target) continue;
      else if (path || this.#isObject(at)) this.#found.push({ kind: 'escape', node, path, given });
    }
  }

  /** `const fields = this.fields`, where something is done to it under that name. */
  #alias(node: ts.VariableDeclaration): void {
    for (const { name, value } of aliasesIn(node)) {
      const path = this.#pathOf(value);
      if (path && writesOf(this.#program, name).length > 0) this.#found.push({ kind: 'escape', node, path });
    }
  }

  /** Places that give the object to others: another name, a list, what a function keeps of it. */
  #leaks(node: ts.Node): void {
    if (this.#isRoot(node)) {
      const at = chainFrom(node);
      if (!staysAlone(at, node)) this.#found.push({ kind: 'escape', node: at, path: undefined });
    } else compiler.forEachChild(node, (child) => this.#leaks(child));
  }

  #resets(): void {
    const { scopeOf } = this.#program;
    const set = (binding: Binding, add: (node: ts.Node, value: ts.Expression) => void) => {
      if (!('name' in binding)) return;
      const scope = lookUp(scopeOf(binding.declaration), binding.name)?.scope;
      for (const value of scope?.assigned.get(binding.name) ?? []) {
        const node = isPlainAssignment(value.parent) && value.parent.right === value ? value.parent : value;
        if (isInside(node, this.#func)) add(node, value);
      }
    };
    if (typeof this.#root !== 'string')
      set(this.#root, (node, value) => this.#found.push({ kind: 'reset', node, value }));
    if (this.#root === 'closure' && 'variable' in this.#cell)
      set(this.#cell.variable, (node, value) =>
        this.#found.push({ kind: 'whole', node, value: node === value ? undefined : value }),
      );
  }

  /** `['details']` of `this.cell.details`; undefined for what is no part of the cell. */
  #pathOf(node: ts.Expression): readonly string[] | undefined {
    const steps: string[] = [];
    let at = unwrapped(node);
    for (; compiler.isPropertyAccessExpression(at); at = unwrapped(at.expression))
      steps.unshift(at.name.text);
    if ('variable' in this.#cell)
      return this.#root === 'closure' && this.#isNamed(at, this.#cell.variable) ? steps : undefined;
    return this.#isRoot(at) && steps[0] === this.#cell.field ? steps.slice(1) : undefined;
  }

  /** Whether methods of an expression are those of the object: it is the object, or may be what the closure hands over. */
  #isHolder(node: ts.Expression): boolean {
    return this.#root === 'closure'
      ? compiler.isIdentifier(node) || isThis(node)
      : this.#isRoot(chainRoot(node));
  }

  #isObject(node: ts.Expression): boolean {
    return this.#root !== 'closure' && this.#isRoot(node);
  }

  #isRoot(node: ts.Node): boolean {
    if (this.#root === 'closure') return false;
    if (this.#root === 'this') return isThis(node) && ownerOfThis(node) === this.#func;
    return this.#isNamed(node, this.#root);
  }

  #isNamed(node: ts.Node, binding: Binding): boolean {
    return (
      compiler.isIdentifier(node) &&
      'name' in binding &&
      node.text === binding.name &&
      lookUp(this.#program.scopeOf(node), node.text)?.binding === binding
    );
  }
}

/** `builder` of `builder.add(1).add(2)`. */
export function chainRoot(node: ts.Expression): ts.Expression {
  let at = unwrapped(node);
  while (compiler.isCallExpression(at)) {
    const callee = unwrapped(at.expression);
    if (!compiler.isPropertyAccessExpression(callee)) return at;
    at = unwrapped(callee.expression);
  }
  return at;
}

/** `builder.with(1).build()` around `builder`, and `builder.name`; the name itself where nothing is asked of it. */
function chainFrom(name: ts.Node): ts.Node {
  let at: ts.Node = wrapped(name);
  while (compiler.isPropertyAccessExpression(at.parent) && at.parent.expression === at) {
    const access = wrapped(at.parent);
    if (!compiler.isCallExpression(access.parent) || access.parent.expression !== access) return access;
    at = wrapped(access.parent);
  }
  return at;
}

/** Whether nobody else gets hold of an object by what is done with a chain of calls on it, or with its name. */
function staysAlone(at: ts.Node, name: ts.Node): boolean {
  const { parent } = at;
  // What is read of it, or where it is declared.
  if (compiler.isPropertyAccessExpression(unwrapped(at as ts.Expression))) return true;
  if (compiler.isShorthandPropertyAssignment(parent)) return false;
  if ((parent as ts.NamedDeclaration).name === at) return true;
  // `ask() && builder.with(1)`
  if (isChoiceOf(parent, at) && !isAssignment(parent)) return staysAlone(wrapped(parent), name);
  if (compiler.isBinaryExpression(parent))
    return parent.left === at || isComparison(parent) || parent.left.getText() === name.getText();
  if (compiler.isConditionalExpression(parent)) return true;
  if (compiler.isCallExpression(parent))
    return unwrapped(at as ts.Expression) === name && parent.expression !== at;
  return (
    compiler.isStatement(parent) ||
    compiler.isArrowFunction(parent) ||
    compiler.isSpreadAssignment(parent) ||
    compiler.isPrefixUnaryExpression(parent) ||
    compiler.isTypeOfExpression(parent)
  );
}

function isComparison({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return (
    kind >= compiler.SyntaxKind.LessThanToken && kind <= compiler.SyntaxKind.ExclamationEqualsEqualsToken
  );
}

/** Whether something is called on what a call hands back. */
function isChained(node: ts.CallExpression): boolean {
  const { parent } = wrapped(node);
  return compiler.isPropertyAccessExpression(parent) && compiler.isCallExpression(wrapped(parent).parent);
}

/** Methods of lists, maps and sets that change what they are called on. */
const changing = /^(?:push|pop|shift|unshift|splice|sort|reverse|fill|set|add|delete|clear|append)$/;

function isPlainAssignment(node: ts.Node): node is ts.BinaryExpression {
  return isAssignment(node) && node.operatorToken.kind === compiler.SyntaxKind.EqualsToken;
}
