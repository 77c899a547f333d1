import type ts from 'typescript';
import { isThis } from '../functions/selves.ts';
import type { Program } from '../programs/program.ts';
import { unwrapped } from '../programs/syntax.ts';
import type { Located, Project } from '../project/project.ts';
import { propertyChoices } from './alternatives.ts';
import { isReplaced } from './writes.ts';

/** Whether an object's part goes by a name that its program sets to something else: what it begins as may be gone. */
export function isReplacedPart(program: Program, part: ts.PropertyAccessExpression): boolean {
  return !isThis(unwrapped(part.expression)) && isReplaced(program, part.getText());
}

/** What such a part is where it is read, if that is one thing. */
export function replacedPart(
  project: Project,
  { node, program }: Located<ts.PropertyAccessExpression>,
  depth: number,
): Located | undefined {
  const object = { node: node.expression, program };
  const [only, ...others] = propertyChoices(project, object, node.name.text, depth + 1) ?? [];
  return others.length === 0 && only?.node !== node ? only : undefined;
}
