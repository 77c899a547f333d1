import type { AttributeType } from '../model/attribute-type.ts';
import { counted, quoteName } from '../model/name.ts';
import type { Place } from '../model/text.ts';
import { placesSeen, type Seen, timesSeen } from './inventory.ts';

/** A name with where it was seen; without it where that is said already. */
export interface NamedPlaces {
  readonly name: string;
  readonly places: string | undefined;
}

/** An attribute as the draft declares it. */
export interface DraftAttribute {
  readonly name: string;
  readonly type: AttributeType;
  readonly seen: Seen;
  readonly required: boolean;
  /** The types that it has, where there are several. */
  readonly conflict: string | undefined;
  /** Where it was seen; absent where that is wherever its event was. */
  readonly where: string | undefined;
}

/** An event as the draft declares it, with what it leaves out. */
export interface DraftEvent {
  readonly name: string;
  readonly places: string;
  readonly attributes: readonly DraftAttribute[];
  /** Attributes whose type is not known. */
  readonly untyped: readonly NamedPlaces[];
  /** Attributes under the vendor's own names. */
  readonly reserved: readonly NamedPlaces[];
  /** Other spellings of its name, and of its attributes'. */
  readonly respelt: readonly NamedPlaces[];
  readonly respeltAttributes: readonly NamedPlaces[];
}

/** A registry as it is drafted. */
export interface DraftContent {
  readonly packName: string;
  readonly callSites: number;
  readonly entries: number;
  readonly events: readonly DraftEvent[];
  readonly shared: ReadonlyMap<string, { readonly type: AttributeType; readonly events: number }>;
  /** Events under the vendor's own names, which are left out. */
  readonly system: readonly NamedPlaces[];
  /** Uses whose event's name is not known. */
  readonly nameless: { readonly count: number; readonly places: string };
}

/** The text of a draft, before it is formatted. */
export function draftText(content: DraftContent): string {
  const { packName, events, shared } = content;
  const lines = [
    '# yaml-language-server: $schema=./node_modules/eventlint/schemas/event-registry.schema.json',
    '#',
    ...comment(head(content)),
    '',
    'registry: 1',
    `pack: ${key(packName)}`,
    'defaults: { additional: deny } # add `owner: <team>`, who answers for events that name nobody',
    '',
  ];
  if (shared.size > 0) {
    lines.push('attributes:');
    for (const [name, { type, events: count }] of shared)
      lines.push(`  ${key(name)}: ${type} # in ${count} events`);
    lines.push('');
  }
  lines.push('events:');
  for (const event of events) lines.push(...eventLines(event, shared).map((line) => `  ${line}`), '');
  return `${lines.join('\n').trimEnd()}\n`;
}

function head({ callSites, entries, events, system, nameless }: DraftContent): string[] {
  const hasDecisions = events.some(
    ({ attributes, untyped }) =>
      untyped.length > 0 || attributes.some(({ conflict }) => conflict !== undefined),
  );
  return [
    `A first draft by \`eventlint init\`, from ${counted(callSites, 'call site')} and ${counted(entries, 'payload entry', 'payload entries')}. From here on it is yours: say of each event when it is sent and who answers for it, take out what should not be sent, and then run \`eventlint check\` and \`eventlint lock\`.`,
    ...(hasDecisions ? ['What is marked with "decide" the code does not say, or says in two ways.'] : []),
    ...(nameless.count > 0
      ? [
          `Not in it are events whose name is not known from the code: ${nameless.places}. \`eventlint extract --explain file:line\` says why.`,
        ]
      : []),
    ...(system.length > 0
      ? [`Not in it are events with a name of the vendor's own: ${listed(system)}.`]
      : []),
  ];
}

function eventLines(
  { name, places, attributes, untyped, reserved, respelt, respeltAttributes }: DraftEvent,
  shared: DraftContent['shared'],
): string[] {
  const lines = comment([
    places,
    ...(respelt.length > 0 ? [`decide: also spelt ${listed(respelt)}`] : []),
    ...(respeltAttributes.length > 0
      ? [`decide: other spellings of its attributes are ${listed(respeltAttributes)}`]
      : []),
    ...(reserved.length > 0 ? [`left out, as names of the vendor's own: ${listed(reserved)}`] : []),
  ]);
  lines.push(`${key(name)}:`, '  description: ""');
  if (untyped.length > 0) {
    const what = `decide: not known is the type of ${listed(untyped)}; declare it, and take the next line out`;
    lines.push(...comment([what]).map((line) => `  ${line}`), '  additional: allow');
  }
  if (attributes.length > 0) {
    lines.push('  attributes:');
    for (const attribute of attributes)
      lines.push(...attributeLines(attribute, shared).map((line) => `    ${line}`));
  }
  return lines;
}

function attributeLines(
  { name, type, required, conflict, where }: DraftAttribute,
  shared: DraftContent['shared'],
): string[] {
  const isShared = shared.get(name)?.type === type;
  // In braces, brackets begin a list.
  const fields = [isShared ? `ref: ${key(name)}` : `type: ${type.endsWith(']') ? `"${type}"` : type}`];
  if (required) fields.push('required: true');
  const declared = isShared || required ? `{ ${fields.join(', ')} }` : type;
  const behind = where === undefined ? '' : ` # ${where}`;
  const above = conflict === undefined ? [] : comment([`decide: ${conflict}`]);
  return [...above, `${key(name)}: ${declared}${behind}`];
}

/** Where something was seen: a few places, and how many more there are. */
export function placesText(seen: Seen, show: (place: Place) => string, most = 3): string {
  const all = [...new Set(placesSeen(seen).map(show))];
  const shown = all.slice(0, most);
  // Of places on one line, and of more than are kept, only the number is known.
  const more = Math.max(timesSeen(seen) - placesSeen(seen).length + all.length - shown.length, 0);
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

const mostListed = 12;

function listed(named: readonly NamedPlaces[]): string {
  const shown = named
    .slice(0, mostListed)
    .map(({ name, places }) => quoteName(name) + (places === undefined ? '' : ` (${places})`));
  const more = named.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

/** A name as a key: plain where no reader of YAML takes it for anything else. */
function key(name: string): string {
  const isPlain = /^[A-Za-z][\w ./-]*[\w]$|^[A-Za-z]$/.test(name);
  const means = /^(?:y|n|yes|no|on|off|true|false|null)$/i.test(name);
  return isPlain && !means ? name : JSON.stringify(name);
}

/** Paragraphs as comments, broken between words. */
function comment(paragraphs: readonly string[]): string[] {
  return paragraphs.flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '#';
    for (const word of paragraph.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').split(/\s+/)) {
      if (line !== '#' && line.length + word.length + 1 > 108) {
        lines.push(line);
        line = '#';
      }
      line += ` ${word}`;
    }
    return [...lines, line];
  });
}
