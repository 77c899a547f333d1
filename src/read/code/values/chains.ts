import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import { unwrapped } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import type { Facts } from '../project/facts.ts';
import type { Located, Project } from '../project/project.ts';
import { alternativesOf } from './alternatives.ts';
import { ruledBy } from './conditions.ts';
import { evaluate } from './evaluate.ts';
import { changesOf } from './narrowing.ts';
import { objectLiteralOf } from './objects.ts';
import { isPicked } from './picked.ts';

/** Names that stand for others are followed so far. */
const deepest = 8;

/**
 * What is known of an expression that may end before its last step: `user?.name.trim()` is undefined where there is no user,
 * whatever its last step returns.
 */
export function endingEarly(project: Project, at: Located, facts: Facts): Facts {
  if (facts.optional || !compiler.isOptionalChain(at.node)) return facts;
  return mayEndEarly(project, at) ? { ...facts, optional: true } : facts;
}

function mayEndEarly(project: Project, { node, program }: Located): boolean {
  let link = node;
  while (compiler.isOptionalChain(link)) {
    const object = { node: link.expression, program };
    // What follows on what is there is reached.
    if (isRuledToBe(project, object)) return false;
    const isAsked = !compiler.isNonNullChain(link) && link.questionDotToken !== undefined;
    if (isAsked && !isSomething(project, object, 0) && !isWritten(project, object)) return true;
    link = link.expression;
  }
  return false;
}

/** Whether conditions say that an expression is something where it is used. */
function isRuledToBe(project: Project, { node, program }: Located): boolean {
  const changes = changesOf(project, { node, program });
  const { isNull, isUndefined } = ruledBy(node, node.getText(), changes);
  return isNull && isUndefined && changes !== undefined;
}

/** Whether an expression is something by how it is made: `name || 'none'`, a template, or a constant that is one. */
function isSomething(project: Project, { node, program }: Located, depth: number): boolean {
  if (depth > deepest) return false;
  const of = (next: ts.Expression) => isSomething(project, { node: next, program }, depth + 1);
  const at = unwrapped(node);
  if (compiler.isConditionalExpression(at)) return of(at.whenTrue) && of(at.whenFalse);
  if (compiler.isBinaryExpression(at)) {
    const { kind } = at.operatorToken;
    const isEither =
      kind === compiler.SyntaxKind.BarBarToken || kind === compiler.SyntaxKind.QuestionQuestionToken;
    return isEither && of(at.right);
  }
  if (!compiler.isIdentifier(at))
    return (
      compiler.isLiteralExpression(at) ||
      compiler.isTemplateExpression(at) ||
      compiler.isArrayLiteralExpression(at) ||
      compiler.isObjectLiteralExpression(at) ||
      compiler.isNewExpression(at)
    );
  const found = bindingOf(project, program, at);
  if (found?.binding.kind !== 'variable' || found.assigned.length > 0) return false;
  const { declaration, path } = found.binding;
  return (
    path?.length === 0 &&
    declaration.initializer !== undefined &&
    isSomething(project, { node: declaration.initializer, program: found.program }, depth + 1)
  );
}

/** `MAP?.NAME` of a map that is there is never undefined. */
function isWritten(project: Project, object: Located): boolean {
  const isMap = alternativesOf(project, object, 0).every((each) => objectLiteralOf(project, each));
  // What a function hands back may be nothing in some cases.
  return isMap && !isPicked(project, object) && !evaluate(project, object).optional;
}
