import type ts from 'typescript';
import { isBuiltName } from '../functions/built.ts';
import { argumentOf, mayBeNothing } from '../functions/frames.ts';
import { isBeforeSet } from '../programs/assignments.ts';
import { compiler } from '../programs/compiler.ts';
import { isInside } from '../programs/flow.ts';
import type { Program } from '../programs/program.ts';
import { keysWritten, unwrapped } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import type { Located, Project } from '../project/project.ts';
import { propertyChoices } from './alternatives.ts';
import { evaluate } from './evaluate.ts';
import { lacks } from './lacking.ts';
import { objectLiteralOf, propertyOf } from './objects.ts';
import { reachesInCall } from './set-in-call.ts';
import { plainKey, type Setting, type Write, writesOf, writesToHolder } from './writes.ts';

/** Whether what a literal has under a name is set again under the name of its variable: `order.name = …` of `const order = { name: 'paid' }`. */
export function isRewritten(value: Located, key: string): boolean {
  return writesAfter(value).some((write) => maySet(write, key));
}

/** Whether what a literal has under a name may be taken away again: `delete order.name`. */
export function mayBeTaken(value: Located, key: string): boolean {
  return writesAfter(value).some((write) => write.kind === 'delete' && (plainKey(write) ?? key) === key);
}

/** What is done under the name of its variable to the literal that a value is written in. */
function writesAfter({ node, program }: Located): readonly Write[] {
  const property = node.parent as ts.Node | undefined;
  return property && compiler.isObjectLiteralElementLike(property)
    ? writesToHolder(program, property.parent)
    : [];
}

/** Whether all that is done to a property is followed: it is set under the name of the variable of its object, and never taken away. */
export function isFollowed(object: Located, value: Located, key: string): boolean {
  if (!compiler.isIdentifier(unwrapped(object.node)) || !isRewritten(value, key)) return false;
  const writes = writesOf(object.program, object.node);
  return (
    writes.some((each) => each.kind === 'set' && maySet(each, key)) &&
    writes.every(({ kind }) => kind !== 'delete')
  );
}

/** The object that a caller gives for a name, whole. */
export function givenObject(project: Project, { node, program }: Located): Located | undefined {
  const inner = unwrapped(node);
  const found = compiler.isIdentifier(inner) ? bindingOf(project, program, inner) : undefined;
  if (found?.binding.kind !== 'parameter' || found.binding.path?.length !== 0) return undefined;
  const argument = argumentOf(project, found);
  if (typeof argument !== 'object') return undefined;
  const mayBePreset = found.binding.declaration.initializer && mayBeNothing(project, argument);
  return mayBePreset ? undefined : argument;
}

/**
 * The expressions of which a property is one behind what is done to its object under the name of a variable:
 * `order.name = 'paid'`, `Object.assign(order, { name: 'paid' })`. `began`: those of which it was one before. Undefined where
 * something that is not known may have set it.
 */
export function afterWrites(
  project: Project,
  from: Located,
  key: string,
  began: readonly Located[],
): readonly Located[] | undefined {
  const literal = objectLiteralOf(project, from);
  const made = literal?.program.tree === from.program.tree ? literal.node : undefined;
  const held = literal ? writesToHolder(literal.program, literal.node) : [];
  // What calls have put together is what it is there.
  const named = isBuiltName(project, from) ? [] : writesOf(from.program, from.node);
  const found: Located[] = [];
  for (const write of [...held.filter((each) => !named.includes(each)), ...named].toReversed()) {
    const home = named.includes(write) ? from.program : (literal?.program ?? from.program);
    if (isCountedOn(project, write, from)) continue;
    const set = setBy(project, write, home, key);
    if (set?.length === 0) continue;
    // Under another name of the object it may be done at any time.
    const how = home === from.program ? reachesInCall(project, write.node, from.node, home, made) : 'maybe';
    const meant = how === 'never' || home !== from.program ? how : meantBy(project, write, from, how);
    if (meant === 'never') continue;
    if (!set) return undefined;
    found.unshift(...set);
    if (meant === 'always' && isSure(project, write, home, key)) return found;
  }
  return [...began, ...found];
}

/** How something that is done under a name reaches what the name stands for: what it was set to later, that is not done to. */
function meantBy(
  project: Project,
  { node: change }: Write,
  { node, program }: Located,
  how: 'always' | 'maybe',
) {
  const name = unwrapped(node);
  const named = compiler.isIdentifier(name) ? bindingOf(project, program, name) : undefined;
  const binding = named?.binding;
  if (!named || (binding?.kind !== 'variable' && binding?.kind !== 'parameter')) return how;
  const later = named.assigned.filter((set) => isBeforeSet(binding, set, change, name));
  if (later.length === 0) return how;
  return named.isReplaced && later.length === named.assigned.length ? 'never' : 'maybe';
}

/** Whether an object is named where a number is added to what it holds, which is a number before and behind: `order.total += 1`. */
function isCountedOn(project: Project, write: Write, { node, program }: Located): boolean {
  if (write.kind !== 'set' || write.value !== write.node || !isInside(node, write.node)) return false;
  const by = compiler.isBinaryExpression(write.node) ? write.node.right : undefined;
  return by === undefined || `${evaluate(project, { node: by, program }).types}` === 'number';
}

/** The expressions of which one is what something that is done to an object sets a property to; none where it does not set it. */
function setBy(
  project: Project,
  write: Write,
  program: Program,
  key: string,
): readonly Located[] | undefined {
  if (write.kind === 'set')
    return write.value && setsKey(project, write, program, key) ? [{ node: write.value, program }] : [];
  if (write.kind !== 'assign') return [];
  const all = write.sources.map((node) =>
    lacks(project, { node, program }, key) ? [] : propertyChoices(project, { node, program }, key),
  );
  return all.every((each) => each !== undefined) ? (all as Located[][]).flat() : undefined;
}

/** Whether something that is done to an object surely sets a property of it. */
function isSure(project: Project, write: Write, program: Program, key: string): boolean {
  if (write.kind !== 'assign') return write.kind === 'set' && plainKey(write) === key;
  return write.sources.some((node) => propertyOf(project, { node, program }, key) !== undefined);
}

/** Whether something sets a property, or may do so, by what stands there: `order[key] = …` and `Object.assign(order, more)` may set any. */
export function maySet(write: Write, key: string): boolean {
  if (write.kind === 'set') return (plainKey(write) ?? key) === key;
  if (write.kind !== 'assign') return false;
  return write.sources.flatMap(keysWritten).some((each) => (each ?? key) === key);
}

/** Whether something may set a property, by what its key is known to be as well. */
function setsKey(project: Project, write: Setting, program: Program, key: string): boolean {
  if (plainKey(write) !== undefined || compiler.isPrivateIdentifier(write.key)) return maySet(write, key);
  const { complete, values } = evaluate(project, { node: write.key, program });
  return !complete || values.map(String).includes(key);
}
