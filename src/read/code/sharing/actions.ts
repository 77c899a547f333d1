import type ts from 'typescript';
import { creatorType } from '../functions/creators.ts';
import type { Arguments } from '../functions/frames.ts';
import { type FunctionNode, functionAt } from '../functions/functions.ts';
import { functionAround, namesBehind, namesOf } from '../functions/naming.ts';
import { calleeName, resultsOf } from '../functions/returns.ts';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { nameText, unwrapped, wrapped } from '../programs/syntax.ts';
import type { Located, Project } from '../project/project.ts';
import { evaluate } from '../values/evaluate.ts';
import { propertyOf } from '../values/objects.ts';
import { returnedBy } from '../values/results.ts';
import { typesTaken } from './taken.ts';

/** A function that takes the actions of some types. */
interface Taking {
  readonly types: readonly Located[];
  readonly taker: Located;
}

/** What hands an action that is written there to those who take it. */
const dispatching = new Set(['dispatch', 'put']);

/** What is sent by those who make an action of a type that a function takes. */
export class Actions {
  readonly #all: Taking[] = [];
  /** Names of constants that hold such types, as they are written where they are taken. */
  readonly #names = new Set<string>();

  /**
   * Takes note of a function that sends, where it takes actions. Returns the names under which these are made: of their
   * creators, and of their types.
   */
  learn(project: Project, taker: Located): readonly string[] {
    if (this.#all.some((each) => each.taker.node === taker.node)) return [];
    const { program } = taker;
    const types = typesTaken(taker.node, program);
    if (types.length === 0) return [];
    project.forget();
    this.#all.push({ types: types.map((node) => ({ node, program })), taker });
    const names = types.flatMap((node) => namesBehind(withoutType(node), program)).filter(Boolean);
    for (const name of names) this.#names.add(name);
    return names;
  }

  /** The names of the functions of a program that make an action of a type which is taken. */
  makersIn(program: Program, isAsked: (name: string) => boolean): readonly string[] {
    const asked = [...this.#names].filter((name) => isAsked(name) && program.tree.text.includes(name));
    if (asked.length === 0) return [];
    return actionsIn(program).flatMap((object) => {
      const type = typeIn(object);
      const func = type && asked.some((name) => namesBehind(type, program).includes(name)) && makerOf(object);
      return func ? namesOf(func, program) : [];
    });
  }

  /** The function that takes the action which a call makes or hands over, with that action. */
  takerOf(
    project: Project,
    node: ts.CallExpression,
    program: Program,
  ): { readonly target: Located<FunctionNode>; readonly args: Arguments } | undefined {
    if (this.#all.length === 0) return undefined;
    const creator = functionAt(project.forCallees, { node: node.expression, program });
    const made = creator && creatorType(project, creator.node);
    for (const action of actionsOf(project, { node, program })) {
      const text = made ?? typeOf(project, action);
      if (text === undefined) continue;
      for (const { types, taker } of this.#all) {
        if (!types.some((each) => typeText(project, each) === text)) continue;
        const target = functionAt(project.forCallees, taker);
        if (!target) continue;
        project.noted.read(program.source.file, taker.program.source.file);
        project.noted.read(program.source.file, target.program.source.file);
        return { target, args: { known: [action], more: false } };
      }
    }
    return undefined;
  }
}

/** The actions that a call makes, or that are written where it hands them over. */
function actionsOf(project: Project, { node, program }: Located<ts.CallExpression>): readonly Located[] {
  const [first] = node.arguments;
  if (first && dispatching.has(calleeName(node)))
    return compiler.isObjectLiteralExpression(unwrapped(first)) ? [{ node: unwrapped(first), program }] : [];
  return resultsOf(project, { node, program }).filter((each) =>
    compiler.isObjectLiteralExpression(unwrapped(each.node)),
  );
}

/** The one text that an action goes by. */
function typeOf(project: Project, action: Located): string | undefined {
  const type = propertyOf(project, action, 'type');
  return type && onlyText(project, type);
}

/** The one text that an expression is; undefined where it may be another, or something else. */
export function onlyText(project: Project, at: Located): string | undefined {
  const { values, complete } = evaluate(project, at);
  const [only, ...others] = values;
  return complete && others.length === 0 && typeof only === 'string' ? only : undefined;
}

/** The text that actions go by, of an expression for a type or a creator. */
function typeText(project: Project, at: Located): string | undefined {
  const func = functionAt(project, at);
  if (func) return creatorType(project, func.node) ?? typeMade(project, func);
  return onlyText(project, at);
}

/** The one type of what a function of the project makes. */
function typeMade(project: Project, { node, program }: Located<FunctionNode>): string | undefined {
  const types = new Set((returnedBy(node) ?? []).map((result) => typeOf(project, { node: result, program })));
  const [only] = types;
  return types.size === 1 ? only : undefined;
}

/** `sent` of `sent.type`. */
function withoutType(node: ts.Expression): ts.Expression {
  const at = unwrapped(node);
  return compiler.isPropertyAccessExpression(at) && at.name.text === 'type' ? at.expression : at;
}

const actionsOfTrees = new WeakMap<ts.SourceFile, readonly ts.ObjectLiteralExpression[]>();

/** The objects with a type that a program writes. */
function actionsIn({ tree }: Program): readonly ts.ObjectLiteralExpression[] {
  const known = actionsOfTrees.get(tree);
  if (known) return known;
  const found: ts.ObjectLiteralExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (compiler.isObjectLiteralExpression(node) && typeIn(node)) found.push(node);
    compiler.forEachChild(node, visit);
  };
  visit(tree);
  actionsOfTrees.set(tree, found);
  return found;
}

/** The type of an action as it is written. */
export function typeIn({ properties }: ts.ObjectLiteralExpression): ts.Expression | undefined {
  const type = properties.find((each) => each.name && nameText(each.name) === 'type');
  if (!type) return undefined;
  if (compiler.isPropertyAssignment(type)) return type.initializer;
  return compiler.isShorthandPropertyAssignment(type) ? type.name : undefined;
}

/** The function that hands back an object. */
function makerOf(object: ts.ObjectLiteralExpression): FunctionNode | undefined {
  const func = functionAround(object);
  const whole = wrapped(object);
  return func && (returnedBy(func) ?? []).some((each) => each === whole || unwrapped(each) === object)
    ? func
    : undefined;
}
