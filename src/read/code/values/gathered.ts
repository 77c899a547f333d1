import type ts from 'typescript';
import { enter } from '../functions/frames.ts';
import { calleeName } from '../functions/returns.ts';
import { compiler } from '../programs/compiler.ts';
import { unwrapped } from '../programs/syntax.ts';
import { mostValues } from '../project/facts.ts';
import type { Located, Project } from '../project/project.ts';
import { objectFacts } from './attributes.ts';
import { either, type ObjectFacts, overlaid, type Property, some } from './building.ts';
import { elementsOf } from './elements.ts';
import { evaluate } from './evaluate.ts';
import { returnedBy } from './results.ts';

/**
 * An object that is put together of a list whose elements are known: `Object.fromEntries(names.map((name) => [name, 1]))`,
 * `names.reduce((all, name) => ({ ...all, [name]: 1 }), {})`. Undefined for what other calls make.
 */
export function gatheredObject(
  project: Project,
  { node, program }: Located<ts.CallExpression>,
  depth: number,
): ObjectFacts | undefined {
  const [first, second] = node.arguments;
  if (!first) return undefined;
  if (node.expression.getText() === 'Object.fromEntries')
    return ofPairs(project, { node: first, program }, depth);
  const callee = unwrapped(node.expression);
  const step = unwrapped(first);
  if (!second || calleeName(node) !== 'reduce' || !compiler.isPropertyAccessExpression(callee))
    return undefined;
  if (!compiler.isArrowFunction(step) && !compiler.isFunctionExpression(step)) return undefined;
  const start = { node: second, program };
  const elements = few(elementsOf(project, { node: callee.expression, program }));
  const results = returnedBy(step);
  if (!elements || !results) return undefined;
  return elements.reduce<ObjectFacts | undefined>(
    (so, element) => {
      const home = enter(program, step, { known: [start, element], more: true }, program.frame);
      if (!so || !home) return undefined;
      return overlaid(
        so,
        either(results.map((each) => objectFacts(project, { node: each, program: home }, depth + 1))),
      );
    },
    objectFacts(project, start, depth + 1),
  );
}

/** The properties of which a list holds the names and values. */
function ofPairs(project: Project, list: Located, depth: number): ObjectFacts | undefined {
  const entries = few(elementsOf(project, list))?.map((each) => ofPair(project, each, depth));
  return entries?.every((each) => each !== undefined)
    ? some(entries as (readonly [string, Property])[])
    : undefined;
}

function ofPair(
  project: Project,
  { node, program }: Located,
  depth: number,
): readonly [string, Property] | undefined {
  const pair = unwrapped(node);
  const [key, value] = compiler.isArrayLiteralExpression(pair) ? pair.elements : [];
  if (!key || !value || compiler.isSpreadElement(key) || compiler.isSpreadElement(value)) return undefined;
  const { complete, values } = evaluate(project, { node: key, program }, depth + 1);
  const [name, ...others] = complete ? values : [];
  if (name === undefined || others.length > 0) return undefined;
  const facts = evaluate(project, { node: value, program }, depth + 1);
  const property = { key: { node: key, program }, value: { node: value, program }, facts, optional: false };
  return [String(name), property];
}

function few(all: readonly Located[] | undefined): readonly Located[] | undefined {
  return all && all.length > 0 && all.length <= mostValues ? all : undefined;
}
