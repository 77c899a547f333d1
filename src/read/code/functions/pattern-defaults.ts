import type ts from 'typescript';
import type { Bound } from '../programs/bound-names.ts';
import { compiler } from '../programs/compiler.ts';
import { nameText, unwrapped } from '../programs/syntax.ts';

/** What a pattern takes a name out of, how it gets there, and what it has on the way for what is undefined. */
interface Taken {
  readonly declaration: ts.VariableDeclaration | ts.ParameterDeclaration;
  readonly path?: readonly string[] | undefined;
  readonly presets?: Bound['presets'];
}

/**
 * Whether a default in a pattern lacks what a name is taken out of it as: `const { user: { id } = {} } = state`,
 * `function send({ id } = {})`. Where the default counts there is nothing then.
 */
export function isLeftOutByDefault({ declaration, path = [], presets }: Taken): boolean {
  const whole = compiler.isParameter(declaration) ? declaration.initializer : undefined;
  return path.some((step, steps) => {
    const preset = steps === 0 ? whole : presets?.get(steps);
    return preset !== undefined && isWithout(preset, step);
  });
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
