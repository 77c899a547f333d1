import type ts from 'typescript';
import { restArguments } from '../functions/frames.ts';
import { resultsOf } from '../functions/returns.ts';
import { compiler } from '../programs/compiler.ts';
import { isAsserted, nameText, unwrapped, wrapped } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import type { Located, Project } from '../project/project.ts';
import { fieldGiven } from '../sharing/angular-inputs.ts';
import { givenProps } from '../sharing/class-props.ts';
import { declaredType } from '../types/declared.ts';
import { membersOfType } from '../types/members.ts';
import { alternativesOf } from './alternatives.ts';
import { evaluate } from './evaluate.ts';
import { enumOf } from './namespaces.ts';
import { deepestParts, nameTexts, objectLiteralOf, propsOf, restOf } from './objects.ts';
import { isOnlyRead } from './only-read.ts';
import { holdsState } from './platform.ts';
import { isPutInto } from './puts.ts';
import { plainKey, writesToHolder } from './writes.ts';

const deepest = 24;

/** Whether an object is known through and through and has no such property. */
export function lacks(project: Project, from: Located, key: string, depth = 0): boolean {
  return project.nested(
    `lacks ${key}`,
    from,
    { depth, deepest },
    () => hasNone(project, from, key, depth),
    false,
  );
}

function hasNone(project: Project, from: Located, key: string, depth: number): boolean {
  const input = fieldGiven(project, from, key);
  if (input) return input === 'absent';
  const preset = givenProps(project, from)?.defaults;
  if (preset && !lacks(project, preset, key, depth + 1)) return false;
  const props = propsOf(project, from);
  if (props)
    return props.node.properties.every((each) =>
      compiler.isJsxSpreadAttribute(each)
        ? lacks(project, { node: each.expression, program: props.program }, key, depth + 1)
        : each.name.getText() !== key,
    );
  if (holdsState(project, from, key)) return false;
  const inner = unwrapped(from.node);
  // `rest[0]` of a caller that gives nothing for it.
  const named = compiler.isIdentifier(inner) ? bindingOf(project, from.program, inner) : undefined;
  const given = named && restArguments(named);
  if (given && !given.more && /^\d+$/.test(key)) return Number(key) >= given.known.length;
  if (compiler.isArrayLiteralExpression(inner) && /^\d+$/.test(key))
    return (
      Number(key) >= inner.elements.length &&
      !inner.elements.some(compiler.isSpreadElement) &&
      !mayGrow(project, { node: inner, program: from.program })
    );
  // What is spread on a condition is the right side, or nothing.
  if (isAnd(inner)) return lacks(project, { node: inner.right, program: from.program }, key, depth + 1);
  const rest = restOf(project, from);
  if (rest) return rest.without.includes(key) || lacks(project, rest.from, key, depth + 1);
  const names = enumOf(project, from);
  // What a number stands for is the name of a member.
  if (names) return !/^-?\d/.test(key) && names.node.members.every(({ name }) => nameText(name) !== key);
  const object = objectLiteralOf(project, from, depth);
  if (!object) {
    const all = alternativesOf(project, from, depth + 1);
    if (all.every((each) => each.node !== from.node))
      return all.every((each) => lacks(project, each, key, depth + 1));
    // Whoever says that a result is of another type knows more of it.
    const results =
      depth <= deepestParts && compiler.isCallExpression(inner) && !isAsserted(from.node)
        ? resultsOf(project, { node: inner, program: from.program })
        : [];
    if (results.length > 0) return results.every((each) => lacks(project, each, key, depth + 1));
  }
  if (!object) return isNoObject(project, from) || isTypedWithout(project, from, key, depth);
  if (mayBeGiven(project, object, key, depth)) return false;
  return isWrittenWithout(project, object as Located<ts.ObjectLiteralExpression>, key, depth);
}

/** Whether no such property stands in an object that is written out, whatever is done to it later. */
export function isWrittenWithout(
  project: Project,
  { node, program }: Located<ts.ObjectLiteralExpression>,
  key: string,
  depth = 0,
): boolean {
  return node.properties.every((each) => {
    if (compiler.isSpreadAssignment(each))
      return lacks(project, { node: each.expression, program }, key, depth + 1);
    const names = each.name && nameTexts(project, { node: each.name, program });
    // Whatever that is an object of has more.
    if (names?.includes('__proto__')) return false;
    return names !== undefined && !names.includes(key);
  });
}

/** Whether a property may have been given later, perhaps under a name that is not known, to an object that is written without it. */
function mayBeGiven(project: Project, { node, program }: Located, key: string, depth: number): boolean {
  if (project.shared.additions.mayAdd(project, { node, program }, { key })) return true;
  return writesToHolder(program, node).some((write) => {
    if (write.kind === 'escape') return !isOnlyRead(project, write, program);
    if (write.kind === 'assign')
      return !write.sources.every((each) => lacks(project, { node: each, program }, key, depth + 1));
    return write.kind === 'set' && (plainKey(write) ?? key) === key;
  });
}

/** Whether elements may be added to a list that is written there: it is kept under a name that something else is done to than reading. */
function mayGrow(project: Project, { node, program }: Located<ts.ArrayLiteralExpression>): boolean {
  const { parent } = wrapped(node);
  if (compiler.isVariableDeclaration(parent))
    return (
      isPutInto(program, parent.name) ||
      writesToHolder(program, node).some(
        (write) => write.kind !== 'escape' || !isOnlyRead(project, write, program),
      )
    );
  // What holds it otherwise is not looked at: a list that begins empty is one to put something into.
  const isHeld =
    compiler.isPropertyAssignment(parent) ||
    compiler.isPropertyDeclaration(parent) ||
    (compiler.isBinaryExpression(parent) && parent.operatorToken.kind === compiler.SyntaxKind.EqualsToken);
  return isHeld && node.elements.length === 0;
}

/** Whether an expression is its right side, or what is not true: `isNew && { details }`. */
export function isAnd(node: ts.Node): node is ts.BinaryExpression {
  return (
    compiler.isBinaryExpression(node) &&
    node.operatorToken.kind === compiler.SyntaxKind.AmpersandAmpersandToken
  );
}

/** The type that an object is declared to have lists its properties, and this is none of them. */
export function isTypedWithout(project: Project, from: Located, key: string, depth: number): boolean {
  const type = declaredType(project, from);
  const members = type && membersOfType(project, type, depth);
  return members !== undefined && !members.open && !members.members.has(key);
}

/** A number has no properties of its own, and nothing has none at all. */
function isNoObject(project: Project, from: Located): boolean {
  const { types } = evaluate(project, from);
  return types.every((type) => type === 'boolean' || type === 'number' || type === 'null');
}
