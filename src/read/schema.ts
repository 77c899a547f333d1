import type { ErrorObject, ValidateFunction } from 'ajv';
import { InputError } from '../model/input-error.ts';
import { type Place, shorten } from '../model/text.ts';
import { nearest } from '../nearest.ts';
import { compileSchema } from './compile-schema.ts';
import { placeOfPointer, type YamlFile } from './yaml-tree.ts';

/** What a file has that its schema does not allow. */
export interface SchemaFault {
  readonly place: Place;
  readonly message: string;
  readonly help: string | undefined;
}

/** A JSON Schema (draft-07) of ours, compiled when it is first asked for: a run needs few of them. */
export function lazySchema(schema: object): () => ValidateFunction {
  let made: ValidateFunction | undefined;
  return () => {
    made ??= compileSchema(schema, 'file');
    return made;
  };
}

/** Everything in a YAML file that does not fit a schema, each at its exact place, in source order. */
export function schemaFaults(file: YamlFile, data: unknown, validate: ValidateFunction): SchemaFault[] {
  if (validate(data)) return [];
  const faults = (validate.errors ?? []).filter(tells).map((error) => fault(file, error));
  const first = new Map<number, SchemaFault>();
  for (const each of faults) if (!first.has(each.place.span.start)) first.set(each.place.span.start, each);
  return [...first.values()].sort((a, b) => a.place.span.start - b.place.span.start);
}

/** The same for a file that must be right: its first fault is thrown. */
export function requireSchema(file: YamlFile, data: unknown, validate: ValidateFunction): void {
  const faults = schemaFaults(file, data, validate);
  // A misspelt key explains the missing one beside it.
  const first = faults.find(({ help }) => help?.startsWith('Did you mean')) ?? faults[0];
  if (first) throw new InputError(first.message, { place: first.place, help: first.help });
}

/** A choice's branches contradict one another: what the choice itself says is enough, or the branch alone when it decides. */
function tells({ keyword, schemaPath }: ErrorObject): boolean {
  return keyword !== 'if' && !/\/(oneOf|anyOf)\/\d+\//.test(schemaPath);
}

function fault(file: YamlFile, error: ErrorObject): SchemaFault {
  const params = error.params as Readonly<Record<string, unknown>>;
  const what = subjectOf(error.instancePath);
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(params.additionalProperty);
      const known = Object.keys(
        (error.parentSchema as { properties?: object } | undefined)?.properties ?? {},
      );
      return {
        place: placeOfPointer(file, error.instancePath, key),
        message: `There is no key \`${shorten(key)}\` here.`,
        help: nearestOf(key, known) ?? `Known keys: ${known.join(', ')}.`,
      };
    }
    case 'required':
      return {
        place: placeOfPointer(file, error.instancePath),
        message: `${what} has no \`${String(params.missingProperty)}\`.`,
        help: 'Add it.',
      };
    case 'enum': {
      const allowed = (params.allowedValues as readonly unknown[]).map(String);
      return {
        place: placeOfPointer(file, error.instancePath),
        message: `${what} is ${shown(error.data)}; it must be one of ${allowed.join(', ')}.`,
        help: nearestOf(String(error.data), allowed),
      };
    }
    case 'type':
      return {
        place: placeOfPointer(file, error.instancePath),
        message: `${what} is ${shown(error.data)}; it must be ${typeWords(params.type)}.`,
        help: typeHelp(error.data, [params.type].flat()),
      };
    case 'const':
      return {
        place: placeOfPointer(file, error.instancePath),
        message: `${what} is ${shown(error.data)}; it must be ${JSON.stringify(params.allowedValue)}.`,
        help: 'A newer format needs a newer eventlint.',
      };
    case 'format':
      return {
        place: placeOfPointer(file, error.instancePath),
        message: `${what} is ${shown(error.data)}, which is no valid ${formatWords[String(params.format)] ?? String(params.format)}.`,
        help: undefined,
      };
    case 'anyOf':
    case 'oneOf':
      return {
        place: placeOfPointer(file, error.instancePath),
        message: `${what} has none of the forms that it may have.`,
        help: alternatives(error) ?? description(error),
      };
    case 'minLength':
    case 'minItems':
    case 'minProperties':
      return {
        place: placeOfPointer(file, error.instancePath),
        message: `${what} is empty.`,
        help: description(error),
      };
    case 'maxLength':
      return {
        place: placeOfPointer(file, error.instancePath),
        message: `${what} is longer than ${String(params.limit)} characters.`,
        help: description(error),
      };
    case 'pattern': {
      const help = description(error);
      // Whoever reads words needs no regular expression.
      const form = help
        ? 'has not the form that it must have'
        : `does not match \`${String(params.pattern)}\``;
      return {
        place: placeOfPointer(file, error.instancePath),
        message: `${what} is ${shown(error.data)}, which ${form}.`,
        help,
      };
    }
    case 'minimum':
    case 'maximum': {
      const bound = `${String(params.limit)} or ${error.keyword === 'minimum' ? 'more' : 'less'}`;
      return {
        place: placeOfPointer(file, error.instancePath),
        message: `${what} is ${shown(error.data)}; it must be ${bound}.`,
        help: undefined,
      };
    }
    default:
      return {
        place: placeOfPointer(file, error.instancePath),
        message: `${what} ${error.message ?? 'does not fit the schema'}.`,
        help: undefined,
      };
  }
}

/** What a JSON pointer points at, as the subject of a sentence. */
function subjectOf(pointer: string): string {
  const [, ...steps] = pointer.split('/').map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const name = steps.pop();
  if (name === undefined) return 'The file';
  const parent = steps.pop();
  const isItem = parent !== undefined && /^\d+$/.test(name);
  return isItem ? `Item ${Number(name) + 1} of \`${shorten(parent)}\`` : `\`${shorten(name)}\``;
}

/** "Did you mean" with the known word nearest to a misspelt one, when one is near enough to be meant. */
export function nearestOf(word: string, known: readonly string[]): string | undefined {
  const near = nearest(word, known);
  return near && `Did you mean \`${near}\`?`;
}

/** What the schema says of a value in words. */
function description({ parentSchema }: ErrorObject): string | undefined {
  const text = (parentSchema as { description?: unknown } | undefined)?.description;
  return typeof text === 'string' ? `Expected: ${text}` : undefined;
}

/** YAML has its own idea of what a word is. */
function typeHelp(value: unknown, wanted: readonly unknown[]): string | undefined {
  if (typeof value === 'object') return undefined;
  if (wanted.includes('boolean')) return 'Write `true` or `false`, without quotes.';
  if (wanted.includes('string')) return `YAML reads it as a ${typeof value}: put it in quotes.`;
  return undefined;
}

function alternatives(error: ErrorObject): string | undefined {
  const branches = error.schema as readonly { required?: string[]; description?: string }[];
  const keys = branches.flatMap((branch) => branch.required ?? []);
  return keys.length > 0 ? `Give it ${keys.map((key) => `\`${key}\``).join(' or ')}.` : undefined;
}

const formatWords: Readonly<Record<string, string>> = {
  regex: 'regular expression',
  uri: 'address',
  date: 'day (yyyy-MM-dd)',
};

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a map';
  return shorten(JSON.stringify(value) ?? 'nothing');
}

function typeWords(type: unknown): string {
  const words: Record<string, string> = {
    object: 'a map',
    array: 'a list',
    null: 'empty',
    integer: 'a whole number',
  };
  return [type]
    .flat()
    .flatMap((each) => String(each).split(','))
    .map((each) => words[each] ?? `a ${each}`)
    .join(' or ');
}
