import type ts from 'typescript';
import { type Framed, frameOf } from '../functions/frames.ts';
import { functionAt } from '../functions/functions.ts';
import { calleeName } from '../functions/returns.ts';
import { compiler } from '../programs/compiler.ts';
import { placed } from '../programs/placed.ts';
import { isElement, type Program } from '../programs/program.ts';
import { nameText, unwrapped, wrapped } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import type { Located, Project } from '../project/project.ts';
import { camelCase } from '../templates/component-names.ts';
import { outputListened } from './angular-outputs.ts';
import { memberValue, optionsOf } from './vue-props.ts';

/** What an element has its component call for what that emits: `<Child @track="send" />`. */
interface Listener {
  readonly element: ts.CallExpression;
  readonly event: string;
}

/** The event of a component for which a function is called where it stands. */
export function listenerAt(node: ts.Node, program: Program): Listener | undefined {
  const at = wrapped(node);
  const { parent: property } = at;
  if (!program.template || !compiler.isPropertyAssignment(property) || property.initializer !== at)
    return undefined;
  const element = property.parent.parent;
  const isListener =
    compiler.isCallExpression(element) &&
    element.arguments[1] === property.parent &&
    isElement(element, program);
  const event = nameText(property.name);
  return isListener && event !== undefined ? { element, event } : undefined;
}

/** The component that calls what stands there, as its function, and the event for which it does. */
export function listenedTo(project: Project, { node, program }: Located<ts.Node>) {
  const listener = listenerAt(node, program);
  const output =
    program.host !== undefined && listener
      ? outputListened(project.forCallees, listener.element, program, listener.event)
      : undefined;
  if (output) return { component: output.component, event: output.name, field: output.field };
  const component =
    listener && functionAt(project.forCallees, { node: listener.element.expression, program });
  return listener && component && component.node === component.program.component?.func
    ? { component: component.node, event: camelCase(listener.event), field: undefined }
    : undefined;
}

/** What a component tells those who render it. */
export interface Emission {
  /** The function that the component is. */
  readonly component: Framed;
  /** What those are given behind the event. */
  readonly given: (call: ts.CallExpression) => readonly ts.Expression[];
}

/** What tells those who render the component of a program: `$emit`, `emit` of `defineEmits()`, `dispatch` of Svelte. */
export function emissionOf(project: Project, { node, program }: Located): Emission | undefined {
  const { component, source } = program;
  if (!component) return undefined;
  const emission = (given: Emission['given']) => ({ component: component.func, given });
  const callee = unwrapped(node);
  const found = compiler.isIdentifier(callee) ? bindingOf(project, program, callee) : undefined;
  if (source.file.endsWith('.svelte')) {
    if (compiler.isIdentifier(callee) && callee.text === '$dispatch' && !found) return emission(behindEvent);
    return found && isMadeBy(found.binding, 'createEventDispatcher') ? emission(asDetail) : undefined;
  }
  if (!source.file.endsWith('.vue')) return undefined;
  if (compiler.isPropertyAccessExpression(callee)) {
    const { expression, name } = callee;
    const isOwn = expression.kind === compiler.SyntaxKind.ThisKeyword && name.text === '$emit';
    return isOwn || (name.text === 'emit' && isOfSetup(project, expression, program, ''))
      ? emission(behindEvent)
      : undefined;
  }
  if (!compiler.isIdentifier(callee)) return undefined;
  const isEmit = found
    ? isMadeBy(found.binding, 'defineEmits') || isOfSetup(project, callee, program, 'emit')
    : callee.text === '$emit';
  return isEmit ? emission(behindEvent) : undefined;
}

type FoundBinding = NonNullable<ReturnType<typeof bindingOf>>;

/** Whether a name stands for what a function makes of a component: `const emit = defineEmits()`. */
function isMadeBy(binding: FoundBinding['binding'], maker: string): boolean {
  if (binding.kind !== 'variable' || binding.path?.length !== 0) return false;
  const { initializer } = binding.declaration;
  const made = initializer && unwrapped(initializer);
  return made !== undefined && compiler.isCallExpression(made) && calleeName(made) === maker;
}

/** Whether an expression is what `setup(props, { emit })` is given, or a part of it. */
function isOfSetup(project: Project, node: ts.Expression, program: Program, part: string): boolean {
  const binding = compiler.isIdentifier(node) ? bindingOf(project, program, node)?.binding : undefined;
  if (binding?.kind !== 'parameter' || binding.path?.join('.') !== part) return false;
  const { declaration } = binding;
  const options = optionsOf(program.tree);
  return (
    declaration.parent.parameters[1] === declaration &&
    options !== undefined &&
    memberValue(options, 'setup') === declaration.parent
  );
}

function behindEvent({ arguments: [, ...given] }: ts.CallExpression): readonly ts.Expression[] {
  return given;
}

const details = new WeakMap<ts.CallExpression, readonly ts.Expression[]>();

/** Svelte tells what it is given as `detail` of an event. */
function asDetail(call: ts.CallExpression): readonly ts.Expression[] {
  const known = details.get(call);
  if (known) return known;
  const { factory } = compiler;
  const [, detail] = call.arguments;
  const properties = detail ? [factory.createPropertyAssignment('detail', detail)] : [];
  const event = factory.createObjectLiteralExpression(properties);
  for (const each of properties) placed(each, detail ?? call, event);
  placed(event, detail ?? call, call);
  details.set(call, [event]);
  return [event];
}

/**
 * What the element that is followed has its component call for an event; 'none' where that is nothing, undefined where no
 * element is followed.
 */
export function calledByElement(
  program: Program,
  component: Framed,
  event: string,
): Located | 'none' | undefined {
  const frame = frameOf(program, component);
  if (!frame) return undefined;
  const [, listeners] = frame.args.known;
  const object = listeners && unwrapped(listeners.node);
  const found =
    object && compiler.isObjectLiteralExpression(object)
      ? object.properties.find(({ name }) => name && camelCase(nameText(name) ?? '') === event)
      : undefined;
  return listeners && found && compiler.isPropertyAssignment(found)
    ? { node: found.initializer, program: listeners.program }
    : 'none';
}
