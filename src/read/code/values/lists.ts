import type ts from 'typescript';
import { argumentOf } from '../functions/frames.ts';
import { calleeName, resultsOf } from '../functions/returns.ts';
import { compiler } from '../programs/compiler.ts';
import { unwrapped } from '../programs/syntax.ts';
import { visiting } from '../programs/visiting.ts';
import { bindingOf } from '../project/binding.ts';
import { type Facts, isUnknown, mostValues, ofTypes, someText, union } from '../project/facts.ts';
import type { FoundBinding, Located, Project } from '../project/project.ts';
import { declaredType, elementType } from '../types/declared.ts';
import { factsOfType } from '../types/types.ts';
import { keeping, listOf } from './elements.ts';
import { evaluate } from './evaluate.ts';
import { itemsOf } from './items.ts';
import { propertyOf } from './objects.ts';
import { picking } from './picked.ts';
import { returnedBy } from './results.ts';

const deepest = 6;

/** What a call says as one of a method of a list: the list that is made of it, or one of its elements. Undefined for other calls. */
export function ofListMethod(
  project: Project,
  { node, program }: Located<ts.CallExpression>,
  depth: number,
): Facts | undefined {
  const callee = unwrapped(node.expression);
  if (!compiler.isPropertyAccessExpression(callee)) return undefined;
  const method = callee.name.text;
  if (picking.has(method)) return elementFacts(project, { node: callee.expression, program }, depth + 1);
  const element = ofCall(project, { node, program }, depth);
  if (element) return listOfSuch(element);
  return /^reduce(?:Right)?$/.test(method) ? reduced(project, { node, program }, depth) : undefined;
}

/** What is made of a number or text, element by element, is one, as long as each step makes one of it. */
function reduced(
  project: Project,
  { node, program }: Located<ts.CallExpression>,
  depth: number,
): Facts | undefined {
  const [step] = node.arguments;
  const start = startFacts(project, { node, program });
  const made = start && step && madeBy(project, { node: step, program }, depth);
  return made && `${made.types}` === `${start.types}` ? made : undefined;
}

/** The type of what a list is reduced to, where it begins as a number, text or boolean. */
function startFacts(project: Project, { node, program }: Located<ts.CallExpression>): Facts | undefined {
  const [, start] = node.arguments;
  const facts = start && evaluate(project, { node: start, program });
  const [type, ...others] = facts?.types ?? [];
  if (others.length > 0 || facts?.optional) return undefined;
  if (type === 'string') return someText('what a list is reduced to');
  return type === 'number' || type === 'boolean' ? ofTypes(type) : undefined;
}

/** What the first parameter of a function stands for that reduces a list. */
function reducedSoFar(project: Project, { binding, program }: FoundBinding): Facts | undefined {
  if (binding.kind !== 'parameter' || binding.path?.length !== 0) return undefined;
  const func = binding.declaration.parent;
  const call = func.parent;
  const isFirst = func.parameters[0] === binding.declaration;
  if (!isFirst || !compiler.isCallExpression(call) || call.arguments[0] !== func) return undefined;
  return /^reduce(?:Right)?$/.test(calleeName(call))
    ? startFacts(project, { node: call, program })
    : undefined;
}

/** A list of elements of which that much is known. */
export function listOfSuch(element: Facts): Facts | undefined {
  if (isUnknown(element) || element.types.includes('unknown')) return undefined;
  return ofTypes(element.types.every((type) => type === 'object') ? 'object[]' : 'array');
}

/** What each element of a list is, whichever it is; undefined where nothing is known of it. */
export function elementFacts(project: Project, at: Located, depth = 0): Facts | undefined {
  return project.nested('element', at, { depth, deepest }, () => elementBelow(project, at, depth), undefined);
}

function elementBelow(project: Project, at: Located, depth: number): Facts | undefined {
  const of = (node: ts.Expression, program = at.program) =>
    elementFacts(project, { node, program }, depth + 1);
  const items = itemsOf(project, at) ?? [];
  const areFew = items.length > 0 && items.length <= mostValues;
  const facts = areFew ? known(union(items.map((each) => evaluate(project, each, depth + 1)))) : undefined;
  if (facts) return facts;
  const type = elementType(project, declaredType(project, at), depth);
  const typed = type && factsOfType(project, type);
  // What is made of the same parts is not known either.
  if (typed || areFew) return typed;
  const node = unwrapped(at.node);
  if (compiler.isArrayLiteralExpression(node))
    return node.elements.length === 0
      ? undefined
      : allOf(
          node.elements.map((each) =>
            compiler.isSpreadElement(each)
              ? of(each.expression)
              : known(evaluate(project, { node: each, program: at.program }, depth + 1)),
          ),
        );
  if (compiler.isConditionalExpression(node)) return allOf([of(node.whenTrue), of(node.whenFalse)]);
  if (compiler.isNewExpression(node)) {
    const [first] = node.arguments ?? [];
    return node.expression.getText() === 'Set' && first ? of(first) : undefined;
  }
  if (compiler.isCallExpression(node)) return ofCall(project, { node, program: at.program }, depth);
  return compiler.isIdentifier(node) ? ofNamed(project, { node, program: at.program }, depth) : undefined;
}

/** What is known of every part; undefined where of one nothing is. */
function allOf(parts: readonly (Facts | undefined)[]): Facts | undefined {
  return parts.every((each) => each !== undefined) ? union(parts as Facts[]) : undefined;
}

function known(facts: Facts): Facts | undefined {
  return facts.types.includes('unknown') ? undefined : facts;
}

function ofNamed(
  project: Project,
  { node, program }: Located<ts.Identifier>,
  depth: number,
): Facts | undefined {
  const found = bindingOf(project, program, node);
  if (!found) return undefined;
  const of = (next: Located | undefined) => next && elementFacts(project, next, depth + 1);
  if (found.binding.kind === 'expression') return of({ node: found.binding.node, program: found.program });
  if (found.assigned.length > 0) return undefined;
  if (found.binding.kind === 'parameter') {
    const argument = argumentOf(project, found);
    return typeof argument === 'object' ? of(argument) : undefined;
  }
  if (found.binding.kind !== 'variable' || !found.binding.path) return undefined;
  const { initializer } = found.binding.declaration;
  let value: Located | undefined = initializer && { node: initializer, program: found.program };
  for (const step of found.binding.path) value = value && propertyOf(project, value, step, depth + 1);
  return of(value);
}

/** The elements of the list that a call hands back. */
function ofCall(project: Project, at: Located<ts.CallExpression>, depth: number): Facts | undefined {
  const { node, program } = at;
  const callee = unwrapped(node.expression);
  const of = (next: ts.Expression) => elementFacts(project, { node: next, program }, depth + 1);
  const written = callee.getText();
  const [first, second] = node.arguments;
  if (written === 'Object.keys' || written === 'Object.getOwnPropertyNames')
    return someText('a key of an object');
  if (written === 'Object.entries') return ofTypes('array');
  if (first && (written === 'Object.values' || written === 'Object.freeze')) return of(first);
  if (first && written === 'Array.from')
    return second ? madeBy(project, { node: second, program }, depth) : of(first);
  const results = resultsOf(project, at);
  if (results.length > 0) return allOf(results.map((each) => elementFacts(project, each, depth + 1)));
  if (!compiler.isPropertyAccessExpression(callee)) return undefined;
  const method = callee.name.text;
  if (method === 'split' && first && isSeparator(project, { node: first, program }))
    return someText('a part of a text');
  if (method === 'concat') {
    const parts = [callee.expression, ...node.arguments].map(of);
    return allOf(parts);
  }
  if (keeping.has(method)) return of(callee.expression);
  return method === 'map' && first ? converted(first) : undefined;
}

function isSeparator(project: Project, at: Located): boolean {
  const isPattern = at.node.kind === compiler.SyntaxKind.RegularExpressionLiteral;
  return isPattern || `${evaluate(project, at).types}` === 'string';
}

const converters = {
  Number: 'number',
  parseInt: 'number',
  parseFloat: 'number',
  Boolean: 'boolean',
} as const;

/** What a function of the language makes of each element that makes texts or numbers of all. */
function converted(node: ts.Expression): Facts | undefined {
  const func = unwrapped(node);
  const name = compiler.isIdentifier(func) ? func.text : '';
  if (name === 'String') return someText('a text of each element');
  return Object.hasOwn(converters, name) ? ofTypes(converters[name as keyof typeof converters]) : undefined;
}

/** What a function that is written there makes of each element. */
function madeBy(project: Project, { node, program }: Located, depth: number): Facts | undefined {
  const func = unwrapped(node);
  if (!compiler.isArrowFunction(func) && !compiler.isFunctionExpression(func)) return converted(node);
  const results = returnedBy(func);
  return (
    results && known(union(results.map((each) => evaluate(project, { node: each, program }, depth + 1))))
  );
}

/** Methods that lists alone have, of those that hand each element to a function with its place. */
const indexing = new Set(
  'map flatMap filter find findIndex findLast some every reduce reduceRight'.split(' '),
);

/** Whether a parameter is the place of an element, behind the element itself: `(item, index) => …`. */
function isPlace(declaration: ts.VariableDeclaration | ts.ParameterDeclaration): boolean {
  if (!compiler.isParameter(declaration)) return false;
  const func = declaration.parent;
  const call = func.parent;
  if (!compiler.isCallExpression(call) || call.arguments[0] !== func) return false;
  const callee = unwrapped(call.expression);
  if (!compiler.isPropertyAccessExpression(callee)) return false;
  const method = callee.name.text;
  const at = func.parameters.indexOf(declaration as ts.ParameterDeclaration);
  // What else has a `forEach` hands over a key.
  const isIndex = indexing.has(method) || /^(?:i|idx|index)$/.test(declaration.name.getText());
  return isIndex && at === (visiting.get(method) ?? at) + 1;
}

/** What a parameter of a list's callback, or a loop's variable, stands for where the elements are not known one by one. */
export function visitedFacts(project: Project, { binding, program }: FoundBinding): Facts | undefined {
  if ((binding.kind !== 'variable' && binding.kind !== 'parameter') || !binding.path) return undefined;
  const { declaration, path } = binding;
  if (compiler.isVariableDeclaration(declaration) && compiler.isForInStatement(declaration.parent.parent))
    return path.length === 0 ? someText('a key of an object') : undefined;
  if (declaration.type) return undefined;
  const list = listOf(declaration);
  if (!list && path.length === 0 && isPlace(declaration)) return ofTypes('number');
  if (!list) return reducedSoFar(project, { binding, program, assigned: [] });
  const [step, ...more] = path;
  if (step === undefined) return elementFacts(project, { node: list, program });
  const entries = unwrapped(list);
  if (more.length > 0 || !compiler.isCallExpression(entries)) return undefined;
  const [object] = entries.arguments;
  if (!object || entries.expression.getText() !== 'Object.entries') return undefined;
  if (step === '0') return someText('a key of an object');
  return step === '1' ? elementFacts(project, { node: object, program }) : undefined;
}
