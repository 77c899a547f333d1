import type ts from 'typescript';
import { referenceOf } from '../functions/reference.ts';
import { calleeName } from '../functions/returns.ts';
import type { Located, Project } from '../project/project.ts';
import { objectFacts } from './attributes.ts';
import { type ObjectFacts, type Property, present, withoutNames } from './building.ts';
import { type Copied, copiedBy } from './copying.ts';
import { elementsOf } from './elements.ts';
import { evaluate } from './evaluate.ts';

/**
 * An object that is made of another's properties under the same names, one by one or by a package's function that leaves some
 * out: `Object.keys(it).reduce(…, {})`, `omit(it, ['a'])`. Undefined for what other calls make.
 */
export function copiedObject(
  project: Project,
  { node, program }: Located<ts.CallExpression>,
  depth: number,
): ObjectFacts | undefined {
  const copied = copiedBy(node) ?? leftOut(project, { node, program });
  if (!copied) return undefined;
  const facts = objectFacts(project, { node: copied.source, program }, depth + 1);
  const { without, only } = copied as LeftOut;
  if (without) return withoutAll(facts, without);
  return only ? onlyThose(facts, only) : changedBy(facts, copied);
}

export function changedBy(facts: ObjectFacts, { change, isPart }: Copied): ObjectFacts {
  const changed = [...facts.properties].map(([name, property]): [string, Property] => {
    // What is undefined may be there all the same, and become something: `String(value)`.
    const isNone = property.facts.types.length === 0;
    return [
      name,
      { ...property, facts: change(property.facts), optional: property.optional || isPart || isNone },
    ];
  });
  return present({ ...facts, properties: new Map(changed) });
}

/** What a function of a package makes that leaves properties out. */
interface LeftOut extends Copied {
  readonly without?: readonly string[] | undefined;
  readonly only?: readonly string[] | undefined;
}

/** `pick(it, ['a', 'b'])`, `omit(it, 'a')`, `omitBy(it, isNil)`: as packages call them that take the object first. */
function leftOut(project: Project, { node, program }: Located<ts.CallExpression>): LeftOut | undefined {
  const name = calleeName(node);
  const [source, ...rest] = node.arguments;
  if (!source || !/^(?:pick|omit)(?:By)?$/.test(name)) return undefined;
  if (referenceOf(project, { node: node.expression, program })?.module === undefined) return undefined;
  const whole = { source, change: (facts: Property['facts']) => facts, isPart: name.endsWith('By') };
  if (whole.isPart)
    return evaluate(project, { node: source, program }).types.includes('function') ? undefined : whole;
  const keys = rest.flatMap(
    (each) => elementsOf(project, { node: each, program }) ?? [{ node: each, program }],
  );
  const names = keys
    .map((each) => evaluate(project, each))
    .flatMap(({ complete, values }) => (complete ? values : [undefined]));
  if (
    keys.length === 0 ||
    !names.every((each): each is string => typeof each === 'string' && !each.includes('.'))
  )
    return undefined;
  return name === 'pick' ? { ...whole, only: names } : { ...whole, without: names };
}

function withoutAll(facts: ObjectFacts, names: readonly string[]): ObjectFacts {
  return names.reduce((before, name) => withoutNames(before, [name]), facts);
}

/** Nothing but some properties, of which those that are not seen may be there where the object is not known. */
export function onlyThose(facts: ObjectFacts, names: readonly string[]): ObjectFacts {
  const kept = [...facts.properties].filter(([name]) => names.includes(name));
  const isKnown = !facts.open || names.every((name) => facts.properties.has(name));
  return { properties: new Map(kept), open: !isKnown, why: isKnown ? undefined : facts.why };
}
