import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import type { CallNode } from '../programs/scope.ts';
import { unwrapped } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import type { FoundBinding, Located, Project } from '../project/project.ts';
import { returnedBy } from '../values/results.ts';
import { isPutTogether } from './built-objects.ts';
import { settingsOf } from './class-settings.ts';
import { baseOf, classAround, classAt, isStaticMember } from './classes.ts';
import { argumentOf } from './frames.ts';
import { resultsOf } from './returns.ts';
import { frameOfThis, isThis } from './selves.ts';

const deepest = 16;

/**
 * Whether an object may be an instance of a class whose methods build something up, wherever conditions lead: most objects are
 * none, which is told at once for all their fields.
 */
export function mayBeBuilt(project: Project, at: Located, depth = 0): boolean {
  const { program } = at;
  const of = (next: Located) => mayBeBuilt(project, next, depth + 1);
  const inner = unwrapped(at.node);
  if (compiler.isCallExpression(inner) || compiler.isConditionalExpression(inner))
    return project.nested(
      'builder',
      at,
      { depth, deepest },
      () => outcomes(project, { node: inner, program }).some(of),
      false,
    );
  if (compiler.isNewExpression(inner)) {
    const made = classAt(project, { node: inner.expression, program });
    return made !== undefined && builds(project, made);
  }
  if (compiler.isObjectLiteralExpression(inner)) return isPutTogether(inner);
  if (depth > deepest) return false;
  // A part of what is built up may be built up as well.
  if (compiler.isPropertyAccessExpression(inner)) return of({ node: inner.expression, program });
  const source = isThis(inner)
    ? frameOfThis({ node: inner, program })?.self
    : compiler.isIdentifier(inner)
      ? beginningOf(project, bindingOf(project, program, inner))
      : undefined;
  return source !== undefined && of(source);
}

function outcomes(
  project: Project,
  { node, program }: Located<ts.CallExpression | ts.ConditionalExpression>,
): readonly Located[] {
  return compiler.isCallExpression(node)
    ? resultsOf(project, { node, program })
    : [node.whenTrue, node.whenFalse].map((branch) => ({ node: branch, program }));
}

/** What a name begins as: what it is declared with, or its function given. */
export function beginningOf(project: Project, found: FoundBinding | undefined): Located | undefined {
  if (!found) return undefined;
  const { binding, program } = found;
  if (binding.kind === 'expression') return { node: binding.node, program };
  if (binding.kind === 'parameter') {
    const given = argumentOf(project, { ...found, assigned: [] });
    return typeof given === 'object' ? given : undefined;
  }
  const value = binding.kind === 'variable' ? binding.declaration.initializer : undefined;
  return value && { node: value, program };
}

const building = new WeakMap<ts.ClassLikeDeclaration, boolean>();

/** Whether methods of a class change its fields, or make other objects of them. */
function builds(project: Project, at: Located<ts.ClassLikeDeclaration>, depth = 0): boolean {
  if (depth > deepest) return false;
  const known = building.get(at.node) ?? changesFields(at);
  building.set(at.node, known);
  if (known) return true;
  const base = baseOf(project, at);
  return base !== undefined && builds(project, base, depth + 1);
}

function changesFields(at: Located<ts.ClassLikeDeclaration>): boolean {
  const { node, program } = at;
  if (settingsOf(at).changed.size > 0) return true;
  // `Object.assign(this.fields, more)`, `this.rows.push(row)`
  const isHandedOver = (call: CallNode) =>
    compiler.isCallExpression(call) &&
    classAround(call) === node &&
    [calledOn(call), ...call.arguments].some((each) => each && isField(unwrapped(each)));
  if (program.calls.some(isHandedOver)) return true;
  // `return new Builder(this.name, more)`
  return node.members.some(
    (member) =>
      compiler.isMethodDeclaration(member) &&
      !isStaticMember(member) &&
      (returnedBy(member) ?? []).some(isNew),
  );
}

function calledOn({ expression }: ts.CallExpression): ts.Expression | undefined {
  const callee = unwrapped(expression);
  return compiler.isPropertyAccessExpression(callee) ? callee.expression : undefined;
}

function isField(node: ts.Expression): boolean {
  return compiler.isPropertyAccessExpression(node) && isThis(unwrapped(node.expression));
}

function isNew(node: ts.Expression): boolean {
  const inner = unwrapped(node);
  return compiler.isConditionalExpression(inner)
    ? isNew(inner.whenTrue) || isNew(inner.whenFalse)
    : compiler.isNewExpression(inner);
}
