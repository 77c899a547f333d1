import type ts from 'typescript';
import { argumentOf } from '../functions/frames.ts';
import type { FunctionNode } from '../functions/functions.ts';
import { isComponent, isFunction } from '../functions/naming.ts';
import { choicesIn } from '../programs/aliasing.ts';
import { compiler } from '../programs/compiler.ts';
import { isObjectAssign, unwrapped } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import type { Located, Project } from '../project/project.ts';
import { declaredType } from '../types/declared.ts';
import { objectFacts } from '../values/attributes.ts';
import { either, type ObjectFacts } from '../values/building.ts';
import { evaluate } from '../values/evaluate.ts';
import { attributeSources, type Sending } from './sent-parts.ts';

/** Nobody hands attributes on through more variables. */
const deepest = 8;

/**
 * The function that is given attributes which a call hands on, and of which nothing is known in it: no type says what they
 * are. Whoever calls it writes them.
 */
export function attributesGivenTo(project: Project, { sent }: Sending): FunctionNode | undefined {
  for (const source of attributeSources(sent))
    for (const { declaration, at } of handedOn(project, source as Located)) {
      const func = declaration.parent;
      if (!isFunction(func) || isComponent(func, at.program)) continue;
      if (isUnsaid(project, at)) return func;
    }
  return undefined;
}

/** Whether nothing says what an object holds. */
function isUnsaid(project: Project, at: Located): boolean {
  const isObject = evaluate(project, at).types.every((type) => type === 'unknown' || type === 'object');
  const { properties, open } = objectFacts(project, at);
  // What the function itself sets in it says nothing of the rest.
  return isObject && open && (properties.size === 0 || !declaredType(project, at));
}

/** Whether a caller of such a function says what the attributes are, of which its own calls know less. */
export function writesAttributes(
  project: Project,
  given: readonly Sending[],
  own: readonly Sending[],
): boolean {
  const [facts, known] = [attributesOf(project, given), attributesOf(project, own)];
  return known.open && !facts.open;
}

function attributesOf(project: Project, sendings: readonly Sending[]): ObjectFacts {
  return either(
    sendings
      .flatMap(({ sent }) => attributeSources(sent))
      .map((source) => objectFacts(project, source as Located)),
  );
}

interface HandedOn {
  readonly declaration: ts.ParameterDeclaration;
  readonly at: Located;
}

/** The parameters that are handed on as the attributes, or spread among them, where no caller is followed. */
function* handedOn(project: Project, { node, program }: Located, depth = 0): Generator<HandedOn> {
  if (depth > deepest || !project.step()) return;
  const again = (next: ts.Expression, home = program) =>
    handedOn(project, { node: next, program: home }, depth + 1);
  const inner = unwrapped(node);
  const choices = choicesIn(inner);
  if (choices.length > 1 || choices[0] !== inner) for (const each of choices) yield* again(each);
  else if (compiler.isObjectLiteralExpression(inner)) {
    for (const each of inner.properties) if (compiler.isSpreadAssignment(each)) yield* again(each.expression);
  } else if (isObjectAssign(inner)) {
    for (const each of inner.arguments) yield* again(each);
  } else if (compiler.isIdentifier(inner)) {
    const found = bindingOf(project, program, inner);
    if (found?.binding.kind === 'parameter') {
      const { declaration } = found.binding;
      const argument = argumentOf(project, found);
      if (typeof argument === 'object') yield* again(argument.node, argument.program);
      else if (argument === undefined && found.assigned.length === 0)
        yield { declaration, at: { node: inner, program } };
    } else if (found?.binding.kind === 'variable' && found.binding.path?.length === 0) {
      const { initializer } = found.binding.declaration;
      if (initializer) yield* again(initializer, found.program);
    }
  }
}
