import { accepts, typeOfValue } from '../model/attribute-type.ts';
import type { ReadingProblem } from '../model/finding.ts';
import type { AttributeDeclaration, EventDeclaration } from '../model/registry.ts';
import { utf8Bytes } from '../model/text.ts';
import { get, pairs, placeOf, plain, type YamlFile, type YamlNode } from './yaml-tree.ts';

const rule = 'registry-schema';

/** What contradicts itself in an event's attributes. */
export function* attributeProblems(event: EventDeclaration): Generator<ReadingProblem> {
  for (const attribute of event.attributes.values()) {
    const { name, at, status, minimum, maximum } = attribute;
    const about = { rule, place: at, event: event.name, attribute: name };
    if (event.reserved.includes(name) && status !== 'removed')
      yield {
        ...about,
        message: `\`${name}\` is declared, but \`reserved\` says that it must never come back.`,
        help: 'Choose another name for the attribute.',
      };
    if (minimum !== undefined && maximum !== undefined && minimum > maximum)
      yield {
        ...about,
        message: `\`${name}\` has the minimum ${minimum} above the maximum ${maximum}: no value fits.`,
        help: 'Correct one of the two.',
      };
    for (const constraint of misplacedConstraints(attribute))
      yield {
        ...about,
        message: `\`${name}\` is a ${attribute.type}, which \`${constraint}\` does not constrain.`,
        help: `Take \`${constraint}\` out, or correct the type.`,
      };
    const wrong = attribute.enum?.find((value) => accepts(attribute.type, typeOfValue(value)) !== 'yes');
    if (wrong !== undefined)
      yield {
        ...about,
        message: `\`${name}\` is a ${attribute.type}, but its \`enum\` allows ${JSON.stringify(wrong)}, a ${typeOfValue(wrong)}.`,
        help: 'Correct the value, or the type.',
      };
  }
}

/** What is said to replace an event or attribute and is not declared. */
export function* replacementProblems(
  file: YamlFile,
  events: ReadonlyMap<string, EventDeclaration>,
): Generator<ReadingProblem> {
  for (const {
    key: { text: event },
    value,
  } of pairs(get(file.root, 'events'))) {
    const declared = events.get(event);
    if (!declared) continue;
    const successor = get(value, 'replaced_by');
    if (declared.replacedBy !== undefined && successor && !events.has(declared.replacedBy))
      yield {
        rule,
        place: placeOf(file, successor),
        message: `\`${event}\` is replaced by \`${declared.replacedBy}\`, which is not declared.`,
        help: 'Declare the event that replaces it, or correct `replaced_by`.',
        event,
      };
    for (const { key, value: node } of pairs(get(value, 'attributes'))) {
      const name = key.text;
      const replacedBy = declared.attributes.get(name)?.replacedBy;
      if (replacedBy === undefined || declared.attributes.has(replacedBy)) continue;
      const at = get(node, 'replaced_by');
      yield {
        rule,
        place: placeOf(file, at ?? key),
        message: `\`${name}\` is replaced by \`${replacedBy}\`, which \`${event}\` does not declare.`,
        help: 'Declare the attribute that replaces it, or correct `replaced_by`.',
        event,
        attribute: name,
      };
    }
  }
}

/** Constraints that no value of the attribute's type is held to. */
function misplacedConstraints({ type, pattern, maxBytes, minimum, maximum }: AttributeDeclaration): string[] {
  const text = type === 'string' || type === 'date';
  return [
    ...(!text && pattern !== undefined ? ['pattern'] : []),
    ...(!text && maxBytes !== undefined ? ['max_bytes'] : []),
    ...(type !== 'number' && minimum !== undefined ? ['minimum'] : []),
    ...(type !== 'number' && maximum !== undefined ? ['maximum'] : []),
  ];
}

/** What an example of an event has that its declaration does not allow. */
export function* exampleProblems(
  file: YamlFile,
  example: YamlNode,
  event: EventDeclaration,
): Generator<ReadingProblem> {
  const sent = new Set<string>();
  const about = (attribute: string) => ({ rule, event: event.name, attribute });
  for (const { key: at, value } of pairs(example)) {
    const key = at.text;
    sent.add(key);
    const declared = event.attributes.get(key);
    if (declared) {
      const wrong = valueFault(plain(value), declared);
      if (wrong) yield { ...about(key), place: placeOf(file, value), ...wrong };
    } else if (event.additional === 'deny') {
      yield {
        ...about(key),
        place: placeOf(file, at),
        message: `The example has \`${key}\`, which \`${event.name}\` does not declare.`,
        help: 'Declare the attribute, or take it out of the example.',
      };
    }
  }
  for (const { name, required } of event.attributes.values())
    if (required && !sent.has(name))
      yield {
        ...about(name),
        place: placeOf(file, example),
        message: `The example lacks \`${name}\`, which \`${event.name}\` requires.`,
        help: 'Add it to the example, or make the attribute optional.',
      };
}

function valueFault(
  value: unknown,
  declared: AttributeDeclaration,
): { message: string; help: string } | undefined {
  const { name, type, minimum, maximum, maxBytes, pattern } = declared;
  const help = 'Correct the example, or the declaration.';
  const seen = typeOfValue(value);
  if (accepts(type, seen) !== 'yes')
    return { message: `The example's \`${name}\` is a ${seen}; it is declared as ${type}.`, help };
  const shown = JSON.stringify(value);
  if (declared.enum && !declared.enum.includes(value))
    return {
      message: `The example's \`${name}\` is ${shown}; it must be one of ${declared.enum.join(', ')}.`,
      help,
    };
  if (typeof value === 'number' && minimum !== undefined && value < minimum)
    return { message: `The example's \`${name}\` is ${shown}; the minimum is ${minimum}.`, help };
  if (typeof value === 'number' && maximum !== undefined && value > maximum)
    return { message: `The example's \`${name}\` is ${shown}; the maximum is ${maximum}.`, help };
  if (typeof value !== 'string') return undefined;
  if (maxBytes !== undefined && utf8Bytes(value) > maxBytes)
    return {
      message: `The example's \`${name}\` has ${utf8Bytes(value)} bytes; the limit is ${maxBytes}.`,
      help,
    };
  if (pattern !== undefined && matches(pattern, value) === false)
    return { message: `The example's \`${name}\` is ${shown}; it does not match ${pattern}.`, help };
  return undefined;
}

/** Undefined for a pattern that is no regular expression: the schema says so. */
function matches(pattern: string, value: string): boolean | undefined {
  try {
    return new RegExp(pattern, 'u').test(value);
  } catch {
    return undefined;
  }
}
