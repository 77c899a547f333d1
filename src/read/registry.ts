import { dirname, posix } from 'node:path';
import schema from '../../schemas/event-registry.schema.json' with { type: 'json' };
import type { Comment } from '../model/comment.ts';
import type { ReadingProblem } from '../model/finding.ts';
import { InputError } from '../model/input-error.ts';
import type { AttributeDeclaration, EventDeclaration, Registry } from '../model/registry.ts';
import { type Place, place } from '../model/text.ts';
import { keyFinder, LaterKeys } from './later-keys.ts';
import { readAccepted } from './registry-accepted.ts';
import { type Around, readAttribute, sharedAttributes } from './registry-attributes.ts';
import { attributeProblems, exampleProblems, replacementProblems } from './registry-examples.ts';
import { declarationUse } from './registry-uses.ts';
import { additionalOf, isFields, maps, statusOf, text, texts } from './registry-values.ts';
import { lazySchema, schemaFaults } from './schema.ts';
import { type ParseYaml, parseYaml } from './yaml.ts';
import {
  get,
  items,
  pairs,
  placeOf,
  placeOfKey,
  plain,
  type YamlFile,
  type YamlNode,
  type YamlPair,
} from './yaml-tree.ts';

/** What reading a registry needs from outside: paths are relative to the working directory, with `/`. */
export interface RegistryHost {
  read(file: string): string | undefined;
  /** The files that patterns name from a folder. */
  glob(patterns: readonly string[], folder: string): readonly string[];
  /** Parses a file, or knows what came of it before. */
  readonly parse?: ParseYaml;
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
  /** Where it names one of them. */
  readonly packAt: (name: string) => Place;
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
  const main = open(file, text, host);
  const unclear: ReadingProblem[] = [];
  const files = [main, ...included(main, host, unclear)];
  for (const each of files) unclear.push(...formProblems(each, each === main));
  const keys = new Map(files.map((each) => [each, new LaterKeys(each)]));
  const shared = sharedAttributes(files, unclear);
  const contradictions: ReadingProblem[] = [];
  const defaults = get(main.root, 'defaults');
  const events = new Map<string, EventDeclaration>();
  for (const each of files)
    for (const pair of pairs(get(each.root, 'events'))) {
      const first = events.get(pair.key.text);
      if (first) {
        // Within one file YAML itself sees the repeated key.
        if (first.at.source.file !== each.source.file) unclear.push(declaredTwice(each, pair, first));
        continue;
      }
      events.set(pair.key.text, readEvent(each, pair, { shared, defaults, keys, unclear, contradictions }));
    }
  for (const each of files) contradictions.push(...replacementProblems(each, events));
  const declared = [...events.values()].filter((event) => event.status !== 'removed');
  return {
    registry: {
      files: files.map((each) => each.source.file),
      events,
      uses: declared.map(declarationUse),
      eventsAt: files.map((each) => placeOfKey(each, each.root, 'events')),
      accepted: files.flatMap(readAccepted),
    },
    problems: [...unclear, ...contradictions],
    unclear,
    comments: files.flatMap(commentsIn),
    pack: packNames(plain(get(main.root, 'pack'))),
    packAt: (name) => {
      const node = get(main.root, 'pack');
      return placeOf(main, items(node).find((item) => plain(item) === name) ?? node);
    },
  };
}

function open(file: string, text: string, { parse = parseYaml }: RegistryHost): YamlFile {
  const yaml = parse(file, text);
  const { root } = yaml;
  if (root?.kind !== 'map')
    throw new InputError(
      (plain(root) ?? null) === null ? 'The file is empty.' : 'The file is no map of keys.',
      {
        place: placeOf(yaml, undefined),
        help: 'A registry begins with `registry: 1` and has `events:`.',
      },
    );
  return yaml;
}

/** The comments of a file that name this tool. */
function commentsIn({ source, comments }: YamlFile): Comment[] {
  return comments.map(([start, end]) => ({
    text: source.text.slice(start + 1, end),
    place: place(source, start, end),
  }));
}

/** The files that `include` names, each once, also those that they include. */
function included(main: YamlFile, host: RegistryHost, problems: ReadingProblem[]): YamlFile[] {
  const seen = new Set([main.source.file]);
  const found: YamlFile[] = [];
  const visit = (from: YamlFile) => {
    for (const node of items(get(from.root, 'include'))) {
      const pattern = plain(node);
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
        const yaml = open(file, text, host);
        found.push(yaml);
        visit(yaml);
      }
    }
  };
  visit(main);
  return found;
}

/** What is wrong with a file's form: its schema, its repeated keys. */
function formProblems(file: YamlFile, isMain: boolean): ReadingProblem[] {
  const form = isMain ? 'registry' : 'part of a registry';
  if (file.fits?.includes(form)) return [];
  const problems = [...formFaults(file, isMain)];
  if (problems.length === 0) file.fits?.push(form);
  return problems;
}

function* formFaults(file: YamlFile, isMain: boolean): Generator<ReadingProblem> {
  for (const [start, end] of file.duplicates) {
    const key = file.source.text.slice(start, end);
    yield {
      rule,
      place: place(file.source, start, end),
      message: `The key \`${key}\` stands twice in one map.`,
      help: 'Remove one of the two, or rename it: only one of them counts.',
    };
  }
  const data = plain(file.root) as Record<string, unknown>;
  // Only the main file must state the version; an included one has attributes and events.
  const whole = isMain || 'registry' in data ? data : { registry: 1, ...data };
  for (const fault of schemaFaults(file, whole, validate())) yield { rule, ...fault };
  for (const section of ['events', 'attributes'])
    for (const { key } of pairs(get(file.root, section)))
      if (!key.isText)
        yield {
          rule,
          place: placeOf(file, key),
          message: `YAML does not read the name \`${key.text}\` as text.`,
          help: `Put it in quotes: "${key.text}".`,
        };
}

interface Surroundings extends Around {
  readonly defaults: YamlNode | undefined;
  readonly contradictions: ReadingProblem[];
}

function readEvent(file: YamlFile, pair: YamlPair, around: Surroundings): EventDeclaration {
  const { value } = pair;
  const name = pair.key.text;
  const at = placeOf(file, pair.key);
  const { defaults, keys, contradictions } = around;
  const field = (key: string): unknown => plain(get(value, key));
  const inherited = (key: string): unknown => field(key) ?? plain(get(defaults, key));
  const attributes = new Map<string, AttributeDeclaration>();
  const unreadable = new Set<string>();
  for (const each of pairs(get(value, 'attributes'))) {
    if (attributes.has(each.key.text)) continue;
    const attribute = readAttribute(file, name, each, around);
    if (attribute) attributes.set(each.key.text, attribute);
    else unreadable.add(each.key.text);
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
    // Where no attribute can be read, none is known not to be declared.
    additional: isReadable(value) ? additionalOf(inherited('additional')) : 'allow',
    attributes,
    unclear: unreadable,
    reserved: texts(field('reserved')),
    examples: maps(field('examples')),
    at,
    keyAt: keyFinder({ keys: keys.get(file) as LaterKeys, path: ['events', name] }, at),
  };
  contradictions.push(...attributeProblems(event));
  for (const node of items(get(value, 'examples')))
    contradictions.push(...exampleProblems(file, node, event));
  return event;
}

/** Whether what an event declares is a map of keys, and its attributes too. What is left out is no fault. */
function isReadable(event: YamlNode | undefined): boolean {
  const isMap = (node: YamlNode | undefined) => isFields(plain(node) ?? {});
  return isMap(event) && isMap(get(event, 'attributes'));
}

function declaredTwice(file: YamlFile, pair: YamlPair, first: EventDeclaration): ReadingProblem {
  return {
    rule,
    place: placeOf(file, pair.key),
    message: `The event \`${pair.key.text}\` is declared twice.`,
    help: 'Keep one of the two declarations.',
    event: pair.key.text,
    related: [{ place: first.at, message: 'first declared here' }],
  };
}

function packNames(value: unknown): string[] {
  return typeof value === 'string' ? [value] : texts(value);
}
