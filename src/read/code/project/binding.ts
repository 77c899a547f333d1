import type ts from 'typescript';
import { builtVariable } from '../functions/built.ts';
import { requiredModule, wholeModule } from '../modules/commonjs.ts';
import { moduleHandedTo } from '../modules/loaded.ts';
import { setBefore } from '../programs/assignments.ts';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { type Binding, lookUp } from '../programs/scope.ts';
import { unwrapped } from '../programs/syntax.ts';
import type { FoundBinding, Project } from './project.ts';
import { stoodFor } from './stand-ins.ts';

/** What a name stands for where it is used, followed through imports. Undefined for globals. */
export function bindingOf(
  project: Project,
  program: Program,
  identifier: ts.Identifier,
): FoundBinding | undefined {
  const stood = stoodFor(identifier);
  if (stood === 'unknown') return { binding: { kind: 'other' }, program, assigned: [] };
  if (stood)
    return { binding: { kind: 'expression', node: stood.node }, program: stood.program, assigned: [] };
  const found = lookUp(program.scopeOf(identifier), identifier.text);
  if (!found) {
    const prop = program.component?.propNamed(identifier.text, identifier);
    return prop ? { binding: prop, program, assigned: [] } : project.autoImported(program, identifier.text);
  }
  const { binding, scope } = found;
  const built = builtVariable(project, program, identifier, binding);
  if (built)
    return { binding: { kind: 'expression', node: built.node }, program: built.program, assigned: [] };
  const assigned = scope.assigned.get(identifier.text) ?? [];
  if (assigned.length > 0 && (binding.kind === 'variable' || binding.kind === 'parameter'))
    return { binding, program, ...setBefore(binding, assigned, identifier) };
  const here = { binding, program, assigned };
  if (binding.kind === 'parameter') return loadedBinding(project, program, binding) ?? here;
  if (binding.kind !== 'import') return here;
  if (binding.imported === '*')
    return (binding.isRequired && project.exported(program, binding.module, wholeModule)) || here;
  // What a package's function returns is not seen in its declaration's body: it has none.
  if (isCalled(identifier) && !project.isOwn(program, binding.module)) return here;
  return project.exported(program, binding.module, binding.imported) ?? here;
}

/** What a pattern takes out of a module that is loaded later: `import('./client').then(({ client }) => …)`. */
function loadedBinding(
  project: Project,
  program: Program,
  { declaration, path }: Binding & { readonly kind: 'parameter' },
): FoundBinding | undefined {
  const [name, ...more] = path ?? [];
  const loaded = name !== undefined && more.length === 0 ? moduleHandedTo(declaration) : undefined;
  const module = loaded && requiredModule(unwrapped(loaded));
  return module === undefined ? undefined : project.exported(program, module, name as string);
}

function isCalled(identifier: ts.Identifier): boolean {
  let at: ts.Node = identifier;
  while (at.parent && compiler.isPropertyAccessExpression(at.parent) && at.parent.expression === at)
    at = at.parent;
  return at.parent !== undefined && compiler.isCallExpression(at.parent) && at.parent.expression === at;
}
