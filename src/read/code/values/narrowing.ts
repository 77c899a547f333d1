import type ts from 'typescript';
import { type SeenType, typeOfValue } from '../../../model/attribute-type.ts';
import { compiler } from '../programs/compiler.ts';
import { functionAround } from '../programs/flow.ts';
import { unwrapped } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import { type Facts, isUnknown, literal, ofTypes, someText, union } from '../project/facts.ts';
import type { FoundBinding, Located, Project } from '../project/project.ts';
import { type Ruled, ruledBy, ruledIf } from './conditions.ts';
import { evaluate } from './evaluate.ts';
import { isReset, mayBeSetByKey } from './writes.ts';

/** What every error has that is a text. */
const errorTexts = new Set(['message', 'name', 'stack']);

/**
 * What a name or property can be where it is used, without what conditions around it and before it rule out. What would
 * leave nothing stays as it is: the value is another than the one that was looked at.
 */
export function narrowed(project: Project, at: Located, facts: Facts): Facts {
  const { node } = at;
  const isSettled = facts.complete && facts.values.length < 2;
  if (isSettled && !facts.optional && !facts.types.includes('null') && !isUnknown(facts)) return facts;
  if (!compiler.isIdentifier(node) && !compiler.isPropertyAccessExpression(node)) return facts;
  if (!node.parent) return facts;
  const changes = changesOf(project, at);
  const ruled = ruledBy(node, node.getText(), changes);
  if (isUnknown(facts) && isErrorText(project, at)) return someText(`the text of an error`);
  return changes ? leftBy(project, at, facts, ruled) : facts;
}

/** What a name is that was set to something before, by the time it is used: nothing of it where a condition surely had it replaced. */
export function stillHeld(
  project: Project,
  at: Located<ts.Identifier>,
  { replacedIf = [] }: FoundBinding,
  set: ts.Node,
  facts: Facts,
): readonly Facts[] {
  let left = facts;
  for (const { node, condition, value } of replacedIf) {
    if (set.end > node.pos || functionAround(set) !== functionAround(node)) continue;
    const ruled = ruledIf(condition, !value, at.node.text);
    if (isNoneLeft(project, at, left, ruled)) return [];
    left = leftBy(project, at, left, ruled);
  }
  return [left];
}

/** Whether what conditions say leaves none of the values. */
function isNoneLeft(project: Project, { program }: Located, facts: Facts, ruled: Ruled): boolean {
  const { types, values, complete, optional } = facts;
  if (optional && !ruled.isUndefined) return false;
  const isLeft = (value: unknown) => (value === null ? !ruled.isNull : !ruled.isTrue || Boolean(value));
  const others = values.filter(isLeft);
  if (others.length === 0) return complete || (types.length > 0 && types.every((type) => type === 'null'));
  const isOneOf = (list: readonly ts.Expression[], value: unknown) => {
    const known = union(list.map((node) => evaluate(project, { node, program })));
    return !known.complete || known.optional ? undefined : known.values.includes(value);
  };
  return (
    complete &&
    others.every(
      (value) =>
        ruled.among.some((list) => isOneOf(list, value) === false) ||
        ruled.without.some((node) => isOneOf([node], value) === true),
    )
  );
}

/** What conditions leave of a value. */
function leftBy(project: Project, at: Located, facts: Facts, ruled: Ruled): Facts {
  const isListed = ruled.among.length > 0 || ruled.without.length > 0;
  const isTyped = ruled.type !== undefined || ruled.otherTypes.length > 0;
  if (!ruled.isNull && !ruled.isUndefined && !isTyped && !isListed) return facts;
  if (ruled.type && isUnknown(facts)) return ofTypes(ruled.type);
  const there = withoutFalse(withoutNothing(facts, ruled), ruled);
  const left = isTyped ? ofRuledType(there, ruled) : there;
  return isListed ? listed(project, at, left, ruled) : left;
}

/** What is left of a value of one of several types. */
function ofRuledType(facts: Facts, { type, otherTypes }: Ruled): Facts {
  const isLeft = (each: SeenType) => (type === undefined ? !otherTypes.includes(each) : each === type);
  const types = facts.types.filter(isLeft);
  if (types.length === 0) return type && facts.types.includes('unknown') ? ofTypes(type) : facts;
  return { ...facts, types, values: facts.values.filter((value) => isLeft(typeOfValue(value))) };
}

function withoutNothing(facts: Facts, ruled: Ruled): Facts {
  const types = facts.types.filter((type) => type !== 'null' || !ruled.isNull);
  if (types.length === 0) return facts;
  return {
    ...facts,
    types,
    values: ruled.isNull ? facts.values.filter((value) => value !== null) : facts.values,
    optional: facts.optional && !ruled.isUndefined,
  };
}

/** What is left of several values where it is asked first whether it is any. */
function withoutFalse(facts: Facts, { isTrue }: Ruled): Facts {
  const values = isTrue ? facts.values.filter(Boolean) : facts.values;
  if (values.length === facts.values.length || values.length === 0) return facts;
  return facts.complete ? { ...union(values.map(literal)), optional: false } : { ...facts, values };
}

/** Only the values that comparisons leave: those that it was found to be one of, without those that it is none of. */
function listed(project: Project, { program }: Located, facts: Facts, ruled: Ruled): Facts {
  const isPlain = facts.types.every((type) => ['string', 'number', 'boolean', 'unknown'].includes(type));
  if (!isPlain) return facts;
  let left = facts;
  for (const list of ruled.among) {
    const known = union(list.map((node) => evaluate(project, { node, program })));
    if (!known.complete || known.optional || known.values.length === 0) continue;
    const values = left.complete ? left.values.filter((each) => known.values.includes(each)) : known.values;
    if (values.length > 0) left = { ...union(values.map(literal)), optional: false };
  }
  if (!left.complete || left.optional) return left;
  const excluded = ruled.without.flatMap((node) => {
    const { complete, optional, values } = evaluate(project, { node, program });
    return complete && !optional && values.length === 1 ? values : [];
  });
  const values = left.values.filter((each) => !excluded.includes(each));
  return values.length > 0 && values.length < left.values.length ? union(values.map(literal)) : left;
}

/** `error.message` where conditions say that it is an error. */
function isErrorText(project: Project, { node, program }: Located): boolean {
  if (!compiler.isPropertyAccessExpression(node) || !errorTexts.has(node.name.text)) return false;
  const error = node.expression;
  return ruledBy(node, error.getText()).isError && !mayChange(project, { node: error, program });
}

/**
 * Where a value is set that conditions are asked about, all of it in the function that uses it and makes it; undefined where it may
 * be set elsewhere.
 */
export function changesOf(project: Project, at: Located<ts.Expression>): readonly ts.Node[] | undefined {
  if (!mayChange(project, at)) return [];
  const name = unwrapped(at.node);
  const found = compiler.isIdentifier(name) ? bindingOf(project, at.program, name) : undefined;
  if (found?.binding.kind !== 'variable' && found?.binding.kind !== 'parameter') return undefined;
  const { assigned, binding } = found;
  const around = functionAround(name);
  const isLocal = [binding.declaration, ...assigned].every((each) => functionAround(each) === around);
  return isLocal ? assigned : undefined;
}

/** A condition on what has a longer path rules nothing out: whoever asks of each part of a very long one would never end. */
const longestPath = 16;

/** Whether a value may be another one by the time it is used: what is set again, itself or what holds it. */
export function mayChange(project: Project, { node, program }: Located<ts.Expression>): boolean {
  let at = unwrapped(node);
  for (let depth = 0; compiler.isPropertyAccessExpression(at); at = unwrapped(at.expression)) {
    const [object, property] = [at.expression.getText(), at.name.text];
    if (depth++ > longestPath || isReset(program, object, property)) return true;
    if (mayBeSetByKey(program, object, property)) return true;
  }
  if (at.kind === compiler.SyntaxKind.ThisKeyword) return false;
  if (!compiler.isIdentifier(at)) return true;
  return (bindingOf(project, program, at)?.assigned.length ?? 0) > 0;
}
