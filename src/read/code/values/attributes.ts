import type ts from 'typescript';
import { resultsOf } from '../functions/returns.ts';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { isAsserted, unwrapped } from '../programs/syntax.ts';
import { isTarget } from '../programs/targets.ts';
import { type Facts, ofTypes, unknown } from '../project/facts.ts';
import type { Located, Project } from '../project/project.ts';
import { givenProps } from '../sharing/class-props.ts';
import { alternativesOf, propertyChoices } from './alternatives.ts';
import {
  Building,
  either,
  empty,
  type ObjectFacts,
  opened,
  overlaid,
  setSomewhere,
  some,
} from './building.ts';
import { withPartWrites, withWrites } from './changes.ts';
import { copiedObject } from './copied.ts';
import { orDeclared } from './declared-objects.ts';
import { evaluate } from './evaluate.ts';
import { isFilling } from './filled.ts';
import { gatheredObject } from './gathered.ts';
import { branchesOf, truth } from './guards.ts';
import { heldObject } from './held.ts';
import { mergedObject } from './merged.ts';
import { namedObject } from './named-objects.ts';
import { nameTexts, propValue } from './objects.ts';
import { heldBy } from './results.ts';
import { writesToPart } from './writes.ts';

const deepest = 16;

/** What is known of the properties of an object expression. */
export function objectFacts(project: Project, at: Located, depth = 0): ObjectFacts {
  const tooDeep = opened('an expression too deep to follow');
  const ask = () => {
    const facts = factsOfObject(project, at, depth);
    if (facts.properties.size === 0) return facts.open ? (heldObject(project, at, depth) ?? facts) : facts;
    return mayBeNothing(project, at, depth) ? either([facts, empty]) : facts;
  };
  return project.nested('object', at, { depth, deepest }, ask, tooDeep);
}

/** Whether a name, or a property, may stand for no object: of what is spread then, nothing is there. */
function mayBeNothing(project: Project, at: Located, depth: number): boolean {
  const { node } = at;
  if (!compiler.isIdentifier(node) && !compiler.isPropertyAccessExpression(node)) return false;
  // Whoever says that it is there knows more.
  if (node.parent && (compiler.isNonNullExpression(node.parent) || isAsserted(node.parent))) return false;
  const { optional, types } = evaluate(project, at, depth);
  return (optional || types.includes('null')) && types.includes('object');
}

/** Whether others are to fill in what a field of a class begins as: it is empty, or decorators say that it is read from somewhere. */
function isStandIn(node: ts.ObjectLiteralExpression): boolean {
  const { parent } = node;
  if (!compiler.isPropertyDeclaration(parent)) return false;
  return node.properties.length === 0 || (compiler.getDecorators(parent) ?? []).length > 0;
}

function factsOfObject(project: Project, { node, program }: Located, depth: number): ObjectFacts {
  const again = (next: ts.Expression) => objectFacts(project, { node: next, program }, depth + 1);
  const inner = unwrapped(node);
  if (inner !== node) return orDeclared(project, { node, program }, again(inner));
  if (isTarget(node)) return opened('a part of a value');
  if (compiler.isObjectLiteralExpression(node))
    return isStandIn(node)
      ? opened('a field of a class that begins empty')
      : withPartWrites(project, { node, program }, literalObject(project, { node, program }, depth), depth);
  if (compiler.isJsxAttributes(node)) return propsFacts(project, { node, program }, depth);
  if (compiler.isConditionalExpression(node))
    return either(branchesOf(project, { node, program }).map(again));
  if (compiler.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    if (kind === compiler.SyntaxKind.AmpersandAmpersandToken) {
      const isThere = truth(project, { node: node.left, program });
      if (isThere === false) return empty;
      return isThere ? again(node.right) : either([empty, again(node.right)]);
    }
    if (isFilling(kind)) {
      const { types, optional } = evaluate(project, { node: node.left, program }, depth);
      // An object that is there is what counts; nothing is not.
      if (!optional && types.length > 0 && types.every((type) => type === 'object')) return again(node.left);
      return types.length === 0 ? again(node.right) : either([again(node.left), again(node.right)]);
    }
    if (kind === compiler.SyntaxKind.CommaToken || kind === compiler.SyntaxKind.EqualsToken)
      return again(node.right);
  }
  const props = givenProps(project, { node, program });
  if (props) {
    const given = objectFacts(project, props.given, depth + 1);
    return props.defaults ? overlaid(objectFacts(project, props.defaults, depth + 1), given) : given;
  }
  if (compiler.isCallExpression(node)) return returnedObject(project, { node, program }, depth);
  if (compiler.isIdentifier(node)) return namedObject(project, { node, program }, depth);
  if (compiler.isPropertyAccessExpression(node)) {
    const all = propertyChoices(project, { node: node.expression, program }, node.name.text, depth + 1);
    const choices = all?.map((each) => partBehind(project, each, program, depth)) ?? [];
    if (choices.length > 0) return withWrites(project, { node, program }, either(choices), depth);
  }
  if (compiler.isElementAccessExpression(node)) {
    const all = alternativesOf(project, { node, program }, depth);
    if (all.every((each) => each.node !== node))
      return either(all.map((each) => objectFacts(project, each, depth + 1)));
  }
  const { types, why } = evaluate(project, { node, program }, depth);
  // `null`, `undefined`, a number: nothing that a spread or a call would send.
  if (types.every((type) => type !== 'unknown' && type !== 'object')) return empty;
  return orDeclared(project, { node, program }, opened(why ?? `\`${node.getText().slice(0, 40)}\``));
}

/** A part of an object, before what is done to it under the name by which a module reads it, which is looked at there. */
function partBehind(project: Project, part: Located, reader: Program, depth: number): ObjectFacts {
  const node = unwrapped(part.node);
  const isSetIn =
    compiler.isObjectLiteralExpression(node) &&
    part.program === reader &&
    !writesToPart(reader, node).some(({ isWhole }) => isWhole);
  return isSetIn && !isStandIn(node)
    ? literalObject(project, { node, program: reader }, depth)
    : objectFacts(project, part, depth + 1);
}

function literalObject(
  project: Project,
  { node, program }: Located<ts.ObjectLiteralExpression>,
  depth: number,
) {
  let facts = new Building();
  for (const property of node.properties) {
    if (compiler.isSpreadAssignment(property)) {
      facts.put(objectFacts(project, { node: property.expression, program }, depth + 1));
      continue;
    }
    const names = nameTexts(project, { node: property.name, program });
    const value = heldBy(property);
    const known = value ? evaluate(project, { node: value, program }, depth + 1) : accessorFacts(property);
    if (!names) {
      const why = `the computed key \`${property.name.getText().slice(0, 40)}\``;
      facts = new Building(setSomewhere(facts, known, why));
      continue;
    }
    const optional = names.length > 1;
    const at = {
      key: { node: keyNode(property.name), program },
      value: { node: value ?? property.name, program },
    };
    facts.put(some(names.map((name) => [name, { ...at, facts: known, optional }])));
  }
  return facts;
}

/** The props of a JSX element. */
function propsFacts(
  project: Project,
  { node, program }: Located<ts.JsxAttributes>,
  depth: number,
): ObjectFacts {
  const facts = new Building();
  for (const property of node.properties) {
    if (compiler.isJsxSpreadAttribute(property)) {
      facts.put(objectFacts(project, { node: property.expression, program }, depth + 1));
      continue;
    }
    const value = propValue(property);
    if (!value) continue;
    const known = evaluate(project, { node: value, program }, depth + 1);
    const at = { key: { node: property.name, program }, value: { node: value, program } };
    facts.put(some([[property.name.getText(), { ...at, facts: known, optional: false }]]));
  }
  return facts;
}

function accessorFacts(property: ts.ObjectLiteralElementLike): Facts {
  return compiler.isMethodDeclaration(property) ? ofTypes('function') : unknown('a getter');
}

/** `['name']` is written as `'name'`. */
function keyNode(name: ts.PropertyName): ts.Node {
  return compiler.isComputedPropertyName(name) && compiler.isStringLiteralLike(name.expression)
    ? name.expression
    : name;
}

/** `Object.assign({}, …)`, `Object.freeze(…)`, or what a function of the project returns. */
function returnedObject(project: Project, at: Located<ts.CallExpression>, depth: number): ObjectFacts {
  const { node, program } = at;
  const callee = unwrapped(node.expression);
  const name = callee.getText();
  const [first] = node.arguments;
  if (name === 'Object.assign' || name === 'Object.freeze' || name === 'structuredClone')
    return node.arguments.reduce<ObjectFacts>(
      (before, source) =>
        overlaid(
          before,
          compiler.isSpreadElement(source)
            ? opened('a spread')
            : objectFacts(project, { node: source, program }, depth + 1),
        ),
      empty,
    );
  if (
    name === 'JSON.parse' &&
    first &&
    compiler.isCallExpression(first) &&
    first.expression.getText() === 'JSON.stringify'
  )
    return first.arguments[0]
      ? objectFacts(project, { node: first.arguments[0], program }, depth + 1)
      : empty;
  const results = resultsOf(project, at);
  const unresolved = opened(`the result of \`${name.slice(0, 40)}()\``);
  if (results.length === 0)
    return (
      copiedObject(project, at, depth) ??
      gatheredObject(project, at, depth) ??
      mergedObject(project, at, depth) ??
      orDeclared(project, at, unresolved)
    );
  return either(results.map((result) => objectFacts(project, result, depth + 1)));
}
