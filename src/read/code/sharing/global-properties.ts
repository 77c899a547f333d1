import type ts from 'typescript';
import { functionAt } from '../functions/functions.ts';
import { isSameName, isStub } from '../functions/returns.ts';
import type { Change } from '../programs/changing.ts';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { type CallNode, lookUp } from '../programs/scope.ts';
import { unwrapped } from '../programs/syntax.ts';
import type { Located, Project } from '../project/project.ts';
import { objectLiteralOf } from '../values/objects.ts';
import { returnedBy } from '../values/results.ts';
import { isNuxtApp, nuxtShared, type Shared } from './nuxt.ts';
import { memberValue, memberValues } from './vue-props.ts';

/** Where Vue keeps what every component has: `app.config.globalProperties`, and `Vue.prototype` in its second version. */
const holders = /(?:^|\.)globalProperties$|^Vue\.prototype$/;

/** The name of the property that an assignment gives all components of Vue; undefined for other nodes. */
function globalProperty({ target, plain }: Change): Shared | undefined {
  if (!plain || !compiler.isPropertyAccessExpression(target)) return undefined;
  const { expression, name } = target;
  return isHolder(expression) || (isVue(expression) && name.text.startsWith('$'))
    ? { name: name.text, value: plain }
    : undefined;
}

/** `Vue` of `Vue.$track = track`, by which it is known where there is no component. */
function isVue(node: ts.Expression): boolean {
  return compiler.isIdentifier(node) && node.text === 'Vue';
}

/** Whether an expression is where Vue keeps what every component has. */
function isHolder(node: ts.Expression): boolean {
  return compiler.isPropertyAccessExpression(node) && holders.test(node.getText());
}

/** Whether what is given does nothing: a function, or an object of such alone. */
function isStandIn(project: Project, at: Located): boolean {
  const object = objectLiteralOf(project, at);
  const literal = object && unwrapped(object.node);
  const members =
    literal && compiler.isObjectLiteralExpression(literal)
      ? memberValues(literal).map(({ value }) => ({ ...object, node: value }))
      : [at];
  return (
    members.length > 0 &&
    members.every((each) => {
      const func = functionAt(project, each as Located);
      return func !== undefined && isStub(func.node);
    })
  );
}

/** What plugins of Nuxt give in a browser alone, and on a server alone. */
const [ofBrowser, ofServer] = [/\.client\.\w+$/, /\.server\.\w+$/];

/** Those that count in a browser, where one name stands for something else on a server. */
function inBrowser(all: readonly Located[]): readonly Located[] {
  const isOf = (side: RegExp) => (each: Located) => side.test(each.program.source.file);
  return all.some(isOf(ofBrowser)) ? all.filter((each) => !isOf(ofServer)(each)) : all;
}

/** What a call mixes into all components: methods, and what is computed by returning one thing. */
function mixedIn({ expression, arguments: [given] }: ts.CallExpression, program: Program): readonly Shared[] {
  if (!given || !compiler.isPropertyAccessExpression(expression) || expression.name.text !== 'mixin')
    return [];
  const options = optionsIn(unwrapped(given), program);
  if (!options) return [];
  const parts = (name: string) => {
    const part = memberValue(options, name);
    return part && compiler.isObjectLiteralExpression(part) ? memberValues(part) : [];
  };
  const computed = parts('computed').flatMap(({ name, value }) => {
    const [only, ...others] = compiler.isFunctionLike(value)
      ? (returnedBy(value as ts.FunctionLikeDeclaration) ?? [])
      : [];
    return only && others.length === 0 ? [{ name, value: only }] : [];
  });
  return [...parts('methods'), ...computed];
}

/** The options that are written out, or that a constant of the module is. */
function optionsIn(node: ts.Expression, program: Program): ts.ObjectLiteralExpression | undefined {
  if (compiler.isObjectLiteralExpression(node)) return node;
  const binding = compiler.isIdentifier(node) ? lookUp(program.scopeOf(node), node.text)?.binding : undefined;
  const value = binding?.kind === 'variable' ? binding.declaration.initializer : undefined;
  return value && compiler.isObjectLiteralExpression(value) ? value : undefined;
}

/** What every component of Vue has, by its name: `app.config.globalProperties.$track = track`. */
export class GlobalProperties {
  readonly #all = new Map<string, Located[]>();
  readonly #by = new Map<Program, Shared[]>();

  /** Takes note of what a program gives all components. */
  learn(program: Program): void {
    for (const each of program.changes) {
      const found = globalProperty(each);
      if (found) this.#add(found, program);
    }
  }

  /** Takes note of what a call gives all components: in a plugin of Nuxt, or `Vue.mixin({ … })`. */
  learnCall(node: CallNode, program: Program): void {
    if (!compiler.isCallExpression(node)) return;
    for (const each of [...nuxtShared(node, program), ...mixedIn(node, program)]) this.#add(each, program);
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
    const isKept = isHolder(at.node) || isVue(at.node) || (name.startsWith('$') && isNuxtApp(project, at));
    return isKept ? this.#heldAs(project, at.program, name) : undefined;
  }

  #heldAs(project: Project, { source }: Program, name: string): Located | undefined {
    const all = this.#all.get(name) ?? [];
    // What runs on a server, or where nobody consents, often only stands in for it.
    const [only, ...others] =
      all.length > 1 ? inBrowser(all.filter((each) => !isStandIn(project, each))) : all;
    if (!only || !others.every((each) => isSameName(only, each))) return undefined;
    project.noted.read(source.file, only.program.source.file);
    return only;
  }
}
