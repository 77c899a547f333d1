import { contextOf, timeOf, valueFor, words } from './values.mjs';

/** An entry that is right in every respect, before it becomes a text: `attributes` are [name, value as JSON, declaration]. */
export function draftOf(dice, event, user, seconds, { isFull }) {
  const attributes = [];
  for (const attribute of event.attributes)
    if (attribute.required || isFull || dice.chance(0.9))
      attributes.push([attribute.name, valueFor(dice, attribute), attribute]);
  // A date is a text where a text is declared.
  const free = attributes.find(
    ([, , { type, enum: allowed, pattern }]) => type === 'string' && !allowed && !pattern,
  );
  const dateInText = free && dice.chance(0.01) ? free : undefined;
  if (dateInText) dateInText[1] = '"2026-11-20"';
  if (event.isOpen && (isFull || dice.chance(0.7)))
    attributes.push(['batch_score', String(dice.below(100))], ['remark', `"${words(dice, 3)}"`]);
  return {
    event,
    name: event.name,
    user,
    seconds,
    time: timeOf(seconds),
    attributes,
    dateInText,
    context: isFull || dice.chance(0.6) ? contextOf(dice) : undefined,
    fields: [],
    isTimeFirst: !isFull && dice.chance(0.1),
    change: undefined,
  };
}

/** The entry's JSON. */
export function textOf({ name, user, time, attributes, context, fields, isTimeFirst }) {
  const parts = [];
  if (isTimeFirst) parts.push(`"event_time":"${time}"`);
  if (user !== undefined) parts.push(`"userID":"${user}"`);
  if (name !== undefined) parts.push(`"event_name":"${name}"`);
  if (attributes)
    parts.push(`"attributes":{${attributes.map(([key, value]) => `"${key}":${value}`).join(',')}}`);
  if (!isTimeFirst) parts.push(`"event_time":"${time}"`);
  if (context !== undefined) parts.push(`"context":${context}`);
  parts.push(...fields);
  return `{${parts.join(',')}}`;
}
