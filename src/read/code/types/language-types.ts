import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import type { Located } from '../project/project.ts';
import type { Member, Members } from './members.ts';

/** What objects of the language and the platform have, by the names of their types. Of each, more is there. */
const properties: Readonly<Record<string, Readonly<Record<string, 'string' | 'number' | 'boolean'>>>> = {
  Error: { name: 'string', message: 'string', stack: 'string' },
  Blob: { size: 'number', type: 'string' },
  File: { name: 'string', size: 'number', type: 'string', lastModified: 'number' },
  URL: {
    href: 'string',
    origin: 'string',
    protocol: 'string',
    host: 'string',
    hostname: 'string',
    port: 'string',
    pathname: 'string',
    search: 'string',
    hash: 'string',
  },
  Response: { ok: 'boolean', status: 'number', statusText: 'string', url: 'string', redirected: 'boolean' },
  HTMLInputElement: { value: 'string', name: 'string', type: 'string', checked: 'boolean', id: 'string' },
  HTMLTextAreaElement: { value: 'string', name: 'string', id: 'string' },
  HTMLSelectElement: { value: 'string', name: 'string', id: 'string', selectedIndex: 'number' },
  HTMLAnchorElement: { href: 'string', text: 'string', target: 'string', pathname: 'string', id: 'string' },
  KeyboardEvent: { key: 'string', code: 'string', repeat: 'boolean' },
  MouseEvent: { clientX: 'number', clientY: 'number', button: 'number' },
};

/** Types of the language that have the properties of others. */
const kinds: Readonly<Record<string, string>> = {
  TypeError: 'Error',
  RangeError: 'Error',
  SyntaxError: 'Error',
  EvalError: 'Error',
  DOMException: 'Error',
  Location: 'URL',
};

/** The properties of a type of the language, by its name; undefined for other names. */
export function languageMembers(name: string, program: Program): Members | undefined {
  const own = Object.hasOwn(kinds, name) ? (kinds[name] as string) : name;
  if (!Object.hasOwn(properties, own)) return undefined;
  const members = Object.entries(properties[own] ?? {}).map(([key, type]): [string, Member] => [
    key,
    { type: { node: keywords[type], program }, optional: key === 'stack' },
  ]);
  return { members: new Map(members), open: true };
}

/** The type of what `new URL(…)` makes; undefined for what is none of the language's. */
export function languageType({ node, program }: Located<ts.NewExpression>): Located<ts.TypeNode> | undefined {
  const { expression } = node;
  if (!compiler.isIdentifier(expression) || program.moduleScope.names.has(expression.text)) return undefined;
  const { text } = expression;
  if (!Object.hasOwn(properties, text) && !Object.hasOwn(kinds, text)) return undefined;
  const type = made.get(text) ?? compiler.factory.createTypeReferenceNode(text);
  made.set(text, type);
  return { node: type, program };
}

const made = new Map<string, ts.TypeNode>();

const keywords = {
  string: compiler.factory.createKeywordTypeNode(compiler.SyntaxKind.StringKeyword),
  number: compiler.factory.createKeywordTypeNode(compiler.SyntaxKind.NumberKeyword),
  boolean: compiler.factory.createKeywordTypeNode(compiler.SyntaxKind.BooleanKeyword),
};

/** What a literal value tells of what may be set again and has no type: a prop by its default, a field by what it begins as. */
export function typeOfLiteral(node: ts.Expression | undefined): ts.TypeNode | undefined {
  if (!node) return undefined;
  if (compiler.isStringLiteralLike(node)) return keywords.string;
  if (compiler.isNumericLiteral(node)) return keywords.number;
  const isBoolean =
    node.kind === compiler.SyntaxKind.TrueKeyword || node.kind === compiler.SyntaxKind.FalseKeyword;
  return isBoolean ? keywords.boolean : undefined;
}
