import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { nameText, unwrapped } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import type { Located, Project } from '../project/project.ts';
import { propertyOf } from '../values/objects.ts';
import { argumentsOf } from './arguments.ts';
import { settingsOf } from './class-settings.ts';
import { baseOf, classAt, fieldOf } from './classes.ts';
import { type Arguments, argumentOf, enter } from './frames.ts';
import { onlyResult } from './returns.ts';

/** An instance of a class, by the place that makes it. */
interface Instance {
  readonly at: Located<ts.ClassLikeDeclaration>;
  /** What its constructor is given, and the program of the place that gives it. */
  readonly args: Arguments;
  readonly maker: Program;
}

const deepest = 16;

/** What a property of an instance is that a place makes which is known: `new Paid(3).name`. */
export function madeInstanceProperty(project: Project, from: Located, key: string): Located | undefined {
  const made = instanceAt(project, from, 0);
  return made && propertyIn(project, made, key, 0);
}

function instanceAt(project: Project, from: Located, depth: number): Instance | undefined {
  return project.nested(
    'instance',
    from,
    { depth, deepest },
    () => instanceBehind(project, from, depth),
    undefined,
  );
}

function instanceBehind(project: Project, { node, program }: Located, depth: number): Instance | undefined {
  const of = (next: Located | undefined) => next && instanceAt(project, next, depth + 1);
  const inner = unwrapped(node);
  if (compiler.isNewExpression(inner)) {
    const at = classAt(project, { node: inner.expression, program });
    return at && { at, args: argumentsOf(project, inner.arguments ?? [], program), maker: program };
  }
  if (compiler.isCallExpression(inner)) return of(onlyResult(project, { node: inner, program }));
  if (compiler.isPropertyAccessExpression(inner))
    return of(propertyOf(project, { node: inner.expression, program }, inner.name.text));
  const found = compiler.isIdentifier(inner) ? bindingOf(project, program, inner) : undefined;
  if (!found || found.assigned.length > 0) return undefined;
  const { binding } = found;
  if (binding.kind === 'expression') return of({ node: binding.node, program: found.program });
  if (binding.kind === 'parameter') {
    const given = argumentOf(project, found);
    return typeof given === 'object' ? of(given) : undefined;
  }
  const value =
    binding.kind === 'variable' && binding.path?.length === 0 ? binding.declaration.initializer : undefined;
  return value && of({ node: value, program: found.program });
}

/** A property as the constructor sets it, a parameter or a field of the class declares it, or the class that it extends. */
function propertyIn(
  project: Project,
  { at, args, maker }: Instance,
  key: string,
  depth: number,
): Located | undefined {
  const { node, program } = at;
  const { values, changed, isFilled } = settingsOf(at);
  if (depth > deepest || isFilled || changed.has(key) || isComputed(node, key)) return undefined;
  const declared = node.members.find(
    (each): each is ts.ConstructorDeclaration =>
      compiler.isConstructorDeclaration(each) && each.body !== undefined,
  );
  const home = declared ? enter(program, declared, args, maker.frame) : program;
  if (!home) return undefined;
  const value = values.get(key) ?? parameterProperty(declared, key);
  if (value) return { node: value, program: home };
  const field = fieldOf(node, key)?.initializer;
  if (field) return { node: field, program };
  const base = baseOf(project, at);
  const given = declared ? superCall(declared)?.arguments : undefined;
  if (!base || (declared && !given)) return undefined;
  const passed = given ? { args: argumentsOf(project, given, home), maker: home } : { args, maker };
  return propertyIn(project, { at: base, ...passed }, key, depth + 1);
}

/** Whether a class has a getter or a setter of that name: what is set under it is not kept there. */
export function isComputed({ members }: ts.ClassLikeDeclaration, key: string): boolean {
  return members.some((each) => compiler.isAccessor(each) && nameText(each.name) === key);
}

/** `name` of `constructor(readonly name: string)`. */
export function parameterProperty(
  declared: ts.ConstructorDeclaration | undefined,
  key: string,
): ts.Identifier | undefined {
  const found = declared?.parameters.find(
    ({ modifiers = [], name }) => modifiers.length > 0 && compiler.isIdentifier(name) && name.text === key,
  );
  return found?.name as ts.Identifier | undefined;
}

/** `super(…)` of a constructor. */
export function superCall({ body }: ts.ConstructorDeclaration): ts.CallExpression | undefined {
  for (const statement of body?.statements ?? []) {
    const call = compiler.isExpressionStatement(statement) ? statement.expression : undefined;
    if (call && compiler.isCallExpression(call) && call.expression.kind === compiler.SyntaxKind.SuperKeyword)
      return call;
  }
  return undefined;
}
