import { quoteName } from '../model/name.ts';
import type { AttributeDeclaration, EventDeclaration, Registry } from '../model/registry.ts';
import { distinct, pascalIdentifier, propertyKey } from './identifiers.ts';

/** What the types say of themselves, and what all of them are made of. */
const head = (file: string) => `// Written by \`eventlint generate types\` from ${file}; change that instead.

/** A date: a \`Date\`, or a text such as 2026-01-31, 2026-01-31 10:00:00 or 2026-01-31T10:00:00Z. */
export type DateValue = Date | string;

/** An object, and no list. */
export type ObjectValue =
  | { readonly [key: string]: unknown; readonly [Symbol.iterator]?: never }
  | (object & { readonly [Symbol.iterator]?: never });

/** What an attribute can hold that the registry does not declare. */
export type AttributeValue = string | number | boolean | DateValue | ObjectValue | readonly ObjectValue[];
`;

const foot = `/** The name of an event that may be sent. */
export type EventName = keyof Events;

/** What follows an event's name in a call: its attributes, which may be left out where none is required. */
export type TrackArguments<E extends EventName> =
  Record<never, never> extends Events[E] ? [attributes?: Events[E]] : [attributes: Events[E]];

/**
 * The type of a function that sends an event. One of your own:
 *
 *     export const track: Track = (event: string, attributes?: object) => send(event, attributes);
 */
export type Track = <E extends EventName>(event: E, ...attributes: TrackArguments<E>) => void;

/** Sends an event. This is its type alone: what sends stands in the module beside this file, or is a \`Track\` of your own. */
export declare const track: Track;
`;

/**
 * The TypeScript declarations of what may be sent: an interface for each event that is not removed, a map of all of them by
 * name, and the type of a function that sends. The same registry gives the same text.
 */
export function typescriptTypes({ events, files }: Registry): string {
  const sent = [...events.values()].filter(({ status }) => status !== 'removed');
  const identifiers = distinct(
    sent.map(({ name }) => name),
    (name) => pascalIdentifier(name),
  );
  const identifierOf = ({ name }: EventDeclaration) => `${identifiers.get(name)}Attributes`;
  const interfaces = sent.map((event) => interfaceText(event, identifierOf(event)));
  const map = sent.map(
    (event) =>
      `${comment([...described(event), ...deprecation(event)], '  ')}  ${propertyKey(event.name)}: ${identifierOf(event)};\n`,
  );
  const all = `/** The attributes of each event, by its name. */\nexport interface Events {\n${map.join('')}}\n`;
  return [head(files[0] ?? ''), ...interfaces, all, foot].join('\n');
}

function interfaceText(event: EventDeclaration, identifier: string): string {
  const attributes = [...event.attributes.values()].filter(({ status }) => status !== 'removed');
  const lines = attributes.map(propertyText);
  if (event.additional !== 'deny') lines.push('  [attribute: string]: AttributeValue | undefined;\n');
  // An interface without properties takes any object.
  else if (lines.length === 0) lines.push('  [attribute: string]: never;\n');
  const title = [`The attributes of ${quoteName(event.name)}.`, ...described(event), ...deprecation(event)];
  return `${comment(title, '')}export interface ${identifier} {\n${lines.join('')}}\n`;
}

function propertyText(attribute: AttributeDeclaration): string {
  const { name, required, description, sensitivity } = attribute;
  const about = [
    ...(description === undefined ? [] : [description]),
    ...bounds(attribute),
    ...(sensitivity === undefined ? [] : [`Sensitivity: ${sensitivity}.`]),
    ...deprecation(attribute),
  ];
  const type = typeText(attribute);
  const property = required ? `${propertyKey(name)}: ${type}` : `${propertyKey(name)}?: ${type} | undefined`;
  return `${comment(about, '  ')}  ${property};\n`;
}

/** What is demanded of a value beyond its type, in words: types cannot say it. */
function bounds({ minimum, maximum, pattern, maxBytes }: AttributeDeclaration): string[] {
  const said = [
    minimum === undefined ? undefined : `at least ${minimum}`,
    maximum === undefined ? undefined : `at most ${maximum}`,
    pattern === undefined ? undefined : `matches ${pattern}`,
    maxBytes === undefined ? undefined : `at most ${maxBytes} bytes`,
  ].filter((each) => each !== undefined);
  const text = said.join(', ');
  return text === '' ? [] : [`${text.charAt(0).toUpperCase()}${text.slice(1)}.`];
}

function described({ description }: EventDeclaration): string[] {
  return description === undefined ? [] : [description];
}

function deprecation({ status, replacedBy }: EventDeclaration | AttributeDeclaration): string[] {
  if (status !== 'deprecated') return [];
  return [replacedBy === undefined ? '@deprecated' : `@deprecated Use ${quoteName(replacedBy)}.`];
}

function typeText({ type, enum: values }: AttributeDeclaration): string {
  if (values?.every((value) => ['string', 'number', 'boolean'].includes(typeof value)))
    return [...new Set(values)].map((value) => JSON.stringify(value)).join(' | ');
  switch (type) {
    case 'date':
      return 'DateValue';
    case 'object':
      return 'ObjectValue';
    case 'object[]':
      return 'readonly ObjectValue[]';
    default:
      return type;
  }
}

/** Lines as a comment of documentation; nothing where there are none. */
function comment(paragraphs: readonly string[], indent: string): string {
  const lines = paragraphs.flatMap((text) =>
    text
      .trim()
      .replaceAll('*/', '*\\/')
      .split(/\s*[\r\n\u2028\u2029]\s*/),
  );
  if (lines.length === 0) return '';
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  return [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`), `${indent} */`, ''].join('\n');
}
