import type ts from 'typescript';
import { argumentOf } from '../functions/frames.ts';
import { compiler } from '../programs/compiler.ts';
import { unwrapped } from '../programs/syntax.ts';
import type { FoundBinding, Located, Project } from '../project/project.ts';
import { evaluate } from './evaluate.ts';
import { truthOf } from './operators.ts';

/**
 * What a parameter is where it is used, behind the one place that sets it where it was given nothing: what is given, or else
 * what it is set to. Undefined where it is set otherwise, or where it cannot be told which.
 */
export function filledArgument(
  project: Project,
  found: FoundBinding,
  use: ts.Node,
): Located | 'hidden' | undefined {
  const { binding, assigned, program } = found;
  const [value, ...others] = assigned;
  if (binding.kind !== 'parameter' || !value || others.length > 0 || use.pos < value.end) return undefined;
  const filling = fallbackIn(value, binding.name);
  const given = filling && argumentOf(project, { ...found, assigned: [] });
  if (!filling || given === undefined || given === 'hidden') return given && 'hidden';
  if (given === 'absent') return { node: filling, program };
  const facts = evaluate(project, given);
  if (truthOf(facts)) return given;
  // What is false, empty or null is not replaced by every such statement.
  return facts.types.every((type) => type === 'null') && truthOf(facts) === false && !isStrict(value)
    ? { node: filling, program }
    : undefined;
}

/** `{}` of `more = more || {}`, `more ??= {}`, and `if (!more) more = {}`. */
function fallbackIn(value: ts.Expression, name: string): ts.Expression | undefined {
  const at = unwrapped(value);
  if (compiler.isBinaryExpression(at) && isFilling(at.operatorToken.kind) && isNamed(at.left, name))
    return at.right;
  const statement = value.parent.parent;
  if (!compiler.isExpressionStatement(statement)) return undefined;
  const branch = compiler.isBlock(statement.parent) ? statement.parent : statement;
  const { parent } = branch;
  const isBranch = compiler.isIfStatement(parent) && parent.thenStatement === branch && !parent.elseStatement;
  return isBranch && isLack(unwrapped(parent.expression), name) ? value : undefined;
}

/** Whether null is left as it is: `if (more === undefined) more = {}`. */
function isStrict(value: ts.Expression): boolean {
  const around = value.parent.parent.parent;
  const test = compiler.isBlock(around) ? around.parent : around;
  return compiler.isIfStatement(test) && /===|typeof/.test(test.expression.getText());
}

/** `a || b`, `a ??= b`: what stands behind it takes the place of what is not there. */
export function isFilling(kind: ts.SyntaxKind): boolean {
  const { SyntaxKind } = compiler;
  return [
    SyntaxKind.BarBarToken,
    SyntaxKind.QuestionQuestionToken,
    SyntaxKind.BarBarEqualsToken,
    SyntaxKind.QuestionQuestionEqualsToken,
  ].includes(kind);
}

function isNamed(node: ts.Expression, name: string): boolean {
  const at = unwrapped(node);
  return compiler.isIdentifier(at) && at.text === name;
}

/** `!more`, `more == null`, `more === undefined`, `typeof more === 'undefined'`. */
function isLack(test: ts.Expression, name: string): boolean {
  if (compiler.isPrefixUnaryExpression(test))
    return test.operator === compiler.SyntaxKind.ExclamationToken && isNamed(test.operand, name);
  if (!compiler.isBinaryExpression(test) || !/^===?$/.test(test.operatorToken.getText())) return false;
  const of = compiler.isTypeOfExpression(test.left) ? test.left.expression : test.left;
  return isNamed(of, name) && /^(null|undefined|void 0|'undefined'|"undefined")$/.test(test.right.getText());
}
