import type ts from 'typescript';
import { argumentsOf } from '../functions/arguments.ts';
import type { Arguments } from '../functions/frames.ts';
import { type FunctionNode, functionAt } from '../functions/functions.ts';
import { namesBehind } from '../functions/naming.ts';
import { compiler } from '../programs/compiler.ts';
import { textLabel } from '../programs/prefilter.ts';
import type { Program } from '../programs/program.ts';
import type { Located, Project } from '../project/project.ts';
import { camelCase, kebabCase } from '../templates/component-names.ts';
import { onlyText } from './actions.ts';
import { fieldEmitted, outputEmitted } from './angular-outputs.ts';
import { calledByElement, type Emission, emissionOf, listenedTo } from './component-events.ts';
import { type Channel, emittedBy, keyEmitted, registeredAt } from './emitting.ts';

/** A function that an emitter, or a component, calls for what is emitted by a text. */
interface Registered extends Pick<Channel, 'emitter'> {
  readonly text: string;
  readonly taker: Located;
}

/** What is called by a text, with what it is given. */
interface Told {
  readonly taker: Located;
  readonly args: Arguments;
}

/** What is sent by functions that are registered by a text, where somebody calls them by it: `bus.emit('sent', { … })`. */
export class Emitters {
  readonly #all: Registered[] = [];

  /** Takes note of a function that sends, where it is registered. Returns the names under which it is called then. */
  learn(project: Project, taker: Located): readonly string[] {
    if (this.#all.some((each) => each.taker.node === taker.node)) return [];
    const found = registeredBy(project, taker);
    if (!found) return [];
    const { emitter, text, names } = found;
    project.forget();
    this.#all.push({ emitter, text, taker });
    // Of several, the first counts, whichever was read first.
    this.#all.sort(byPlace);
    return names;
  }

  /** The function that a call has an emitter call, with what that is given. */
  takerOf(
    project: Project,
    node: ts.CallExpression,
    program: Program,
  ): { readonly target: Located<FunctionNode>; readonly args: Arguments } | undefined {
    const told = this.toldBy(project, node, program);
    const target = told && functionAt(project.forCallees, told.taker);
    if (!target) return undefined;
    project.noted.read(program.source.file, target.program.source.file);
    return { target, args: told.args };
  }

  /** What a call has an emitter call, by the place where that is registered. */
  toldBy(project: Project, node: ts.CallExpression, program: Program): Told | undefined {
    if (this.#all.length === 0) return undefined;
    const output = outputEmitted(project, node, program);
    const told = output
      ? this.#toldByComponent(project, node, program, output.name, {
          component: output.component,
          given: (call) => call.arguments,
        })
      : this.#toldByText(project, node, program);
    if (told) project.noted.read(program.source.file, told.taker.program.source.file);
    return told;
  }

  #toldByText(project: Project, node: ts.CallExpression, program: Program): Told | undefined {
    const key = keyEmitted(node);
    const text = key && onlyText(project, { node: key, program });
    if (text === undefined) return undefined;
    const emission = emissionOf(project, { node: node.expression, program });
    return emission
      ? this.#toldByComponent(project, node, program, camelCase(text), emission)
      : this.#toldByEmitter(project, node, program, text);
  }

  #toldByEmitter(
    project: Project,
    node: ts.CallExpression,
    program: Program,
    text: string,
  ): Told | undefined {
    const meant = this.#all.filter((each) => each.text === text);
    const channel = meant.length > 0 ? emittedBy(project, node, program) : undefined;
    const taking = channel && meant.find(({ emitter }) => emitter === channel.emitter);
    if (!taking) return undefined;
    const args = argumentsOf(project, channel.given, program);
    // What tells where a message comes from is nothing that is sent.
    const teller = { node: channel.key.node, program, others: [] };
    return {
      taker: taking.taker,
      args: channel.isTold ? { ...args, known: [teller, ...args.known] } : args,
    };
  }

  /** What those call who render a component: the one that is followed, or else the first that sends. */
  #toldByComponent(
    project: Project,
    node: ts.CallExpression,
    program: Program,
    event: string,
    { component, given }: Emission,
  ): Told | undefined {
    const followed = calledByElement(program, component, event);
    const taker =
      followed ?? this.#all.find((each) => each.emitter === component && each.text === event)?.taker;
    return taker && taker !== 'none'
      ? { taker, args: argumentsOf(project, given(node), program) }
      : undefined;
  }
}

/** What calls a function by a text where it stands, and the names under which it is called then. */
function registeredBy(project: Project, taker: Located) {
  const listened = listenedTo(project, taker);
  if (listened) {
    const { component, event, field } = listened;
    const names = field === undefined ? [event, kebabCase(event)] : [field];
    return { emitter: component, text: event, names: names.map(textLabel) };
  }
  const channel = registeredAt(project, taker);
  const text = channel && onlyText(project, channel.key);
  if (!channel || text === undefined) return undefined;
  const names = [textLabel(text), ...namesBehind(channel.key.node, taker.program).filter(Boolean)];
  return { emitter: channel.emitter, text, names };
}

function byPlace({ taker: a }: Registered, { taker: b }: Registered): number {
  const [one, other] = [a.program.source.file, b.program.source.file];
  return one === other ? a.node.pos - b.node.pos : one < other ? -1 : 1;
}

/** The names by which a call may call what an emitter calls for it. */
export function namesEmitted(node: ts.CallExpression, program: Program): readonly string[] {
  const key = keyEmitted(node);
  const field = fieldEmitted(node);
  if (field) return [textLabel(field.name.text), ...namesOfKey(key, program)];
  return namesOfKey(key, program);
}

function namesOfKey(key: ts.Expression | undefined, program: Program): readonly string[] {
  if (!key) return [];
  return compiler.isStringLiteralLike(key) ? [textLabel(key.text)] : namesBehind(key, program);
}
