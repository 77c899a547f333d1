import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import { type Facts, literal, someText, union } from '../project/facts.ts';
import type { Located, Project } from '../project/project.ts';
import { type Member, type Members, membersOfType } from './members.ts';
import { withTypes } from './type-arguments.ts';
import { factsOfType } from './types.ts';

/** Types of the language that change the texts of another. */
const changes: Readonly<Record<string, (text: string) => string>> = {
  Uppercase: (text) => text.toUpperCase(),
  Lowercase: (text) => text.toLowerCase(),
  Capitalize: (text) => text.slice(0, 1).toUpperCase() + text.slice(1),
  Uncapitalize: (text) => text.slice(0, 1).toLowerCase() + text.slice(1),
};

/** What `Exclude`, `Extract`, `Uppercase` and the like make of other types; undefined for other names. */
export function computedFacts(
  project: Project,
  name: string,
  given: readonly Located<ts.TypeNode>[],
  depth: number,
): Facts | undefined {
  const [first, second] = given;
  const change = Object.hasOwn(changes, name) ? changes[name] : undefined;
  const isLeft = name === 'Extract' ? true : name === 'Exclude' ? false : undefined;
  if (!first || (!change && isLeft === undefined)) return undefined;
  const facts = factsOfType(project, first, depth + 1);
  if (!facts?.complete) return change ? someText('a text of any value') : undefined;
  if (change) return union(facts.values.map((value) => literal(change(String(value)))));
  const among = second && factsOfType(project, second, depth + 1);
  if (!among) return undefined;
  // Of `string` every text is one, of `'a'` that text alone.
  const isOne = (value: unknown) =>
    among.complete ? among.values.includes(value) : among.types.some((type) => type === typeof value);
  const left = facts.values.filter((value) => isOne(value) === isLeft);
  const optional = facts.optional && among.optional === isLeft;
  return left.length === 0 ? undefined : { ...union(left.map(literal)), optional };
}

/** The properties of `{ [Key in 'a' | 'b']: … }`, each with what its key makes of its type. */
export function mappedMembers(
  project: Project,
  { node, program }: Located<ts.MappedTypeNode>,
  depth: number,
): Members | undefined {
  const { constraint, name } = node.typeParameter;
  const keys = constraint && factsOfType(project, { node: constraint, program }, depth + 1);
  if (!constraint || !keys?.complete || !node.type || node.nameType) return undefined;
  // `{ [Key in keyof Order]: … }` leaves optional what is optional in `Order`, unless it says otherwise.
  const kept =
    compiler.isTypeOperatorNode(constraint) && constraint.operator === compiler.SyntaxKind.KeyOfKeyword
      ? membersOfType(project, { node: constraint.type, program }, depth + 1)
      : undefined;
  const { questionToken: mark } = node;
  const isOptional = (key: string) =>
    mark ? mark.kind !== compiler.SyntaxKind.MinusToken : (kept?.members.get(key)?.optional ?? false);
  const members = keys.values.map((key): [string, Member] => {
    const literalType = compiler.factory.createLiteralTypeNode(
      compiler.factory.createStringLiteral(String(key)),
    );
    const home = withTypes({ node, program }, new Map([[name.text, { node: literalType, program }]]));
    const type = { node: node.type as ts.TypeNode, program: home };
    return [String(key), { type, optional: isOptional(String(key)) }];
  });
  return { members: new Map(members), open: false };
}
