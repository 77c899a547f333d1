import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import type { Binding } from '../programs/scope.ts';
import { nameText, unwrapped } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import type { Located, Project } from '../project/project.ts';
import { objectLiteralOf, propertyOf } from '../values/objects.ts';
import { propsOwner } from './class-props.ts';
import { takenOffContext } from './nuxt.ts';

/** What a parameter, or a name taken out of one, is handed by those who call or render its function. */
export function handedTo(
  project: Project,
  binding: Binding,
  program: Program,
  property?: string,
): readonly Located[] {
  const given = project.shared.links.to(binding, property);
  const taken =
    property === undefined && given.length === 0 ? takenOffContext(project, binding, program) : undefined;
  if (taken) return [taken];
  if (given.length > 0 || binding.kind !== 'parameter' || !binding.path) return given;
  const { declaration, path } = binding;
  const [name = property, ...more] = path;
  const func = declaration.parent;
  const isProp = more.length === 0 && (path.length === 0 || property === undefined);
  return name !== undefined && isProp && func.parameters[0] === declaration
    ? injected(project, { node: func, program }, name)
    : [];
}

/** What somebody hands over as a member of an expression: `props.onTrack`, `this.props.onTrack`. */
export function handedAs(project: Project, { node, program }: Located, name: string): readonly Located[] {
  const object = unwrapped(node);
  if (compiler.isIdentifier(object)) {
    const found = bindingOf(project, program, object);
    return found ? handedTo(project, found.binding, found.program, name) : [];
  }
  const component = propsOwner(project, { node: object, program });
  if (!component) return [];
  const given = project.shared.links.toClass(component.node, name);
  return given.length > 0 ? given : injected(project, component, name);
}

function injected(project: Project, component: Located<ts.Node>, name: string): readonly Located[] {
  const objects = project.shared.injections.objectsFor(project, component, name);
  return objects.flatMap(
    (object) => propertyOf(project, object, name) ?? methodOf(project, object, name) ?? [],
  );
}

/** `{ onTrack(name) { … } }`: a method, which is a function where it stands. */
function methodOf(project: Project, object: Located, name: string): Located | undefined {
  const literal = objectLiteralOf(project, object);
  const found = (literal?.node as ts.ObjectLiteralExpression | undefined)?.properties.find(
    (each) => compiler.isMethodDeclaration(each) && nameText(each.name) === name,
  );
  return literal && found && { node: found as ts.Node as ts.Expression, program: literal.program };
}
