import type ts from 'typescript';
import { baseOf, classAround, classUse, extendedBy, memberOfClass } from '../functions/classes.ts';
import { frameOf } from '../functions/frames.ts';
import { compiler } from '../programs/compiler.ts';
import { unwrapped } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import type { Located, Project } from '../project/project.ts';

/** What a component that is a class is given where it is rendered, and what it takes where it is given nothing. */
export interface GivenProps {
  readonly given: Located;
  readonly defaults: Located | undefined;
}

const deepest = 8;

/**
 * The class of which an expression is what its instances are given as props: `this.props`, a name for it, or the first
 * parameter of its constructor.
 */
export function propsOwner(
  project: Project,
  { node, program }: Located,
  depth = 0,
): Located<ts.ClassLikeDeclaration> | undefined {
  const inner = unwrapped(node);
  if (compiler.isPropertyAccessExpression(inner))
    return inner.name.text === 'props' ? componentAround(inner.expression, program) : undefined;
  if (!compiler.isIdentifier(inner) || depth > deepest) return undefined;
  const found = bindingOf(project, program, inner);
  if (!found || found.assigned.length > 0) return undefined;
  const { binding } = found;
  if (binding.kind === 'parameter') {
    const { parent } = binding.declaration;
    const isFirst = compiler.isConstructorDeclaration(parent) && parent.parameters[0] === binding.declaration;
    return isFirst && binding.path?.length === 0 && extendedBy(parent.parent).length > 0
      ? { node: parent.parent, program: found.program }
      : undefined;
  }
  const { initializer } = binding.kind === 'variable' ? binding.declaration : {};
  if (binding.kind !== 'variable' || !initializer) return undefined;
  const [step, ...more] = binding.path ?? [''];
  // `const { props } = this`
  if (step !== undefined)
    return step === 'props' && more.length === 0 ? componentAround(initializer, found.program) : undefined;
  return propsOwner(project, { node: initializer, program: found.program }, depth + 1);
}

/** The class of a component whose instance an expression is: `this`. */
function componentAround(
  node: ts.Expression,
  program: Located['program'],
): Located<ts.ClassLikeDeclaration> | undefined {
  const self = unwrapped(node);
  const around = self.kind === compiler.SyntaxKind.ThisKeyword ? classAround(self) : undefined;
  return around && extendedBy(around).length > 0 ? { node: around, program } : undefined;
}

/** What an expression is that stands for the props of a class, in the element that is followed. */
export function givenProps(project: Project, at: Located): GivenProps | undefined {
  // Outside of any call, nothing is given.
  const owner = at.program.frame && propsOwner(project, at);
  const given = owner && frameOf(owner.program, owner.node)?.args.known[0];
  return given && { given, defaults: defaultProps(project, owner) };
}

/** `static defaultProps = { … }`, or `Link.defaultProps = { … }`. */
function defaultProps(project: Project, at: Located<ts.ClassLikeDeclaration>): Located | undefined {
  const member = memberOfClass(project, { at, isStatic: true }, 'defaultProps');
  if (member)
    return compiler.isPropertyDeclaration(member.node) && member.node.initializer
      ? { node: member.node.initializer, program: member.program }
      : undefined;
  const { node, program } = at;
  const [only, ...others] = program.changes.filter(
    ({ target }) =>
      compiler.isPropertyAccessExpression(target) &&
      target.name.text === 'defaultProps' &&
      compiler.isIdentifier(target.expression) &&
      target.expression.text === node.name?.text,
  );
  return only?.plain && others.length === 0 ? { node: only.plain, program } : undefined;
}

/** The class that an element renders, with those that it extends, whose methods know what it is given. */
export function renderedClasses(project: Project, at: Located): readonly Located<ts.ClassLikeDeclaration>[] {
  const use = classUse(project, at);
  return use?.isStatic ? withBases(project, use.at) : [];
}

/** A class with those that it extends. */
export function withBases(
  project: Project,
  at: Located<ts.ClassLikeDeclaration>,
): readonly Located<ts.ClassLikeDeclaration>[] {
  const all: Located<ts.ClassLikeDeclaration>[] = [];
  for (let each: Located<ts.ClassLikeDeclaration> | undefined = at; each; each = baseOf(project, each)) {
    // Nobody extends so many, or what extends itself would never end.
    if (all.length > deepest) break;
    all.push(each);
  }
  return all;
}
