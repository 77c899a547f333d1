import type ts from 'typescript';
import { calleeName } from '../functions/returns.ts';
import { compiler } from '../programs/compiler.ts';
import { isAsserted, unwrapped } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import { type Facts, ofTypes, unknown } from '../project/facts.ts';
import type { Located, Project } from '../project/project.ts';
import { initializerOf } from '../sharing/shared-state.ts';
import { declaredType } from '../types/declared.ts';
import { factsOfType } from '../types/types.ts';
import { objectFacts } from './attributes.ts';
import type { ObjectFacts, Property } from './building.ts';
import { evaluate } from './evaluate.ts';
import { propertyOf } from './objects.ts';
import { onlyReturned } from './results.ts';

/** What something that changes began as, or, where it is derived from others, what derives it. */
interface Began {
  readonly value: Located | undefined;
  /** The type that it is declared to have. */
  readonly type?: Located<ts.TypeNode> | undefined;
  readonly isDerived: boolean;
}

const deepest = 8;

/** Functions whose result holds under `value` what it began as. */
const refs = new Set('ref shallowRef customRef toRef computed'.split(' '));
/** Functions that hand back an object which follows what the one that they are given holds. */
const followers = /^(?:shallow)?(?:reactive|readonly)$/i;
/** Functions that hand back an object with a ref for each property. */
const refMakers = new Set(['toRefs', 'storeToRefs']);
/** Functions that hand back what a ref holds, or what they are given. */
const readers = new Set(['unref', 'toValue']);

/** What is known of a value that changes, by what it began as, or what derives it; undefined for other expressions. */
export function heldFacts(project: Project, at: Located, depth: number): Facts | undefined {
  const began = beganAs(project, at, depth);
  if (!began) return undefined;
  const { value, isDerived } = began;
  const type = began.type ?? (value && isAsserted(value.node) ? declaredType(project, value) : undefined);
  const typed = type && factsOfType(project, type);
  if (typed) return { ...typed, why: changing };
  if (!value) return undefined;
  const facts = evaluate(project, value, depth + 1);
  if (facts.types.length === 0 || facts.types.includes('unknown')) return undefined;
  if (isDerived) return { ...ofTypes(...facts.types), optional: facts.optional, why: changing };
  return isTelling(facts) ? { ...ofTypes(...facts.types), why: changing } : undefined;
}

const changing = 'a state that changes';

/** Whether what a state begins as tells of what it will be: an empty list, null or nothing is only there until something comes. */
function isTelling({ types }: Facts): boolean {
  return types.every((type) => type === 'string' || type === 'number' || type === 'boolean');
}

/** What is known of the properties of an object that changes; undefined for other expressions. More may be set in it, unless it is derived. */
export function heldObject(project: Project, at: Located, depth: number): ObjectFacts | undefined {
  const began = beganAs(project, at, depth);
  if (!began?.value || began.type) return undefined;
  const facts = objectFacts(project, began.value, depth + 1);
  if (began.isDerived) return facts;
  const properties = [...facts.properties].map(([name, property]): [string, Property] => {
    const known = isTelling(property.facts) ? ofTypes(...property.facts.types) : unknown(changing);
    return [name, { ...property, facts: { ...known, why: changing } }];
  });
  return { properties: new Map(properties), open: true, why: changing };
}

/** What an expression began as that changes; undefined for other expressions. */
export function beganAs(project: Project, at: Located, depth = 0): Began | undefined {
  return project.nested('began', at, { depth, deepest }, () => below(project, at, depth), undefined);
}

function below(project: Project, at: Located, depth: number): Began | undefined {
  const node = unwrapped(at.node);
  const { program } = at;
  if (compiler.isCallExpression(node)) return ofCall(project, { node, program }, depth);
  if (compiler.isPropertyAccessExpression(node)) {
    const object = { node: node.expression, program };
    const key = node.name.text;
    return (
      (key === 'value' ? inRef(project, object, depth) : undefined) ?? ofMember(project, object, key, depth)
    );
  }
  const declared = declaredAs(project, { node, program });
  if (!declared) return undefined;
  const { made, path: whole } = declared;
  const [first, ...others] = whole;
  const state = first === '0' ? inState(made) : undefined;
  const began = state ?? beganAs(project, made, depth + 1);
  const path = state ? others : whole;
  return path.reduce<Began | undefined>((so, step) => so && partOf(project, so, step, depth), began);
}

/** What a variable that is set once is declared with, and the way through its pattern to the name. */
function declaredAs(
  project: Project,
  { node, program }: Located,
): { readonly made: Located; readonly path: readonly string[] } | undefined {
  const found = compiler.isIdentifier(node) ? bindingOf(project, program, node) : undefined;
  if (found?.binding.kind !== 'variable' || !found.binding.path || found.assigned.length > 0)
    return undefined;
  const { initializer } = found.binding.declaration;
  return initializer && { made: { node: initializer, program: found.program }, path: found.binding.path };
}

function ofMember(project: Project, object: Located, key: string, depth: number): Began | undefined {
  const began = beganAs(project, object, depth + 1);
  return began && partOf(project, began, key, depth);
}

/** What a property of what changes began as. Refs in it are read through. */
function partOf(
  project: Project,
  { value, isDerived }: Began,
  key: string,
  depth: number,
): Began | undefined {
  if (!value) return undefined;
  const part = ofStore(project, value, key) ?? propertyOf(project, value, key, depth + 1);
  if (!part) return undefined;
  return inRef(project, part, depth) ?? beganAs(project, part, depth + 1) ?? { value: part, isDerived };
}

/** What a call hands back that changes. */
function ofCall(
  project: Project,
  { node, program }: Located<ts.CallExpression>,
  depth: number,
): Began | undefined {
  const name = calleeName(node);
  const [first] = node.arguments;
  const given = first && { node: first, program };
  if (given && followers.test(name))
    return beganAs(project, given, depth + 1) ?? { value: given, isDerived: false };
  if (given && readers.has(name)) {
    const derived = resultOf(given);
    return derived ? { value: derived, isDerived: true } : inRef(project, given, depth);
  }
  const store = initializerOf(project, { node: node.expression, program });
  const made = store && unwrapped(store.node);
  if (!store || !made || !compiler.isCallExpression(made) || calleeName(made) !== 'defineStore')
    return undefined;
  const options = made.arguments.at(-1);
  if (!options) return undefined;
  const setup = { node: options, program: store.program };
  return { value: resultOf(setup) ?? setup, isDerived: false };
}

/** What a ref holds. */
function inRef(project: Project, at: Located, depth: number): Began | undefined {
  const node = unwrapped(at.node);
  const { program } = at;
  if (compiler.isCallExpression(node)) return ofRef(project, { node, program }, depth);
  // `refs.name` of `const refs = toRefs(state)`
  if (compiler.isPropertyAccessExpression(node)) {
    const refs = initializerOf(project, { node: node.expression, program });
    return refs && ofRefs(project, refs, node.name.text, depth);
  }
  const declared = declaredAs(project, { node, program });
  const [step, ...others] = declared?.path ?? [];
  if (!declared || others.length > 0) return undefined;
  const { made } = declared;
  return step === undefined ? inRef(project, made, depth + 1) : ofRefs(project, made, step, depth);
}

function ofRef(
  project: Project,
  { node, program }: Located<ts.CallExpression>,
  depth: number,
): Began | undefined {
  const name = calleeName(node);
  const [first, second] = node.arguments;
  if (!refs.has(name) || depth > deepest) return undefined;
  const [declared] = node.typeArguments ?? [];
  const type = declared && { node: declared, program };
  if (!first) return type && { value: undefined, type, isDerived: false };
  const given = { node: first, program };
  if (name === 'toRef' && second)
    return compiler.isStringLiteralLike(second) ? ofMember(project, given, second.text, depth) : undefined;
  if (name === 'computed')
    return { value: resultOf(given) ?? resultOfGetter(project, given), type, isDerived: true };
  return { value: given, type, isDerived: false };
}

/** What the ref holds that `toRefs(state)` has for a property. */
function ofRefs(project: Project, { node, program }: Located, key: string, depth: number): Began | undefined {
  const call = unwrapped(node);
  if (!compiler.isCallExpression(call) || !refMakers.has(calleeName(call))) return undefined;
  const [state] = call.arguments;
  return state && ofMember(project, { node: state, program }, key, depth);
}

/** What a state of React begins as: `useState({ step: 1 })`. */
function inState({ node, program }: Located): Began | undefined {
  const call = unwrapped(node);
  if (!compiler.isCallExpression(call) || calleeName(call) !== 'useState') return undefined;
  const [first] = call.arguments;
  const [declared] = call.typeArguments ?? [];
  if (!first || declared) return undefined;
  const given = { node: first, program };
  return { value: resultOf(given) ?? given, isDerived: false };
}

/** A property of a store of Pinia that is made of options: of its state, or what a getter derives. */
function ofStore(project: Project, { node, program }: Located, key: string): Located | undefined {
  const options = unwrapped(node);
  const { parent } = options;
  if (!compiler.isObjectLiteralExpression(options) || !compiler.isCallExpression(parent)) return undefined;
  if (calleeName(parent) !== 'defineStore') return undefined;
  const state = methodOf(project, { node: options, program }, 'state');
  const found = state && propertyOf(project, state, key);
  if (found) return found;
  const getters = propertyOf(project, { node: options, program }, 'getters');
  return getters && methodOf(project, getters, key);
}

/** What a property of an object returns that is a function or method. */
function methodOf(project: Project, at: Located, key: string): Located | undefined {
  const value = propertyOf(project, at, key);
  if (value) return resultOf(value);
  const object = unwrapped(at.node);
  if (!compiler.isObjectLiteralExpression(object)) return undefined;
  const method = object.properties.find(
    (each) => compiler.isMethodDeclaration(each) && each.name.getText() === key,
  );
  return method && onlyReturned({ node: method as ts.MethodDeclaration, program: at.program });
}

function resultOfGetter(project: Project, options: Located): Located | undefined {
  return methodOf(project, options, 'get');
}

/** The one thing that a function which is written there returns. */
function resultOf(at: Located): Located | undefined {
  const func = unwrapped(at.node);
  return compiler.isArrowFunction(func) || compiler.isFunctionExpression(func)
    ? onlyReturned({ node: func, program: at.program })
    : undefined;
}
