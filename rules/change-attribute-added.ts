import { isLive, subjectOf } from '../src/model/change.ts';
import { lockedBy } from '../src/model/change-facts.ts';
import { defineChangeRule } from '../src/model/change-rule.ts';

const registry = (attributes: string) => `registry: 1
events:
  order_placed:
    owner: checkout
    attributes: ${attributes}
`;

export default defineChangeRule({
  id: 'change-attribute-added',
  on: 'change',
  of: ['attribute'],
  category: 'source',
  applies: ['registry'],
  severity: 'note',
  summary: 'An attribute that is added is told.',
  why: 'It takes one of the slots that the vendor has for its type, and keeps its name and type for good. Whether the name was sent before, and as what, is said where it is known.',
  good: [{ before: registry('{ total: number }'), registry: registry('{ total: number }') }],
  bad: [{ before: registry('{}'), registry: registry('{ total: number }'), finds: ['total'] }],
  check(change, context) {
    const { before, after, attribute = '', event, eventBefore } = change;
    // It comes with its event.
    if (before || !after || !isLive(eventBefore)) return undefined;
    if (!isLive(after)) return { message: `Attribute ${subjectOf(change)} is declared as removed.` };
    const said = `Attribute ${subjectOf(change)} is added as ${after.type}`;
    const locked = lockedBy(change, attribute, context);
    const seen = context.evidence.events.get(event)?.attributes.has(attribute);
    if (locked.before || locked.after) return { message: `${said}, as which it is locked.` };
    if (seen) return { message: `${said}, as which it is sent already.` };
    const isKnown = context.after.lock.has(event) || context.evidence.events.has(event);
    return {
      message: isKnown
        ? `${said}; nothing shows that the name was sent before.`
        : `${said}; whether the name was sent before is not evidenced: neither lock, code nor payloads know the event.`,
    };
  },
});
