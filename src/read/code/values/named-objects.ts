import type ts from 'typescript';
import { argumentOf, mayBeNothing, wholeArgument } from '../functions/frames.ts';
import { isBeforeSet } from '../programs/assignments.ts';
import { compiler } from '../programs/compiler.ts';
import { isInside } from '../programs/flow.ts';
import { unwrapped } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import type { FoundBinding, Located, Project } from '../project/project.ts';
import { parameterType } from '../types/expected.ts';
import { choicesTaken } from './alternatives.ts';
import { objectFacts } from './attributes.ts';
import { addedTo, either, empty, type ObjectFacts, opened } from './building.ts';
import { withLaterWrites, withWrites } from './changes.ts';
import { orDeclared, typedObject } from './declared-objects.ts';
import { elementsBehind } from './elements.ts';
import { filledArgument } from './filled.ts';
import { lacks } from './lacking.ts';
import { mayLackTaken } from './may-lack.ts';
import { propertyOf } from './objects.ts';
import { setInCall } from './set-in-call.ts';

/** A variable: what it is declared or assigned as, each with what is done to it before it is used. */
export function namedObject(project: Project, at: Located<ts.Identifier>, depth: number): ObjectFacts {
  if (at.node.text === 'undefined') return empty;
  const found = bindingOf(project, at.program, at.node);
  if (!found) return opened(`the global \`${at.node.text}\``);
  const { binding } = found;
  const isSet = binding.kind === 'variable' || binding.kind === 'parameter';
  const meant = (set: ts.Expression, change: ts.Node) => {
    if (isSet && isBeforeSet(binding, set, change, at.node)) return 'never';
    // In a loop it may be done, and the name set then.
    return change.pos < set.pos ? 'maybe' : 'always';
  };
  const all = initialObjects(project, at, found, depth).map(({ facts, set }) =>
    withWrites(project, at, facts, depth, set && ((change) => meant(set, change))),
  );
  const facts = orDeclared(project, at, either(all));
  return isAddedTo(project, at, found) ? addedTo(facts, 'another module') : facts;
}

/** Whether another module than the one that uses it adds to an object which is written out. */
function isAddedTo(
  project: Project,
  { program: asking }: Located,
  { binding, program }: FoundBinding,
): boolean {
  const made = binding.kind === 'variable' ? binding.declaration.initializer : undefined;
  const literal = made && unwrapped(made);
  if (!literal || !compiler.isObjectLiteralExpression(literal)) return false;
  return project.shared.additions.mayAdd(project, { node: literal, program }, { asking });
}

/** One of the objects that a name may stand for. */
interface Initial {
  readonly facts: ObjectFacts;
  /** What the name is set to where it is set to that object. */
  readonly set?: ts.Expression;
}

function initialObjects(
  project: Project,
  at: Located<ts.Identifier>,
  anywhere: FoundBinding,
  depth: number,
): readonly Initial[] {
  // `data = { ...data, total }` in a loop or a callback: run again, it adds nothing more.
  const others = anywhere.assigned.filter((value) => !isInside(at.node, value));
  const found = setInCall(project, { ...anywhere, assigned: others }, at.node);
  const { binding, program, assigned } = found;
  const of = (node: ts.Expression) => {
    const facts = objectFacts(project, { node, program }, depth + 1);
    return program.tree === at.program.tree ? withLaterWrites(project, at, node, facts, depth) : facts;
  };
  const sets = assigned.map((set) => ({ facts: of(set), set }));
  const isVariable = binding.kind === 'variable' && binding.path !== undefined;
  if (binding.kind === 'parameter' && !binding.rest && assigned.length > 0) {
    const filled = filledArgument(project, found, at.node);
    const isKnown = filled !== undefined && (filled !== 'hidden' || !mayLackTaken(project, found));
    if (!argumentOf(project, found) && !isKnown) {
      const given = { ...found, assigned: [], isReplaced: false };
      return [...(found.isReplaced ? [] : initialObjects(project, at, given, depth)), ...sets];
    }
  }
  if (!isVariable || binding.rest || compiler.isForOfStatement(binding.declaration.parent.parent))
    return [{ facts: onlyObject(project, at, found, depth) }];
  if (found.isUnset) return [{ facts: empty }];
  const { initializer } = binding.declaration;
  const why = opened(`the variable \`${at.node.text}\``);
  if (!initializer || found.isReplaced) return sets.length > 0 ? sets : [{ facts: why }];
  if (binding.path?.length === 0) return [...sets, { facts: of(initializer) }];
  return [...sets, { facts: taken(project, { node: initializer, program }, found, depth) ?? why }];
}

/** The object that a name stands for which nothing sets to another. */
function onlyObject(
  project: Project,
  at: Located<ts.Identifier>,
  found: FoundBinding,
  depth: number,
): ObjectFacts {
  const { binding, program } = found;
  const why = opened(`the ${binding.kind === 'parameter' ? 'parameter' : 'variable'} \`${at.node.text}\``);
  if (binding.kind === 'expression') return objectFacts(project, { node: binding.node, program }, depth + 1);
  if (binding.kind === 'import') return opened(`\`${at.node.text}\` of \`${binding.module}\``);
  if (binding.kind !== 'variable' && binding.kind !== 'parameter') return opened(`\`${at.node.text}\``);
  if (binding.rest) return restObject(project, found, depth) ?? opened(`the variable \`${at.node.text}\``);
  if (binding.kind === 'variable') return ofElements(project, found, depth) ?? why;
  const argument = argumentOf(project, found) ?? filledArgument(project, found, at.node);
  if (argument === 'absent') return empty;
  if (argument === 'hidden') {
    const chosen = ofChoices(project, found, depth);
    if (!chosen || !binding.fallback || !mayLackTaken(project, found))
      return chosen ?? opened('spread arguments');
    return either([chosen, objectFacts(project, { node: binding.fallback, program }, depth + 1)]);
  }
  if (argument) return orPreset(project, argument, found, depth);
  return ofElements(project, found, depth) ?? why;
}

/** The object that a parameter is given, or its default where that may be nothing. */
function orPreset(
  project: Project,
  given: Located,
  { binding, program }: FoundBinding,
  depth: number,
): ObjectFacts {
  const facts = objectFacts(project, given, depth + 1);
  const preset =
    binding.kind === 'parameter'
      ? binding.path?.length
        ? binding.fallback
        : binding.declaration.initializer
      : undefined;
  if (!preset || !mayBeNothing(project, given)) return facts;
  return either([facts, objectFacts(project, { node: preset, program }, depth + 1)]);
}

/** What a pattern takes out of a value: its default where that lacks it. Undefined where it cannot be told. */
function taken(
  project: Project,
  from: Located,
  { binding, program }: FoundBinding,
  depth: number,
): ObjectFacts | undefined {
  if (binding.kind !== 'variable') return undefined;
  const { fallback, path = [] } = binding;
  let at = from;
  for (const [index, step] of path.entries()) {
    const value = propertyOf(project, at, step, depth + 1);
    const isLast = index === path.length - 1;
    if (!value && isLast && lacks(project, at, step))
      return fallback ? objectFacts(project, { node: fallback, program }, depth + 1) : empty;
    if (!value) return undefined;
    at = value;
  }
  return objectFacts(project, at, depth + 1);
}

/** Whichever of several objects a caller gives for what a pattern takes out of an argument. */
function ofChoices(project: Project, found: FoundBinding, depth: number): ObjectFacts | undefined {
  const choices = choicesTaken(project, found, depth);
  return choices && either(choices.map((each) => objectFacts(project, each, depth + 1)));
}

/** Whichever element of an array a name stands for. */
function ofElements(project: Project, found: FoundBinding, depth: number): ObjectFacts | undefined {
  const elements = elementsBehind(project, found);
  return elements && either(elements.map((each) => objectFacts(project, each, depth + 1)));
}

/** `...rest` of a pattern: what is destructured, without what the pattern takes out of it. */
function restObject(project: Project, found: FoundBinding, depth: number): ObjectFacts | undefined {
  const { binding, program } = found;
  if ((binding.kind !== 'variable' && binding.kind !== 'parameter') || !binding.rest) return undefined;
  const { of, without } = binding.rest;
  const { initializer } = binding.declaration;
  let source =
    binding.kind === 'parameter' ? wholeArgument(found) : initializer && { node: initializer, program };
  for (const step of of) source = source && propertyOf(project, source, step, depth + 1);
  const type = source || of.length > 0 ? undefined : typeOf(project, binding.declaration, program);
  if (!source && !type) return undefined;
  const facts = source
    ? objectFacts(project, source, depth + 1)
    : typedObject(project, { node: binding.declaration.name as ts.Node as ts.Expression, program }, type);
  const properties = new Map([...facts.properties].filter(([name]) => !without.includes(name)));
  return { ...facts, properties };
}

function typeOf(
  project: Project,
  declaration: ts.ParameterDeclaration | ts.VariableDeclaration,
  program: Located['program'],
): Located<ts.TypeNode> | undefined {
  if (compiler.isParameter(declaration)) return parameterType(project, { node: declaration, program });
  return declaration.type && { node: declaration.type, program };
}
