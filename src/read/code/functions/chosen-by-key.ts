import type ts from 'typescript';
import { isChoiceOf } from '../programs/aliasing.ts';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { lookUp } from '../programs/scope.ts';
import { unwrapped, wrapped, writtenValue } from '../programs/syntax.ts';
import type { Located, Project } from '../project/project.ts';
import { evaluate } from '../values/evaluate.ts';
import { keysOf, objectLiteralOf, propertyOf } from '../values/objects.ts';

/** The components of which a key chooses one, `const Row = rows[kind]`: those that it is known to choose, or else all. */
export function componentsByKey(
  project: Project,
  { node, program }: Located<ts.ElementAccessExpression>,
): readonly Located[] {
  if (!isNamedAsComponent(node)) return [];
  const object = objectLiteralOf(project, { node: node.expression, program });
  if (!object) return [];
  const { values, complete } = evaluate(project, { node: node.argumentExpression, program });
  const keys = complete ? values.map(String) : keysOf(project, object as Located<ts.ObjectLiteralExpression>);
  return (keys ?? []).flatMap((key) => propertyOf(project, object, key) ?? []);
}

function isNamedAsComponent(node: ts.Expression): boolean {
  let at = wrapped(node);
  while (isChoiceOf(at.parent, at)) at = wrapped(at.parent);
  const { parent } = at;
  return (
    compiler.isVariableDeclaration(parent) &&
    compiler.isIdentifier(parent.name) &&
    /^[A-Z]/.test(parent.name.text)
  );
}

/** The values of which a key chooses one, as a constant of the program has them. */
export function valuesByKey(
  { expression }: ts.ElementAccessExpression,
  program: Program,
): readonly ts.Expression[] {
  const name = unwrapped(expression);
  const binding = compiler.isIdentifier(name) ? lookUp(program.scopeOf(name), name.text)?.binding : undefined;
  const { initializer } = binding?.kind === 'variable' ? binding.declaration : {};
  const object = initializer && unwrapped(initializer);
  if (!object || !compiler.isObjectLiteralExpression(object)) return [];
  return object.properties.flatMap((each) => writtenValue(each) ?? []);
}
