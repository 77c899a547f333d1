import type { ReadingProblem } from '../model/finding.ts';
import type { AttributeDeclaration } from '../model/registry.ts';
import { keyFinder, type LaterKeys, type LaterMap } from './later-keys.ts';
import { isFields, numeric, sensitivityOf, statusOf, text, typeOf } from './registry-values.ts';
import { get, pairs, placeOf, plain, type YamlFile, type YamlPair } from './yaml-tree.ts';

const rule = 'registry-schema';

/** An attribute that events refer to by its name. */
export interface Shared {
  readonly file: YamlFile;
  readonly pair: YamlPair;
}

/** What the files of a registry have beside an attribute that is read. */
export interface Around {
  readonly shared: ReadonlyMap<string, Shared>;
  readonly keys: ReadonlyMap<YamlFile, LaterKeys>;
  readonly unclear: ReadingProblem[];
}

/** The shared attributes of all files of a registry, each under the first declaration of its name. */
export function sharedAttributes(
  files: readonly YamlFile[],
  problems: ReadingProblem[],
): Map<string, Shared> {
  const shared = new Map<string, Shared>();
  for (const file of files)
    for (const pair of pairs(get(file.root, 'attributes'))) {
      const first = shared.get(pair.key.text);
      if (!first) shared.set(pair.key.text, { file, pair });
      else if (first.file !== file)
        problems.push({
          rule,
          place: placeOf(file, pair.key),
          message: `The shared attribute \`${pair.key.text}\` is declared twice.`,
          help: 'Keep one of the two declarations.',
          related: [{ place: placeOf(first.file, first.pair.key), message: 'first declared here' }],
        });
    }
  return shared;
}

/** An attribute as an event declares it, with its `ref` resolved; undefined where its type cannot be told. */
export function readAttribute(
  file: YamlFile,
  event: string,
  { key, value }: YamlPair,
  { shared, keys, unclear }: Around,
): AttributeDeclaration | undefined {
  const name = key.text;
  const mapAt = (of: YamlFile, ...path: string[]): LaterMap => ({ keys: keys.get(of) as LaterKeys, path });
  const at = placeOf(file, key);
  const own = plain(value);
  const fields = typeof own === 'string' ? { type: own } : isFields(own) ? own : {};
  const ref = text(fields.ref);
  const target = ref === undefined ? undefined : shared.get(ref);
  if (ref !== undefined && !target)
    unclear.push({
      rule,
      place: placeOf(file, get(value, 'ref')),
      message: `There is no shared attribute \`${ref}\`.`,
      help: `Declare it under \`attributes:\` of the registry${known(shared)}.`,
      event,
      attribute: name,
    });
  const base = target ? plain(target.pair.value) : undefined;
  const inherited = typeof base === 'string' ? { type: base } : isFields(base) ? base : {};
  if (fields.type !== undefined && inherited.type !== undefined && fields.type !== inherited.type)
    unclear.push({
      rule,
      place: placeOf(file, get(value, 'type')),
      message: `\`${name}\` is given the type ${String(fields.type)}; \`${ref}\`, which it refers to, is ${String(inherited.type)}.`,
      help: 'Leave the type to the shared attribute, or do not refer to it.',
      event,
      attribute: name,
    });
  const all: Readonly<Record<string, unknown>> = { ...inherited, ...fields };
  const type = typeOf(all.type);
  if (!type) return undefined;
  const typeNode = get(value, 'type') ?? (typeof own === 'string' ? value : undefined);
  const typeAt = typeNode
    ? placeOf(file, typeNode)
    : target
      ? placeOf(target.file, get(target.pair.value, 'type') ?? target.pair.value)
      : at;
  return {
    name,
    type,
    required: all.required === true,
    description: text(all.description),
    status: statusOf(all.status),
    replacedBy: text(all.replaced_by),
    sensitivity: sensitivityOf(all.sensitivity),
    enum: Array.isArray(all.enum) && all.enum.length > 0 ? all.enum : undefined,
    pattern: text(all.pattern),
    minimum: numeric(all.minimum),
    maximum: numeric(all.maximum),
    maxBytes: numeric(all.max_bytes),
    since: text(all.since),
    at,
    typeAt,
    keyAt: keyFinder(
      mapAt(file, 'events', event, 'attributes', name),
      at,
      target && mapAt(target.file, 'attributes', target.pair.key.text),
    ),
  };
}

function known(shared: ReadonlyMap<string, unknown>): string {
  return shared.size === 0 ? '' : `, or use one of ${[...shared.keys()].slice(0, 8).join(', ')}`;
}
