import type ts from 'typescript';
import { unknown } from '../project/facts.ts';
import type { Located, Project } from '../project/project.ts';
import type { CheckedMember } from '../types/checker.ts';
import { declaredType } from '../types/declared.ts';
import { type Members, membersOfType } from '../types/members.ts';
import { memberFacts } from '../types/types.ts';
import { type ObjectFacts, opened, type Property, some } from './building.ts';

/** Where an object is not known from what is written, its declared type lists its properties. */
export function orDeclared(project: Project, at: Located, facts: ObjectFacts): ObjectFacts {
  if (!facts.open || facts.properties.size > 0) return facts;
  const type = declaredType(project, at);
  const members = type && membersOfType(project, type);
  if (members) return ofMembers(project, at, members);
  const checked = project.checkedMembers(at);
  return checked ? some([...checked].map(([name, each]) => [name, checkedProperty(at, name, each)])) : facts;
}

function checkedProperty(at: Located, name: string, { facts, optional }: CheckedMember): Property {
  const known = facts ?? unknown(`the type of \`${name}\``);
  return { key: at, value: at, facts: known, optional: optional || known.optional };
}

function ofMembers(project: Project, at: Located, { members, open }: Members): ObjectFacts {
  const sent = [...members].filter(([, { isHidden }]) => !isHidden);
  const entries = sent.map(([name, member]): [string, Property] => {
    const facts = memberFacts(project, member) ?? project.checkedMembers(at)?.get(name)?.facts;
    return [name, checkedProperty(at, name, { facts, optional: member.optional })];
  });
  const why = open ? 'a type that allows any key' : undefined;
  return { ...some(entries), open, why };
}

/** What a type declares of an object. */
export function typedObject(
  project: Project,
  at: Located,
  type: Located<ts.TypeNode> | undefined,
): ObjectFacts {
  const members = type && membersOfType(project, type);
  return members ? ofMembers(project, at, members) : opened('a type that is not followed');
}
