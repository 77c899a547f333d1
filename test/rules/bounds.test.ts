import { describe, expect, it } from 'vitest';
import attributeCount from '../../rules/attribute-count.ts';
import attributeNameCase from '../../rules/attribute-name-case.ts';
import attributeNameCharacters from '../../rules/attribute-name-characters.ts';
import attributeNameLength from '../../rules/attribute-name-length.ts';
import attributeNull from '../../rules/attribute-null.ts';
import attributeTypeCount from '../../rules/attribute-type-count.ts';
import attributeTypeUnsupported from '../../rules/attribute-type-unsupported.ts';
import attributeValue from '../../rules/attribute-value.ts';
import attributeValueLength from '../../rules/attribute-value-length.ts';
import deprecated from '../../rules/deprecated.ts';
import eventNameCase from '../../rules/event-name-case.ts';
import eventNameCharacters from '../../rules/event-name-characters.ts';
import eventNameLength from '../../rules/event-name-length.ts';
import missingAttribute from '../../rules/missing-attribute.ts';
import reservedName from '../../rules/reserved-name.ts';
import unknownAttribute from '../../rules/unknown-attribute.ts';
import unknownEvent from '../../rules/unknown-event.ts';
import type { SeenType } from '../../src/model/attribute-type.ts';
import type { AttributeDeclaration } from '../../src/model/registry.ts';
import { attribute, contextOf, event, manySeen, seen, shapeOf } from './test-context.ts';

const context = contextOf();
const fine: string[] = [];
const messages = (problems: Iterable<{ readonly message: string }>) => [...problems].map((p) => p.message);

describe('event-name-length: 1 to 254 code points', () => {
  it.each([
    ['nothing', '', ['Event name is empty; it needs at least 1 character.']],
    ['1', 'a', fine],
    ['254', 'a'.repeat(254), fine],
    ['255', 'a'.repeat(255), ['Event name has 255 characters; the limit is 254.']],
    ['254 of three bytes each', 'म'.repeat(254), fine],
    ['254 of two UTF-16 units each', '🛒'.repeat(254), fine],
    ['255 of two UTF-16 units each', '🛒'.repeat(255), ['Event name has 255 characters; the limit is 254.']],
  ])('%s', (_, name, expected) => {
    expect(messages(eventNameLength.check(name, context))).toEqual(expected);
  });
});

describe('attribute-name-length: 1 to 49 code points', () => {
  it.each([
    ['nothing', '', ['Attribute name is empty; it needs at least 1 character.']],
    ['1', 'a', fine],
    ['49', 'a'.repeat(49), fine],
    ['50', 'a'.repeat(50), ['Attribute name has 50 characters; the limit is 49.']],
    ['49 of two UTF-16 units each', '🛒'.repeat(49), fine],
  ])('%s', (_, name, expected) => {
    expect(messages(attributeNameLength.check(name, context))).toEqual(expected);
  });
});

describe('attribute-value-length: at most 254 UTF-8 bytes', () => {
  const over = (bytes: number, characters?: number) => [
    `The value of attribute \`note\` has ${bytes} bytes${characters ? ` (${characters} characters)` : ''}; the limit is 254.`,
  ];
  it.each<[string, unknown, string[]]>([
    ['nothing', '', fine],
    ['254 letters of one byte', 'a'.repeat(254), fine],
    ['255 letters of one byte', 'a'.repeat(255), over(255)],
    ['127 letters of two bytes', 'é'.repeat(127), fine],
    ['127 letters of two bytes and one of one', `${'é'.repeat(127)}a`, over(255, 128)],
    ['84 letters of three bytes and two of one', `${'म'.repeat(84)}ab`, fine],
    ['85 letters of three bytes', 'म'.repeat(85), over(255, 85)],
    ['63 emoji of four bytes and two letters', `${'🛒'.repeat(63)}ab`, fine],
    ['64 emoji of four bytes', '🛒'.repeat(64), over(256, 64)],
    ['a lone surrogate counts as three', `${'a'.repeat(252)}\ud800`, over(255, 253)],
    ['a number has no length', 1e300, fine],
    ['an object has none', { text: 'a'.repeat(300) }, fine],
  ])('%s', (_, value, expected) => {
    const judged = { event: 'order_placed', attribute: 'note', value, declared: undefined };
    expect(messages(attributeValueLength.check(judged, context))).toEqual(expected);
  });
});

describe('attribute-count: at most 255', () => {
  it.each([0, 255])('%i are fine', (count) => {
    const shape = shapeOf(context, 'order_placed', manySeen(count, 'unknown'));
    expect([...attributeCount.check(shape, context)]).toEqual([]);
  });

  it('256 are one too many: the 256th is', () => {
    const shape = shapeOf(context, 'order_placed', manySeen(256, 'unknown'));
    expect([...attributeCount.check(shape, context)]).toMatchObject([
      {
        at: { part: 'attribute', name: 'unknown_256' },
        message: 'Event `order_placed` has 256 attributes; the limit is 255.',
      },
    ]);
  });
});

describe('attribute-type-count: a bound for each type', () => {
  const bounds: [SeenType, number][] = [
    ['string', 200],
    ['number', 100],
    ['boolean', 20],
    ['date', 20],
    ['object', 20],
    ['object[]', 5],
  ];

  it.each(bounds)('%s: %i are fine', (type, max) => {
    const shape = shapeOf(context, 'order_placed', manySeen(max, type));
    expect([...attributeTypeCount.check(shape, context)]).toEqual([]);
  });

  it.each(bounds)(
    '%s: one more than %i is too many, however many of other types stand between',
    (type, max) => {
      const attributes = manySeen(max + 1, type).flatMap((use, i) => [seen(`null_${i}`, 'null'), use]);
      expect([
        ...attributeTypeCount.check(shapeOf(context, 'order_placed', attributes), context),
      ]).toMatchObject([
        {
          at: { part: 'attribute', name: `${type}_${max + 1}` },
          message: `Event \`order_placed\` has ${max + 1} ${type} attributes; the limit is ${max}.`,
        },
      ]);
    },
  );

  it('every type is judged by itself', () => {
    const attributes = [...manySeen(21, 'boolean'), ...manySeen(6, 'object[]')];
    const problems = [...attributeTypeCount.check(shapeOf(context, 'order_placed', attributes), context)];
    expect(problems.map(({ at }) => at)).toEqual([
      { part: 'attribute', name: 'boolean_21' },
      { part: 'attribute', name: 'object[]_6' },
    ]);
  });

  it('what has two types, or none that is known, counts for neither', () => {
    const attributes = [
      ...manySeen(20, 'boolean'),
      seen('flag', 'boolean', 'string'),
      seen('other', 'unknown'),
    ];
    expect([...attributeTypeCount.check(shapeOf(context, 'order_placed', attributes), context)]).toEqual([]);
  });

  it('a date-like text declared as a string is a string', () => {
    const dates = manySeen(21, 'date');
    const declared = contextOf(
      event(
        'order_placed',
        dates.map(({ name }) => attribute(name)),
      ),
    );
    expect([...attributeTypeCount.check(shapeOf(declared, 'order_placed', dates), declared)]).toEqual([]);
    expect(messages(attributeTypeCount.check(shapeOf(context, 'order_placed', dates), context))).toEqual([
      'Event `order_placed` has 21 date attributes; the limit is 20.',
    ]);
  });

  it('a value of another type than the declared one takes a place of its own type', () => {
    const flags = manySeen(21, 'boolean');
    const declared = contextOf(
      event(
        'order_placed',
        flags.map(({ name }) => attribute(name)),
      ),
    );
    expect([...attributeTypeCount.check(shapeOf(declared, 'order_placed', flags), declared)]).toHaveLength(1);
  });
});

describe('event-name-characters and attribute-name-characters', () => {
  it.each([
    ['Order Placed', fine, fine],
    ['order_placed-2', fine, ['`-`']],
    ['', fine, fine],
    ['order.placed!', ['`.`, `!`'], ['`.`, `!`']],
    ['größe', ['`ö`, `ß`'], ['`ö`, `ß`']],
    ['cart🛒🛒', ['`🛒`'], ['`🛒`']],
    ['order\nplaced', ['U+000A'], ['U+000A']],
    ['order\u00a0placed', ['U+00A0'], ['U+00A0']],
    ['`order`', ['U+0060'], ['U+0060']],
    ['(a)[b]{c}', ['`(`, `)`, `[`, `]`, `{` and 1 more'], ['`(`, `)`, `[`, `]`, `{` and 1 more']],
  ])('%j', (name, inEvent, inAttribute) => {
    const named = (problems: Iterable<{ readonly message: string }>) =>
      messages(problems).map((message) => / contains (.*); allowed are /s.exec(message)?.[1]);
    expect(named(eventNameCharacters.check(name, context))).toEqual(inEvent);
    expect(named(attributeNameCharacters.check(name, context))).toEqual(inAttribute);
  });

  it('the message names what is allowed', () => {
    expect(messages(eventNameCharacters.check('order!', context))).toEqual([
      'Event name `order!` contains `!`; allowed are ASCII letters, digits, space, _ and -.',
    ]);
  });
});

describe.each([
  ['event-name-case', eventNameCase],
  ['attribute-name-case', attributeNameCase],
])('%s: snake_case, with the spelling to use', (_, rule) => {
  it.each(['order_placed', 'a', 'a1', 'step_2', 'utm_2_x', ''])('%j is fine', (name) => {
    expect([...rule.check(name, context)]).toEqual([]);
  });

  it.each([
    ['Order Placed', 'order_placed'],
    ['orderPlaced', 'order_placed'],
    ['order-placed', 'order_placed'],
    ['userID', 'user_id'],
    ['HTTPRequestSent', 'http_request_sent'],
    ['ORDER_PLACED', 'order_placed'],
    ['order__placed_', 'order_placed'],
    ['_order', 'order'],
    ['step2Done', 'step2_done'],
    ['Café Opened!', 'cafe_opened'],
    ['2nd_order', undefined],
    ['Größe', undefined],
    ['ऑर्डर', undefined],
    ['!!!', undefined],
  ])('%j is not; rename to %j', (name, replacement) => {
    const problems = [...rule.check(name, context)];
    expect(problems).toHaveLength(1);
    expect(problems[0]?.replacement).toBe(replacement);
    expect(problems[0]?.help).toContain(replacement ?? 'Choose a name in snake_case');
  });
});

describe('attribute-value: what the registry declares of a value', () => {
  const total: Partial<AttributeDeclaration> = { type: 'number', minimum: 0, maximum: 100 };
  const code: Partial<AttributeDeclaration> = { pattern: '^[A-Z]{2}$', maxBytes: 4 };
  it.each<[string, Partial<AttributeDeclaration>, unknown, string[]]>([
    ['the minimum itself', total, 0, fine],
    ['less than the minimum', total, -0.01, ['Attribute `x` is -0.01; the minimum is 0.']],
    ['the maximum itself', total, 100, fine],
    ['more than the maximum', total, 100.5, ['Attribute `x` is 100.5; the maximum is 100.']],
    ['as many bytes as declared', { maxBytes: 4 }, 'éé', fine],
    ['a byte more', { maxBytes: 4 }, 'ééa', ['The value of attribute `x` has 5 bytes; `max_bytes` is 4.']],
    ['the declared form', code, 'IN', fine],
    [
      'neither the declared form nor length: two faults',
      code,
      'India',
      [
        'Attribute `x` is "India", which does not match `^[A-Z]{2}$`.',
        'The value of attribute `x` has 5 bytes; `max_bytes` is 4.',
      ],
    ],
    ['a pattern that is none', { pattern: '(' }, 'anything', fine],
    ['one of the declared values', { enum: ['INR', 'USD'] }, 'USD', fine],
    ['another value', { enum: ['INR', 'USD'] }, 'EUR', ['Attribute `x` is "EUR"; allowed are "INR", "USD".']],
    ['a number among declared numbers', { type: 'number', enum: [1, 2] }, 2, fine],
    ['an equal object', { type: 'object', enum: [{ a: [1, { b: 2 }] }] }, { a: [1, { b: 2 }] }, fine],
    [
      'another object',
      { type: 'object', enum: [{ a: 1 }] },
      { a: 1n },
      ['Attribute `x` is this object; allowed are this object.'],
    ],
    [
      'a personal value, which is not repeated',
      { enum: ['a'], sensitivity: 'personal' },
      'jo@example.com',
      ['Attribute `x` is a value not shown here; allowed are "a".'],
    ],
    ['a value of another type is not measured', total, '-1', fine],
    ['nor is null', { enum: ['INR'] }, null, fine],
    ['nor a value that is not known', { enum: ['INR'] }, undefined, fine],
  ])('%s', (_, details, value, expected) => {
    const judged = { event: 'order_placed', attribute: 'x', value, declared: attribute('x', details) };
    expect(messages(attributeValue.check(judged, context))).toEqual(expected);
  });

  it('an undeclared attribute is held to nothing', () => {
    const judged = { event: undefined, attribute: 'x', value: 'EUR', declared: undefined };
    expect([...attributeValue.check(judged, context)]).toEqual([]);
  });

  it('the help names the declared value that was meant', () => {
    const declared = attribute('currency', { enum: ['INR', 'USD'] });
    const judged = { event: 'order_placed', attribute: 'currency', value: 'inr', declared };
    expect([...attributeValue.check(judged, context)].map(({ help }) => help)).toEqual([
      'Did you mean "INR"?',
    ]);
  });
});

describe('attribute-type-unsupported and attribute-null share out what cannot be sent', () => {
  const six: SeenType[] = ['boolean', 'date', 'number', 'object', 'object[]', 'string'];
  it.each<[string, SeenType[], string[], string[]]>([
    ['the six types together', six, fine, fine],
    ['not known', ['unknown'], fine, fine],
    ['an array', ['array'], ['is an array that is not all objects'], fine],
    ['one of two', ['function', 'string'], ['can be a function'], fine],
    ['two of them', ['bigint', 'symbol'], ['can be a bigint or a symbol'], fine],
    ['null', ['null'], fine, ['Attribute `x` is null, which carries no type.']],
    ['null or a text', ['null', 'string'], fine, ['Attribute `x` can be null, which carries no type.']],
  ])('%s', (_, types, unsupported, nulls) => {
    const shape = shapeOf(context, 'order_placed', [seen('x', ...types)]);
    const expected = unsupported.map(
      (is) => `Attribute \`x\` ${is}; supported are string, number, boolean, date, object and object[].`,
    );
    expect(messages(attributeTypeUnsupported.check(shape))).toEqual(expected);
    expect(messages(attributeNull.check(shape))).toEqual(nulls);
  });
});

describe('reserved-name: system events in any spelling, fields and prefixes exactly', () => {
  it.each([
    ['App Launch', 'total', ['event']],
    ['pushClicked', 'total', ['event']],
    ['nv_order', 'total', ['event']],
    ['NV Order', 'total', ['event']],
    ['nvidia_card_bought', 'total', fine],
    ['order_placed', 'userID', ['userID']],
    ['order_placed', 'user_id', fine],
    ['order_placed', '_nv_total', ['_nv_total']],
    ['order_placed', 'nv_total', fine],
  ])('event %j with attribute %j', (name, field, expected) => {
    const problems = [...reservedName.check(shapeOf(context, name, [seen(field, 'number')]), context)];
    expect(problems.map(({ at }) => (at.part === 'attribute' ? at.name : at.part))).toEqual(expected);
  });
});

describe('the registry decides what is known, required and over', () => {
  const orderPlaced = event(
    'order_placed',
    [
      attribute('total', { type: 'number', required: true }),
      attribute('amount', { required: true, status: 'deprecated', replacedBy: 'total' }),
      attribute('price', { status: 'removed' }),
    ],
    { reserved: ['sum'] },
  );
  const declaring = contextOf(
    orderPlaced,
    event('purchase', [], { status: 'removed', replacedBy: 'order placed' }),
    event('cart_opened', [], { additional: 'warn' }),
    event('page_seen', [], { additional: 'allow' }),
  );
  const shape = (name: string, sent: readonly string[], open = false) =>
    shapeOf(
      declaring,
      name,
      sent.map((field) => seen(field, 'number')),
      open,
    );

  it.each([
    ['order_placed', []],
    ['order_plcaed', ['Did you mean `order_placed`? If not, declare it under `events` in the registry.']],
    ['xyz', ['Declare it under `events` in the registry, or send an event that is declared.']],
  ])('unknown-event: %s', (name, helps) => {
    expect([...unknownEvent.check(shape(name, []), declaring)].map(({ help }) => help)).toEqual(helps);
  });

  it.each([
    ['what is not declared is an error', 'order_placed', ['totl'], [['totl', undefined]]],
    ['a reserved name is not: it is deprecated', 'order_placed', ['sum', 'price'], []],
    ['additional: warn', 'cart_opened', ['totl'], [['totl', 'warning']]],
    ['additional: allow', 'page_seen', ['totl'], []],
    ['an event that is not declared', 'xyz', ['totl'], []],
  ])('unknown-attribute: %s', (_, name, sent, expected) => {
    const problems = [...unknownAttribute.check(shape(name, sent), declaring)];
    expect(problems.map(({ at, severity }) => ['name' in at && at.name, severity])).toEqual(expected);
  });

  it.each([
    ['what is required and not deprecated', [], false, ['total']],
    ['nothing where it is sent', ['total'], false, fine],
    ['nothing where more may be sent', [], true, fine],
  ])('missing-attribute demands %s', (_, sent, open, expected) => {
    const problems = [...missingAttribute.check(shape('order_placed', sent, open))];
    expect(problems.map((problem) => problem.attribute)).toEqual(expected);
  });

  it.each([
    ['an attribute with its replacement', 'order_placed', ['amount'], ['is deprecated.'], 'total'],
    [
      'not to rename what is sent besides',
      'order_placed',
      ['amount', 'total'],
      ['is deprecated.'],
      undefined,
    ],
    ['a removed attribute', 'order_placed', ['price'], ['was removed.'], undefined],
    ['a reserved name', 'order_placed', ['sum'], ['was removed; its name is reserved.'], undefined],
    ['an event, but no fix that needs quotes', 'purchase', [], ['was removed.'], undefined],
    ['nothing else', 'order_placed', ['total', 'totl'], fine, undefined],
  ])('deprecated: names %s', (_, name, sent, endings, replacement) => {
    const problems = [...deprecated.check(shape(name, sent))];
    expect(problems.map(({ message }) => /(?:is|was) .*$/.exec(message)?.[0])).toEqual(endings);
    expect(problems[0]?.replacement).toBe(replacement);
  });
});
