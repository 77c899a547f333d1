import type ts from 'typescript';
import { compiler } from './compiler.ts';
import { conditionOf } from './conditional.ts';
import { closureAround, functionAround, isInside, mayJump, reaches } from './flow.ts';
import { isAssignment } from './targets.ts';

/** What a name may have been set to by the time it is used. */
export interface SetBefore {
  /**
   * In the order of the text: the new value of each, the assignment itself where that is made of the former, as in `a += b`, or what is set
   * where that is a part of a value, as in `[a] = b`.
   */
  readonly assigned: readonly ts.Expression[];
  /** Whether one of them surely comes behind what the name was declared as, or given. */
  readonly isReplaced: boolean;
  /** Whether nothing has been set yet, and it was declared as nothing. */
  readonly isUnset?: boolean;
  /** The conditions on which it is surely set to another by then, behind what was set before them. */
  readonly replacedIf?: readonly ReplacedIf[];
}

/** `if (!name) name = 'other'`: what comes behind it is set there, or was not empty. */
export interface ReplacedIf {
  /** The statement, or the expression. */
  readonly node: ts.Node;
  readonly condition: ts.Expression;
  /** What the condition is where it is set. */
  readonly value: boolean;
}

interface SetBinding {
  readonly name: string;
  readonly declaration: Declaration;
}

type Declaration = ts.VariableDeclaration | ts.ParameterDeclaration;

/**
 * Of all assignments to a name those that count where it is used: not those that come later, or on a way that does not lead there, nor
 * those whose value is surely replaced by then. What another function sets may be set at any time.
 */
export function setBefore(binding: SetBinding, assigned: readonly ts.Expression[], use: ts.Node): SetBefore {
  let known = answers.get(use);
  if (!known) {
    known = findSetBefore(binding, assigned, use);
    answers.set(use, known);
  }
  return known;
}

/** A use is looked at once for every call that is followed. */
const answers = new WeakMap<ts.Node, SetBefore>();

function findSetBefore(
  { name, declaration }: SetBinding,
  assigned: readonly ts.Expression[],
  use: ts.Node,
): SetBefore {
  const owner = compiler.isParameter(declaration) ? declaration.parent : functionAround(declaration);
  if (!isInside(use, owner)) return { assigned, isReplaced: false };
  const home = homeOf(declaration);
  const closure = closureAround(use, owner);
  const left: ts.Expression[] = [];
  const replacedIf: ReplacedIf[] = [];
  let isReplaced = false;
  for (const value of assigned) {
    const node = assignmentOf(value, name);
    const how = reached(node, use, { owner, home, closure });
    if (how === 'never') continue;
    if (how === 'always') {
      isReplaced = true;
      // What other functions set before in the text may run between.
      const others = left.filter(
        (each) =>
          functionAround(each) !== functionAround(node) &&
          !isBeforeSet({ name, declaration }, value, assignmentOf(each, name), use),
      );
      left.splice(0, left.length, ...others);
    }
    left.push(value);
    const deciding =
      how === 'maybe' && functionAround(use) === functionAround(node) ? deciderOf(node) : undefined;
    if (deciding && reached(deciding.node, use, { owner, home, closure }) === 'always')
      replacedIf.push(deciding);
  }
  return { assigned: left, isReplaced, isUnset: left.length === 0 && isBare(declaration), replacedIf };
}

/** The condition that alone decides whether an assignment is made. */
function deciderOf(assignment: ts.Node): ReplacedIf | undefined {
  let part = assignment;
  while (
    compiler.isExpressionStatement(part.parent) ||
    compiler.isParenthesizedExpression(part.parent) ||
    (compiler.isBlock(part.parent) && !mayJump(part.parent))
  )
    part = part.parent;
  const needed = conditionOf(part.parent, part);
  return needed && { node: part.parent, ...needed };
}

/**
 * Whether something that is done to what a name stands for surely comes before a place sets the name, so that it is not done
 * to what it is set to there: `order.total = 1; order = { title: 'b' }`. `use`: where the name is used behind both.
 */
export function isBeforeSet(
  { name, declaration }: SetBinding,
  value: ts.Expression,
  change: ts.Node,
  use: ts.Node,
): boolean {
  const owner = compiler.isParameter(declaration) ? declaration.parent : functionAround(declaration);
  const home = homeOf(declaration);
  const node = assignmentOf(value, name);
  if (isReactive(node, owner) || isReactive(change, owner)) return false;
  const setter = functionAround(node);
  const changer = functionAround(change);
  if (setter === changer) {
    if (reaches(node, change, home) !== 'never') return false;
    // A function may be called again, and not set it then.
    return setter === owner || (functionAround(use) === setter && reaches(node, use, home) === 'always');
  }
  const closure = changer === owner ? closureAround(node, owner) : undefined;
  return closure !== undefined && isMadeInPlace(closure) && reaches(closure, change, home) === 'never';
}

/** `let name;` */
function isBare(declaration: Declaration): boolean {
  return (
    compiler.isVariableDeclaration(declaration) &&
    compiler.isVariableStatement(declaration.parent.parent) &&
    !declaration.initializer &&
    !declaration.exclamationToken
  );
}

interface Surroundings {
  /** The function, or file, that declares the name. */
  readonly owner: ts.Node;
  /** The block that declares it. */
  readonly home: ts.Node;
  /** The function in it in which the name is used, if it is another. */
  readonly closure: ts.Node | undefined;
}

function reached(node: ts.Node, use: ts.Node, { owner, home, closure }: Surroundings) {
  // What `name ??= value` keeps of itself is what it once was set to.
  if (isFilling(node) && isInside(use, node.left)) return 'never';
  if (isReactive(node, owner) || isReactive(use, owner)) return 'maybe';
  const setter = functionAround(node);
  if (setter === functionAround(use)) {
    const how = reaches(node, use, home);
    // A function may be called again.
    return closure && how === 'never' ? 'maybe' : how;
  }
  const made = functionAround(use) === owner ? closureAround(node, owner) : undefined;
  // What is made behind a place, or on another way, is not called before it.
  if (made && isMadeInPlace(made) && reaches(made, use, home) === 'never') return 'never';
  if (setter !== owner || !closure || !isMadeInPlace(closure)) return 'maybe';
  // It may be called when what follows it is done.
  return reaches(node, closure, home) === 'always' ? 'always' : 'maybe';
}

/** `name = value` for `value`, `[name] = value` for `[name]`; `name += value` for itself. */
function assignmentOf(value: ts.Expression, name: string): ts.Node {
  const isItself = isAssignment(value) && compiler.isIdentifier(value.left) && value.left.text === name;
  return isItself || !isAssignment(value.parent) ? value : value.parent;
}

/** Whether a place is in a `$: …` of Svelte, which runs again whenever what it uses has changed, and in an order of its own. */
function isReactive(node: ts.Node, owner: ts.Node): boolean {
  for (let at = node; at && at !== owner; at = at.parent)
    if (compiler.isLabeledStatement(at) && at.label.text === '$') return true;
  return false;
}

function isFilling(node: ts.Node): node is ts.BinaryExpression {
  if (!compiler.isBinaryExpression(node)) return false;
  const { kind } = node.operatorToken;
  return (
    kind === compiler.SyntaxKind.QuestionQuestionEqualsToken || kind === compiler.SyntaxKind.BarBarEqualsToken
  );
}

/** Whether a function exists from where it is written: one that is declared, or a method, may be called before. */
function isMadeInPlace(node: ts.Node): boolean {
  return compiler.isArrowFunction(node) || compiler.isFunctionExpression(node);
}

/** The block in which each run of it declares a name anew. */
function homeOf(declaration: Declaration): ts.Node {
  const list = declaration.parent;
  if (!compiler.isVariableDeclarationList(list)) return list;
  return list.flags & compiler.NodeFlags.BlockScoped ? list.parent.parent : functionAround(declaration);
}
