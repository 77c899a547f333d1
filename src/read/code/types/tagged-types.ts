import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import { allValues } from '../project/facts.ts';
import type { Located, Project } from '../project/project.ts';
import { type Ruled, ruledBy } from '../values/conditions.ts';
import { evaluate } from '../values/evaluate.ts';
import { mayChange } from '../values/narrowing.ts';
import { declarationOf, isNothing, type Members, membersOfType } from './members.ts';
import { entered, givenType } from './type-arguments.ts';
import { memberFacts } from './types.ts';

type LocatedType = Located<ts.TypeNode>;

const deepest = 8;
/** Unions of more members are not looked through. */
const mostMembers = 100;

/**
 * The one type of a union that conditions leave of an object where it is used: by a property that tells its members apart
 * (`if (event.type === 'paid')`, `switch (event.type)`), or by what it has (`'total' in event`). The union itself where they
 * leave several.
 */
export function taggedType(project: Project, at: Located, type: LocatedType): LocatedType {
  const { node } = at;
  if (!compiler.isIdentifier(node) && !compiler.isPropertyAccessExpression(node)) return type;
  if (!node.parent || !isAsked(node)) return type;
  const all = unionMembers(project, type, 0);
  if (all.length < 2 || all.length > mostMembers || mayChange(project, at)) return type;
  const objects = all.map((each) => ({ type: each, members: membersOfType(project, each) }));
  const text = node.getText();
  const [first] = objects;
  const tags = [...(first?.members?.members.keys() ?? [])].filter((name) =>
    objects.every(({ members }) => members?.members.has(name)),
  );
  let left = objects;
  const { has, lacks } = ruledBy(node, text);
  for (const name of has)
    left = left.filter(({ members }) => !members || members.open || members.members.has(name));
  for (const name of lacks) left = left.filter(({ members }) => members?.members.get(name)?.optional ?? true);
  for (const tag of tags) {
    const ruled = ruledBy(node, `${text}.${tag}`);
    if (ruled.among.length > 0 || ruled.without.length > 0)
      left = left.filter(({ members }) => mayBe(project, at, members, tag, ruled));
  }
  const [only, ...others] = left;
  return only && others.length === 0 ? only.type : type;
}

/** Whether there is anything around a node that could tell. */
function isAsked(node: ts.Node): boolean {
  let root = node;
  while (compiler.isPropertyAccessExpression(root)) root = root.expression;
  const text = root.getText();
  for (let at = node; at.parent; at = at.parent) {
    const { parent } = at;
    if (compiler.isCaseBlock(parent)) return true;
    const isCondition = compiler.isIfStatement(parent) || compiler.isConditionalExpression(parent);
    if ((isCondition || compiler.isBinaryExpression(parent)) && parent.getText().includes(text)) return true;
    if (
      compiler.isBlock(parent) &&
      parent.statements.some((each) => each !== at && compiler.isIfStatement(each))
    )
      return true;
  }
  return false;
}

/** The types of a union, through names. */
function unionMembers(project: Project, type: LocatedType, depth: number): readonly LocatedType[] {
  const { node, program } = type;
  if (depth > deepest) return [type];
  const of = (next: LocatedType) => unionMembers(project, next, depth + 1);
  if (compiler.isParenthesizedTypeNode(node)) return of({ node: node.type, program });
  if (compiler.isUnionTypeNode(node))
    return node.types.filter((each) => !isNothing(each)).flatMap((each) => of({ node: each, program }));
  if (!compiler.isTypeReferenceNode(node)) return [type];
  const given = givenType(type);
  if (given) return of(given);
  const found = declarationOf(project, { node, program });
  if (!found || !compiler.isTypeAliasDeclaration(found.node)) return [type];
  const home = entered(found, node.typeArguments, program);
  const inner = of({ node: found.node.type, program: home });
  return inner.length > 1 ? inner : [type];
}

/** Whether an object with such members can have a tag that comparisons let through. */
function mayBe(
  project: Project,
  { program }: Located,
  members: Members | undefined,
  tag: string,
  { among, without }: Ruled,
): boolean {
  const member = members?.members.get(tag);
  const facts = member && memberFacts(project, member);
  const values = facts && !facts.optional ? allValues(facts) : undefined;
  if (!values) return true;
  const of = (node: ts.Expression) => allValues(evaluate(project, { node, program }));
  for (const list of among) {
    const known = list.map(of);
    if (known.every((each) => each !== undefined) && !known.flat().some((each) => values.includes(each)))
      return false;
  }
  const excluded = without.flatMap((node) => {
    const known = of(node);
    return known?.length === 1 ? known : [];
  });
  return !values.every((each) => excluded.includes(each));
}
