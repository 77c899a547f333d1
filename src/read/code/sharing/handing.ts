import type ts from 'typescript';
import type { CallMatcher } from '../calls/calls.ts';
import { calledByEffect } from '../functions/effects.ts';
import { type FunctionNode, functionAt, functionOfBinding } from '../functions/functions.ts';
import { functionAround, isKept, namesOf, returns } from '../functions/naming.ts';
import { namesToLookFor } from '../functions/own-names.ts';
import { receiverNames } from '../functions/receivers.ts';
import { calleeName, passingOn } from '../functions/returns.ts';
import { wholeModule } from '../modules/commonjs.ts';
import { aliasesIn } from '../programs/aliasing.ts';
import { compiler } from '../programs/compiler.ts';
import { defaultOf, handedLabel } from '../programs/prefilter.ts';
import type { Program } from '../programs/program.ts';
import type { CallNode } from '../programs/scope.ts';
import { nameText } from '../programs/syntax.ts';
import type { Project } from '../project/project.ts';
import { importsHandedOn } from './imports-handed-on.ts';
import type { Shared } from './nuxt.ts';
import { providedAs } from './shared-state.ts';
import { providedByOptions } from './vue-injections.ts';

/** What is known of functions that forward what they are given to what sends. */
export interface KnownWrappers {
  isWrapper(func: FunctionNode): boolean;
  /** Takes note that one is handed to somebody who may call it with what is not seen. */
  letGo(func: FunctionNode): void;
}

/** Knows where functions that send are handed on without being called, and by which names they go then. */
export class Handing {
  readonly #project: Project;
  readonly #matcher: CallMatcher;
  readonly #wrappers: KnownWrappers;
  /** The names by which objects whose methods send were found to be handed on. */
  readonly #receiving = new Set<string>();
  /** The calls that were found to make functions that send. */
  readonly #made = new Set<ts.CallExpression>();
  /** The keys under which functions that send were found to be put. */
  readonly #keys = new Set<string>();

  constructor(project: Project, matcher: CallMatcher, wrappers: KnownWrappers) {
    this.#project = project;
    this.#matcher = matcher;
    this.#wrappers = wrappers;
  }

  /**
   * Takes note of the functions that send and that a call or element hands to another function. Returns the names under
   * which they may be called there.
   */
  hand(values: readonly ts.Expression[], program: Program): readonly string[] {
    return values.flatMap((node) => {
      const at = { node, program };
      const target = functionAt(this.#project.forCallees, at);
      const isWrapper = target !== undefined && this.#wrappers.isWrapper(target.node);
      if (isWrapper && !isPassedOn(node, program)) this.#wrappers.letGo(target.node);
      const sends = isWrapper || this.#matcher.isSender(at);
      const { shared } = this.#project;
      if (sends) return [...shared.handOver(this.#project, at), ...this.#providedBy(node)];
      const methods = this.#matcher.sendingMethods(at);
      const names = methods.length > 0 ? shared.links.learn(this.#project, at) : [];
      return names.length > 0 ? [...names, ...methods.map(handedLabel)] : [];
    });
  }

  /** The key under which a function that sends is put for others, where that is new: `provide('track', send)`. */
  #providedBy({ parent }: ts.Expression): readonly string[] {
    const key = compiler.isCallExpression(parent) ? providedAs(parent) : undefined;
    if (key === undefined || this.#keys.has(key)) return [];
    this.#keys.add(key);
    return [key];
  }

  /**
   * The names by which a function goes that a call makes and that sends: `const trackPaid = createTracker('paid')`. None once
   * they were told.
   */
  made(node: CallNode, program: Program): readonly string[] {
    if (!compiler.isCallExpression(node) || this.#made.has(node) || !isKept(node)) return [];
    const target = functionAt(this.#project.forCallees, { node, program });
    if (!target || !this.#wrappers.isWrapper(target.node)) return [];
    this.#made.add(node);
    return namesToLookFor(node, program);
  }

  /** Takes note of the functions that send and that a call hands to a function it gives; returns their names there. */
  handBack(node: CallNode, program: Program): readonly string[] {
    return this.#project.shared.links.learnGiven(this.#project.forCallees, node, program);
  }

  /**
   * The names under which a program hands on functions that send, without calling them: `export const send = nv`, a hook
   * that returns one, a module that exports another's.
   */
  handedOn(program: Program): readonly string[] {
    const names: string[] = [];
    for (const statement of program.tree.statements) {
      if (!compiler.isExportDeclaration(statement) || !statement.moduleSpecifier) continue;
      if (!this.#project.packages.has((statement.moduleSpecifier as ts.StringLiteral).text)) continue;
      const { exportClause } = statement;
      if (exportClause && compiler.isNamedExports(exportClause))
        names.push(...exportClause.elements.map(({ name }) => name.text));
    }
    for (const [name, at] of this.#matcher.sendersIn(program)) {
      names.push(name, ...namesOfThoseReturning(at, name, program));
    }
    for (const { name, value } of this.#shared(program))
      if (this.#matcher.isSender({ node: value, program })) names.push(name);
    const words = new Set([...this.#matcher.receiverWords, ...this.#receiving]);
    if (![...words].some((word) => program.tree.text.includes(word))) return names;
    const receivers = this.#receivers(program);
    for (const name of receivers) this.#receiving.add(name.replace(/^[/.]/, ''));
    return [...names, ...receivers, ...this.#givenAsTypes(program, words)];
  }

  /** The methods of what a program gives as of types of the project, where that is a client of a package. */
  #givenAsTypes(program: Program, words: ReadonlySet<string>): readonly string[] {
    const { forCallees, shared } = this.#project;
    const methods = (node: ts.Expression) =>
      compiler.isObjectLiteralExpression(node)
        ? node.properties.flatMap((each) => this.#sendingName(each, program))
        : this.#matcher.sendingMethods({ node, program });
    return shared.clients.learn(forCallees, program, words, methods);
  }

  /** The name of a property that holds a function which sends. */
  #sendingName(property: ts.ObjectLiteralElementLike, program: Program): readonly string[] {
    const name = property.name && nameText(property.name);
    if (name === undefined || !compiler.isPropertyAssignment(property)) return [];
    return this.#matcher.isSender({ node: property.initializer, program }) ? [name] : [];
  }

  /** What a program gives all components of Vue, or those in its own. */
  #shared(program: Program): readonly Shared[] {
    return [...this.#project.shared.globalProperties.givenBy(program), ...providedByOptions(program)];
  }

  /** The names by which a program hands on an object whose methods send. */
  #receivers(program: Program): readonly string[] {
    const methods = (node: ts.Expression | ts.TypeNode) => this.#matcher.sendingMethods({ node, program });
    const shared = this.#shared(program);
    const ofMembers = new Set<string>();
    const names = receiverNames(program, shared, (node, isMember = false) => {
      const found = methods(node);
      if (isMember) for (const each of found) ofMembers.add(each);
      return found.length > 0;
    });
    // Nothing but the call itself says that a component uses what all of them have.
    return [...names, ...ofMembers, ...shared.flatMap(({ value }) => methods(value))];
  }

  /** The names under which a program hands on wrappers that it only names: `const send = track`, a hook that returns one. */
  passedOn(program: Program, isAsked: (name: string) => boolean): readonly string[] {
    const isWrapper = (node: ts.Expression) => {
      const name = compiler.isPropertyAccessExpression(node) ? node.name : node;
      const last = compiler.isIdentifier(name) ? name.text : name.getText();
      const mayBe = isAsked(last) || isAsked(defaultOf(last));
      const target = mayBe ? functionAt(this.#project.forCallees, { node, program }) : undefined;
      return target !== undefined && this.#wrappers.isWrapper(target.node);
    };
    const names: string[] = [...this.#project.shared.actions.makersIn(program, isAsked)];
    for (const node of program.aliases) {
      const alias = aliasesIn(node).find(({ value }) => isWrapper(value));
      if (!alias) continue;
      const at = compiler.isPropertyAssignment(node) ? node.parent : node;
      names.push(alias.name.text, ...namesOfThoseReturning(at, alias.name.text, program));
    }
    for (const { module, imported, isWhole, as } of importsHandedOn(program)) {
      if (!isAsked(imported === 'default' ? defaultOf(module) : imported)) continue;
      const { forCallees: project } = this.#project;
      const found =
        (isWhole && project.exported(program, module, wholeModule)) ||
        project.exported(program, module, imported);
      const func = found && functionOfBinding(project, found, 0);
      if (func && this.#wrappers.isWrapper(func.node)) names.push(as);
    }
    for (const node of program.handedBack)
      if (isWrapper(node)) names.push(...namesOfThoseReturning(node, node.getText(), program));
    for (const { name, value } of this.#shared(program)) {
      const target = functionAt(this.#project.forCallees, { node: value, program });
      if (target && this.#wrappers.isWrapper(target.node)) names.push(name);
    }
    for (const [attribute, { node }] of this.#project.shared.directives.definedBy(
      this.#project.forCallees,
      program,
    ))
      if (this.#wrappers.isWrapper(node)) names.push(attribute);
    return names;
  }
}

/** Whether a function is handed to one that hands back the same, `useCallback(track)`, or calls it with what stands there. */
function isPassedOn(node: ts.Expression, program: Program): boolean {
  const { parent } = node;
  if (!compiler.isCallExpression(parent)) return false;
  return passingOn.has(calleeName(parent)) || calledByEffect(parent, program)?.callee === node;
}

/** The names of the functions around a node that return it, one by one. */
function namesOfThoseReturning(at: ts.Node, name: string, program: Program): string[] {
  const names: string[] = [];
  let inner = at;
  for (let around = functionAround(at); around; inner = around, around = functionAround(around)) {
    if (!returns(around, inner, new Set([name]))) break;
    names.push(...namesOf(around, program));
  }
  return names;
}
