import type ts from 'typescript';
import { Clients } from '../functions/clients.ts';
import type { Arguments } from '../functions/frames.ts';
import type { FunctionNode } from '../functions/functions.ts';
import { Implementations } from '../functions/implementations.ts';
import type { Program } from '../programs/program.ts';
import type { CallNode } from '../programs/scope.ts';
import { Actions } from '../sharing/actions.ts';
import { Additions } from '../sharing/additions.ts';
import { Directives } from '../sharing/directives.ts';
import { Emitters } from '../sharing/emitters.ts';
import { GlobalProperties } from '../sharing/global-properties.ts';
import { Injections } from '../sharing/injections.ts';
import { Links } from '../sharing/links.ts';
import { PageGlobals } from '../sharing/page-globals.ts';
import { Providers } from '../sharing/shared-state.ts';
import { StoreActions } from '../sharing/store-actions.ts';
import type { Located, Project } from './project.ts';

/** A function that takes what a call does not hand to it, with what it is given. */
interface Taken {
  readonly target: Located<FunctionNode>;
  readonly args: Arguments;
}

/** What files give to others without these importing it. */
export class Shared {
  /** What functions are handed by their callers. */
  readonly links = new Links();
  /** What takes actions by their types. */
  readonly actions = new Actions();
  /** What emitters call by a text. */
  readonly emitters = new Emitters();
  /** What stores of Vuex run by a text. */
  readonly storeActions = new StoreActions();
  /** What connected components are given. */
  readonly injections = new Injections();
  /** What the methods of interfaces do. */
  readonly implementations = new Implementations();
  /** Which clients of packages are given as of the project's types. */
  readonly clients = new Clients();
  /** What all components of Vue have. */
  readonly globalProperties = new GlobalProperties();
  /** What all scripts of a page have. */
  readonly pageGlobals = new PageGlobals();
  /** What modules add to objects of others. */
  readonly additions = new Additions();
  /** The directives of Vue that all components have. */
  readonly directives = new Directives();
  /** What contexts hold. */
  readonly providers = new Providers();

  /** Takes note of what a program declares, and of what its calls give. */
  learn(program: Program): void {
    this.globalProperties.learn(program);
    this.pageGlobals.learn(program);
    this.additions.learn(program);
    this.implementations.learn(program);
    this.providers.learnOptions(program);
    this.storeActions.learnProgram(program);
    for (const node of program.calls) this.#learnCall(node, program);
  }

  /**
   * Takes note of what a function that sends is handed to, of the actions that it takes, and of what it is registered for.
   * Returns the names by which it may be called there, or those under which these are made or emitted.
   */
  handOver(project: Project, value: Located): readonly string[] {
    return [this.links, this.actions, this.emitters, this.storeActions].flatMap((each) =>
      each.learn(project, value),
    );
  }

  /** The function that takes what a call makes, emits or dispatches, with what it is given. */
  takerOf(project: Project, node: ts.CallExpression, program: Program): Taken | undefined {
    return (
      this.actions.takerOf(project, node, program) ??
      this.emitters.takerOf(project, node, program) ??
      this.storeActions.takerOf(project, node, program)
    );
  }

  #learnCall(node: CallNode, program: Program): void {
    this.globalProperties.learnCall(node, program);
    this.pageGlobals.learnCall(node, program);
    this.providers.learn(node, program);
    this.injections.learn(node, program);
    this.directives.learn(node, program);
  }
}
