import type ts from 'typescript';
import { type Facts, isUnknown, nothing, ofTypes, unknown } from '../project/facts.ts';
import type { Located, Project } from '../project/project.ts';
import type { AskedType } from './asked-in-loops.ts';
import { objectFacts } from './attributes.ts';
import { type ObjectFacts, overlaid, some } from './building.ts';
import { changedBy, onlyThose } from './copied.ts';
import { changed } from './copying.ts';
import type { CopyingLoop } from './copying-loops.ts';
import { evaluate } from './evaluate.ts';

/**
 * What a loop copies to an object: of each property of the other object what is made of it, under the same key. Undefined where it is
 * not known which keys it runs through. `node`: the name of the object that is copied to, of which `before` is known: it may be copied to itself.
 */
export function copiedInLoop(
  project: Project,
  { node, program }: Located<ts.Identifier>,
  { each, made, nameOf, listedBy, isPart, withoutNull, ofType }: CopyingLoop,
  before: ObjectFacts,
  depth: number,
): ObjectFacts | undefined {
  const names = listedBy && namesOf(project, { node: listedBy, program }, depth);
  if (listedBy && !names) return undefined;
  const isItself = each.object.getText() === node.text;
  const whole = isItself ? before : objectFacts(project, { node: each.object, program }, depth + 1);
  const asked = (facts: Facts) =>
    ofType ? ofAskedType(facts, ofType) : withoutNull ? notNull(facts) : facts;
  const at = { node: made, program };
  const change = (facts: Facts) => {
    const left = facts.types.length === 0 ? facts : asked(facts);
    if (left.types.length === 0) return left;
    const known = changed(made, each, left);
    return isUnknown(known) ? (ofOneType(evaluate(project, at, depth + 1)) ?? known) : known;
  };
  const copied = changedBy(names ? listedOf(whole, names, at) : whole, {
    source: each.object,
    change,
    isPart,
  });
  const { properties } = some([...copied.properties].map(([name, property]) => [nameOf(name), property]));
  return overlaid(before, { ...copied, properties });
}

/** Of an object the properties that are listed; of one that is not known through and through any of them may be there. */
function listedOf(whole: ObjectFacts, names: readonly string[], at: Located): ObjectFacts {
  const others = whole.open ? names.filter((name) => !whole.properties.has(name)) : [];
  const facts = unknown(whole.why ?? 'an object that is not known');
  const perhaps = some(others.map((name) => [name, { key: at, value: at, facts, optional: true }]));
  const { properties } = onlyThose(whole, names);
  return overlaid(perhaps, { properties, open: false, why: undefined });
}

/** The type that a value has for every key, if it is one. */
function ofOneType({ types }: Facts): Facts | undefined {
  const [only, ...others] = types;
  return only !== undefined && only !== 'unknown' && others.length === 0 ? ofTypes(only) : undefined;
}

function namesOf(project: Project, at: Located, depth: number): readonly string[] | undefined {
  const { complete, values } = evaluate(project, at, depth + 1);
  return complete && values.length > 0 ? values.map(String) : undefined;
}

/** What is left of a value that is asked for its type: nothing of one of other types. */
function ofAskedType(facts: Facts, type: AskedType): Facts {
  if (type === 'other') return isUnknown(facts) ? facts : unknown('what its type makes of it');
  if (facts.types.includes('unknown')) return ofTypes(type);
  return facts.types.includes(type) ? { ...ofTypes(type), optional: true } : nothing;
}

/** What is left of a value that may be null; where it is, nothing is set. */
function notNull(facts: Facts): Facts {
  if (!facts.types.includes('null')) return facts;
  return {
    ...facts,
    types: facts.types.filter((type) => type !== 'null'),
    values: facts.values.filter((value) => value !== null),
    optional: true,
  };
}
