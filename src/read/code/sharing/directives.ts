import type ts from 'typescript';
import { type FunctionNode, functionAt } from '../functions/functions.ts';
import { memberAt } from '../functions/member-functions.ts';
import { calleeName } from '../functions/returns.ts';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import type { CallNode } from '../programs/scope.ts';
import { nameText, unwrapped } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import type { Located, Project } from '../project/project.ts';
import { camelCase, kebabCase } from '../templates/component-names.ts';
import { propertyOf } from '../values/objects.ts';
import { optionsOf } from './vue-props.ts';

/** What of a directive of Vue runs when its element comes to be, in its third and its second version. */
const hooks = ['created', 'bind', 'beforeMount', 'inserted', 'mounted'];

/** `v-track-event` of `vTrackEvent`; undefined for names that stand for no directive. */
export function directiveAttribute(name: string): string | undefined {
  return /^v[A-Z]/.test(name) ? kebabCase(name) : undefined;
}

/** What a directive is, of which a function runs and is told what that is given: an object around it, or the function alone. */
function directiveAround(func: FunctionNode): ts.Expression | undefined {
  if (func.parameters.length < 2) return undefined;
  const property = compiler.isMethodDeclaration(func) ? func : func.parent;
  const isMember = compiler.isMethodDeclaration(property) || compiler.isPropertyAssignment(property);
  if (!isMember)
    return compiler.isArrowFunction(func) || compiler.isFunctionExpression(func) ? func : undefined;
  const { name, parent } = property;
  return hooks.includes(nameText(name) ?? '') && compiler.isObjectLiteralExpression(parent)
    ? parent
    : undefined;
}

/** The attributes for which a function may run, and the names of the objects in which it stands as a hook. */
export function directiveNames(func: FunctionNode, namesAt: (node: ts.Node) => string[]): string[] {
  const directive = directiveAround(func);
  const call = directive?.parent;
  if (!directive || !call) return [];
  if (!compiler.isCallExpression(call)) return directive === func ? [] : namesAt(directive);
  const registered = registration(call);
  return registered && registered.value === directive ? [registered.attribute] : [];
}

/** What a call registers for an attribute: `app.directive('track', …)`. */
function registration(node: ts.CallExpression): { attribute: string; value: ts.Expression } | undefined {
  if (calleeName(node) !== 'directive') return undefined;
  const [name, value] = node.arguments;
  if (!name || !value || !compiler.isStringLiteralLike(name)) return undefined;
  return { attribute: `v-${kebabCase(name.text)}`, value };
}

/** The directives of Vue that are registered for all components: `app.directive('track', { mounted(el, { value }) {} })`. */
export class Directives {
  readonly #all = new Map<string, Located[]>();

  /** Takes note of a call that registers a directive, if it does. */
  learn(node: CallNode, program: Program): void {
    const registered = compiler.isCallExpression(node) ? registration(node) : undefined;
    if (!registered) return;
    const { attribute, value } = registered;
    this.#all.set(attribute, [...(this.#all.get(attribute) ?? []), { node: value, program }]);
  }

  /** What an attribute stands for in the components of a program, if one place alone says so. */
  valueOf(project: Project, { source }: Program, attribute: string): Located | undefined {
    const [only, ...others] = this.#all.get(attribute) ?? [];
    if (!only || others.length > 0) return undefined;
    project.noted.read(source.file, only.program.source.file);
    return only;
  }

  /** The attributes that stand for what a program registers, or keeps for itself, and the functions that they run. */
  definedBy(project: Project, program: Program): readonly (readonly [string, Located<FunctionNode>])[] {
    const registered = [...this.#all].flatMap(([attribute, all]) =>
      all.filter((each) => each.program === program).map((at) => [attribute, at] as const),
    );
    return [...registered, ...ownDirectives(program)].flatMap(([attribute, at]) => {
      const func = hookOf(project, at, 0);
      return func ? [[attribute, func] as const] : [];
    });
  }
}

/** `const vTrack = { … }` of a component's script, and `directives: { track }` of its options. */
function ownDirectives(program: Program): (readonly [string, Located])[] {
  if (!program.source.file.endsWith('.vue')) return [];
  const found: (readonly [string, Located])[] = [];
  for (const [name, binding] of program.moduleScope.names) {
    const attribute = directiveAttribute(name);
    const value = binding.kind === 'variable' ? binding.declaration.initializer : undefined;
    if (attribute && value) found.push([attribute, { node: value, program }]);
  }
  const own = optionsOf(program.tree)?.properties.find(
    (each) => each.name && nameText(each.name) === 'directives',
  );
  const object = own && compiler.isPropertyAssignment(own) ? unwrapped(own.initializer) : undefined;
  if (object && compiler.isObjectLiteralExpression(object))
    for (const each of object.properties) {
      const name = each.name && nameText(each.name);
      const node = compiler.isPropertyAssignment(each) ? each.initializer : (each.name as ts.Expression);
      if (name !== undefined) found.push([`v-${kebabCase(name)}`, { node, program }]);
    }
  return found;
}

/** The function that runs for `v-track="…"` in a template, which is written there as a call of `vTrack`. */
export function directiveAt(
  project: Project,
  { node, program }: Located<ts.Identifier>,
  depth: number,
): Located<FunctionNode> | undefined {
  const { template, source, tree } = program;
  const attribute = directiveAttribute(node.text);
  if (!attribute || !template || node.pos < template.at || !source.file.endsWith('.vue')) return undefined;
  if (bindingOf(project, program, node)) return hookOf(project, { node, program }, depth);
  const options = optionsOf(tree);
  const own = options && propertyOf(project, { node: options, program }, 'directives');
  const value =
    (own && propertyOf(project, own, attribute.slice(2))) ??
    (own && propertyOf(project, own, camelCase(attribute.slice(2)))) ??
    project.shared.directives.valueOf(project, program, attribute);
  return value && hookOf(project, value, depth);
}

/** The function of a directive that is told what the directive is given. */
function hookOf(project: Project, at: Located, depth: number): Located<FunctionNode> | undefined {
  const whole = functionAt(project, at, depth + 1);
  if (whole) return whole;
  for (const name of hooks) {
    const hook = memberAt(project, at, name, depth + 1);
    if (hook && hook.node.parameters.length > 1) return hook;
  }
  return undefined;
}
