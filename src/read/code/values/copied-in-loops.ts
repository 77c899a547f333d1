import type ts from 'typescript';
import type { Facts } from '../project/facts.ts';
import type { Located, Project } from '../project/project.ts';
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
  { each, made, nameOf, listedBy, isPart, withoutNull }: CopyingLoop,
  before: ObjectFacts,
  depth: number,
): ObjectFacts | undefined {
  const names = listedBy && namesOf(project, { node: listedBy, program }, depth);
  if (listedBy && !names) return undefined;
  const isItself = each.object.getText() === node.text;
  const whole = isItself ? before : objectFacts(project, { node: each.object, program }, depth + 1);
  const asked = withoutNull ? notNull : (facts: Facts) => facts;
  const change = (facts: Facts) => changed(made, each, asked(facts));
  const copied = changedBy(names ? onlyThose(whole, names) : whole, { source: each.object, change, isPart });
  const { properties } = some([...copied.properties].map(([name, property]) => [nameOf(name), property]));
  return overlaid(before, { ...copied, properties });
}

function namesOf(project: Project, at: Located, depth: number): readonly string[] | undefined {
  const { complete, values } = evaluate(project, at, depth + 1);
  return complete && values.length > 0 ? values.map(String) : undefined;
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
