import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  id: 'registry-schema',
  on: 'reading',
  applies: ['registry'],
  severity: 'error',
  summary: 'The registry fits its schema, its references resolve, its examples pass and no key stands twice.',
  why: 'Every other rule judges events by what the registry declares. A declaration that cannot be understood would let wrong data through, and data of a wrong type cannot be repaired later.',
  good: [
    {
      registry: `registry: 1
attributes:
  order_id: { type: number, description: Shop order number }
events:
  order_placed:
    description: Paid.
    owner: shop
    attributes:
      order_id: { ref: order_id, required: true }
    examples:
      - { order_id: 12345 }
`,
    },
  ],
  bad: [
    {
      registry: `registry: 1
events:
  order_placed:
    description: Paid.
    owner: shop
    attributes:
      quantity: integer
`,
      finds: ['integer'],
    },
    {
      registry: `registry: 1
events:
  order_placed:
    description: Paid.
    owner: shop
    attributes:
      order_id: { ref: order_number }
`,
      finds: ['order_number'],
    },
  ],
});
