import schema from '../../schemas/pack.schema.json' with { type: 'json' };
import { attributeTypes } from '../model/attribute-type.ts';
import { InputError } from '../model/input-error.ts';
import type { CallShape, Charset, Limit, Pack } from '../model/pack.ts';
import type { Place } from '../model/text.ts';
import { lazySchema, requireSchema } from './schema.ts';
import { type ParseYaml, parseYaml } from './yaml.ts';
import { plain } from './yaml-tree.ts';

/** A pack's file, as YAML or JSON. One that comes with the package is known to fit its schema: a test holds that. */
export interface PackFile {
  readonly file: string;
  readonly text: string;
  readonly bundled: boolean;
}

/** Where packs are found, by name or path. */
export interface PackHost {
  readPack(name: string): PackFile | undefined;
  /** Parses a file, or knows what came of it before. */
  readonly parse?: ParseYaml;
  /** Where a pack is named. */
  readonly at?: ((name: string) => Place) | undefined;
}

const validate = lazySchema(schema);

/**
 * Reads one pack, or several and intersects them: what passes must pass each of them. Throws {@link InputError} for a pack
 * that is missing or does not fit its schema.
 */
export function readPack(names: readonly string[], host: PackHost): Pack {
  const [first, ...others] = names.map((name) => readOne(name, host));
  if (!first) throw new InputError('No pack is named.', { help: 'Give the registry a `pack`.' });
  return others.reduce(intersect, first);
}

function readOne(name: string, host: PackHost): Pack {
  const found = host.readPack(name);
  if (!found)
    throw new InputError(`There is no pack \`${name}\`.`, {
      place: host.at?.(name),
      help: 'Name a pack that comes with eventlint, or a path to your own that ends in .yaml.',
    });
  const pack = dataOf(found, host) as Pack;
  return { ...pack, calls: pack.calls.map(normalCall), records: pack.records ?? [], rules: pack.rules ?? {} };
}

function dataOf({ file, text, bundled }: PackFile, { parse = parseYaml }: PackHost): unknown {
  if (bundled && text.startsWith('{')) return JSON.parse(text);
  const yaml = parse(file, text);
  const data = plain(yaml.root);
  if (!bundled) requireSchema(yaml, data, validate());
  return data;
}

/** Plain numbers as argument paths become texts, and globals lose their object, so that nothing else has to know both. */
export function normalCall(call: CallShape): CallShape {
  const path = (value: unknown) =>
    typeof value === 'number' ? String(value) : (value as CallShape['event']);
  return {
    ...call,
    // `window.nv` is `nv`.
    callee: call.callee.replace(/^(?:(?:window|globalThis|self|global)\.)+/, ''),
    event: path(call.event),
    ...(call.attributes !== undefined && { attributes: path(call.attributes) }),
    ...(call.ltv !== undefined && { ltv: path(call.ltv) }),
    ...(call.scope !== undefined && { scope: path(call.scope) }),
  };
}

function intersect(a: Pack, b: Pack): Pack {
  const types = Object.fromEntries(
    attributeTypes.map((type) => [
      type,
      Math.min(a.limits.attribute_type_count[type], b.limits.attribute_type_count[type]),
    ]),
  ) as Record<(typeof attributeTypes)[number], number>;
  const source = [a.limits.attribute_type_count.source, b.limits.attribute_type_count.source].join('; ');
  const union = (one: readonly string[], two: readonly string[]) => [...new Set([...one, ...two])];
  return {
    ...a,
    name: `${a.name}+${b.name}`,
    title: `${a.title} and ${b.title}`,
    limits: {
      event_name_length: stricter(a.limits.event_name_length, b.limits.event_name_length),
      attribute_name_length: stricter(a.limits.attribute_name_length, b.limits.attribute_name_length),
      attribute_value_bytes: stricter(a.limits.attribute_value_bytes, b.limits.attribute_value_bytes),
      attribute_count: stricter(a.limits.attribute_count, b.limits.attribute_count),
      attribute_type_count: { ...types, source },
    },
    characters: {
      event_name: both(a.characters.event_name, b.characters.event_name),
      attribute_name: both(a.characters.attribute_name, b.characters.attribute_name),
    },
    reserved: {
      events: union(a.reserved.events, b.reserved.events),
      event_prefixes: union(a.reserved.event_prefixes, b.reserved.event_prefixes),
      attributes: union(a.reserved.attributes, b.reserved.attributes),
      attribute_prefixes: union(a.reserved.attribute_prefixes, b.reserved.attribute_prefixes),
      source: `${a.reserved.source}; ${b.reserved.source}`,
    },
    apis: [...a.apis, ...b.apis],
    // How a record is read cannot be intersected: of two with one name the first pack's is taken.
    records: [...a.records, ...b.records.filter(({ id }) => !a.records.some((one) => one.id === id))],
    calls: [...a.calls, ...b.calls],
    rules: { ...b.rules, ...a.rules },
  };
}

function stricter(a: Limit, b: Limit): Limit {
  const tighter = a.max <= b.max ? a : b;
  return { ...tighter, min: Math.max(a.min ?? 0, b.min ?? 0) };
}

function both(a: Charset, b: Charset): Charset {
  if (a.pattern === b.pattern) return a;
  return {
    pattern: `(?=${a.pattern})(?=${b.pattern})`,
    allows: `${a.allows}; and ${b.allows}`,
    source: `${a.source}; ${b.source}`,
  };
}
