import type ts from 'typescript';
import type { Pack } from '../../../model/pack.ts';
import type { Called } from '../functions/functions.ts';
import { isFunction } from '../functions/naming.ts';
import { compiler } from '../programs/compiler.ts';
import type { CallNode } from '../programs/scope.ts';
import type { Located, Project } from '../project/project.ts';
import { isNamedByObject } from './calls.ts';
import { type Forwarding, forwardedBy, type Given } from './forwarding.ts';
import { attributesGivenTo } from './handed-attributes.ts';
import type { SentLater } from './sent-later.ts';
import { nameSources, namesSent, type Sending } from './sent-parts.ts';

/**
 * The innermost function around a call of whose parameters the event's name is made, or else chosen; or else the one that is
 * given the attributes. What a component is given is known to its script, which stands in no function.
 */
export function ownerOf(
  project: Project,
  pack: Pick<Pack, 'apis' | 'payload'>,
  later: SentLater,
  { node, program }: Located<CallNode>,
  sending: Sending,
): { func: Called; how: Forwarding } | undefined {
  const { sent, through } = sending;
  const { component } = program;
  const free = forwardedBy(project.forCallees, nameSources(project, pack, sent));
  const all: Called[] = [];
  for (let around: ts.Node = node.parent; around; around = around.parent)
    if (isFunction(around) || compiler.isClassLike(around)) all.push(around);
  if (component && !all.includes(component.func)) all.push(component.func);
  const templated = program.host === undefined ? undefined : project.templateClass(program);
  if (templated) all.push(templated.node);
  const given = (of: Called): readonly Given[] => (isFunction(of) ? [...of.parameters, of] : [of]);
  const ownerBy = (how: Forwarding) => {
    const func = all.find((each) => given(each).some((one) => free.get(one) === how));
    return func && { func, how };
  };
  // Whoever gives the name itself says more of it than who gives something that may take part in it, or that sends it.
  const owner =
    ownerBy('direct') ??
    ownerBy('made') ??
    ownerBy('condition') ??
    later.giver(node, program, all, { free, through });
  // A name is no object: who gives what that is made of decides nothing.
  const isNone = owner && 'call' in sent && isNamedByObject(project, sent.call);
  if (owner) return isNone ? undefined : owner;
  const isNamed = namesSent(project, pack, [sending]).complete;
  const giver = isNamed ? attributesGivenTo(project, sending) : undefined;
  return giver && all.includes(giver) ? { func: giver, how: 'attributes' } : undefined;
}
