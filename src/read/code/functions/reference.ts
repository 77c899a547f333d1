import type ts from 'typescript';
import { isShared } from '../modules/exports.ts';
import { moduleHandedTo } from '../modules/loaded.ts';
import { boundFunction } from '../programs/bound-functions.ts';
import { compiler } from '../programs/compiler.ts';
import { globalObjects } from '../programs/prefilter.ts';
import type { Program } from '../programs/program.ts';
import { lookUp } from '../programs/scope.ts';
import { unwrapped } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import type { FoundBinding, Located, Project } from '../project/project.ts';
import { handedAs, handedTo } from '../sharing/handed-over.ts';
import { shownToComponent } from '../sharing/vue-injections.ts';
import { declaredType } from '../types/declared.ts';
import { keptInRef } from '../values/kept.ts';
import { propertyOf } from '../values/objects.ts';
import { onlySource } from '../values/sources.ts';
import { calledProperty, injectors } from './classes.ts';
import { argumentOf } from './frames.ts';
import { inheritedMember } from './inherited.ts';
import { promisedBy } from './promised.ts';
import { isProxy, proxiedBy } from './proxies.ts';
import {
  byName,
  extended,
  heldAs,
  isOwn,
  isPackage,
  madeHere,
  type Reference,
  returned,
} from './reference-path.ts';
import { calleeName, onlyResult, passingOn } from './returns.ts';
import { clientAmong } from './stood-in-for.ts';
import { referenceOfType } from './type-reference.ts';

const deepest = 16;

/** What an expression refers to; undefined for values that are no name of anything: parameters, literals, `this`. */
export function referenceOf(project: Project, { node, program }: Located, depth = 0): Reference | undefined {
  if (depth > deepest || !project.step()) return undefined;
  const of = (next: ts.Expression) => referenceOf(project, { node: next, program }, depth + 1);
  const inner = unwrapped(node);
  if (compiler.isIdentifier(inner))
    return withType(project, named(project, inner, program, depth), { node: inner, program }, depth);
  if (compiler.isPropertyAccessExpression(inner)) return memberReference(project, inner, program, depth);
  if (compiler.isElementAccessExpression(inner))
    return compiler.isStringLiteralLike(inner.argumentExpression)
      ? property(project, of(inner.expression), inner.argumentExpression.text, depth)
      : undefined;
  if (compiler.isBinaryExpression(inner)) {
    const { kind } = inner.operatorToken;
    if (kind === compiler.SyntaxKind.CommaToken || kind === compiler.SyntaxKind.EqualsToken)
      return of(inner.right);
    if (kind === compiler.SyntaxKind.BarBarToken || kind === compiler.SyntaxKind.QuestionQuestionToken)
      return of(inner.left) ?? of(inner.right);
    // `client ??= createClient()` is the new value, or what was set to it before.
    const isSetOnce =
      kind === compiler.SyntaxKind.QuestionQuestionEqualsToken ||
      kind === compiler.SyntaxKind.BarBarEqualsToken;
    return isSetOnce ? of(inner.right) : undefined;
  }
  if (compiler.isConditionalExpression(inner)) return of(inner.whenTrue) ?? of(inner.whenFalse);
  if (compiler.isCallExpression(inner)) return called(project, inner, program, depth);
  if (!compiler.isNewExpression(inner)) return undefined;
  const made = { node: inner, program };
  if (isProxy(made)) return proxyReference(project, made, depth);
  const [promised] = promisedBy(project, made, depth);
  return promised ? referenceOf(project, promised, depth + 1) : returned(of(inner.expression));
}

/** `analytics.track`, `props.onTrack`, `useClients().analytics`, `this.analytics`. */
function memberReference(
  project: Project,
  node: ts.PropertyAccessExpression,
  program: Program,
  depth: number,
): Reference | undefined {
  const object = { node: node.expression, program };
  const name = node.name.text;
  const held = name === 'current' ? keptInRef(node.expression, program) : undefined;
  if (held) return referenceOf(project, { node: held, program }, depth + 1);
  const written = property(project, referenceOf(project, object, depth + 1), name, depth);
  const value = isOwn(written) ? calledProperty(project, object, name) : undefined;
  const found = withType(project, behind(project, value, written, depth), { node, program }, depth);
  if (found && !isOwn(found)) return found;
  const inherited = inheritedMember(project, object, name);
  return (
    (inherited && also(property(project, heirOf(project, inherited, depth), name, depth), found)) ??
    found ??
    handed(project, object, name, depth)
  );
}

/** An instance of a class of a package, by an heir of it. */
function heirOf(project: Project, base: Located, depth: number): Reference | undefined {
  const found = referenceOf(project, base, depth + 1);
  return found?.module !== undefined && project.packages.has(found.module) ? returned(found) : undefined;
}

/** What a value refers to that is known by other names as well; those alone, where it refers to nothing. */
function behind(
  project: Project,
  value: Located | undefined,
  named: Reference | undefined,
  depth: number,
): Reference | undefined {
  return also(value && referenceOf(project, value, depth + 1), named);
}

/** A reference that goes by the names of another as well. */
function also(found: Reference | undefined, named: Reference | undefined): Reference | undefined {
  if (!found || !named) return found ?? named;
  return { ...found, held: [named.written, ...(named.held ?? []), ...(found.held ?? [])] };
}

function property(
  project: Project,
  object: Reference | undefined,
  name: string,
  depth: number,
): Reference | undefined {
  if (!object) return undefined;
  if (object.proxy) return ofProxy(project, object.proxy, object, name, depth);
  // `tracking.send` of a module of the project that is imported as a whole is what it exports as `send`.
  const exported =
    object.from && object.module !== undefined && !project.packages.has(object.module)
      ? project.exported(object.from, object.module, name)
      : undefined;
  const own = exported && bound(project, exported, name, depth);
  if (own) return { ...own, held: [[...object.written, name], ...(own.held ?? [])] };
  const [first] = object.path;
  // `window.nv` is `nv`.
  if (
    object.module === undefined &&
    object.path.length === 1 &&
    first !== undefined &&
    globalObjects.has(first)
  )
    return byName(name);
  return extended(object, name);
}

/** A proxy is what it hands on to, whichever member it is asked for. */
function proxyReference(project: Project, proxy: Located, depth: number): Reference {
  const found = proxiedBy(project, proxy, undefined)
    .filter(({ isMember }) => isMember)
    .map(({ of }) => referenceOf(project, of, depth + 1));
  const ofPackage = found.find((each) => each?.module !== undefined);
  return { ...(ofPackage ?? returned(byName('Proxy'))), proxy } as Reference;
}

/** What a proxy hands over under a name; what is none of it is known by its name alone. */
function ofProxy(
  project: Project,
  proxy: Located,
  { held }: Reference,
  name: string,
  depth: number,
): Reference | undefined {
  const found = proxiedBy(project, proxy, name).map(({ of, isMember }) => {
    const whole = referenceOf(project, of, depth + 1);
    return isMember ? property(project, whole, name, depth + 1) : whole;
  });
  const known = found.find((each) => each?.module !== undefined) ?? found.find(Boolean);
  return also(known, extended({ ...byName('Proxy'), held }, name));
}

function named(
  project: Project,
  name: ts.Identifier,
  program: Program,
  depth: number,
): Reference | undefined {
  const written = lookUp(program.scopeOf(name), name.text)?.binding;
  // What comes from a package of a shape is that, also where a bundler puts a file of the project in its place.
  if (written?.kind === 'import' && project.packages.has(written.module))
    return imported({ binding: written, program, assigned: [] }, name.text);
  const found = bindingOf(project, program, name);
  const shared = found ? undefined : shownToComponent(project, program, name.text);
  if (shared) return referenceOf(project, shared, depth + 1);
  if (!found) return name.text === 'undefined' ? undefined : byName(name.text);
  return bound(project, found, name.text, depth);
}

/** What a binding refers to that goes by a name where it is used. */
function bound(project: Project, found: FoundBinding, name: string, depth: number): Reference | undefined {
  const { binding } = found;
  switch (binding.kind) {
    case 'import':
      return imported(found, name);
    case 'expression':
      return madeHere(referenceOf(project, { node: binding.node, program: found.program }, depth + 1), name);
    case 'function':
      return isShared(found, binding.declaration.name?.getText())
        ? byName(binding.declaration.name?.getText() ?? name)
        : undefined;
    case 'variable':
      return variable(project, found, depth);
    case 'parameter': {
      const module = moduleHandedTo(binding.declaration);
      if (module)
        return (binding.path ?? []).reduce<Reference | undefined>(
          (object, step) => property(project, object, step, depth + 1),
          referenceOf(project, { node: module, program: found.program }, depth + 1),
        );
      const argument = argumentOf(project, found);
      const [given] = typeof argument === 'object' ? [argument] : handedTo(project, binding, found.program);
      return given && referenceOf(project, given, depth + 1);
    }
    default:
      return undefined;
  }
}

/**
 * What an expression is by its declared type, where it is not known to come from a package of a shape: of such a package's type,
 * or of that of something (`analytics: Analytics`, `track: typeof send`). A context's hook hands over what it was made for.
 */
function withType(
  project: Project,
  found: Reference | undefined,
  at: Located,
  depth: number,
): Reference | undefined {
  if (found?.module !== undefined && project.packages.has(found.module)) return found;
  const type = declaredType(project, at);
  const typed = type && referenceOfType(project, type, depth);
  return isOwn(found) ? also(typed, found) : (typed ?? found);
}

/** `props.onTrack`: what some caller hands over under that name. */
function handed(project: Project, object: Located, name: string, depth: number) {
  const [given] = handedAs(project, object, name);
  return given && referenceOf(project, given, depth + 1);
}

function imported({ binding, program }: FoundBinding, as: string): Reference | undefined {
  if (binding.kind !== 'import') return undefined;
  const { module, imported: name } = binding;
  return {
    module,
    path: name === '*' ? [] : [name],
    written: [name === '*' || name === 'default' ? as : name],
    from: name === '*' ? program : undefined,
  };
}

function variable(project: Project, found: FoundBinding, depth: number): Reference | undefined {
  const { binding, program } = found;
  if (binding.kind !== 'variable') return undefined;
  if (binding.ambient) return byName(binding.name);
  const source = onlySource(found);
  // What is set again later is still what others import under its name.
  if (!source || binding.path === undefined)
    return (
      clientAmong(project, found, (each) => referenceOf(project, each, depth + 1)) ??
      (isShared(found, binding.name) ? byName(binding.name) : undefined)
    );
  const { path } = binding;
  const at = { node: source, program };
  const required = referenceOf(project, at, depth + 1);
  const [first] = path;
  // `const analytics = require('…')` is an import under that name.
  const from =
    required?.written.length === 0 && path.length === 0 ? { ...required, written: [binding.name] } : required;
  const written = path.reduce<Reference | undefined>(
    (object, step) => property(project, object, step, depth + 1),
    from,
  );
  const given =
    !required && first !== undefined && path.length === 1 ? handed(project, at, first, depth) : undefined;
  const target =
    given ?? (path.length > 0 && isOwn(written) ? taken(project, at, path, written, depth) : written);
  const isOfModule = lookUp(program.moduleScope, binding.name)?.binding === binding;
  // What others import under its name goes by that as well.
  if (isShared(found, binding.name)) return target ? heldAs(target, binding.name) : byName(binding.name);
  return isOfModule && isPackage(target?.module) ? madeHere(target, binding.name) : target;
}

/** What a pattern takes out of a value, which may go by other names. */
function taken(
  project: Project,
  at: Located,
  path: readonly string[],
  named: Reference | undefined,
  depth: number,
): Reference | undefined {
  const value = path.reduce<Located | undefined>((from, step) => from && propertyOf(project, from, step), at);
  return behind(project, value, named, depth);
}

/** `require('package')`, `import('package')`, `nv.bind(window)`; otherwise what a call of something returns. */
function called(
  project: Project,
  node: ts.CallExpression,
  program: Program,
  depth: number,
): Reference | undefined {
  const [first] = node.arguments;
  const isRequire = compiler.isIdentifier(node.expression) && node.expression.text === 'require';
  if (
    (isRequire || node.expression.kind === compiler.SyntaxKind.ImportKeyword) &&
    first &&
    compiler.isStringLiteralLike(first)
  )
    return { module: first.text, path: [], written: [], from: program };
  // `inject(Tracker)`: an instance of the class of the package that is asked for.
  const token =
    first && injectors.has(calleeName(node))
      ? referenceOf(project, { node: first, program }, depth + 1)
      : undefined;
  if (token?.module !== undefined && project.packages.has(token.module)) return returned(token);
  const bound = boundFunction(node);
  if (bound) return referenceOf(project, { node: bound.func, program }, depth + 1);
  const named = returned(referenceOf(project, { node: node.expression, program }, depth + 1));
  const isPassedOn = passingOn.has(calleeName(node)) && !project.packages.has(named?.module ?? '');
  const result = isOwn(named) || isPassedOn ? onlyResult(project, { node, program }) : undefined;
  // `getClient(): Client` is what it says, whatever it may hand back.
  return withType(project, behind(project, result, named, depth), { node, program }, depth);
}
