import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import { nameText } from '../programs/syntax.ts';
import type { Located, Project } from '../project/project.ts';
import { baseOf, classAround, classUse, extendedBy } from './classes.ts';

const deepest = 16;

/**
 * What the classes of the project extend that is none of them, where a member of an instance is not one of their own:
 * `super.track()`, `tracker.track()` of `class Tracker extends Client {}`.
 */
export function inheritedMember(project: Project, object: Located, name: string): Located | undefined {
  const isSuper = object.node.kind === compiler.SyntaxKind.SuperKeyword;
  let at = isSuper ? classOfSuper(object) : instanceClass(project, object);
  for (let depth = 0; at && depth < deepest; depth++) {
    if ((depth > 0 || !isSuper) && declares(at.node, name)) return undefined;
    const base = baseOf(project, at);
    const [extended] = extendedBy(at.node);
    if (!base) return extended && { node: extended.expression, program: at.program };
    at = base;
  }
  return undefined;
}

function classOfSuper({ node, program }: Located): Located<ts.ClassLikeDeclaration> | undefined {
  const around = classAround(node);
  return around && { node: around, program };
}

function instanceClass(project: Project, object: Located): Located<ts.ClassLikeDeclaration> | undefined {
  const use = classUse(project, object);
  return use && !use.isStatic ? use.at : undefined;
}

function declares({ members }: ts.ClassLikeDeclaration, name: string): boolean {
  return members.some((member) => member.name && nameText(member.name as ts.PropertyName) === name);
}
