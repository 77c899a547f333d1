import type { ErrorObject, ValidateFunction } from 'ajv';
import type { ReadingProblem } from '../../model/finding.ts';
import type { Api, Pack } from '../../model/pack.ts';
import { type Place, shorten } from '../../model/text.ts';
import { nearest } from '../../nearest.ts';
import { compileSchema } from '../compile-schema.ts';
import type { Document } from './document.ts';
import { type Fields, own } from './entry.ts';
import { find } from './json-text.ts';

const validators = new WeakMap<Api, ValidateFunction>();

/** What an entry has that its API does not accept, each at its exact place. */
export function* schemaProblems(
  fields: Fields,
  api: Api,
  pack: Pack,
  document: Document,
  start: () => number,
): Generator<ReadingProblem> {
  const validate = validator(api);
  if (validate(fields)) return;
  const name = own(fields, pack.payload.event);
  const event = typeof name === 'string' ? name : undefined;
  const all = (validate.errors ?? []).filter(tells).map((error) => describe(error, fields, api, pack));
  // One fault, one finding: a field is not also missing under the name that it should have.
  const meant = new Set(all.flatMap((said) => (said.meant ? [said.meant.join('\0')] : [])));
  const reported = new Set<string>();
  for (const said of all) {
    const { message, help, path } = said;
    const key = path.join('\0');
    // Nor is what has the wrong type outside its list of values.
    if (reported.has(key) || (said.at === 'parent' && meant.has(key))) continue;
    reported.add(key);
    const kind = `${said.keyword} ${path.join('.')}`;
    yield { rule: 'payload-schema', place: placeOf(document, start(), said), message, help, event, kind };
  }
}

/** The branches of a choice contradict one another; the choice itself says that none fits. */
function tells({ keyword, schemaPath }: ErrorObject): boolean {
  return keyword !== 'if' && !/\/(anyOf|oneOf)\/\d+\//.test(schemaPath);
}

function validator(api: Api): ValidateFunction {
  const known = validators.get(api);
  if (known) return known;
  const made = compileSchema(api.entry_schema, 'entry');
  validators.set(api, made);
  return made;
}

interface Said {
  readonly keyword: string;
  readonly path: readonly string[];
  /** The field that a name which is not accepted is near to. */
  readonly meant?: readonly string[] | undefined;
  readonly at: 'key' | 'value' | 'parent';
  readonly message: string;
  readonly help: string | undefined;
}

function describe(error: ErrorObject, fields: Fields, api: Api, pack: Pack): Said {
  const { keyword } = error;
  const path = pointerPath(error.instancePath);
  const params = error.params as Readonly<Record<string, unknown>>;
  const value = valueAt(fields, path);
  const subject = path.length ? `\`${shown(path)}\`` : 'The entry';
  switch (keyword) {
    case 'additionalProperties':
    case 'unevaluatedProperties': {
      const key = String(params.additionalProperty ?? params.unevaluatedProperty);
      const full = [...path, key];
      const message = `\`${shown(full)}\` is not accepted by ${api.title}.`;
      const other = otherApi(full, api, pack);
      const near = other ? undefined : nearest(key, fieldsAt(api, path));
      const help = other
        ? `Remove it, or send it through ${other.title}, which accepts it.`
        : near === undefined
          ? 'Remove it.'
          : `Did you mean \`${shown([...path, near])}\`?`;
      const meant = near === undefined ? undefined : [...path, near];
      return { keyword, path: full, at: 'key', message, help, meant };
    }
    case 'required': {
      const full = [...path, String(params.missingProperty)];
      return {
        keyword,
        path: full,
        at: 'parent',
        message: `\`${shown(full)}\` is missing.`,
        help: 'Add it.',
      };
    }
    case 'type': {
      const wanted = [params.type].flat().flatMap((type) => String(type).split(','));
      const message = `${subject} is ${kindOf(value)}; it must be ${wanted.map(withArticle).join(' or ')}.`;
      return { keyword, path, at: 'value', message, help: undefined };
    }
    case 'enum': {
      const allowed = (params.allowedValues as readonly unknown[])
        .map((one) => JSON.stringify(one))
        .join(', ');
      const message = `${subject} is ${literal(value)}; it must be one of ${allowed}.`;
      return { keyword, path, at: 'value', message, help: undefined };
    }
    default: {
      const message = `${subject} is ${literal(value)}; it ${error.message ?? 'does not fit the schema'}.`;
      return { keyword, path, at: 'value', message, help: undefined };
    }
  }
}

/** Another API that accepts a field: it may be the one that was meant. */
function otherApi(path: readonly string[], api: Api, pack: Pack): Api | undefined {
  const [key, ...deeper] = path;
  if (key === undefined || deeper.length > 0) return undefined;
  return pack.apis.find((one) => one !== api && fieldsAt(one, []).includes(key));
}

/** The fields that an API's schema names below a path. */
function fieldsAt({ entry_schema }: Api, path: readonly string[]): string[] {
  const steps = [...path.flatMap((step) => ['properties', step]), 'properties'];
  const properties = valueAt(entry_schema, steps);
  return typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
}

function placeOf(document: Document, start: number, said: Said): Place {
  const path = said.at === 'parent' ? said.path.slice(0, -1) : said.path;
  const found = find(document.text, start, path);
  if (!found) return document.at(start, start + 1);
  // A whole object would be underlined over many lines; its opening brace says where it is.
  if (said.at === 'parent' || path.length === 0) return document.at(found.value.start, found.value.start + 1);
  const span = said.at === 'key' ? (found.key ?? found.value) : found.value;
  return document.at(span.start, span.end);
}

function pointerPath(pointer: string): string[] {
  const steps = pointer.split('/').slice(1);
  return steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function valueAt(fields: Fields, path: readonly string[]): unknown {
  let value: unknown = fields;
  for (const step of path)
    value = typeof value === 'object' && value !== null ? own(value as Fields, step) : undefined;
  return value;
}

function shown(path: readonly string[]): string {
  return shorten(path.join('.'));
}

function literal(value: unknown): string {
  return typeof value === 'object' && value !== null
    ? kindOf(value)
    : shorten(JSON.stringify(value) ?? 'missing');
}

/** The kind of a JSON value, in the words of messages. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return withArticle(Array.isArray(value) ? 'array' : typeof value);
}

function withArticle(type: string): string {
  if (type === 'null') return type;
  return `${/^[aeio]/.test(type) ? 'an' : 'a'} ${type}`;
}
