import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import { unwrapped } from '../programs/syntax.ts';
import { type Facts, isUnknown, nothing, union, unknown } from '../project/facts.ts';
import type { Located, Project } from '../project/project.ts';
import { madeProperty, propertyFacts } from '../values/access.ts';
import { alternativesOf, choicesAt } from '../values/alternatives.ts';
import { evaluate } from '../values/evaluate.ts';
import { lacks } from '../values/lacking.ts';
import { elementFacts } from '../values/lists.ts';
import { propertyOf, writtenProperty } from '../values/objects.ts';
import { ofPlatform, stateFacts } from '../values/platform.ts';
import { readBackFacts } from '../values/read-back.ts';
import { isReset } from '../values/writes.ts';
import { mayBeNothing } from './frames.ts';

/** `a ?? b ?? c` is looked at so deep. */
const deepest = 12;

/** What a pattern takes out of an object by a path. `presets`: what it has within for what is undefined, by the steps that lead there. */
export function takenOut(
  project: Project,
  object: Located,
  path: readonly string[],
  depth: number,
  presets?: ReadonlyMap<number, ts.Expression>,
): Facts {
  let at = object;
  let from = at;
  for (const [index, step] of path.entries()) {
    const isNamed = compiler.isIdentifier(at.node) || compiler.isPropertyAccessExpression(at.node);
    if (isNamed && isReset(at.program, at.node.getText(), step))
      return (
        (index === path.length - 1 ? readBackFacts(project, at, step, depth) : undefined) ??
        unknown(`the property \`${step}\``)
      );
    const value = propertyOf(project, at, step, depth + 1);
    const inner = presets?.get(index + 1);
    const isAbsent = !value && lacks(project, at, step);
    if (isAbsent && inner) {
      [from, at] = [at, { node: inner, program: object.program }];
      continue;
    }
    if (isAbsent) return nothing;
    if (value && inner && mayBeNothing(project, value)) return unknown(`the property \`${step}\``);
    if (!value) {
      const typed =
        ofEach(project, at, path.slice(index), depth) ??
        replaceable(project, at, step, depth) ??
        propertyFacts(project, at, step, depth) ??
        stateFacts(project, at, step) ??
        madeProperty(project, at, step, depth) ??
        ofPlatform(`${at.node.getText()}.${step}`, undefined) ??
        (/^\d+$/.test(step) ? elementFacts(project, at, depth + 1) : undefined) ??
        ofEither(project, at, path.slice(index), depth);
      return typed ?? unknown(`the property \`${step}\``);
    }
    [from, at] = [at, value];
  }
  const facts = evaluate(project, at, depth + 1);
  const last = path.at(-1);
  // Where it is not known what is written, its type says whether it is there at all.
  return isUnknown(facts) && last !== undefined
    ? (propertyFacts(project, from, last, depth) ?? facts)
    : facts;
}

/** What is taken out of one object or, where that is nothing, of another: `const { id } = user ?? {}`. */
function ofEither(
  project: Project,
  { node, program }: Located,
  path: readonly string[],
  depth: number,
): Facts | undefined {
  const either = unwrapped(node);
  if (!compiler.isBinaryExpression(either) || depth > deepest) return undefined;
  const { kind } = either.operatorToken;
  if (kind !== compiler.SyntaxKind.BarBarToken && kind !== compiler.SyntaxKind.QuestionQuestionToken)
    return undefined;
  return union(
    [either.left, either.right].map((each) => takenOut(project, { node: each, program }, path, depth + 1)),
  );
}

/** What each of the objects holds there that an expression may be: `const { name } = events[key]`. */
function ofEach(project: Project, at: Located, path: readonly string[], depth: number): Facts | undefined {
  const objects = alternativesOf(project, at, depth);
  if (objects.every(({ node }) => node === at.node)) return undefined;
  const all = objects.map((each) => choicesAt(project, each, path));
  if (!all.every((each) => each !== undefined)) return undefined;
  const facts = union(all.flat().map((each) => (each ? evaluate(project, each, depth + 1) : nothing)));
  return isUnknown(facts) ? undefined : facts;
}

/** What a property is written as that something unknown is spread over; undefined where it is not written. */
export function replaceable(project: Project, from: Located, key: string, depth: number): Facts | undefined {
  const written = writtenProperty(project, from, key);
  return (
    written && {
      ...evaluate(project, written, depth + 1),
      complete: false,
      why: 'what is spread over it',
    }
  );
}
