import type ts from 'typescript';
import { baseOf, classAround, classAt } from '../functions/classes.ts';
import { compiler } from '../programs/compiler.ts';
import { bindingOf } from '../project/binding.ts';
import type { Located, Project } from '../project/project.ts';
import { elementsBehind } from '../values/elements.ts';

const deepest = 8;

/** The constructors that what is called by `new` or `super` may run: of a class, or of each in a list that is gone through. */
export function constructorsOf(project: Project, at: Located): readonly Located<ts.ConstructorDeclaration>[] {
  return classesOf(project, at).flatMap((each) => constructorOf(project, each) ?? []);
}

function classesOf(project: Project, { node, program }: Located): Located<ts.ClassLikeDeclaration>[] {
  if (node.kind === compiler.SyntaxKind.SuperKeyword) {
    const around = classAround(node);
    const base = around && baseOf(project, { node: around, program });
    return base ? [base] : [];
  }
  const one = classAt(project, { node, program });
  if (one) return [one];
  const found = compiler.isIdentifier(node) ? bindingOf(project, program, node) : undefined;
  const elements = (found && elementsBehind(project, found)) ?? [];
  return elements.flatMap((each) => classAt(project, each) ?? []);
}

/** The constructor of a class, or the one that it has of the class that it extends. */
function constructorOf(
  project: Project,
  at: Located<ts.ClassLikeDeclaration>,
  depth = 0,
): Located<ts.ConstructorDeclaration> | undefined {
  const own = at.node.members.find(
    (each): each is ts.ConstructorDeclaration =>
      compiler.isConstructorDeclaration(each) && each.body !== undefined,
  );
  if (own) return { node: own, program: at.program };
  const base = depth < deepest ? baseOf(project, at) : undefined;
  return base && constructorOf(project, base, depth + 1);
}
