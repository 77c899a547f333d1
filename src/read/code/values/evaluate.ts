import type ts from 'typescript';
import { parameterFacts, variableFacts } from '../functions/bound-facts.ts';
import { functionAt } from '../functions/functions.ts';
import { isAwaited } from '../functions/promises.ts';
import { calleeName, promising, resultsOf } from '../functions/returns.ts';
import { compiler } from '../programs/compiler.ts';
import { unwrapped } from '../programs/syntax.ts';
import { isTarget } from '../programs/targets.ts';
import { bindingOf } from '../project/binding.ts';
import {
  type Facts,
  isUnknown,
  literal,
  nothing,
  ofTypes,
  someText,
  union,
  unknown,
} from '../project/facts.ts';
import type { Located, Project } from '../project/project.ts';
import { orChecked } from '../types/checked.ts';
import { declaredType } from '../types/declared.ts';
import { selectedValue } from '../types/store-types.ts';
import { factsOfType } from '../types/types.ts';
import { member } from './access.ts';
import { askedFacts } from './asked-paths.ts';
import { endingEarly } from './chains.ts';
import { grownList } from './grown.ts';
import { branchesOf } from './guards.ts';
import { heldFacts } from './held.ts';
import { elementFacts, listOfSuch, ofListMethod } from './lists.ts';
import { mappedFacts } from './mapped.ts';
import { narrowed } from './narrowing.ts';
import { array, binary, literalFacts, template, unary } from './operators.ts';
import { replacedByPattern } from './patterns.ts';
import { picking } from './picked.ts';
import { mayPickNone } from './picked-none.ts';
import { stateFacts } from './platform.ts';
import { resultOf } from './results.ts';
import { isNothing } from './sources.ts';

const deepest = 24;

/**
 * What is known of an expression: its values, followed through constants, imports, enums and maps, and its types. What is
 * written counts before what is declared: a constant's value says more than its annotation.
 */
export function evaluate(project: Project, at: Located, depth = 0): Facts {
  const tooDeep = unknown('an expression too deep to follow');
  return project.traced(at, () =>
    project.nested(
      'facts',
      at,
      { depth, deepest },
      () => narrowed(project, at, orChecked(project, at, evaluated(project, at, depth))),
      tooDeep,
    ),
  );
}

function evaluated(project: Project, { node, program }: Located, depth: number): Facts {
  const again = (next: ts.Expression) => evaluate(project, { node: next, program }, depth + 1);
  const inner = unwrapped(node);
  if (inner !== node) return orTyped(project, { node, program }, again(inner));
  // A key of `Object.keys`, as is a name below.
  if (compiler.isComputedPropertyName(node as ts.Node))
    return again((node as ts.Node as ts.ComputedPropertyName).expression);
  const plain = literalFacts(node);
  if (plain) return plain;
  if (isTarget(node)) return unknown('a part of a value');
  if (compiler.isTemplateExpression(node)) return template(node, again);
  if (compiler.isConditionalExpression(node)) return union(branchesOf(project, { node, program }).map(again));
  if (compiler.isBinaryExpression(node)) return binary(node, again);
  if (compiler.isPrefixUnaryExpression(node)) return unary(node, again);
  if (compiler.isPostfixUnaryExpression(node)) return ofTypes('number');
  if (compiler.isTypeOfExpression(node)) return someText('a `typeof`');
  if (compiler.isVoidExpression(node)) return nothing;
  if (compiler.isIdentifier(node))
    return orHeld(project, { node, program }, identifier(project, { node, program }, depth), depth);
  if (compiler.isPropertyAccessExpression(node) || compiler.isElementAccessExpression(node))
    return endingEarly(
      project,
      { node, program },
      orHeld(project, { node, program }, member(project, { node, program }, depth), depth),
    );
  if (compiler.isArrayLiteralExpression(node)) {
    const written = array(node, again, (each) => elementFacts(project, { node: each, program }, depth + 1));
    return grownList(project, { node, program }, written, depth);
  }
  if (compiler.isCallExpression(node))
    return endingEarly(project, { node, program }, called(project, { node, program }, depth));
  if (compiler.isNewExpression(node)) return constructed(project, { node, program }, depth);
  if (compiler.isObjectLiteralExpression(node) || compiler.isJsxAttributes(node)) return ofTypes('object');
  return unknown('an expression that is not followed');
}

/** What `new` makes. */
function constructed(project: Project, { node, program }: Located<ts.NewExpression>, depth: number): Facts {
  const name = node.expression.getText();
  if (name !== 'Array') return ofTypes(name === 'Date' ? 'date' : 'object');
  const [element] = node.typeArguments ?? [];
  const list = element && listOfSuch(factsOfType(project, { node: element, program }) ?? unknown('any'));
  return list ?? grownList(project, { node, program }, unknown('a list'), depth);
}

/** Where nothing was found out, what is known of what changes. */
function orHeld(project: Project, at: Located, facts: Facts, depth: number): Facts {
  return isUnknown(facts) ? (heldFacts(project, at, depth) ?? facts) : facts;
}

/** Where nothing was found out, what the expression's declared type says. */
export function orTyped(project: Project, at: Located, facts: Facts): Facts {
  if (!isUnknown(facts)) return facts;
  const type = declaredType(project, at);
  return (type && factsOfType(project, type)) ?? facts;
}

function identifier(project: Project, at: Located<ts.Identifier>, depth: number): Facts {
  const { node, program } = at;
  if (node.text === 'undefined') return nothing;
  // `<Button primary />`: the name alone stands for `true`.
  if (node.parent && compiler.isJsxAttribute(node.parent)) return literal(true);
  // A key of `Object.keys` or `Object.entries`.
  if (node.parent && compiler.isPropertyAssignment(node.parent) && node.parent.name === node)
    return literal(node.text);
  if (node.text === 'NaN' || node.text === 'Infinity') return ofTypes('number');
  const found = bindingOf(project, program, node);
  if (!found) return orTyped(project, at, unknown(`the global \`${node.text}\``));
  switch (found.binding.kind) {
    case 'expression':
      return evaluate(project, { node: found.binding.node, program: found.program }, depth + 1);
    case 'import':
      project.lack(found.binding.module, found.program);
      return unknown(`\`${node.text}\` of \`${found.binding.module}\``);
    case 'function':
      return ofTypes('function');
    case 'enum':
      return ofTypes('object');
    case 'parameter':
      return parameterFacts(project, at, found, depth);
    case 'variable':
      return variableFacts(project, at, found, depth);
    default:
      return unknown(`\`${node.text}\``);
  }
}

/** What a call returns: of the language's functions, or of a function of the project. */
function called(project: Project, at: Located<ts.CallExpression>, depth: number): Facts {
  const facts = returned(project, at, depth);
  return !facts.optional && mayPickNone(project, at) ? { ...facts, optional: true } : facts;
}

function returned(project: Project, at: Located<ts.CallExpression>, depth: number): Facts {
  const { node, program } = at;
  const replaced = replacedByPattern(project, at, depth);
  if (replaced) return replaced;
  const asked = askedFacts(project, at, depth) ?? mappedFacts(project, at, depth);
  if (asked && !isUnknown(asked)) return asked;
  const known = resultOf(node, (next) => evaluate(project, { node: next, program }, depth + 1));
  if (!isUnknown(known)) return known;
  const selected = selectedValue(project, at);
  const taken = selected && evaluate(project, selected, depth + 1);
  if (taken && !isUnknown(taken)) return taken;
  const typed = orTyped(project, at, known);
  // What is returned says more than a type that any text fits, which may be a name; of other types it says no more.
  if (typed.complete || (!isUnknown(typed) && `${typed.types}` !== 'string'))
    return orNothing(project, at, typed, depth);
  const callee = functionAt(project, { node: node.expression, program });
  const isPromise = node.expression.getText() === promising && !isAwaited(node);
  if (isPromise || (callee && !returnsPlainly(callee.node, node))) return typed;
  const results = resultsOf(project, at);
  if (results.length === 0)
    return isUnknown(typed)
      ? (stateFacts(project, at, '') ??
          heldFacts(project, at, depth) ??
          ofListMethod(project, at, depth) ??
          known)
      : typed;
  const facts = union(results.map((result) => evaluate(project, result, depth + 1)));
  if (isUnknown(typed))
    return facts.types.includes('unknown') ? { ...known, optional: facts.optional } : facts;
  const isKnown = facts.complete && facts.values.length > 0 && `${facts.types}` === `${typed.types}`;
  const said = orNothing(project, at, typed, depth);
  return isKnown ? { ...facts, optional: facts.optional && said.optional } : said;
}

/** What a call returns by the type of what its function returns, where that returns nothing in some cases. */
function orNothing(project: Project, at: Located<ts.CallExpression>, typed: Facts, depth: number): Facts {
  const callee = typed.optional
    ? undefined
    : functionAt(project, { node: at.node.expression, program: at.program });
  if (!callee || callee.node.type) return typed;
  const nothings = resultsOf(project, at)
    .filter(({ node }) => mayReadNothing(node))
    .map((each) => evaluate(project, each, depth + 1));
  const isNull = nothings.some(({ types }) => types.includes('null'));
  const optional = nothings.some((each) => each.optional);
  return union([typed, ...(isNull ? [literal(null)] : []), ...(optional ? [nothing] : [])]);
}

/** Whether an expression shows by its form that it may be nothing: `order ?? null`, `orders.find(isMine)`. */
function mayReadNothing(node: ts.Expression): boolean {
  const at = unwrapped(node);
  if (compiler.isConditionalExpression(at))
    return mayReadNothing(at.whenTrue) || mayReadNothing(at.whenFalse);
  if (compiler.isBinaryExpression(at)) return mayReadNothing(at.right);
  return isNothing(at) || (compiler.isCallExpression(at) && picking.has(calleeName(at)));
}

/** Whether a call yields what the function's return statements say: no generator, and no promise that is not awaited. */
function returnsPlainly(body: ts.FunctionLikeDeclaration, call: ts.CallExpression): boolean {
  if (body.asteriskToken !== undefined) return false;
  const isAsync =
    body.modifiers?.some((modifier) => modifier.kind === compiler.SyntaxKind.AsyncKeyword) ?? false;
  return !isAsync || isAwaited(call);
}
