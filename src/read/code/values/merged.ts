import type ts from 'typescript';
import { referenceOf } from '../functions/reference.ts';
import { calleeName } from '../functions/returns.ts';
import { compiler } from '../programs/compiler.ts';
import { unwrapped } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import { unknown } from '../project/facts.ts';
import type { Located, Project } from '../project/project.ts';
import { objectFacts } from './attributes.ts';
import { empty, type ObjectFacts, overlaid, type Property, present } from './building.ts';

/** How functions of packages put objects together: what comes later counts, or what comes first; or it is a copy of one. */
const ways: Readonly<Record<string, 'later' | 'first' | 'copy'>> = {
  assign: 'later',
  assignIn: 'later',
  extend: 'later',
  merge: 'later',
  mergeWith: 'later',
  deepmerge: 'later',
  defaults: 'first',
  defaultsDeep: 'first',
  clone: 'copy',
  cloneDeep: 'copy',
};

/** What a function of a package makes of several objects, `merge({ … }, extra)`, or copies of one. Undefined for other calls. */
export function mergedObject(
  project: Project,
  { node, program }: Located<ts.CallExpression>,
  depth: number,
): ObjectFacts | undefined {
  const name = calleeName(node);
  const way = Object.hasOwn(ways, name) ? ways[name] : undefined;
  if (!way || !isOfPackage(project, { node, program })) return undefined;
  const given = [...node.arguments];
  // `extend(true, {}, …)` also merges what the objects hold.
  if (name === 'extend' && isBoolean(given[0])) given.shift();
  const customizer = name === 'mergeWith' ? given.pop() : undefined;
  if (given.length === 0 || given.some(compiler.isSpreadElement)) return undefined;
  // What is undefined is not put over what is there.
  const of = (each: ts.Expression) => present(objectFacts(project, { node: each, program }, depth + 1));
  if (way === 'copy') return given[0] && of(given[0]);
  const all = (way === 'first' ? given.reverse() : given).map(of);
  const facts = all.reduce(overlaid, empty);
  return customizer ? changedByAnyone(facts) : facts;
}

/** Whoever says how two values are merged may make anything of them, under the same names. */
function changedByAnyone({ properties, open, why }: ObjectFacts): ObjectFacts {
  const changed = [...properties].map(([name, property]): [string, Property] => [
    name,
    { ...property, facts: { ...unknown('what a function makes of it'), optional: property.facts.optional } },
  ]);
  return { properties: new Map(changed), open, why };
}

/** Whether a call is one of a package's function, or of a library that is there as a global: `_.merge(…)`, `$.extend(…)`. */
function isOfPackage(project: Project, { node, program }: Located<ts.CallExpression>): boolean {
  if (referenceOf(project, { node: node.expression, program })?.module !== undefined) return true;
  const callee = unwrapped(node.expression);
  const library = compiler.isPropertyAccessExpression(callee) ? unwrapped(callee.expression) : undefined;
  if (!library || !compiler.isIdentifier(library) || !/^(?:_|\$|jQuery)$/.test(library.text)) return false;
  return bindingOf(project, program, library) === undefined;
}

function isBoolean(node: ts.Expression | undefined): boolean {
  return node?.kind === compiler.SyntaxKind.TrueKeyword || node?.kind === compiler.SyntaxKind.FalseKeyword;
}
