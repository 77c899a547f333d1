import type ts from 'typescript';
import { isName } from '../programs/aliasing.ts';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { nameText, unwrapped, wrapped } from '../programs/syntax.ts';
import type { Located, Project, TypeDeclaration } from '../project/project.ts';
import { declarationsOf } from '../types/members.ts';
import { classAt, classUse } from './classes.ts';
import { functionAt } from './functions.ts';
import { functionAround } from './naming.ts';

/** The types under which instances of classes are handed over or kept. */
export class Instances {
  /** By class, the types with the program that gives an instance as of each, and how many programs were looked through. */
  readonly #known = new Map<ts.ClassDeclaration, { types: Map<TypeDeclaration, Program>; seen: number }>();

  /** Each type that an instance is given as of, with the program that gives it. */
  get given(): readonly { readonly type: TypeDeclaration; readonly program: Program }[] {
    return [...this.#known.values()].flatMap(({ types }) =>
      [...types].map(([type, program]) => ({ type, program })),
    );
  }

  /** The program that gives an instance of a class as of a type, among those that were read. */
  giverOf(
    project: Project,
    of: ts.ClassDeclaration,
    type: TypeDeclaration,
    programs: readonly Program[],
  ): Program | undefined {
    const known = this.#known.get(of) ?? { types: new Map(), seen: 0 };
    this.#known.set(of, known);
    const made = `new ${of.name?.text}(`;
    for (; known.seen < programs.length; known.seen++) {
      const program = programs[known.seen] as Program;
      if (program.tree.text.includes(made))
        for (const { node } of typesGiven(project, program, of)) known.types.set(node, program);
    }
    return known.types.get(type);
  }
}

/** The types of the parameters that instances of a class are given as, of what is called or constructed, and of what they are kept in. */
function typesGiven(
  project: Project,
  program: Program,
  of: ts.ClassDeclaration,
): readonly Located<TypeDeclaration>[] {
  return handedIn(program).flatMap(({ value, to }) => {
    const use = classUse(project, { node: value, program });
    return use?.at.node === of && !use.isStatic ? typesOfPlace(project, to, program) : [];
  });
}

/** The types that are written where something is given to. */
export function typesOfPlace(
  project: Project,
  to: Place,
  program: Program,
): readonly Located<TypeDeclaration>[] {
  if (to.token) {
    const asked = classAt(project, { node: to.token, program });
    return asked && compiler.isClassDeclaration(asked.node) ? [asked as Located<ts.ClassDeclaration>] : [];
  }
  const type = to.call ? parameterType(project, to, program) : { node: to.type, program };
  return type?.node ? declarationsOf(project, { node: type.node, program: type.program }) : [];
}

/**
 * What a value is given to: as an argument, as what a variable, field or parameter begins as, as what a function returns, or as
 * what is handed to whoever asks for a class.
 */
export interface Place {
  readonly call?: ts.CallExpression | ts.NewExpression;
  /** As which of its arguments. */
  readonly at?: number;
  readonly type?: ts.TypeNode;
  readonly token?: ts.Expression;
}

export interface Handed {
  readonly value: ts.Expression;
  readonly to: Place;
}

function parameterType(
  project: Project,
  { at = 0, call }: Place,
  program: Program,
): { readonly node: ts.TypeNode | undefined; readonly program: Program } | undefined {
  if (!call) return undefined;
  const callee = { node: call.expression, program };
  if (compiler.isCallExpression(call)) {
    const func = functionAt(project.forCallees, callee);
    return func && { node: func.node.parameters[at]?.type, program: func.program };
  }
  const made = classAt(project, callee);
  const declared = made?.node.members.find(compiler.isConstructorDeclaration);
  return made && { node: declared?.parameters[at]?.type, program: made.program };
}

const handed = new WeakMap<ts.SourceFile, readonly Handed[]>();

/** What a program hands over by a name, or makes where it hands it over or keeps it. */
export function handedIn({ tree }: Program): readonly Handed[] {
  const known = handed.get(tree);
  if (known) return known;
  const found: Handed[] = [];
  const visit = (node: ts.Node): void => {
    if (compiler.isCallExpression(node) || compiler.isNewExpression(node))
      for (const [at, argument] of (node.arguments ?? []).entries()) {
        const value = unwrapped(argument);
        if (mayBeObject(value)) found.push({ value, to: { at, call: node } });
      }
    const kept = keeping.has(node.kind) ? keptAs(node) : undefined;
    if (kept) found.push(kept);
    compiler.forEachChild(node, visit);
  };
  visit(tree);
  handed.set(tree, found);
  return found;
}

/** The kinds of nodes of which {@link keptAs} says anything: every node is asked. */
const keeping = new Set<ts.SyntaxKind>([
  compiler.SyntaxKind.NewExpression,
  compiler.SyntaxKind.VariableDeclaration,
  compiler.SyntaxKind.Parameter,
  compiler.SyntaxKind.ReturnStatement,
  compiler.SyntaxKind.ObjectLiteralExpression,
]);

/** What a variable, field or parameter with a type begins as, what a function with one returns, and `{ provide: Analytics, useValue: client }`. */
function keptAs(node: ts.Node): Handed | undefined {
  if (compiler.isNewExpression(node)) {
    const { parent } = wrapped(node);
    const keeps = compiler.isVariableDeclaration(parent) || compiler.isPropertyDeclaration(parent);
    return keeps && parent.type ? { value: node, to: { type: parent.type } } : undefined;
  }
  if (compiler.isVariableDeclaration(node) || compiler.isParameter(node)) {
    const value = node.initializer && unwrapped(node.initializer);
    return value && node.type && isName(value) ? { value, to: { type: node.type } } : undefined;
  }
  if (compiler.isReturnStatement(node)) {
    const value = node.expression && unwrapped(node.expression);
    const type = value && functionAround(node)?.type;
    return value && type && mayBeObject(value) ? { value, to: { type } } : undefined;
  }
  if (!compiler.isObjectLiteralExpression(node)) return undefined;
  const [token, value] = [writtenAs(node, 'provide'), writtenAs(node, 'useValue')];
  return token && value && mayBeObject(value) ? { value, to: { token } } : undefined;
}

function writtenAs({ properties }: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  const found = properties.find((each) => each.name && nameText(each.name) === name);
  return found && compiler.isPropertyAssignment(found) ? unwrapped(found.initializer) : undefined;
}

function mayBeObject(node: ts.Expression): boolean {
  return isName(node) || compiler.isNewExpression(node) || compiler.isObjectLiteralExpression(node);
}
