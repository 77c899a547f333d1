import type ts from 'typescript';
import { isOfSaga } from '../functions/effects.ts';
import { isFunction } from '../functions/naming.ts';
import { calleeName } from '../functions/returns.ts';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { nameText, unwrapped, wrapped } from '../programs/syntax.ts';

/** Effects of a saga by which a function takes each action of a type, or of one of several. */
const takingEffects = new Set(['takeEvery', 'takeLatest', 'takeLeading', 'throttle', 'debounce']);

/** Functions that pick the actions of some types out of a stream. */
const picking = new Set(['ofType', 'isOfType', 'isActionOf']);

/** Operators of a stream that hand on what they are given, and those whose function is given it. */
const passing = new Set('tap do filter delay debounceTime throttleTime take distinctUntilChanged'.split(' '));
const running = new Set('tap do filter map switchMap mergeMap concatMap exhaustMap flatMap'.split(' '));

/**
 * The types of the actions that a function takes where it stands: as the worker of a saga, the function of a stream, the effect
 * of a listener, or a middleware, which takes those that it compares with. Nothing where it takes none.
 */
export function typesTaken(node: ts.Node, program: Program): readonly ts.Expression[] {
  return typesWritten(node, program).map(creatorAsked);
}

/** `sent` of `getType(sent)`, which hands back the type of what that makes. */
function creatorAsked(type: ts.Expression): ts.Expression {
  const at = unwrapped(type);
  const [creator, ...others] =
    compiler.isCallExpression(at) && calleeName(at) === 'getType' ? at.arguments : [];
  return creator && others.length === 0 ? creator : type;
}

function typesWritten(node: ts.Node, program: Program): readonly ts.Expression[] {
  const at = wrapped(node);
  const { parent } = at;
  if (compiler.isCallExpression(parent) && parent.arguments.includes(at as ts.Expression))
    return bySaga(parent, at, program) ?? byStream(parent) ?? [];
  const option = compiler.isMethodDeclaration(at) ? at : parent;
  if (compiler.isPropertyAssignment(option) || compiler.isMethodDeclaration(option))
    return byListener(option);
  return isFunction(node) && compiler.isArrowFunction(parent) ? comparedBy(node, parent) : [];
}

/** `takeEvery(type, worker)`, `throttle(100, type, worker)`. */
function bySaga(call: ts.CallExpression, worker: ts.Node, program: Program) {
  if (!isOfSaga(call.expression, program, takingEffects)) return undefined;
  const at = call.arguments.indexOf(worker as ts.Expression);
  const type = call.arguments[at - 1];
  return type && at <= 2 ? listed(type) : undefined;
}

/** `actions$.pipe(ofType(type), tap(worker))` */
function byStream(operator: ts.CallExpression): readonly ts.Expression[] | undefined {
  const pipe = operator.parent;
  if (!running.has(calleeName(operator)) || !compiler.isCallExpression(pipe)) return undefined;
  if (calleeName(pipe) !== 'pipe') return undefined;
  const before = pipe.arguments.slice(0, pipe.arguments.indexOf(operator)).map(unwrapped);
  const types = before.flatMap((each) => pickedBy(each) ?? []);
  const isPlain = before.every(
    (each) => pickedBy(each) || (compiler.isCallExpression(each) && passing.has(calleeName(each))),
  );
  return isPlain ? types : undefined;
}

/** The types of `ofType(type)` and `filter(isOfType(type))`. */
function pickedBy(node: ts.Expression): readonly ts.Expression[] | undefined {
  if (!compiler.isCallExpression(node)) return undefined;
  if (picking.has(calleeName(node))) return node.arguments.flatMap(listed);
  const [first] = calleeName(node) === 'filter' ? node.arguments : [];
  return first && !isFunction(first) ? pickedBy(unwrapped(first)) : undefined;
}

/** `startListening({ actionCreator: sent, effect: worker })` */
function byListener(option: ts.PropertyAssignment | ts.MethodDeclaration): readonly ts.Expression[] {
  const { parent } = option;
  if (nameText(option.name) !== 'effect' || !compiler.isObjectLiteralExpression(parent)) return [];
  const call = parent.parent;
  if (
    !compiler.isCallExpression(call) ||
    !/(^|[a-z])(startListening|startAppListening|addListener)$/i.test(calleeName(call))
  )
    return [];
  const type = parent.properties.find((each) =>
    ['actionCreator', 'type'].includes((each.name && nameText(each.name)) ?? ''),
  );
  return type && compiler.isPropertyAssignment(type) ? [type.initializer] : [];
}

/** The types that a middleware, `(store) => (next) => (action) => …`, compares the action's with. */
function comparedBy(node: ts.FunctionLikeDeclaration, next: ts.ArrowFunction): readonly ts.Expression[] {
  const [action] = node.parameters;
  const [handOn] = next.parameters;
  const isCurried = compiler.isArrowFunction(next.parent) || compiler.isReturnStatement(next.parent);
  if (!action || !handOn || !isCurried || !node.body) return [];
  const [given, handed] = [action.name.getText(), handOn.name.getText()];
  if (!new RegExp(`(?<![\\w$.])${escaped(handed)}\\(\\s*${escaped(given)}\\s*\\)`).test(node.body.getText()))
    return [];
  return comparedWith(node.body, `${given}.type`);
}

function escaped(name: string): string {
  return name.replaceAll('$', '\\$');
}

/** What an expression is compared with in a body, by `switch`, `===` or `==`. */
function comparedWith(body: ts.Node, text: string): readonly ts.Expression[] {
  const found: ts.Expression[] = [];
  const isMeant = (node: ts.Expression) => unwrapped(node).getText() === text;
  const visit = (node: ts.Node): void => {
    if (compiler.isSwitchStatement(node) && isMeant(node.expression))
      for (const clause of node.caseBlock.clauses)
        if (compiler.isCaseClause(clause)) found.push(clause.expression);
    if (compiler.isBinaryExpression(node) && /^={2,3}$/.test(node.operatorToken.getText())) {
      if (isMeant(node.left)) found.push(node.right);
      else if (isMeant(node.right)) found.push(node.left);
    }
    compiler.forEachChild(node, visit);
  };
  visit(body);
  return found;
}

/** The elements of a list that is written out; anything else as it is. */
function listed(node: ts.Expression): readonly ts.Expression[] {
  const list = unwrapped(node);
  return compiler.isArrayLiteralExpression(list) ? list.elements : [list];
}
