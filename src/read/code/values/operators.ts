import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import { unwrapped } from '../programs/syntax.ts';
import { isAssignment } from '../programs/targets.ts';
import {
  type Facts,
  isUnknown,
  literal,
  mostValues,
  ofTypes,
  someText,
  union,
  unknown,
  without,
} from '../project/facts.ts';

/** Evaluates a part of the expression at hand. */
export type Again = (node: ts.Expression) => Facts;

/** What a literal is; undefined for other expressions. */
export function literalFacts(node: ts.Expression): Facts | undefined {
  if (compiler.isStringLiteralLike(node)) return literal(node.text);
  if (compiler.isNumericLiteral(node)) return literal(Number(node.text));
  switch (node.kind) {
    case compiler.SyntaxKind.TrueKeyword:
      return literal(true);
    case compiler.SyntaxKind.FalseKeyword:
      return literal(false);
    case compiler.SyntaxKind.NullKeyword:
      return literal(null);
    case compiler.SyntaxKind.BigIntLiteral:
      return ofTypes('bigint');
    case compiler.SyntaxKind.RegularExpressionLiteral:
      return ofTypes('object');
    case compiler.SyntaxKind.ArrowFunction:
    case compiler.SyntaxKind.FunctionExpression:
    case compiler.SyntaxKind.ClassExpression:
      return ofTypes('function');
    default:
      return undefined;
  }
}

/** `${…}`: every text that its parts can make. */
export function template(node: ts.TemplateExpression, again: Again): Facts {
  let texts = [node.head.text];
  for (const { expression, literal: tail } of node.templateSpans) {
    const part = again(expression);
    if (!part.complete || part.optional || part.values.length * texts.length > mostValues)
      return someText(part.why ?? `a template of \`${expression.getText()}\``);
    texts = texts.flatMap((text) => part.values.map((value) => `${text}${String(value)}${tail.text}`));
  }
  return union(texts.map(literal));
}

/** What a binary operator makes of its sides. */
export function binary(node: ts.BinaryExpression, again: Again): Facts {
  const { left, operatorToken, right } = node;
  switch (operatorToken.kind) {
    case compiler.SyntaxKind.QuestionQuestionEqualsToken:
    case compiler.SyntaxKind.QuestionQuestionToken: {
      const first = again(left);
      const rest = without(first, (value) => value === null, ['null']);
      if (first.types.length === 0) return again(right);
      const isThere = !mayBeNothing(first) && !first.types.includes('null') && !isUnknown(first);
      return isThere ? first : union([surely(rest), ...orElse(first, right, again)]);
    }
    case compiler.SyntaxKind.BarBarEqualsToken:
    case compiler.SyntaxKind.BarBarToken: {
      const first = again(left);
      const truth = truthOf(first);
      if (truth !== undefined) return truth ? first : again(right);
      const rest = without(first, (value) => !value, ['null']);
      return union([surely(rest), ...orElse(first, right, again)]);
    }
    case compiler.SyntaxKind.AmpersandAmpersandEqualsToken:
    case compiler.SyntaxKind.AmpersandAmpersandToken: {
      const first = again(left);
      const truth = truthOf(first);
      if (truth !== undefined) return truth ? again(right) : first;
      // Objects and dates are never falsy: where they are tested, what comes through is the right side or nothing.
      const falsy = without(first, Boolean, ['object', 'object[]', 'array', 'date', 'function', 'symbol']);
      return union([falsy, again(right)]);
    }
    case compiler.SyntaxKind.CommaToken:
    case compiler.SyntaxKind.EqualsToken:
      return again(right);
    case compiler.SyntaxKind.PlusEqualsToken:
    case compiler.SyntaxKind.PlusToken:
      return sum(again(left), again(right));
    case compiler.SyntaxKind.MinusToken:
    case compiler.SyntaxKind.AsteriskToken:
    case compiler.SyntaxKind.SlashToken:
    case compiler.SyntaxKind.PercentToken:
    case compiler.SyntaxKind.AsteriskAsteriskToken:
    case compiler.SyntaxKind.AmpersandToken:
    case compiler.SyntaxKind.BarToken:
    case compiler.SyntaxKind.CaretToken:
    case compiler.SyntaxKind.LessThanLessThanToken:
    case compiler.SyntaxKind.GreaterThanGreaterThanToken:
    case compiler.SyntaxKind.GreaterThanGreaterThanGreaterThanToken:
      return again(left).types.includes('bigint') ? ofTypes('bigint') : ofTypes('number');
    default:
      if (!isAssignment(node)) return ofTypes('boolean');
      return again(right).types.includes('bigint') ? ofTypes('bigint') : ofTypes('number');
  }
}

/** What stands in for something that is not there: an empty list that stands in for a list says nothing of what that holds. */
function orElse({ types }: Facts, node: ts.Expression, again: Again): readonly Facts[] {
  const inner = unwrapped(node);
  const isEmpty = compiler.isArrayLiteralExpression(inner) && inner.elements.length === 0;
  return isEmpty && types.some((type) => type === 'array' || type === 'object[]') ? [] : [again(node)];
}

function sum(left: Facts, right: Facts): Facts {
  const isText = ({ types }: Facts) =>
    types.length > 0 && types.every((type) => type === 'string' || type === 'date');
  const few = left.complete && right.complete && left.values.length * right.values.length <= mostValues;
  if (isText(left) || isText(right)) {
    const isThere = ({ types, optional }: Facts) => types.length > 0 && !optional;
    const text = () => someText(left.why ?? right.why ?? 'a text that is put together');
    // Nothing and a number make no text.
    const isSure = [left, right].some((each) => isText(each) && isThere(each));
    if (!isSure) return union([text(), ofTypes('number')]);
    if (!few || !isThere(left) || !isThere(right)) return text();
    return union(left.values.flatMap((a) => right.values.map((b) => literal(`${String(a)}${String(b)}`))));
  }
  const numbers = [...left.types, ...right.types].every((type) => type === 'number');
  return numbers ? ofTypes('number') : unknown(left.why ?? right.why ?? 'a sum');
}

function mayBeNothing({ optional, mayBeNone = false }: Facts): boolean {
  return optional || mayBeNone;
}

/** What is known of a value that is there. */
function surely({ mayBeNone, ...facts }: Facts): Facts {
  return { ...facts, optional: false };
}

const alwaysTrue = new Set(['object', 'object[]', 'array', 'date', 'function', 'symbol']);

/** Whether a value is certainly true or certainly false where it is tested. */
export function truthOf(facts: Facts): boolean | undefined {
  const { types, values, complete } = facts;
  const optional = mayBeNothing(facts);
  if (types.length === 0) return false;
  if (!optional && types.every((type) => alwaysTrue.has(type))) return true;
  if (!complete) return undefined;
  if (values.every((value) => !value)) return false;
  return !optional && values.every(Boolean) ? true : undefined;
}

/** `!a`, `-a`, `+a`, `~a`, `++a`. */
export function unary({ operator, operand }: ts.PrefixUnaryExpression, again: Again): Facts {
  const facts = again(operand);
  if (operator === compiler.SyntaxKind.ExclamationToken) {
    const truth = truthOf(facts);
    return truth === undefined ? ofTypes('boolean') : literal(!truth);
  }
  if (facts.types.includes('bigint')) return ofTypes('bigint');
  const sign =
    operator === compiler.SyntaxKind.MinusToken
      ? -1
      : operator === compiler.SyntaxKind.PlusToken
        ? 1
        : undefined;
  const numbers = facts.values.filter((value): value is number => typeof value === 'number');
  if (sign === undefined || !facts.complete || numbers.length !== facts.values.length)
    return ofTypes('number');
  return union(numbers.map((value) => literal(sign * value)));
}

/** An array of objects, or one that no attribute can be. */
export function array(
  { elements }: ts.ArrayLiteralExpression,
  again: Again,
  ofSpread: (list: ts.Expression) => Facts | undefined,
): Facts {
  const facts = elements.map((element) =>
    compiler.isSpreadElement(element)
      ? (ofSpread(element.expression) ?? unknown('a spread'))
      : again(element),
  );
  if (facts.some(({ types }) => types.includes('unknown'))) return unknown('an array of unknown elements');
  return ofTypes(facts.every(({ types }) => types.every((type) => type === 'object')) ? 'object[]' : 'array');
}
