import type ts from 'typescript';
import type { ViaStep } from '../../../model/event-use.ts';
import type { Pack } from '../../../model/pack.ts';
import type { Called } from '../functions/functions.ts';
import { compiler } from '../programs/compiler.ts';
import type { CallNode } from '../programs/scope.ts';
import { type Facts, union } from '../project/facts.ts';
import type { Located, Project } from '../project/project.ts';
import { evaluate } from '../values/evaluate.ts';
import { propertyOf } from '../values/objects.ts';
import type { Argument, MatchedCall } from './calls.ts';
import type { SentEntry } from './http.ts';

/** What sends an event: a call of a shape, or an entry of a request. */
export type Sent = { readonly call: MatchedCall } | { readonly entry: SentEntry };

/** One event that a call sends, itself or through wrappers. */
export interface Sending {
  readonly sent: Sent;
  /** The functions between the call and the SDK, from the outermost on. */
  readonly via: readonly ViaStep[];
  /** The wrappers passed through. */
  readonly through: readonly Called[];
  /** The calls in them that lead there. */
  readonly passed: readonly CallNode[];
}

/** The call or element of which it is asked what it sends. */
export interface Asked {
  readonly node: CallNode;
  /** Whether also that counts of which it decides nothing, as somebody may give more for it. */
  readonly all: boolean;
}

/** The expressions of which the event's name is made. */
export function nameSources(
  project: Project,
  { payload }: Pick<Pack, 'payload'>,
  sent: Sent,
): readonly Located<ts.Node>[] {
  if ('call' in sent) return sourcesOf(sent.call, sent.call.argument(sent.call.shape.event));
  const { entry, node, program } = sent.entry;
  const name = entry && propertyOf(project, entry, payload.event);
  return [name ?? entry ?? { node, program }];
}

/** What is known of the names of what is sent. */
export function namesSent(
  project: Project,
  pack: Pick<Pack, 'payload'>,
  sendings: readonly Sending[],
): Facts {
  const sources = sendings.flatMap(({ sent }) => nameSources(project, pack, sent));
  return union(sources.map((at) => evaluate(project, at as Located)));
}

/** The expressions of which the attributes are made. */
export function attributeSources(sent: Sent): readonly Located<ts.Node>[] {
  if ('call' in sent) return sourcesOf(sent.call, sent.call.argument(sent.call.shape.attributes));
  return sent.entry.entry ? [sent.entry.entry] : [];
}

function sourcesOf({ node, program }: MatchedCall, given: Argument): readonly Located<ts.Node>[] {
  if (given === 'absent') return [];
  // Behind a spread: whatever the spread is made of.
  const all = node.arguments.map((each) => ({ node: each, program }));
  if (given === 'hidden') return all;
  const { others = [] } = given;
  // What decides which of several lists is spread decides about what is in them.
  const deciding = others.length > 0 ? all.filter((each) => compiler.isSpreadElement(each.node)) : [];
  return [given, ...others, ...deciding];
}
