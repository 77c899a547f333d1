import type ts from 'typescript';
import { requiredModule } from '../modules/commonjs.ts';
import { moduleHandedTo } from '../modules/loaded.ts';
import { compiler } from '../programs/compiler.ts';
import { nameText, unwrapped } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import type { FoundBinding, Located, Project } from '../project/project.ts';

/** `import * as names from '../names'; names.ORDER_PLACED`. */
export function namespaceMember(project: Project, from: Located, key: string): Located | undefined {
  const exported = namespaceBinding(project, from, key);
  if (exported?.binding.kind === 'expression')
    return { node: exported.binding.node, program: exported.program };
  if (exported?.binding.kind !== 'variable' || exported.assigned.length > 0) return undefined;
  const { declaration, path } = exported.binding;
  if (!declaration.initializer || path?.length !== 0) return undefined;
  return { node: declaration.initializer, program: exported.program };
}

/** The enum that a name, or a name of a module's namespace, stands for. */
export function enumOf(
  project: Project,
  { node, program }: Located,
): Located<ts.EnumDeclaration> | undefined {
  const name = unwrapped(node);
  const found = compiler.isIdentifier(name)
    ? bindingOf(project, program, name)
    : compiler.isPropertyAccessExpression(name)
      ? namespaceBinding(project, { node: name.expression, program }, name.name.text)
      : undefined;
  return found?.binding.kind === 'enum'
    ? { node: found.binding.declaration, program: found.program }
    : undefined;
}

/** The value that is written for a member of an enum. */
export function memberOfEnum(project: Project, from: Located, key: string): Located | undefined {
  const found = enumOf(project, from);
  const initializer = found?.node.members.find(({ name }) => nameText(name) === key)?.initializer;
  return found && initializer && { node: initializer, program: found.program };
}

/** Namespaces in namespaces are looked at so deep: chains of properties can be of any length, and each link is asked. */
const deepest = 4;

/** What a namespace, or a module that is imported as a whole, has under a name, also where another hands it on: `actions.shop.sent`. */
export function namespaceBinding(
  project: Project,
  { node, program }: Located,
  key: string,
  depth = 0,
): FoundBinding | undefined {
  if (depth > deepest) return undefined;
  const name = unwrapped(node);
  const module = requiredModule(name);
  if (module !== undefined) return project.exported(program, module, key);
  const found = compiler.isIdentifier(name)
    ? bindingOf(project, program, name)
    : compiler.isPropertyAccessExpression(name)
      ? namespaceBinding(project, { node: name.expression, program }, name.name.text, depth + 1)
      : undefined;
  if (found?.binding.kind === 'parameter' && found.binding.path?.length === 0) {
    // `import('./client').then((module) => module.client)`
    const loaded = moduleHandedTo(found.binding.declaration);
    const from = loaded && requiredModule(unwrapped(loaded));
    return from === undefined ? undefined : project.exported(found.program, from, key);
  }
  return found && memberOfNamespace(project, found, key);
}

/** What goes by a name in a namespace that is declared, or in a module that is imported as a whole. */
export function memberOfNamespace(
  project: Project,
  { binding, program }: FoundBinding,
  key: string,
): FoundBinding | undefined {
  if (binding.kind === 'import')
    return binding.imported === '*' ? project.exported(program, binding.module, key) : undefined;
  if (binding.kind !== 'namespace') return undefined;
  for (const block of binding.blocks) {
    const { names, assigned } = program.scopeOf(block);
    const member = names.get(key);
    if (member) return { binding: member, program, assigned: assigned.get(key) ?? [] };
  }
  return undefined;
}
