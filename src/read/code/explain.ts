import type ts from 'typescript';
import type { Explanation } from '../../model/explanation.ts';
import type { Pack } from '../../model/pack.ts';
import { type Place, position } from '../../model/text.ts';
import type { Sending } from './calls/sent-parts.ts';
import { functionAt } from './functions/functions.ts';
import { referenceOf } from './functions/reference.ts';
import { compiler } from './programs/compiler.ts';
import { type Program, placeOf } from './programs/program.ts';
import type { CallNode } from './programs/scope.ts';
import type { Located, Project } from './project/project.ts';
import { attributesOf, siteOf, useOf } from './uses.ts';
import { evaluate } from './values/evaluate.ts';

/** How one event that a call sends was resolved. */
export function explainSite(
  project: Project,
  outer: { readonly node: CallNode; readonly program: Program },
  sending: Sending,
  payload: Pack['payload'],
): Explanation {
  const watched = (at: Located<ts.Node>) => project.watched(() => evaluate(project, at as Located));
  const site = siteOf(project, outer, sending, payload);
  const { event } = site.given;
  const { properties } = attributesOf(project, site);
  const use = useOf(project, outer, sending, payload);
  return {
    kind: 'site',
    place: use.locate({ part: 'whole' }),
    sink: site.sink,
    via: sending.via,
    names: use.names,
    unknownName: use.call?.unknownName,
    event: typeof event === 'object' ? watched(event) : [],
    attributes: use.attributes.map(({ name, types, optional }) => {
      const value = properties.get(name)?.value;
      return { name, types, optional, steps: value ? watched(value) : [] };
    }),
    open: use.call?.unknownAttributes,
  };
}

/** Why a call is no tracking call, as far as that can be told. */
export function explainOther(project: Project, node: CallNode, program: Program): Explanation {
  const callee = compiler.isCallExpression(node) ? node.expression : (node.tagName as ts.Expression);
  return { kind: 'other', place: placeOf(program, callee), why: whyNot(project, { node: callee, program }) };
}

function whyNot(project: Project, at: Located): string {
  const target = functionAt(project, at);
  if (target)
    return `it calls the function at ${written(placeOf(target.program, target.node))}, which forwards nothing into a tracking call`;
  const reference = referenceOf(project, at);
  if (!reference) return 'what it calls is not known';
  const name = reference.written.join('.').replaceAll('.()', '()');
  return reference.module === undefined
    ? `no call shape describes \`${name}\``
    : `no call shape describes \`${name}\` of \`${reference.module}\``;
}

function written({ source, span }: Place): string {
  const { line, column } = position(source, span.start);
  return `${source.file}:${line}:${column}`;
}
