import type ts from 'typescript';
import { argumentsOf } from '../functions/arguments.ts';
import type { Arguments } from '../functions/frames.ts';
import type { FunctionNode } from '../functions/functions.ts';
import { memberAt } from '../functions/member-functions.ts';
import { calleeName } from '../functions/returns.ts';
import { compiler } from '../programs/compiler.ts';
import { textLabel } from '../programs/prefilter.ts';
import type { Program } from '../programs/program.ts';
import { nameText, unwrapped } from '../programs/syntax.ts';
import type { Located, Project } from '../project/project.ts';
import { objectLiteralOf, propertyOf } from '../values/objects.ts';
import { actionsWith, type Dispatched, dispatchedBy, textDispatched } from './dispatching.ts';

/** What stands for all stores, where files say which of them provide one. */
const stores = 'Vuex';

const deepest = 8;

/** What is sent by actions of a store of Vuex, where somebody has it run them by a text: `store.dispatch('shop/send', …)`. */
export class StoreActions {
  /** Actions that send. */
  readonly #all: Located<FunctionNode>[] = [];
  /** What stores are made of. */
  readonly #stores: Located[] = [];
  #isAsked = false;

  /** The files that make a store. */
  get provided(): ReadonlyMap<string, ReadonlySet<string>> {
    return new Map(this.#stores.map(({ program }) => [program.source.file, new Set([stores])]));
  }

  /** Whether it was asked what a store does. */
  get asked(): ReadonlySet<string> {
    return new Set(this.#isAsked ? [stores] : []);
  }

  /** Takes note of the stores that a program makes. */
  learnProgram(program: Program): void {
    if (!/\bvuex\b/i.test(program.tree.text)) return;
    for (const node of storesIn(program.tree)) this.#stores.push({ node, program });
  }

  /** Takes note of an action that sends. Returns what it, and what makes a store of it, is called by. */
  learn(_project: Project, { node, program }: Located): readonly string[] {
    const func: ts.Node = node;
    const name = nameOfAction(func);
    if (name === undefined || this.#all.some((each) => each.node === func)) return [];
    this.#all.push({ node: func as FunctionNode, program });
    return [labelOf(name), 'Store', 'createStore'];
  }

  /** The action that a call has a store run, with what that is given. */
  takerOf(
    project: Project,
    node: ts.CallExpression,
    program: Program,
  ): { readonly target: Located<FunctionNode>; readonly args: Arguments } | undefined {
    const dispatched = this.#all.length > 0 ? dispatchedBy(project, { node, program }) : undefined;
    const target = dispatched && this.#actionOf(project.forCallees, dispatched, program);
    if (!target) return undefined;
    project.noted.read(program.source.file, target.program.source.file);
    // What every action is given first is the store.
    const store = { node: node.expression, program, others: [] };
    const args = argumentsOf(project, dispatched.given, program);
    return { target, args: { ...args, known: [store, ...args.known] } };
  }

  #actionOf(
    project: Project,
    { text, among }: Dispatched,
    program: Program,
  ): Located<FunctionNode> | undefined {
    const path = text.split('/');
    const module = among && moduleOf(among);
    if (module) return actionIn(project, { node: module, program }, path, 0);
    if (among) return memberAt(project, { node: among, program }, text, 0);
    this.#isAsked = true;
    const found = this.#stores.flatMap((store) => actionIn(project, store, path, 0) ?? []);
    const [only, ...others] = found;
    if (only) return others.every(({ node }) => node === only.node) ? only : undefined;
    const [own, ...more] = this.#all.filter((each) => isOfNuxt(each, path, program));
    return more.length === 0 ? own : undefined;
  }
}

/** The names by which a call may have a store run an action. */
export function namesDispatched(node: ts.CallExpression, program: Program): readonly string[] {
  const text = textDispatched(node, program);
  return text === undefined ? [] : [labelOf(text)];
}

/** Stands for an action, whichever modules it is in. */
function labelOf(text: string): string {
  return textLabel(`/${text.split('/').at(-1)}`);
}

/** The name of an action that is given more than its store. */
function nameOfAction(node: ts.Node): string | undefined {
  if (!actionsWith(node) || (node as FunctionNode).parameters.length < 2) return undefined;
  const { name } = compiler.isMethodDeclaration(node) ? node : (node.parent as ts.PropertyAssignment);
  return nameText(name);
}

/** The module, or the store, of which an object holds the actions, where that is written around it. */
function moduleOf({ parent }: ts.ObjectLiteralExpression): ts.ObjectLiteralExpression | undefined {
  return compiler.isPropertyAssignment(parent) ? parent.parent : undefined;
}

/** What `new Vuex.Store({ … })` and `createStore({ … })` are given. */
function storesIn(tree: ts.SourceFile): readonly ts.Expression[] {
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    const isStore =
      (compiler.isNewExpression(node) && /(?:^|\.)Store$/.test(node.expression.getText(tree))) ||
      (compiler.isCallExpression(node) && calleeName(node) === 'createStore');
    const [options] = isStore ? ((node as ts.NewExpression).arguments ?? []) : [];
    if (options) found.push(options);
    compiler.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** The action of a store, or of a module of one, that goes by a path of names. */
function actionIn(
  project: Project,
  module: Located,
  path: readonly string[],
  depth: number,
): Located<FunctionNode> | undefined {
  const [first = '', ...rest] = path;
  if (depth > deepest || !project.step()) return undefined;
  const actions = rest.length === 0 ? propertyOf(project, module, 'actions') : undefined;
  const own = actions && memberAt(project, actions, first, 0);
  if (own) return own;
  for (const [name, part] of modulesOf(project, module)) {
    const isOwn = isNamespaced(project, part);
    if (isOwn && (name !== first || rest.length === 0)) continue;
    const found = actionIn(project, part, isOwn ? rest : path, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/** The modules of a store, or of a module, by their names. */
function modulesOf(project: Project, module: Located): readonly (readonly [string, Located])[] {
  const modules = propertyOf(project, module, 'modules');
  const object = modules && objectLiteralOf(project, modules);
  const literal = object && unwrapped(object.node);
  if (!object || !literal || !compiler.isObjectLiteralExpression(literal)) return [];
  return literal.properties.flatMap((each) => {
    const name = each.name && nameText(each.name);
    const part = name === undefined ? undefined : propertyOf(project, object, name);
    return name !== undefined && part ? [[name, part] as const] : [];
  });
}

function isNamespaced(project: Project, module: Located): boolean {
  const value = propertyOf(project, module, 'namespaced');
  return value !== undefined && unwrapped(value.node).kind === compiler.SyntaxKind.TrueKeyword;
}

/** Whether an action is that which goes by a path in a project of Nuxt, which makes modules of the files of a folder. */
function isOfNuxt(
  { node, program }: Located<FunctionNode>,
  path: readonly string[],
  { source }: Program,
): boolean {
  const [, root = '', module] =
    /^(.*?)(?:^|(?<=\/))store\/(.+?)(?:\/(?:index|actions))?\.[jt]s$/.exec(program.source.file) ?? [];
  const names = module === 'index' || module === 'actions' ? [] : module?.split('/');
  return (
    names !== undefined &&
    source.file.startsWith(root) &&
    [...names, nameOfAction(node)].join('/') === path.join('/')
  );
}
