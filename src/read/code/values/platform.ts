import type ts from 'typescript';
import { calleeName } from '../functions/returns.ts';
import { compiler } from '../programs/compiler.ts';
import { unwrapped } from '../programs/syntax.ts';
import { type Facts, isUnknown, ofTypes, someText } from '../project/facts.ts';
import type { Located, Project } from '../project/project.ts';
import { initializerOf } from '../sharing/shared-state.ts';
import { evaluate } from './evaluate.ts';
import { returnedBy } from './results.ts';

/** What the platform's own objects hold, by how they are written. */
const texts =
  /^(window\.|globalThis\.|self\.)?(location\.(pathname|href|host|hostname|origin|search|hash|protocol)|document\.(title|referrer|URL)|navigator\.(userAgent|language|platform)|process\.(version|platform|env\.NODE_ENV))$/;
/** Whether others are set is for whoever runs a program to say. */
const settings = /^process\.env\.\w+$/;
const numbers =
  /^(window\.|globalThis\.)?(innerWidth|innerHeight|screen\.(width|height)|scrollY|devicePixelRatio)$/;

/** What is known of a property of the browser's or of Node's own objects; undefined for others. */
export function ofPlatform(written: string, why: string | undefined): Facts | undefined {
  if (texts.test(written)) return someText(why ?? written);
  if (settings.test(written)) return { ...someText(why ?? written), optional: true };
  return numbers.test(written) ? ofTypes('number') : undefined;
}

/** Functions of frameworks whose result holds a value that changes, of the type of the first. */
const states: Readonly<Record<string, string>> = {
  useState: '0',
  useReducer: '0',
  useRef: 'current',
  ref: 'value',
  shallowRef: 'value',
  computed: 'value',
  createSignal: '0()',
  $state: '',
  $derived: '',
};

/** The types of what a state holds, `step` being how it is read: `useState('')` holds texts. Undefined for other calls. */
export function stateFacts(project: Project, { node, program }: Located, step: string): Facts | undefined {
  const call = unwrapped(node);
  if (!compiler.isCallExpression(call) || states[calleeName(call)] !== step) return undefined;
  const first = call.arguments[calleeName(call) === 'useReducer' ? 1 : 0];
  if (!first) return undefined;
  const made = unwrapped(first);
  // What has a getter and a setter.
  if (calleeName(call) === 'computed' && compiler.isObjectLiteralExpression(made)) return undefined;
  const isFunction = compiler.isArrowFunction(made) || compiler.isFunctionExpression(made);
  const [value = first] = isFunction ? (returnedBy(made) ?? []) : [];
  // An empty list, null or nothing is only there until something comes.
  const { types, why } = evaluate(project, { node: value, program });
  // What is derived is what its function returns, always.
  if (calleeName(call) === 'computed' && types.length > 0 && !types.includes('unknown'))
    return { ...ofTypes(...types), why: why ?? 'a value that is derived' };
  const isTelling = types.length > 0 && types.every((type) => ['string', 'number', 'boolean'].includes(type));
  const facts = ofTypes(...types);
  return isTelling && !isUnknown(facts) ? { ...facts, why: why ?? 'a state that changes' } : undefined;
}

/** What is known of a state by its type, where it begins as something else: `useState<number>()`, `useRef<number>(null)`. */
export function withBeginning(project: Project, at: Located, step: string, facts: Facts): Facts {
  const made = unwrapped((initializerOf(project, at) ?? at).node);
  if (!compiler.isCallExpression(made) || !made.typeArguments || states[calleeName(made)] !== step)
    return facts;
  const [first] = made.arguments;
  if (!first) return { ...facts, optional: true };
  const isNull = first.kind === compiler.SyntaxKind.NullKeyword && !facts.types.includes('unknown');
  return isNull ? { ...facts, types: [...new Set([...facts.types, 'null' as const])].sort() } : facts;
}

/** Whether a property is how the state that an expression, or its constant, makes is read: `count.value` of a `ref`. */
export function holdsState(project: Project, at: Located, key: string): boolean {
  const made = unwrapped((initializerOf(project, at) ?? at).node);
  return compiler.isCallExpression(made) && states[calleeName(made)] === key;
}

/** The type that a state is declared to hold: `useState<string>()`. */
export function stateType(
  { node, program }: Located,
  step: string | undefined,
): Located<ts.TypeNode> | undefined {
  const call = unwrapped(node);
  if (!compiler.isCallExpression(call) || step === undefined) return undefined;
  const [type] = call.typeArguments ?? [];
  return type && states[calleeName(call)] === step ? { node: type, program } : undefined;
}
