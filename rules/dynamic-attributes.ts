import { isNoneOf } from '../src/model/argument.ts';
import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  id: 'dynamic-attributes',
  on: 'call',
  applies: ['code'],
  severity: 'note',
  summary: 'The attributes of an event are known from the code.',
  why: 'Attributes that are not known cannot be compared with what is declared: a misspelt name, a changed type or too many of them is only seen when the data is lost.',
  good: [
    { code: `nv('event', 'order_placed', { quantity: 5 });` },
    {
      code: `const order: { quantity: number } = JSON.parse(text);\nnv('event', 'order_placed', { ...order, coupon: 'X' });`,
    },
  ],
  bad: [
    {
      code: `declare const order: any;\nnv('event', 'order_placed', order);`,
      finds: ['order'],
    },
  ],
  *check({ given, unknownAttributes }, { open }) {
    // An argument that is no object at all is another rule's.
    if (!open || isNoneOf(given.attributes, ['object'])) return;
    const reason = unknownAttributes ? `: they come from ${unknownAttributes}` : '';
    yield {
      at: { part: 'argument', name: 'attributes' },
      message: `Not every attribute of this event is known from the code${reason}.`,
      help: 'Write the attributes as an object literal, or give the object a type that lists them.',
    };
  },
});
