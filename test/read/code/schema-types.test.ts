import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

const start = `import { z } from 'zod';
declare const u: any;
const Item = z.object({ sku: z.string().min(1), n: z.number().int().optional() });
`;

/** What a function sends that is given what a schema lets through. */
function sent(schema: string, value = 'it', before = start): string {
  const code = `${before}const S = ${schema};\nexport const go = (it: z.infer<typeof S>) => nv('event', 'e', ${value});`;
  return (sites(code).at(-1) ?? '').replace(/^e /, '');
}

const typeOf = (schema: string) =>
  sent(`z.object({ a: ${schema} })`).replace(/^\{ a(\??): | \}$/g, (_, optional) => optional ?? '');

describe('what a schema of zod lets through is known', () => {
  it.each([
    ['z.string().email()', 'string'],
    ['z.uuid()', 'string'],
    ['z.coerce.number().min(1)', 'number'],
    ['z.boolean().default(true)', 'boolean'],
    ['z.date()', 'date'],
    ['z.string().optional()', '?string'],
    ['z.string().optional().default("a")', 'string'],
    ['z.string().nullable()', 'null|string'],
    ['z.number().nullish()', '?null|number'],
    ['z.enum(["a", "b"])', 'string'],
    ['z.literal(1)', 'number'],
    ['z.nativeEnum({ A: 1, B: 2 })', 'number'],
    ['z.union([z.string(), z.number()])', 'number|string'],
    ['z.string().or(z.number())', 'number|string'],
    ['z.array(z.string())', 'array'],
    ['z.object({ b: z.string() }).array()', 'object[]'],
    ['z.record(z.string(), z.number())', 'object'],
    ['z.string().refine(check)', 'string'],
    ['Item', 'object'],
    // What nothing says.
    ['z.string().transform(Number)', 'unknown'],
    ['z.any()', 'unknown'],
    ['z.any().optional()', '?unknown'],
    ['z.lazy(() => Item)', 'unknown'],
    ['other', 'unknown'],
  ])('%s', (schema, type) => expect(typeOf(schema)).toBe(type));

  it.each([
    ['an object', 'Item', '{ sku: string, n?: number }'],
    ['with more', 'Item.extend({ at: z.date() })', '{ sku: string, n?: number, at: date }'],
    ['with another', 'Item.merge(z.object({ at: z.date() }))', '{ sku: string, n?: number, at: date }'],
    ['with its shape', 'z.object({ ...Item.shape, at: z.date() })', '{ sku: string, n?: number, at: date }'],
    ['with some of it', 'Item.pick({ n: true })', '{ n?: number }'],
    ['without some of it', 'Item.omit({ n: true })', '{ sku: string }'],
    ['whose parts may be missing', 'Item.partial()', '{ sku?: string, n?: number }'],
    ['that is checked further', 'Item.strict().superRefine(go)', '{ sku: string, n?: number }'],
    ['or another', 'z.union([Item, z.object({ sku: z.number() })])', '{ sku: number|string, n?: number }'],
    ['that lets more through', 'Item.passthrough()', '{ sku: string, n?: number, … }'],
    ['with what is not known', 'Item.extend(more)', '{ sku: string, n?: number, … }'],
    ['that is made of it otherwise', 'Item.transform(go)', '{ … }'],
  ])('%s', (_, schema, object) => expect(sent(schema)).toBe(object));

  it('also of elements, in other modules, and as names', () => {
    expect(sent('z.object({ items: z.array(Item) })', '{ sku: it.items[0].sku }')).toBe('{ sku: string }');
    const files = {
      'order.ts': `${start}export const Order = z.object({ kind: z.enum(['paid', 'sent']), item: Item });\nexport type Order = z.infer<typeof Order>;`,
      'a.ts': `import type { Order } from './order';\nexport const go = (it: Order) => nv('event', it.kind, { sku: it.item.sku });`,
    };
    expect(sites(files, { scanned: ['a.ts'] })).toEqual(['paid|sent { sku: string }']);
  });

  it('where it is used', () => {
    const code = (more: string) => sites(start + more).at(-1);
    expect(code(`nv('event', 'e', { n: Item.parse(u).sku });`)).toBe('e { n: string }');
    expect(code(`nv('event', 'e', { n: JSON.parse(u).sku });`)).toBe('e { n: unknown }');
    const call = (name: string) =>
      `({ ${name}, ctx }) => { nv('event', 'e', { sku: ${name}.sku, id: ctx.id }); }`;
    const checked = 'e { sku: string, id: unknown }';
    expect(code(`const r = proc.input(Item).use(u).mutation(${call('input')});`)).toBe(checked);
    expect(code(`const r = client.schema(Item).action(${call('parsedInput')});`)).toBe(checked);
    expect(code(`const r = proc.input(u).mutation(${call('input')});`)).toBe(
      'e { sku: unknown, id: unknown }',
    );
    expect(code(`const r = proc.output(Item).mutation(${call('input')});`)).toBe(
      'e { sku: unknown, id: unknown }',
    );
  });

  it('of no other library', () => {
    expect(sent('z.object({ a: z.string() })', 'it', `import { z } from 'other';\n`)).toBe('{ … }');
  });
});
