import type ts from 'typescript';
import { calleeName } from '../functions/returns.ts';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { type Binding, lookUp } from '../programs/scope.ts';
import { nameText, unwrapped } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import type { Located, Project } from '../project/project.ts';
import { returnedBy } from '../values/results.ts';
import { memberValue, memberValues, optionsOf } from './vue-props.ts';

/** What a plugin gives all components, by the name that they know it by. */
export interface Shared {
  readonly name: string;
  readonly value: ts.Expression;
}

/** What a call gives all components of Nuxt: what its plugin returns, or what it hands to a function that provides it. */
export function nuxtShared(node: ts.CallExpression, program: Program): readonly Shared[] {
  if (calleeName(node) === 'defineNuxtPlugin') return returnedByPlugin(node);
  const [key, value] = node.arguments;
  return key && value && compiler.isStringLiteralLike(key) && provides(node.expression, program)
    ? [{ name: `$${key.text}`, value }]
    : [];
}

/** `defineNuxtPlugin(() => ({ provide: { track } }))` */
function returnedByPlugin({ arguments: [plugin] }: ts.CallExpression): readonly Shared[] {
  const given = plugin && unwrapped(plugin);
  const setup = given && compiler.isObjectLiteralExpression(given) ? memberValue(given, 'setup') : given;
  if (!setup || !compiler.isFunctionLike(setup)) return [];
  return (returnedBy(setup as ts.FunctionLikeDeclaration) ?? []).map(unwrapped).flatMap((result) => {
    const all = compiler.isObjectLiteralExpression(result) ? memberValue(result, 'provide') : undefined;
    if (!all || !compiler.isObjectLiteralExpression(all)) return [];
    return memberValues(all).map(({ name, value }) => ({ name: `$${name}`, value }));
  });
}

/** Whether an expression is what gives something to all components: `nuxtApp.provide`, and `inject` of Nuxt 2. */
function provides(callee: ts.Expression, program: Program): boolean {
  if (compiler.isPropertyAccessExpression(callee) && callee.name.text === 'provide') {
    const app = unwrapped(callee.expression);
    return compiler.isIdentifier(app) ? isPluginApp(app, program) : isNuxtCall(app);
  }
  if (!compiler.isIdentifier(callee) || !/^(inject|provide)$/.test(callee.text)) return false;
  const binding = lookUp(program.scopeOf(callee), callee.text)?.binding;
  if (binding?.kind !== 'parameter') return false;
  const { declaration, path } = binding;
  // `({ provide }) => …`, and `(context, inject) => …`.
  const [at, taken] = callee.text === 'inject' ? [1, ''] : [0, 'provide'];
  return isPluginParameter(declaration, at) && path?.join('.') === taken;
}

/** Whether a name stands for what a plugin of Nuxt is given, or for what `useNuxtApp()` hands over. */
function isPluginApp(name: ts.Identifier, program: Program): boolean {
  const binding = lookUp(program.scopeOf(name), name.text)?.binding;
  if (binding?.kind === 'parameter') {
    const { declaration, path } = binding;
    if (path?.length === 0 && isPluginParameter(declaration, 0)) return true;
    return /^(?:app)?$/.test(path?.join('.') ?? '?') && isContext(declaration, program);
  }
  if (binding?.kind !== 'variable' || binding.path?.length !== 0) return false;
  const { initializer } = binding.declaration;
  return initializer !== undefined && isNuxtCall(unwrapped(initializer));
}

/** Whether a parameter is the first of a plugin's function, or the second of one that a file exports, as Nuxt 2 has them. */
function isPluginParameter(declaration: ts.ParameterDeclaration, index: number): boolean {
  const { parent: func } = declaration;
  if (func.parameters[index] !== declaration) return false;
  const at = compiler.isPropertyAssignment(func.parent) ? func.parent : func;
  const isSetup = at !== func || compiler.isMethodDeclaration(func);
  const given = isSetup ? at.parent : at;
  const call = given.parent;
  if (compiler.isCallExpression(call) && calleeName(call) === 'defineNuxtPlugin') return true;
  return index > 0 && !isSetup && isExported(func);
}

/** Whether a file exports a function by default: where it stands, or by its name. */
function isExported(func: ts.SignatureDeclaration): boolean {
  const { parent } = func;
  if (compiler.isExportAssignment(parent)) return true;
  // `const plugin: Plugin = (context, inject) => …` that is exported by its name.
  const { name } = compiler.isVariableDeclaration(parent) ? parent : (func as ts.FunctionDeclaration);
  if (name && compiler.isIdentifier(name) && isDefault(name)) return true;
  const modifiers = compiler.canHaveModifiers(func) ? (compiler.getModifiers(func) ?? []) : [];
  return modifiers.some(({ kind }) => kind === compiler.SyntaxKind.DefaultKeyword);
}

/** Options of a component, and folders of modules, whose functions Nuxt 2 hands its context. */
const givenContext = new Set(['asyncData', 'fetch', 'middleware', 'validate', 'layout']);
const contextFolders = /(?:^|\/)(?:plugins|middleware)\//;

/** Whether a parameter is the context of Nuxt 2, which has what its plugins give, and so has its `app`. */
function isContext(declaration: ts.ParameterDeclaration, { tree, source }: Program): boolean {
  const func = declaration.parent;
  if (func.parameters[0] !== declaration) return false;
  const member = compiler.isMethodDeclaration(func) ? func : func.parent;
  if (compiler.isMethodDeclaration(member) || compiler.isPropertyAssignment(member))
    return member.parent === optionsOf(tree) && givenContext.has(nameText(member.name) ?? '');
  return contextFolders.test(source.file) && isExported(func);
}

/** What a function that Nuxt 2 hands its context takes out of that: `asyncData({ $track })`. */
export function takenOffContext(project: Project, binding: Binding, program: Program): Located | undefined {
  if (binding.kind !== 'parameter' || !binding.path) return undefined;
  const [name, ...around] = [...binding.path].reverse();
  if (!name?.startsWith('$') || !/^(?:app)?$/.test(around.join('.'))) return undefined;
  return isContext(binding.declaration, program)
    ? project.shared.globalProperties.valueOf(project, program, name)
    : undefined;
}

/** Whether a file exports what goes by a name by default. */
function isDefault(name: ts.Identifier): boolean {
  return name
    .getSourceFile()
    .statements.some(
      (each) =>
        compiler.isExportAssignment(each) &&
        compiler.isIdentifier(each.expression) &&
        each.expression.text === name.text,
    );
}

/** `useNuxtApp()`, and `useContext()` of Nuxt 2, which takes nothing. */
function isNuxtCall(node: ts.Node): boolean {
  if (!compiler.isCallExpression(node) || !compiler.isIdentifier(node.expression)) return false;
  const { text } = node.expression;
  return text === 'useNuxtApp' || (text === 'useContext' && node.arguments.length === 0);
}

/** Whether an expression is an object that has what the plugins of Nuxt give: nobody in the project made it. */
export function isNuxtApp(project: Project, { node, program }: Located): boolean {
  const at = unwrapped(node);
  if (compiler.isPropertyAccessExpression(at)) {
    const { name, expression } = at;
    const isApp = name.text === 'app' && compiler.isIdentifier(expression);
    return name.text === '$nuxt' || (isApp && isPluginApp(expression, program));
  }
  if (compiler.isIdentifier(at)) return isPluginApp(at, program);
  if (!isNuxtCall(at)) return false;
  const found = bindingOf(project, program, (at as ts.CallExpression).expression as ts.Identifier);
  return !found || (found.binding.kind === 'import' && !project.isOwn(program, found.binding.module));
}
