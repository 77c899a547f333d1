import type ts from 'typescript';
import { argumentsOf } from '../functions/arguments.ts';
import type { Arguments } from '../functions/frames.ts';
import { type FunctionNode, functionAt } from '../functions/functions.ts';
import { namesBehind } from '../functions/naming.ts';
import { compiler } from '../programs/compiler.ts';
import { textLabel } from '../programs/prefilter.ts';
import type { Program } from '../programs/program.ts';
import type { Located, Project } from '../project/project.ts';
import { onlyText } from './actions.ts';
import { type Channel, emittedBy, keyEmitted, registeredAt } from './emitting.ts';

/** A function that an emitter calls for what is emitted by a text. */
interface Registered extends Pick<Channel, 'emitter'> {
  readonly text: string;
  readonly taker: Located;
}

/** What is sent by functions that are registered by a text, where somebody calls them by it: `bus.emit('sent', { … })`. */
export class Emitters {
  readonly #all: Registered[] = [];

  /** Takes note of a function that sends, where it is registered. Returns the names under which it is called then. */
  learn(project: Project, taker: Located): readonly string[] {
    if (this.#all.some((each) => each.taker.node === taker.node)) return [];
    const channel = registeredAt(project, taker);
    const text = channel && onlyText(project, channel.key);
    if (!channel || text === undefined) return [];
    project.forget();
    this.#all.push({ emitter: channel.emitter, text, taker });
    // Of several, the first counts, whichever was read first.
    this.#all.sort(byPlace);
    return [textLabel(text), ...namesBehind(channel.key.node, taker.program).filter(Boolean)];
  }

  /** The function that a call has an emitter call, with what that is given. */
  takerOf(
    project: Project,
    node: ts.CallExpression,
    program: Program,
  ): { readonly target: Located<FunctionNode>; readonly args: Arguments } | undefined {
    const key = this.#all.length > 0 ? keyEmitted(node) : undefined;
    const text = key && onlyText(project, { node: key, program });
    const meant = this.#all.filter((each) => each.text === text);
    const channel = meant.length > 0 ? emittedBy(project, node, program) : undefined;
    const taking = channel && meant.find(({ emitter }) => emitter === channel.emitter);
    const target = taking && functionAt(project.forCallees, taking.taker);
    if (!target) return undefined;
    project.noted.read(program.source.file, taking.taker.program.source.file);
    project.noted.read(program.source.file, target.program.source.file);
    const args = argumentsOf(project, channel.given, program);
    // What tells where a message comes from is nothing that is sent.
    const teller = { node: channel.key.node, program, others: [] };
    return { target, args: channel.isTold ? { ...args, known: [teller, ...args.known] } : args };
  }
}

function byPlace({ taker: a }: Registered, { taker: b }: Registered): number {
  const [one, other] = [a.program.source.file, b.program.source.file];
  return one === other ? a.node.pos - b.node.pos : one < other ? -1 : 1;
}

/** The names by which a call may call what an emitter calls for it. */
export function namesEmitted(node: ts.CallExpression, program: Program): readonly string[] {
  const key = keyEmitted(node);
  if (!key) return [];
  return compiler.isStringLiteralLike(key) ? [textLabel(key.text)] : namesBehind(key, program);
}
