import fc from 'fast-check';
import { attributeTypes } from '../../src/model/attribute-type.ts';
import type { EventUse } from '../../src/model/event-use.ts';
import { place, sourceText } from '../../src/model/text.ts';

/** Names of events and attributes: few and alike, so that what is declared, sent and locked often meets; some need quotes. */
export const name = fc.constantFrom(
  ...['a', 'b', 'order_placed', 'Order Placed', 'x.y', 'say "hi"', 'ünï', '__proto__', '1', 'no'],
);

const source = sourceText('a.ts', '\n'.repeat(50));

/** A call site or a payload's entry. */
export const use: fc.Arbitrary<EventUse> = fc
  .record({
    source: fc.constantFrom('code' as const, 'payload' as const),
    name,
    attributes: fc.uniqueArray(
      fc.record({
        name,
        types: fc.uniqueArray(fc.constantFrom(...attributeTypes, 'unknown' as const, 'null' as const), {
          minLength: 1,
          maxLength: 2,
        }),
        optional: fc.boolean(),
      }),
      { selector: (each) => each.name, maxLength: 3 },
    ),
    open: fc.boolean(),
    index: fc.nat(40),
  })
  .map(({ name: event, index, attributes, ...rest }) => ({
    ...rest,
    attributes,
    names: [event],
    dynamic: false,
    order: { time: undefined, file: 'a.ts', part: 0, line: 1, index },
    locate: (target) => {
      const at = 'name' in target ? attributes.findIndex((each) => each.name === target.name) + 1 : 0;
      return place(source, index + at, index + at);
    },
  }));
