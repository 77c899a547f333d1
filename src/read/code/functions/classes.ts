import type ts from 'typescript';
import { styledComponent } from '../programs/aliasing.ts';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { nameText, unwrapped } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import type { Located, Project } from '../project/project.ts';
import { declaredType } from '../types/declared.ts';
import { declarationsOf } from '../types/members.ts';
import { namespaceBinding } from '../values/namespaces.ts';
import { propertyOf } from '../values/objects.ts';
import { type Settings, settingKey, settingsOf } from './class-settings.ts';
import { givenMember } from './clients.ts';
import { type Frame, frameOf } from './frames.ts';
import { promisedBy } from './promised.ts';
import { putOn } from './put-members.ts';
import { calleeName, isNothing, resultsOf } from './returns.ts';

/** A class as an expression stands for it: itself, or an instance of it. */
export interface ClassUse {
  readonly at: Located<ts.ClassLikeDeclaration>;
  /** The class itself, whose members are the static ones. */
  readonly isStatic: boolean;
}

/** A member of a class that has a value: a method, a property with an initialiser, a getter. */
export type ClassMember = ts.MethodDeclaration | ts.PropertyDeclaration | ts.GetAccessorDeclaration;

const deepest = 16;

/** The class of which an expression is an instance, or that it names. */
export function classUse(project: Project, at: Located, depth = 0): ClassUse | undefined {
  return project.nested('class', at, { depth, deepest }, () => classBehind(project, at, depth), undefined);
}

function classBehind(project: Project, { node, program }: Located, depth: number): ClassUse | undefined {
  const of = (next: Located) => classUse(project, next, depth + 1);
  const inner = unwrapped(node);
  if (compiler.isNewExpression(inner)) {
    const made = classAt(project, { node: inner.expression, program });
    const [promised] = made ? [] : promisedBy(project, { node: inner, program }, depth);
    return promised ? of(promised) : instance(made);
  }
  if (inner.kind === compiler.SyntaxKind.ThisKeyword) {
    const around = classAround(inner);
    if (!around) return instance(project.templateClass(program));
    return { at: { node: around, program }, isStatic: isInStatic(inner, around) };
  }
  const styled = styledComponent(inner);
  if (styled) return of({ node: styled, program });
  if (compiler.isBinaryExpression(inner))
    return of({ node: inner.left, program }) ?? of({ node: inner.right, program });
  if (compiler.isIdentifier(inner)) {
    const found = bindingOf(project, program, inner);
    const binding = found?.binding;
    if (found && binding?.kind === 'function' && compiler.isClassLike(binding.declaration))
      return { at: { node: binding.declaration, program: found.program }, isStatic: true };
    if (found && binding?.kind === 'expression') return of({ node: binding.node, program: found.program });
    if (found && binding?.kind === 'variable' && binding.path?.length === 0) {
      const { initializer } = binding.declaration;
      const sources = [...(initializer ? [initializer] : []), ...found.assigned];
      const made = sources.map((each) => of({ node: each, program: found.program })).find(Boolean);
      if (made) return made;
    }
    return declaredClass(project, { node: inner, program });
  }
  if (compiler.isPropertyAccessExpression(inner)) {
    const value = calledProperty(project, { node: inner.expression, program }, inner.name.text);
    return (value && of(value)) ?? declaredClass(project, { node: inner, program });
  }
  if (compiler.isCallExpression(inner)) {
    const results = resultsOf(project, { node: inner, program });
    const all = results.length > 0 ? results : promisedBy(project, { node: inner, program }, depth);
    for (const result of all) {
      const found = of(result);
      if (found) return found;
    }
    return (
      injectedClass(project, { node: inner, program }) ?? declaredClass(project, { node: inner, program })
    );
  }
  return undefined;
}

/** `inject(Analytics)`, `injector.get(Analytics)`: an instance of the class that is asked for. */
function injectedClass(
  project: Project,
  { node, program }: Located<ts.CallExpression>,
): ClassUse | undefined {
  const [token] = node.arguments;
  return token && injectors.has(calleeName(node))
    ? instance(classAt(project, { node: token, program }))
    : undefined;
}

/** Functions that hand over an instance of the class that they are given. */
export const injectors: ReadonlySet<string> = new Set(['inject', 'get']);

function instance(at: Located<ts.ClassLikeDeclaration> | undefined): ClassUse | undefined {
  return at && { at, isStatic: false };
}

/** A member of a class or of those that it extends, in the program that declares it. */
export function memberOfClass(
  project: Project,
  { at: { node, program }, isStatic }: ClassUse,
  name: string,
  depth = 0,
): Located<ClassMember> | undefined {
  if (depth > deepest) return undefined;
  for (const member of node.members) {
    if (!member.name || nameText(member.name as ts.PropertyName) !== name) continue;
    if (isStaticMember(member) !== isStatic) continue;
    if (compiler.isMethodDeclaration(member) && member.body) return { node: member, program };
    if (compiler.isGetAccessorDeclaration(member) && member.body) return { node: member, program };
    if (compiler.isPropertyDeclaration(member) && member.initializer) return { node: member, program };
  }
  const found = baseOf(project, { node, program });
  return found && memberOfClass(project, { at: found, isStatic }, name, depth + 1);
}

/** What the constructor of an object's class, or of one that it extends, sets a property to that nothing else sets. */
export function constructedProperty(project: Project, use: ClassUse, name: string): Located | undefined {
  return setInClass(project, use, ({ values }) => values.get(name));
}

/** The object that the class of `this`, or one that it extends, puts into a field in one method, which nothing else sets. */
export function putIntoField(project: Project, use: ClassUse, name: string): Located | undefined {
  return setInClass(project, use, ({ objects }) => objects.get(name));
}

function setInClass(
  project: Project,
  { at, isStatic }: ClassUse,
  valueIn: (settings: Settings) => ts.Expression | undefined,
  depth = 0,
): Located | undefined {
  if (depth > deepest || isStatic) return undefined;
  const { node, program } = at;
  const value = valueIn(settingsOf(at));
  if (value) return { node: value, program };
  const base = baseOf(project, { node, program });
  return base && setInClass(project, { at: base, isStatic }, valueIn, depth + 1);
}

/**
 * What an object's class, or one that it extends, sets a property to wherever it does so, where that is one thing besides
 * nothing: what is called is that, or there is nothing to call. It says nothing of the value that a property has.
 */
export function settledProperty(project: Project, object: Located, name: string): Located | undefined {
  const use = classUse(project, object);
  let at: Located<ts.ClassLikeDeclaration> | undefined = use?.at;
  for (let depth = 0; use && at && depth < deepest; depth++) {
    const { sets } = settingsOf(at);
    const all = sets.get(settingKey(name, use.isStatic)) ?? [];
    const [only, ...others] = all.filter((each) => !isNothing(unwrapped(each)));
    if (only) return others.length === 0 ? { node: only, program: at.program } : undefined;
    at = baseOf(project, at);
  }
  return undefined;
}

/** What a property of an object is where it, or a method of it, is called: what it is known to hold, or what its class sets it to. */
export function calledProperty(project: Project, object: Located, name: string): Located | undefined {
  return (
    propertyOf(project, object, name) ??
    settledProperty(project, object, name) ??
    project.shared.pageGlobals.memberOf(project, object, name) ??
    givenMember(project, object, name) ??
    putOn(project, object, name) ??
    project.shared.pageGlobals.partOf(project, object, name)
  );
}

/** What a class extends, as it is written; nothing where it extends none. */
export function extendedBy({
  heritageClauses,
}: ts.ClassLikeDeclaration): readonly ts.ExpressionWithTypeArguments[] {
  return heritageClauses?.find(({ token }) => token === compiler.SyntaxKind.ExtendsKeyword)?.types ?? [];
}

/** The class of the project that a class extends. */
export function baseOf(
  project: Project,
  { node, program }: Located<ts.ClassLikeDeclaration>,
): Located<ts.ClassLikeDeclaration> | undefined {
  const [base] = extendedBy(node);
  const found = base && classAt(project, { node: base.expression, program });
  return found && { node: found.node, program: inherited({ node, program }, found) };
}

/** The program of a class that another extends, as it is where that is rendered: both know what it is given. */
function inherited({ node, program }: Located<ts.Node>, base: Located<ts.ClassLikeDeclaration>): Program {
  const frame = frameOf(program, node);
  if (!frame) return base.program;
  const known = bases.get(frame) ?? { ...frame, func: base.node, outer: base.program.frame };
  bases.set(frame, known);
  return { ...base.program, frame: known };
}

const bases = new WeakMap<Frame, Frame>();

/** What a class declares as a field of its instances, its bases left aside. */
export function fieldOf(
  { members }: ts.ClassLikeDeclaration,
  key: string,
): ts.PropertyDeclaration | undefined {
  return members.find(
    (each): each is ts.PropertyDeclaration =>
      compiler.isPropertyDeclaration(each) && nameText(each.name) === key && !isStaticMember(each),
  );
}

/** Whether a member is one of the class itself, not of its instances. */
export function isStaticMember(member: ts.ClassElement): boolean {
  const modifiers = compiler.canHaveModifiers(member) ? (compiler.getModifiers(member) ?? []) : [];
  return modifiers.some(({ kind }) => kind === compiler.SyntaxKind.StaticKeyword);
}

/** The class that an expression names. */
export function classAt(
  project: Project,
  { node, program }: Located,
): Located<ts.ClassLikeDeclaration> | undefined {
  const name = unwrapped(node);
  if (compiler.isClassExpression(name)) return { node: name, program };
  const found = compiler.isIdentifier(name)
    ? bindingOf(project, program, name)
    : compiler.isPropertyAccessExpression(name)
      ? namespaceBinding(project, { node: name.expression, program }, name.name.text)
      : undefined;
  if (!found) return undefined;
  const { binding } = found;
  if (binding.kind === 'function' && compiler.isClassLike(binding.declaration))
    return { node: binding.declaration, program: found.program };
  // `const Tracker = class { … }`
  const made =
    binding.kind === 'variable'
      ? binding.declaration.initializer
      : binding.kind === 'expression'
        ? binding.node
        : undefined;
  return made && compiler.isClassExpression(made) ? { node: made, program: found.program } : undefined;
}

/** The class whose `this` a node sees. */
export function classAround(node: ts.Node): ts.ClassLikeDeclaration | undefined {
  let at = node;
  while (at && !compiler.isClassLike(at)) {
    // A plain function has a `this` of its own, and a method of an object has that.
    if (compiler.isFunctionDeclaration(at) || compiler.isFunctionExpression(at)) return undefined;
    if (compiler.isFunctionLike(at) && compiler.isObjectLiteralExpression(at.parent)) return undefined;
    at = at.parent;
  }
  return at as ts.ClassLikeDeclaration | undefined;
}

export function isInStatic(node: ts.Node, around: ts.ClassLikeDeclaration): boolean {
  let at = node;
  while (at.parent !== around) at = at.parent;
  return compiler.isClassElement(at) && isStaticMember(at);
}

/** The class that an object is declared to be of. */
function declaredClass(project: Project, at: Located): ClassUse | undefined {
  const type = declaredType(project, { node: unwrapped(at.node), program: at.program });
  for (const { node, program } of type ? declarationsOf(project, type) : [])
    if (compiler.isClassDeclaration(node)) return instance({ node, program });
  return undefined;
}
