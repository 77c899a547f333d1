import type ts from 'typescript';
import { functionAt } from '../functions/functions.ts';
import { isStub } from '../functions/returns.ts';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import type { CallNode } from '../programs/scope.ts';
import type { Located, Project } from '../project/project.ts';
import { isNuxtApp, nuxtShared, type Shared } from './nuxt.ts';

/** Where Vue keeps what every component has: `app.config.globalProperties`, and `Vue.prototype` in its second version. */
const holders = /(?:^|\.)globalProperties$|^Vue\.prototype$/;

/** The name of the property that an assignment gives all components of Vue; undefined for other nodes. */
function globalProperty(node: ts.Node): Shared | undefined {
  if (!compiler.isBinaryExpression(node) || !compiler.isPropertyAccessExpression(node.left)) return undefined;
  if (node.operatorToken.kind !== compiler.SyntaxKind.EqualsToken) return undefined;
  const { expression, name } = node.left;
  return isHolder(expression) ? { name: name.text, value: node.right } : undefined;
}

/** Whether an expression is where Vue keeps what every component has. */
function isHolder(node: ts.Expression): boolean {
  return compiler.isPropertyAccessExpression(node) && holders.test(node.getText());
}

function isStandIn(project: Project, at: Located): boolean {
  const func = functionAt(project, at);
  return func !== undefined && isStub(func.node);
}

/** What every component of Vue has, by its name: `app.config.globalProperties.$track = track`. */
export class GlobalProperties {
  readonly #all = new Map<string, Located[]>();
  readonly #by = new Map<Program, Shared[]>();

  /** Takes note of what a program gives all components. */
  learn(program: Program): void {
    for (const node of program.changes) {
      const found = globalProperty(node);
      if (found) this.#add(found, program);
    }
  }

  /** Takes note of what a call gives all components: in a plugin of Nuxt. */
  learnCall(node: CallNode, program: Program): void {
    if (!compiler.isCallExpression(node)) return;
    for (const each of nuxtShared(node, program)) this.#add(each, program);
  }

  #add(shared: Shared, program: Program): void {
    const { name, value } = shared;
    this.#all.set(name, [...(this.#all.get(name) ?? []), { node: value, program }]);
    this.#by.set(program, [...(this.#by.get(program) ?? []), shared]);
  }

  /** What a program gives all components. */
  givenBy(program: Program): readonly Shared[] {
    return this.#by.get(program) ?? [];
  }

  /** The names by which all components have something. */
  get names(): readonly string[] {
    return [...this.#all.keys()];
  }

  /** What goes by a name in the components of a program, if one place alone says so. */
  valueOf(project: Project, program: Program, name: string): Located | undefined {
    // Elsewhere only a component has what is called so.
    const mayHave = name.startsWith('$') || program.source.file.endsWith('.vue');
    return mayHave ? this.#heldAs(project, program, name) : undefined;
  }

  /** What an expression has under a name, where it is the place where all of them are kept. */
  memberOf(project: Project, at: Located, name: string): Located | undefined {
    if (!this.#all.has(name)) return undefined;
    const isKept = isHolder(at.node) || (name.startsWith('$') && isNuxtApp(project, at));
    return isKept ? this.#heldAs(project, at.program, name) : undefined;
  }

  #heldAs(project: Project, { source }: Program, name: string): Located | undefined {
    const all = this.#all.get(name) ?? [];
    // What runs on a server, or where nobody consents, often only stands in for it.
    const [only, ...others] = all.length > 1 ? all.filter((each) => !isStandIn(project, each)) : all;
    if (!only || others.length > 0) return undefined;
    project.noted.read(source.file, only.program.source.file);
    return only;
  }
}
