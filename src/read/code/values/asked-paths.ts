import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { lookUp } from '../programs/scope.ts';
import { unwrapped } from '../programs/syntax.ts';
import { type Facts, isUnknown, nothing, union, unknown } from '../project/facts.ts';
import type { Located, Project } from '../project/project.ts';
import { declaredType } from '../types/declared.ts';
import { membersOfType } from '../types/members.ts';
import { factsOfType } from '../types/types.ts';
import { choicesAt } from './alternatives.ts';
import { evaluate } from './evaluate.ts';

/** What lodash's `get` is asked for: `get(event, 'order.total', 0)`. */
interface Asked {
  readonly object: Located;
  readonly path: readonly string[];
  /** What it hands back where there is no such thing. */
  readonly otherwise: Located | undefined;
}

/** Packages with a `get` that takes an object first; that of `lodash/fp` takes it last. */
const packages = /^(?:lodash(?:-es)?(?:\/get(?:\.js)?)?|lodash\.get|es-toolkit\/compat)$/;

/** What lodash's `get` hands back; undefined for other calls. */
export function askedFacts(
  project: Project,
  at: Located<ts.CallExpression>,
  depth: number,
): Facts | undefined {
  const asked = askedBy(at);
  if (!asked) return undefined;
  const { object, path, otherwise } = asked;
  const held = choicesAt(project, object, path);
  const written = held && union(held.map((each) => (each ? evaluate(project, each, depth + 1) : nothing)));
  const facts = written && !isUnknown(written) ? written : typedFacts(project, object, path);
  const found = facts ?? unknown(`what \`${at.node.expression.getText()}()\` is asked for`);
  if (!otherwise || (!found.optional && !isUnknown(found))) return found;
  return union([{ ...found, optional: false }, evaluate(project, otherwise, depth + 1)]);
}

/** The expressions of which one is what lodash's `get` hands back; undefined for other calls, and where they are not known. */
export function askedChoices(
  project: Project,
  at: Located<ts.CallExpression>,
): readonly Located[] | undefined {
  const asked = askedBy(at);
  const held = asked && !asked.otherwise ? choicesAt(project, asked.object, asked.path) : undefined;
  const choices = held?.filter((each) => each !== undefined);
  return choices && choices.length > 0 ? choices : undefined;
}

function askedBy({ node, program }: Located<ts.CallExpression>): Asked | undefined {
  const [object, where, otherwise, ...others] = node.arguments;
  if (!object || !where || others.length > 0 || !isOfLodash(node, program)) return undefined;
  if (node.arguments.some(compiler.isSpreadElement)) return undefined;
  const path = stepsOf(unwrapped(where));
  return (
    path && { object: { node: object, program }, path, otherwise: otherwise && { node: otherwise, program } }
  );
}

/** Whether lodash's `get` is called, by the names of the file alone: `get`, `_.get`, also of a global. */
function isOfLodash({ expression }: ts.CallExpression, program: Program): boolean {
  const isMember = compiler.isPropertyAccessExpression(expression);
  if (isMember && expression.name.text !== 'get') return false;
  const root = isMember ? expression.expression : expression;
  if (!compiler.isIdentifier(root)) return false;
  const binding = lookUp(program.scopeOf(root), root.text)?.binding;
  if (!binding) return isMember && root.text === '_';
  if (binding.kind !== 'import' || !packages.test(binding.module)) return false;
  const isWhole = binding.imported === '*' || binding.imported === 'default';
  const isAlone = /\bget\b/.test(binding.module);
  return isMember ? isWhole && !isAlone : isAlone ? isWhole : binding.imported === 'get';
}

/** `['order', 'total']` of `'order.total'`; undefined for what is not written out. */
function stepsOf(where: ts.Expression): readonly string[] | undefined {
  if (compiler.isStringLiteralLike(where)) {
    const steps = where.text.replace(/\[(\d+)\]/g, '.$1').split('.');
    return steps.every((each) => /^[\w$-]+$/.test(each)) ? steps : undefined;
  }
  if (!compiler.isArrayLiteralExpression(where)) return undefined;
  const steps = where.elements.map((each) =>
    compiler.isStringLiteralLike(each) || compiler.isNumericLiteral(each) ? each.text : undefined,
  );
  return steps.length > 0 && steps.every((each) => each !== undefined) ? (steps as string[]) : undefined;
}

/** What the object is declared to hold there. */
function typedFacts(project: Project, object: Located, path: readonly string[]): Facts | undefined {
  let type = declaredType(project, object);
  let optional = false;
  for (const step of path) {
    const member = type && membersOfType(project, type)?.members.get(step);
    optional ||= member?.optional ?? false;
    type = member?.type;
  }
  const facts = type && factsOfType(project, type);
  return facts && { ...facts, optional: facts.optional || optional };
}
