import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { unwrapped, wrapped } from '../programs/syntax.ts';
import type { Located, Project, TypeDeclaration } from '../project/project.ts';
import { declarationsOf } from '../types/members.ts';
import { classAt, classUse } from './classes.ts';
import { functionAt } from './functions.ts';

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
    if (use?.at.node !== of || use.isStatic) return [];
    const type = to.at === undefined ? { node: to.type, program } : parameterType(project, to, program);
    return type?.node ? declarationsOf(project, { node: type.node, program: type.program }) : [];
  });
}

/** What a value is given to: as an argument, or as what a variable or a field begins as. */
type Place =
  | { readonly at: number; readonly call: ts.CallExpression | ts.NewExpression }
  | { readonly at: undefined; readonly type: ts.TypeNode };

interface Handed {
  readonly value: ts.Expression;
  readonly to: Place;
}

function parameterType(
  project: Project,
  { at, call }: Extract<Place, { at: number }>,
  program: Program,
): { readonly node: ts.TypeNode | undefined; readonly program: Program } | undefined {
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
function handedIn({ tree }: Program): readonly Handed[] {
  const known = handed.get(tree);
  if (known) return known;
  const found: Handed[] = [];
  const visit = (node: ts.Node): void => {
    if (compiler.isCallExpression(node) || compiler.isNewExpression(node))
      for (const [at, argument] of (node.arguments ?? []).entries()) {
        const value = unwrapped(argument);
        if (mayBeObject(value)) found.push({ value, to: { at, call: node } });
      }
    if (compiler.isNewExpression(node)) {
      const { parent } = wrapped(node);
      const keeps = compiler.isVariableDeclaration(parent) || compiler.isPropertyDeclaration(parent);
      if (keeps && parent.type) found.push({ value: node, to: { at: undefined, type: parent.type } });
    }
    compiler.forEachChild(node, visit);
  };
  visit(tree);
  handed.set(tree, found);
  return found;
}

function mayBeObject(node: ts.Expression): boolean {
  return (
    compiler.isIdentifier(node) || compiler.isPropertyAccessExpression(node) || compiler.isNewExpression(node)
  );
}
