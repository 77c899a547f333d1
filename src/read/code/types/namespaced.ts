import type ts from 'typescript';
import { typeAmong } from '../modules/exports.ts';
import { compiler } from '../programs/compiler.ts';
import { bindingOf } from '../project/binding.ts';
import type { FoundBinding, Located, Project, TypeDeclaration } from '../project/project.ts';
import { memberOfNamespace } from '../values/namespaces.ts';

/** The type of a namespace, or of a module of the project that is imported as a whole: `events.Order`. */
export function typeInNamespace(
  project: Project,
  { node, program }: Located<ts.QualifiedName>,
): Located<TypeDeclaration> | undefined {
  const found = namespaceNamed(project, { node: node.left, program });
  const { text: name } = node.right;
  if (found?.binding.kind === 'import')
    // What packages declare so is read for what is named out of them alone.
    return found.binding.imported === '*' && project.isOwn(found.program, found.binding.module)
      ? project.exportedType(found.program, found.binding.module, name)
      : undefined;
  if (found?.binding.kind !== 'namespace') return undefined;
  for (const { statements } of found.binding.blocks) {
    const type = typeAmong(statements, name);
    if (type) return { node: type, program: found.program };
  }
  return undefined;
}

function namespaceNamed(
  project: Project,
  { node, program }: Located<ts.EntityName>,
): FoundBinding | undefined {
  if (compiler.isIdentifier(node)) return bindingOf(project, program, node);
  const outer = namespaceNamed(project, { node: node.left, program });
  return outer && memberOfNamespace(project, outer, node.right.text);
}
