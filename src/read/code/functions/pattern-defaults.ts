import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import { nameText, unwrapped } from '../programs/syntax.ts';

/** What a pattern takes a name out of, and how it gets there. */
interface Taken {
  readonly declaration: ts.VariableDeclaration | ts.ParameterDeclaration;
  readonly path?: readonly string[] | undefined;
}

/**
 * Whether a default in a pattern lacks what a name is taken out of it as: `const { user: { id } = {} } = state`,
 * `function send({ id } = {})`. Where the default counts there is nothing then.
 */
export function isLeftOutByDefault({ declaration, path = [] }: Taken): boolean {
  let pattern: ts.BindingName = declaration.name;
  let preset = compiler.isParameter(declaration) ? declaration.initializer : undefined;
  for (const step of path) {
    if (preset && isWithout(preset, step)) return true;
    if (!compiler.isObjectBindingPattern(pattern)) return false;
    const element = pattern.elements.find(
      ({ name, propertyName = name }) => nameText(propertyName as ts.PropertyName) === step,
    );
    if (!element) return false;
    pattern = element.name;
    preset = element.initializer;
  }
  return false;
}

function isWithout(preset: ts.Expression, key: string): boolean {
  const object = unwrapped(preset);
  return (
    compiler.isObjectLiteralExpression(object) &&
    object.properties.every((each) => {
      const name = each.name && nameText(each.name);
      return name !== undefined && name !== key;
    })
  );
}
