import { isNoneOf, nameTypes } from '../src/model/argument.ts';
import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  id: 'dynamic-event-name',
  on: 'call',
  applies: ['code'],
  severity: 'warning',
  summary: 'The name of an event is known from the code.',
  why: 'A name that is put together while the program runs can be any name. It escapes the registry and every rule, and each new value of it makes a new event that stays for good.',
  good: [
    { code: `nv('event', 'order_placed', {});` },
    {
      code: `const names = { paid: 'order_placed', left: 'cart_left' } as const;\nexport const send = (kind: keyof typeof names) => nv('event', names[kind], {});`,
    },
  ],
  bad: [
    {
      code: `declare const kind: string;\nnv('event', kind, {});`,
      finds: ['kind'],
    },
  ],
  *check({ given, unknownName }, { dynamic, names }) {
    // An argument that is no name at all is another rule's.
    if (!dynamic || isNoneOf(given.event, nameTypes)) return;
    const reason = unknownName ? `: it is ${unknownName}` : '';
    const known =
      names.length > 0 ? 'Not every name of this event is known' : 'The name of this event is not known';
    yield {
      at: { part: 'argument', name: 'event' },
      message: `${known} from the code${reason}.`,
      help: 'Write the name as a literal or a constant, choose it from a map of constants, or give it a type that is a union of literals.',
    };
  },
});
