import { accepts, typeOfValue } from '../src/model/attribute-type.ts';
import { counted, quoteName } from '../src/model/name.ts';
import type { AttributeDeclaration } from '../src/model/registry.ts';
import { type Context, defineRule } from '../src/model/rule.ts';
import { shorten, utf8Bytes } from '../src/model/text.ts';

const registry = `registry: 1
events:
  order_placed:
    description: Paid.
    owner: shop
    attributes:
      currency: { type: string, enum: [INR, USD] }
      total: { type: number, minimum: 0 }
      country: { type: string, pattern: '^[A-Z]{2}$' }
      note: { type: string, max_bytes: 20 }
`;

interface Fault {
  readonly message: string;
  readonly help: string;
}

export default defineRule({
  id: 'attribute-value',
  on: 'value',
  applies: ['code', 'payload'],
  severity: 'error',
  summary:
    'A value keeps to what the registry declares of it: `enum`, `pattern`, `minimum`, `maximum`, `max_bytes`.',
  why:
    'The vendor stores any value of the right type. Segments and reports that compare with the declared values pass ' +
    'over all others without a word.',
  good: [
    {
      registry,
      code: "nv('event', 'order_placed', { currency: 'INR', total: 0, country: 'IN', note: 'Ring twice' });",
    },
    {
      registry,
      payload:
        '{"nv":[{"userID":"u1","event_name":"order_placed","attributes":{"currency":"USD","total":1}}]}',
    },
  ],
  bad: [
    { registry, code: "nv('event', 'order_placed', { currency: 'inr' });", finds: ["'inr'"] },
    {
      registry,
      code: "nv('event', 'order_placed', { total: -1, country: 'India' });",
      finds: ['-1', "'India'"],
    },
    {
      registry,
      payload:
        '{"nv":[{"userID":"u1","event_name":"order_placed","attributes":{"total":-0.5,"note":"Ring twice, then wait"}}]}',
      finds: ['-0.5', '"Ring twice, then wait"'],
    },
  ],
  concern: (declared) => ({
    bytesOver: declared?.maxBytes,
    below: declared?.minimum,
    above: declared?.maximum,
    unlike: declared?.pattern,
    any: declared?.enum !== undefined,
  }),
  *check({ value, declared }, context) {
    // Every value of code and small payloads comes here, and most declarations constrain none.
    if (!declared || !isConstrained(declared)) return;
    // A value of another type, or none, is not measured: that is what `type-lock` and `attribute-null` are for.
    if (accepts(declared.type, typeOfValue(value)) !== 'yes') return;
    yield* enumFaults(value, declared, context);
    if (typeof value === 'string') yield* textFaults(value, declared);
    if (typeof value === 'number') yield* numberFaults(value, declared);
  },
});

function isConstrained({
  enum: allowed,
  pattern,
  minimum,
  maximum,
  maxBytes,
}: AttributeDeclaration): boolean {
  return (
    allowed !== undefined ||
    pattern !== undefined ||
    minimum !== undefined ||
    maximum !== undefined ||
    maxBytes !== undefined
  );
}

function* enumFaults(value: unknown, declared: AttributeDeclaration, { nearest }: Context): Generator<Fault> {
  const { name, enum: allowed } = declared;
  if (!allowed || allowed.some((candidate) => same(candidate, value))) return;
  const words = allowed.filter((candidate) => typeof candidate === 'string');
  const meant = typeof value === 'string' ? nearest(value, words) : undefined;
  yield {
    message: `Attribute ${quoteName(name)} is ${shown(value, declared)}; allowed are ${allowed.map(written).join(', ')}.`,
    help:
      meant === undefined
        ? 'Send one of the declared values, or add this one to `enum` in the registry.'
        : `Did you mean ${written(meant)}?`,
  };
}

function* textFaults(value: string, declared: AttributeDeclaration): Generator<Fault> {
  const { name, pattern, maxBytes } = declared;
  if (pattern !== undefined && compiled(declared)?.test(value) === false)
    yield {
      message: `Attribute ${quoteName(name)} is ${shown(value, declared)}, which does not match \`${pattern}\`.`,
      help: 'Send a value of the declared form, or correct `pattern` in the registry.',
    };
  const bytes = maxBytes === undefined ? 0 : utf8Bytes(value);
  if (maxBytes !== undefined && bytes > maxBytes)
    yield {
      message: `The value of attribute ${quoteName(name)} has ${counted(bytes, 'byte')}; \`max_bytes\` is ${maxBytes}.`,
      help: 'Shorten the text before sending it.',
    };
}

function* numberFaults(value: number, declared: AttributeDeclaration): Generator<Fault> {
  const { name, minimum, maximum } = declared;
  // Between bounds that contradict one another no value fits: that is a fault of the registry, which is told it.
  if (minimum !== undefined && maximum !== undefined && minimum > maximum) return;
  const is = () => `Attribute ${quoteName(name)} is ${shown(value, declared)}`;
  const help = 'Send a number within the declared bounds, or correct them in the registry.';
  if (minimum !== undefined && value < minimum)
    yield { message: `${is()}; the minimum is ${minimum}.`, help };
  if (maximum !== undefined && value > maximum)
    yield { message: `${is()}; the maximum is ${maximum}.`, help };
}

/** A value for a message, unless it must not be spread any further. */
function shown(value: unknown, { sensitivity }: AttributeDeclaration): string {
  return sensitivity === 'personal' || sensitivity === 'sensitive'
    ? 'a value not shown here'
    : written(value);
}

function written(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return shorten(JSON.stringify(value));
    case 'number':
    case 'boolean':
      return String(value);
    default:
      return value === null ? 'null' : 'this object';
  }
}

/** Whether two JSON values are equal; it ends with the shallower of them. */
function same(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const keys = Object.keys(a);
  return (
    Array.isArray(a) === Array.isArray(b) &&
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && same(a[key as keyof typeof a], b[key as keyof typeof b]))
  );
}

const patterns = new WeakMap<AttributeDeclaration, RegExp | undefined>();

/** A declaration's pattern, compiled once; undefined when it is no regular expression, which the registry's schema reports. */
function compiled(declared: AttributeDeclaration): RegExp | undefined {
  if (!patterns.has(declared)) patterns.set(declared, compile(declared.pattern ?? ''));
  return patterns.get(declared);
}

function compile(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return undefined;
  }
}
