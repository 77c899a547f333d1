import type { EventUse, Target } from '../model/event-use.ts';
import type { EventDeclaration } from '../model/registry.ts';
import type { Place } from '../model/text.ts';

/** A declaration as an event use, so that the rules on names, counts and types apply to it as to what is sent. */
export function declarationUse(event: EventDeclaration): EventUse {
  const attributes = [...event.attributes.values()].filter(({ status }) => status !== 'removed');
  return {
    source: 'registry',
    names: [event.name],
    dynamic: false,
    attributes: attributes.map(({ name, type, required }) => ({ name, types: [type], optional: !required })),
    open: false,
    order: { time: undefined, file: event.at.source.file, part: 0, line: 1, index: event.at.span.start },
    locate: (target) => placeIn(event, target),
  };
}

function placeIn(event: EventDeclaration, target: Target): Place {
  if (target.part === 'attribute') return event.attributes.get(target.name)?.at ?? event.at;
  if (target.part === 'value') return event.attributes.get(target.name)?.typeAt ?? event.at;
  return event.at;
}
