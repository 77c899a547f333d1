import type ts from 'typescript';
import type { Program } from '../programs/program.ts';
import { type Facts, ofTypes } from '../project/facts.ts';
import type { Project } from '../project/project.ts';
import { dataOf } from './held-types.ts';
import { factsOfValue, type Made, madeType, membersOfValue } from './made-types.ts';
import type { Members } from './members.ts';
import { membersOfStates } from './reducer-types.ts';
import { factsOfSchema, membersOfSchema } from './schema-types.ts';

/** What is known of the values of a type that nobody wrote. What a call hands back that fetches something may be a text as well. */
export function factsOfMade(
  project: Project,
  { of, node }: Made,
  program: Program,
  depth: number,
): Facts | undefined {
  if (of === 'value' || of === 'state') return factsOfValue(project, { node, program }, depth);
  if (of === 'schema') return factsOfSchema(project, { node, program }, depth);
  return of === 'fetched' ? undefined : ofTypes('object');
}

/** The properties of a type that nobody wrote. */
export function membersOfMade(
  project: Project,
  { of, node }: Made,
  program: Program,
  depth: number,
): Members | undefined {
  const at = { node, program };
  if (of === 'value' || of === 'state') return membersOfValue(project, at, of, depth);
  if (of === 'states') return membersOfStates(project, at, depth);
  if (of === 'schema') return membersOfSchema(project, at, depth);
  if (of === 'fetched') {
    const type = dataOf(project, at as { node: ts.CallExpression; program: Program }, depth);
    return { members: new Map([['data', { type, optional: true }]]), open: true };
  }
  const input = { type: madeType('schema', at), optional: false };
  return { members: new Map(['input', 'parsedInput'].map((name) => [name, input])), open: true };
}
