import { dirname, posix } from 'node:path';
import type { Node } from 'yaml';
import schema from '../../schemas/event-registry.schema.json' with { type: 'json' };
import type { Comment } from '../model/comment.ts';
import type { ReadingProblem } from '../model/finding.ts';
import { InputError } from '../model/input-error.ts';
import type { AttributeDeclaration, EventDeclaration, Registry } from '../model/registry.ts';
import { readAccepted } from './registry-accepted.ts';
import { attributeProblems, exampleProblems, replacementProblems } from './registry-examples.ts';
import { declarationUse } from './registry-uses.ts';
import {
  additionalOf,
  isFields,
  maps,
  numeric,
  sensitivityOf,
  statusOf,
  text,
  texts,
  typeOf,
} from './registry-values.ts';
import { lazySchema, schemaFaults } from './schema.ts';
import {
  commentsOf,
  get,
  items,
  pairs,
  parseYaml,
  placeOf,
  placeOfKey,
  plain,
  type YamlFile,
  type YamlPair,
} from './yaml.ts';

/** What reading a registry needs from outside: paths are relative to the working directory, with `/`. */
export interface RegistryHost {
  read(file: string): string | undefined;
  /** The files that patterns name from a folder. */
  glob(patterns: readonly string[], folder: string): readonly string[];
}

/** A registry with everything that was noticed while reading it. */
export interface RegistryResult {
  readonly registry: Registry;
  readonly problems: readonly ReadingProblem[];
  /** Those of the problems that leave open what is declared. */
  readonly unclear: readonly ReadingProblem[];
  readonly comments: readonly Comment[];
  /** The packs it names; empty when it names none. */
  readonly pack: readonly string[];
}

const validate = lazySchema(schema);
const rule = 'registry-schema';

/**
 * Reads a registry with its includes. A faulty declaration is a problem and does not hide the others; a file that is
 * missing or no YAML map is an {@link InputError}.
 */
export function readRegistry(file: string, host: RegistryHost): RegistryResult {
  const text = host.read(file);
  if (text === undefined)
    throw new InputError(`There is no registry ${file}.`, {
      help: 'Check --registry.',
    });
  const main = open(file, text);
  const unclear: ReadingProblem[] = [];
  const files = [main, ...included(main, host, unclear)];
  for (const each of files) unclear.push(...formProblems(each, each === main));
  const shared = sharedAttributes(files, unclear);
  const contradictions: ReadingProblem[] = [];
  const defaults = get(main, main.document.contents, 'defaults');
  const events = new Map<string, EventDeclaration>();
  for (const each of files)
    for (const pair of pairs(each, get(each, each.document.contents, 'events'))) {
      const first = events.get(pair.key);
      if (first) {
        // Within one file YAML itself sees the repeated key.
        if (first.at.source.file !== each.source.file) unclear.push(declaredTwice(pair, first));
        continue;
      }
      events.set(
        pair.key,
        readEvent(each, pair, { shared, defaults: { file: main, node: defaults }, unclear, contradictions }),
      );
    }
  for (const each of files) contradictions.push(...replacementProblems(each, events));
  const declared = [...events.values()].filter((event) => event.status !== 'removed');
  return {
    registry: {
      files: files.map((each) => each.source.file),
      events,
      uses: declared.map(declarationUse),
      eventsAt: files.map((each) => placeOfKey(each, each.document.contents, 'events')),
      accepted: files.flatMap(readAccepted),
    },
    problems: [...unclear, ...contradictions],
    unclear,
    comments: files.flatMap(commentsOf),
    pack: packNames(plain(main, get(main, main.document.contents, 'pack'))),
  };
}

function open(file: string, text: string): YamlFile {
  const yaml = parseYaml(file, text);
  const root = yaml.data;
  if (typeof root !== 'object' || root === null || Array.isArray(root))
    throw new InputError(
      root === null || root === undefined ? 'The file is empty.' : 'The file is no map of keys.',
      {
        place: { source: yaml.source, span: { start: 0, end: 0 } },
        help: 'A registry begins with `registry: 1` and has `events:`.',
      },
    );
  return yaml;
}

/** The files that `include` names, each once, also those that they include. */
function included(main: YamlFile, host: RegistryHost, problems: ReadingProblem[]): YamlFile[] {
  const seen = new Set([main.source.file]);
  const found: YamlFile[] = [];
  const visit = (from: YamlFile) => {
    for (const node of items(from, get(from, from.document.contents, 'include'))) {
      const pattern = plain(from, node);
      if (typeof pattern !== 'string') continue;
      const matches = host.glob([pattern], posix.normalize(dirname(from.source.file)));
      if (matches.length === 0)
        problems.push({
          rule,
          place: placeOf(from, node),
          message: `\`${pattern}\` matches no file.`,
          help: 'Paths and globs are from the folder of the file that includes.',
        });
      for (const file of matches) {
        if (seen.has(file)) continue;
        seen.add(file);
        const text = host.read(file);
        if (text === undefined) continue;
        const yaml = open(file, text);
        found.push(yaml);
        visit(yaml);
      }
    }
  };
  visit(main);
  return found;
}

/** What is wrong with a file's form: its schema, its repeated keys. */
function* formProblems(file: YamlFile, isMain: boolean): Generator<ReadingProblem> {
  for (const at of file.duplicates) {
    const key = at.source.text.slice(at.span.start, at.span.end);
    yield {
      rule,
      place: at,
      message: `The key \`${key}\` stands twice in one map.`,
      help: 'Remove one of the two, or rename it: only one of them counts.',
    };
  }
  const data = file.data as Record<string, unknown>;
  // Only the main file must state the version; an included one has attributes and events.
  const whole = isMain || 'registry' in data ? data : { registry: 1, ...data };
  for (const { place, message, help } of schemaFaults(file, whole, validate()))
    yield { rule, place, message, help };
  for (const section of ['events', 'attributes'])
    for (const { keyNode, keyAt, key } of pairs(file, get(file, file.document.contents, section)))
      if (typeof (keyNode as { value?: unknown }).value !== 'string')
        yield {
          rule,
          place: keyAt,
          message: `YAML does not read the name \`${key}\` as text.`,
          help: `Put it in quotes: "${key}".`,
        };
}

interface Shared {
  readonly file: YamlFile;
  readonly pair: YamlPair;
}

function sharedAttributes(files: readonly YamlFile[], problems: ReadingProblem[]): Map<string, Shared> {
  const shared = new Map<string, Shared>();
  for (const file of files)
    for (const pair of pairs(file, get(file, file.document.contents, 'attributes'))) {
      const first = shared.get(pair.key);
      if (!first) shared.set(pair.key, { file, pair });
      else if (first.file !== file)
        problems.push({
          rule,
          place: pair.keyAt,
          message: `The shared attribute \`${pair.key}\` is declared twice.`,
          help: 'Keep one of the two declarations.',
          related: [{ place: first.pair.keyAt, message: 'first declared here' }],
        });
    }
  return shared;
}

interface Surroundings {
  readonly shared: ReadonlyMap<string, Shared>;
  readonly defaults: { readonly file: YamlFile; readonly node: Node | undefined };
  readonly unclear: ReadingProblem[];
  readonly contradictions: ReadingProblem[];
}

function readEvent(file: YamlFile, pair: YamlPair, around: Surroundings): EventDeclaration {
  const { key: name, keyAt: at, value } = pair;
  const { defaults, contradictions } = around;
  const field = (key: string): unknown => plain(file, get(file, value, key));
  const inherited = (key: string): unknown =>
    field(key) ?? plain(defaults.file, get(defaults.file, defaults.node, key));
  const attributes = new Map<string, AttributeDeclaration>();
  for (const each of pairs(file, get(file, value, 'attributes'))) {
    if (attributes.has(each.key)) continue;
    const attribute = readAttribute(file, name, each, around);
    if (attribute) attributes.set(each.key, attribute);
  }
  const event: EventDeclaration = {
    name,
    description: text(field('description')),
    owner: text(inherited('owner')),
    status: statusOf(field('status')),
    replacedBy: text(field('replaced_by')),
    since: text(field('since')),
    platforms: texts(field('platforms')),
    createsUser: field('creates_user') === true,
    tags: texts(field('tags')),
    additional: additionalOf(inherited('additional')),
    attributes,
    reserved: texts(field('reserved')),
    examples: maps(field('examples')),
    at,
    keyAt: (key) => placeOfKey(file, value, key, at),
  };
  contradictions.push(...attributeProblems(event));
  for (const node of items(file, get(file, value, 'examples')))
    contradictions.push(...exampleProblems(file, node, event));
  return event;
}

function readAttribute(
  file: YamlFile,
  event: string,
  { key: name, keyAt: at, value }: YamlPair,
  { shared, unclear }: Surroundings,
): AttributeDeclaration | undefined {
  const own = plain(file, value);
  const fields = typeof own === 'string' ? { type: own } : isFields(own) ? own : {};
  const ref = text(fields.ref);
  const target = ref === undefined ? undefined : shared.get(ref);
  if (ref !== undefined && !target)
    unclear.push({
      rule,
      place: placeOf(file, get(file, value, 'ref')),
      message: `There is no shared attribute \`${ref}\`.`,
      help: `Declare it under \`attributes:\` of the registry${known(shared)}.`,
      event,
      attribute: name,
    });
  const base = target ? plain(target.file, target.pair.value) : undefined;
  const inherited = typeof base === 'string' ? { type: base } : isFields(base) ? base : {};
  if (fields.type !== undefined && inherited.type !== undefined && fields.type !== inherited.type)
    unclear.push({
      rule,
      place: placeOf(file, get(file, value, 'type')),
      message: `\`${name}\` is given the type ${String(fields.type)}; \`${ref}\`, which it refers to, is ${String(inherited.type)}.`,
      help: 'Leave the type to the shared attribute, or do not refer to it.',
      event,
      attribute: name,
    });
  const all: Readonly<Record<string, unknown>> = { ...inherited, ...fields };
  const type = typeOf(all.type);
  if (!type) return undefined;
  const typeNode = get(file, value, 'type') ?? (typeof own === 'string' ? value : undefined);
  const typeAt = typeNode
    ? placeOf(file, typeNode)
    : target
      ? placeOf(target.file, get(target.file, target.pair.value, 'type') ?? target.pair.value)
      : at;
  return {
    name,
    type,
    required: all.required === true,
    description: text(all.description),
    status: statusOf(all.status),
    replacedBy: text(all.replaced_by),
    sensitivity: sensitivityOf(all.sensitivity),
    enum: Array.isArray(all.enum) ? all.enum : undefined,
    pattern: text(all.pattern),
    minimum: numeric(all.minimum),
    maximum: numeric(all.maximum),
    maxBytes: numeric(all.max_bytes),
    since: text(all.since),
    at,
    typeAt,
    keyAt: (key) =>
      target && fields[key] === undefined
        ? placeOfKey(target.file, target.pair.value, key, at)
        : placeOfKey(file, value, key, at),
  };
}

function declaredTwice(pair: YamlPair, first: EventDeclaration): ReadingProblem {
  return {
    rule,
    place: pair.keyAt,
    message: `The event \`${pair.key}\` is declared twice.`,
    help: 'Keep one of the two declarations.',
    event: pair.key,
    related: [{ place: first.at, message: 'first declared here' }],
  };
}

function packNames(value: unknown): string[] {
  return typeof value === 'string' ? [value] : texts(value);
}

function known(shared: ReadonlyMap<string, unknown>): string {
  return shared.size === 0 ? '' : `, or use one of ${[...shared.keys()].slice(0, 8).join(', ')}`;
}
