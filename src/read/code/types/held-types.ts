import type ts from 'typescript';
import { functionAt } from '../functions/functions.ts';
import { calleeName, running } from '../functions/returns.ts';
import { compiler } from '../programs/compiler.ts';
import { unwrapped } from '../programs/syntax.ts';
import type { Located, Project } from '../project/project.ts';
import { initializerOf } from '../sharing/shared-state.ts';
import { propertyOf } from '../values/objects.ts';
import { madeType, typeOfResult, typeOfValue } from './made-types.ts';
import { membersOfType } from './members.ts';
import { isSchema } from './schema-types.ts';

type LocatedType = Located<ts.TypeNode>;

/** Functions of libraries that hand back the object that they are given, as one that is watched, or reads one that is. */
const watched = /^(?:proxy|useSnapshot|observable|useLocalObservable|(?:shallow)?[Rr](?:eactive|eadonly))$/;

/** The type of what a call of a library hands back that holds what it was given: a signal, a state that is watched, what is fetched. */
export function heldType(
  project: Project,
  at: Located<ts.CallExpression>,
  depth: number,
): LocatedType | undefined {
  const { node, program } = at;
  const [first] = node.arguments;
  if (!first) return ofSignal(project, at, depth);
  const name = calleeName(node);
  const [type] = node.typeArguments ?? [];
  const isWatched = watched.test(name) && !functionAt(project, { node: node.expression, program });
  if (type && (isWatched || running.has(name))) return { node: type, program };
  const given = { node: first, program };
  // `useLocalObservable(() => ({ total: 1 }))`
  if (isWatched)
    return compiler.isFunctionLike(unwrapped(first))
      ? typeOfResult(project, given, depth)
      : typeOfValue(project, given, depth);
  return parsedType(project, at) ?? (dataOf(project, at, depth) && madeType('fetched', at));
}

/** `Order.parse(body)`: what a schema lets through. */
function parsedType(
  project: Project,
  { node, program }: Located<ts.CallExpression>,
): LocatedType | undefined {
  const callee = unwrapped(node.expression);
  if (!compiler.isPropertyAccessExpression(callee) || !/^parse(?:Async)?$/.test(callee.name.text))
    return undefined;
  const schema = { node: callee.expression, program };
  return isSchema(project, schema) ? madeType('schema', schema) : undefined;
}

/** `router.input(Order).mutation(({ input }) => …)`: what is checked by a schema before a function is given it. */
export function checkedType(
  project: Project,
  { node, program }: Located<ts.CallExpression>,
): LocatedType | undefined {
  for (let at = unwrapped(node.expression); compiler.isPropertyAccessExpression(at); ) {
    const call = unwrapped(at.expression);
    if (!compiler.isCallExpression(call)) return undefined;
    const [first, ...others] = call.arguments;
    const schema = first && others.length === 0 ? { node: first, program } : undefined;
    if (schema && /^(?:input|schema|inputSchema)$/.test(calleeName(call)) && isSchema(project, schema))
      return madeType('checked', schema);
    at = unwrapped(call.expression);
  }
  return undefined;
}

/** Functions of Angular whose result is called for what it holds, and those of which that is the result of the function that they are given. */
const signals = /^(?:signal|input|model|required)$/;
const derived = /^(?:computed|linkedSignal)$/;

/** `this.total()` of `total = signal(0)` */
function ofSignal(
  project: Project,
  { node, program }: Located<ts.CallExpression>,
  depth: number,
): LocatedType | undefined {
  const callee = unwrapped(node.expression);
  const made = compiler.isPropertyAccessExpression(callee)
    ? propertyOf(project, { node: callee.expression, program }, callee.name.text)
    : compiler.isIdentifier(callee)
      ? initializerOf(project, { node: callee, program })
      : undefined;
  const call = made && unwrapped(made.node);
  if (!made || !call || !compiler.isCallExpression(call)) return undefined;
  const name = calleeName(call);
  const isDerived = derived.test(name);
  if (!isDerived && !signals.test(name)) return undefined;
  const [type] = call.typeArguments ?? [];
  const [first] = call.arguments;
  if (type) return { node: type, program: made.program };
  if (!first || functionAt(project, { node: call.expression, program: made.program })) return undefined;
  const given = { node: first, program: made.program };
  return isDerived ? typeOfResult(project, given, depth) : typeOfValue(project, given, depth);
}

/** Methods of a client for requests, and hooks that fetch, whose type argument says what they fetch. */
const requests = new Set('get post put patch delete request'.split(' '));
const hooks = /^use(?:Suspense)?(?:Query|SWR|Mutation)$/;

/** The type of `data` in what a call of a library hands back that fetches something; undefined for other calls. */
export function dataOf(
  project: Project,
  { node, program }: Located<ts.CallExpression>,
  depth: number,
): LocatedType | undefined {
  const name = calleeName(node);
  const isRequest = requests.has(name) && compiler.isPropertyAccessExpression(unwrapped(node.expression));
  if (!isRequest && !hooks.test(name)) return undefined;
  if (functionAt(project, { node: node.expression, program })) return undefined;
  const [written] = node.typeArguments ?? [];
  const type = written && { node: written, program };
  if (type) return membersOfType(project, type, depth + 1)?.members.has('data') ? undefined : type;
  if (isRequest) return undefined;
  // `useQuery({ queryFn: load })`, and `useSWR(key, load)`.
  const [first, second] = node.arguments;
  const load =
    (first && propertyOf(project, { node: first, program }, 'queryFn')) ??
    (second && { node: second, program });
  return load && typeOfResult(project, load, depth);
}

/** Functions of Svelte that make a store of what they are given. */
const stores = /^(?:writable|readable|persisted|localStorageStore)$/;

/** `$total` of `const total = writable(0)`: what a store of Svelte holds; undefined for other names. */
export function subscribedType(
  project: Project,
  { node, program }: Located<ts.Identifier>,
  depth: number,
): LocatedType | undefined {
  if (!node.text.startsWith('$') || !program.source.file.endsWith('.svelte')) return undefined;
  const own = program.moduleScope.names.get(node.text.slice(1));
  const found =
    own?.kind === 'import'
      ? project.exported(program, own.module, own.imported)
      : own && { binding: own, program };
  if (found?.binding.kind !== 'variable' || found.binding.path?.length !== 0) return undefined;
  const { type, initializer } = found.binding.declaration;
  const home = found.program;
  const [declared] = type && compiler.isTypeReferenceNode(type) ? (type.typeArguments ?? []) : [];
  if (declared) return { node: declared, program: home };
  const call = initializer && unwrapped(initializer);
  if (!call || !compiler.isCallExpression(call)) return undefined;
  const name = calleeName(call);
  const [given] = call.typeArguments ?? [];
  const [first, second] = call.arguments;
  if (given && (stores.test(name) || name === 'derived')) return { node: given, program: home };
  if (name === 'derived') return second && typeOfResult(project, { node: second, program: home }, depth);
  return first && stores.test(name) ? typeOfValue(project, { node: first, program: home }, depth) : undefined;
}
