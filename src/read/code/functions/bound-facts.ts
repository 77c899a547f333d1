import type ts from 'typescript';
import { isExported } from '../modules/exports.ts';
import { compiler } from '../programs/compiler.ts';
import { mayBeUnset } from '../programs/set-on-all-ways.ts';
import { unwrapped } from '../programs/syntax.ts';
import { type Facts, isUnknown, nothing, ofTypes, someText, union, unknown } from '../project/facts.ts';
import type { FoundBinding, Located, Project } from '../project/project.ts';
import { allowsNothing } from '../types/allowing-nothing.ts';
import { declaredType } from '../types/declared.ts';
import { parameterType } from '../types/expected.ts';
import { type Member, membersOfType } from '../types/members.ts';
import { factsOfType, memberFacts } from '../types/types.ts';
import { propertyChoices } from '../values/alternatives.ts';
import { ruledBy } from '../values/conditions.ts';
import { elementsBehind } from '../values/elements.ts';
import { evaluate, orTyped } from '../values/evaluate.ts';
import { isExhaustive } from '../values/guards.ts';
import { lacks } from '../values/lacking.ts';
import { visitedFacts } from '../values/lists.ts';
import { mayLack } from '../values/may-lack.ts';
import { stillHeld } from '../values/narrowing.ts';
import { propertyOf } from '../values/objects.ts';
import { withBeginning } from '../values/platform.ts';
import { setInCall } from '../values/set-in-call.ts';
import { argumentOf, mayBeNothing, wholeArgument } from './frames.ts';
import { isLeftOutByDefault } from './pattern-defaults.ts';
import { replaceable, takenOut } from './taken-out.ts';

/** What a parameter can be where it is used. */
export function parameterFacts(
  project: Project,
  at: Located<ts.Identifier>,
  found: FoundBinding,
  depth: number,
): Facts {
  const { binding, program, assigned } = found;
  const isProp = binding.kind === 'parameter' && binding.declaration.parent === program.component?.func;
  const why = unknown(`the ${isProp ? 'prop' : 'parameter'} \`${at.node.text}\``);
  if (binding.kind !== 'parameter') return why;
  if (assigned.length > 0) return factsSetAgain(project, at, setInCall(project, found, at.node), depth);
  const argument = argumentOf(project, found);
  if (argument === 'absent') return nothing;
  if (typeof argument === 'object') {
    const given = orPreset(project, found, evaluate(project, argument, depth + 1));
    const known = orTyped(project, at, given);
    return isUnknown(given) ? { ...known, optional: known.optional || mayBeLeftOut(project, found) } : known;
  }
  const written = argument === 'hidden' ? writtenArgument(project, found, depth) : undefined;
  if (written) return written;
  const elements = elementsBehind(project, found);
  if (elements) return unionOf(project, elements, depth);
  const { declaration, fallback, path } = binding;
  const type = declaredType(project, at);
  const member = takenMember(project, found);
  const facts = type ? factsOfType(project, type) : memberFacts(project, member);
  const preset = fallback ?? (path?.length === 0 ? declaration.initializer : undefined);
  const isLeftOut = !preset && isLeftOutByDefault(binding);
  if (!facts) return visitedFacts(project, found) ?? { ...why, optional: isLeftOut };
  const said = facts.why === undefined ? facts : { ...facts, why: why.why };
  if (preset) return union([{ ...said, optional: false }, evaluate(project, { node: preset, program })]);
  const optional = path?.length === 0 ? declaration.questionToken !== undefined : (member?.optional ?? false);
  return { ...said, optional: facts.optional || optional || isLeftOut };
}

/** What a parameter is where it is given something that may be nothing: its default then, if it has one. */
function orPreset(project: Project, { binding, program }: FoundBinding, given: Facts): Facts {
  if (binding.kind !== 'parameter' || (!given.optional && given.types.length > 0)) return given;
  const { declaration, fallback, path } = binding;
  const preset = fallback ?? (path?.length === 0 ? declaration.initializer : undefined);
  if (!preset) return given;
  return union([{ ...given, optional: false }, evaluate(project, { node: preset, program })]);
}

/** Whether the type of a parameter, or of what a pattern takes out of it, says that it may be nothing. */
function mayBeLeftOut(project: Project, found: FoundBinding): boolean {
  const { binding } = found;
  if (binding.kind !== 'parameter' || binding.fallback || !binding.path) return false;
  if (binding.path.length > 0) return takenMember(project, found)?.optional ?? false;
  return binding.declaration.questionToken !== undefined;
}

/** What a caller writes for what a pattern takes out of an argument, whatever is spread over it there. */
function writtenArgument(project: Project, found: FoundBinding, depth: number): Facts | undefined {
  const path = found.binding.kind === 'parameter' ? [...(found.binding.path ?? [])] : [];
  const last = path.pop();
  let at = wholeArgument(found);
  for (const step of path) at = at && propertyOf(project, at, step);
  if (!at || last === undefined) return undefined;
  // `{...event}` of one of several events.
  const choices = propertyChoices(project, at, last, depth + 1);
  if (!choices || choices.length === 0) return replaceable(project, at, last, depth);
  const { binding } = found;
  const fallback = binding.kind === 'parameter' ? binding.fallback : undefined;
  const facts = orPreset(project, found, unionOf(project, choices, depth));
  const preset = fallback ? evaluate(project, { node: fallback, program: found.program }) : nothing;
  const all = mayLack(project, at, last, depth) ? [facts, preset] : [facts];
  return union([...all, ...presetParts(project, found, last, preset)]);
}

/** What a pattern takes out of its own default where it may be given nothing: `({ name } = { name: 'other' }) => …`. */
function presetParts(
  project: Project,
  { binding, program }: FoundBinding,
  key: string,
  otherwise: Facts,
): readonly Facts[] {
  if (binding.kind !== 'parameter') return [];
  const depth = (binding.path?.length ?? 0) - 1;
  const node = depth === 0 ? binding.declaration.initializer : binding.presets?.get(depth);
  const whole = wholeArgument({ binding, program, assigned: [] });
  if (!node || !whole || (depth === 0 && !mayBeNothing(project, whole))) return [];
  const value = propertyOf(project, { node, program }, key);
  if (value) return [orPreset(project, { binding, program, assigned: [] }, evaluate(project, value))];
  return [lacks(project, { node, program }, key) ? otherwise : unknown(`the property \`${key}\``)];
}

/** What a parameter can be that its function sets again. */
function factsSetAgain(
  project: Project,
  at: Located<ts.Identifier>,
  found: FoundBinding,
  depth: number,
): Facts {
  const { binding, program } = found;
  const still = (node: ts.Node, facts: Facts) => stillHeld(project, at, found, node, facts);
  const given = found.isReplaced ? [] : [parameterFacts(project, at, { ...found, assigned: [] }, depth)];
  const set = found.assigned.map((node) => ({
    node,
    facts: evaluate(project, { node, program }, depth + 1),
    among: ruledBy(node, at.node.text).among,
  }));
  const decided = given.length > 0 && set.some(({ among }) => among.length > 0);
  return union([
    ...given.flatMap((facts) => (binding.kind === 'parameter' ? still(binding.declaration, facts) : [facts])),
    ...(decided ? thoseSet(project, found, given, set) : set).flatMap(({ node, facts }) =>
      still(node, facts),
    ),
  ]);
}

/** What a place sets a parameter to, and the values of which it must be one there: `if (name === 'page') name = 'viewed'`. */
interface SetThere {
  readonly node: ts.Expression;
  readonly facts: Facts;
  readonly among: readonly (readonly ts.Expression[])[];
}

/** Those of them that can be set: what a parameter is given, or set to elsewhere, may be none of the values that a place is for. */
function thoseSet(
  project: Project,
  found: FoundBinding,
  given: readonly Facts[],
  all: readonly SetThere[],
): readonly SetThere[] {
  const isFor = (list: readonly ts.Expression[], { values, complete }: Facts) => {
    const wanted = list.map((node) => evaluate(project, { node, program: found.program }));
    return (
      !complete ||
      wanted.some((each) => !each.complete || each.values.some((value) => values.includes(value)))
    );
  };
  const left = all.filter(({ among }, at) => {
    const before = union([...given, ...all.filter((_, other) => other !== at).map(({ facts }) => facts)]);
    return among.every((list) => isFor(list, before));
  });
  // What is not set cannot lead to another.
  return left.length < all.length ? thoseSet(project, found, given, left) : left;
}

/** What the parameter's type says of the property that a name is taken out of it as. */
function takenMember(project: Project, { binding, program }: FoundBinding): Member | undefined {
  if (binding.kind !== 'parameter') return undefined;
  const [step, ...more] = binding.path ?? [];
  if (step === undefined || more.length > 0) return undefined;
  const type = parameterType(project, { node: binding.declaration, program });
  return type && membersOfType(project, type)?.members.get(step);
}

/** What a variable can be where it is used. */
export function variableFacts(
  project: Project,
  at: Located<ts.Identifier>,
  anywhere: FoundBinding,
  depth: number,
): Facts {
  const found = setInCall(project, anywhere, at.node);
  const { binding, program, assigned } = found;
  const why = unknown(`the variable \`${at.node.text}\``);
  if (binding.kind !== 'variable') return why;
  const { declaration, path, fallback } = binding;
  if (
    compiler.isForOfStatement(declaration.parent.parent) ||
    compiler.isForInStatement(declaration.parent.parent)
  ) {
    const elements = elementsBehind(project, found);
    if (elements) return unionOf(project, elements, depth);
    return (
      visitedFacts(project, found) ?? orTyped(project, at, unknown(`the loop variable \`${at.node.text}\``))
    );
  }
  const sources: Facts[] = [];
  const still = (node: ts.Node, facts: Facts) =>
    fallback ? [facts] : stillHeld(project, at, found, node, facts);
  if (declaration.initializer && path && !found.isReplaced)
    sources.push(...still(declaration, initial(project, found, depth)));
  if (isSetOutside(found)) sources.push(orDeclaredOutside(project, at, why));
  else if (found.isUnset) return nothing;
  else if (
    !found.isReplaced &&
    mayBeUnset(declaration, assigned, at.node, {
      isExhaustive: (each) => isExhaustive(project, each, program),
      allowsNothing: (type) => allowsNothing(project, { node: type, program }),
    })
  )
    sources.push(nothing);
  const began = union(sources);
  for (const node of assigned) {
    const facts = evaluate(project, { node, program }, depth + 1);
    sources.push(...still(node, (facts.complete ? undefined : added(node, began)) ?? facts));
  }
  if (fallback && path?.length !== 0 && sources.length > 0 && !found.isReplaced) {
    sources.push(evaluate(project, { node: fallback, program }, depth + 1));
    // What is not there is replaced by the default.
    if (declaration.initializer && sources[0]) sources[0] = { ...sources[0], optional: false };
  }
  if (sources.length > 1 && isEmptyList(declaration) && !found.isReplaced && path?.length === 0)
    sources.splice(0, 1, ...orOthers(sources));
  const said = orTyped(project, at, sources.length > 0 ? union(sources) : why);
  const [step, ...more] = path ?? [];
  return declaration.initializer && step !== undefined && more.length === 0 && !fallback
    ? withBeginning(project, { node: declaration.initializer, program }, step, said)
    : said;
}

/** Whether a variable begins as a list that holds nothing. */
function isEmptyList({ initializer }: ts.VariableDeclaration | ts.ParameterDeclaration): boolean {
  const list = initializer && unwrapped(initializer);
  return list !== undefined && compiler.isArrayLiteralExpression(list) && list.elements.length === 0;
}

/** What a variable begins as, where it is not set to another list: an empty one says nothing of what comes into that. */
function orOthers([began, ...others]: readonly Facts[]): readonly Facts[] {
  const { types } = union(others);
  const isList = types.some((type) => type === 'array' || type === 'object[]' || type === 'unknown');
  return isList || !began ? [] : [began];
}

/** What `sum += …` makes of a number or text: whatever is added to it, it stays one. */
function added(node: ts.Expression, began: Facts): Facts | undefined {
  if (!compiler.isBinaryExpression(node)) return undefined;
  if (node.operatorToken.kind !== compiler.SyntaxKind.PlusEqualsToken) return undefined;
  const type = `${began.types}`;
  if (type === 'string') return someText('a text that is put together');
  return type === 'number' ? ofTypes('number') : undefined;
}

/** Whether the markup of a Svelte component, or whoever renders it, sets a variable: a prop, or what is bound. */
function isSetOutside({ binding, program }: FoundBinding): boolean {
  if (binding.kind !== 'variable' || !program.source.file.endsWith('.svelte')) return false;
  if (program.moduleScope.names.get(binding.name) !== binding) return false;
  const list = binding.declaration.parent;
  if (compiler.isVariableDeclarationList(list) && list.flags & compiler.NodeFlags.Const) return false;
  const { name } = binding;
  return (
    isExported(program, name) ||
    new RegExp(`\\bbind:([\\w:]+=["']?\\{${name}\\}|${name}\\b)`).test(program.source.text)
  );
}

/** What a variable that is set elsewhere can be by its type. */
function orDeclaredOutside(project: Project, at: Located, why: Facts): Facts {
  const type = declaredType(project, at);
  const facts = type && factsOfType(project, type);
  return facts ? { ...facts, why: facts.why === undefined ? undefined : why.why } : why;
}

function unionOf(project: Project, all: readonly Located[], depth: number): Facts {
  return union(all.map((each) => evaluate(project, each, depth + 1)));
}

/** What a variable is declared with, through its pattern. */
function initial(project: Project, { binding, program }: FoundBinding, depth: number): Facts {
  if (binding.kind !== 'variable' || !binding.declaration.initializer) return nothing;
  const facts = takenOut(
    project,
    { node: binding.declaration.initializer, program },
    binding.path ?? [],
    depth,
    binding.presets,
  );
  return isLeftOutByDefault(binding) ? { ...facts, optional: true } : facts;
}
