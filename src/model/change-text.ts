import type { Budget, Change, ChangeKind } from './change.ts';
import { isLive } from './change.ts';
import type { AttributeDeclaration, EventDeclaration, LockEntry } from './registry.ts';
import { shorten } from './text.ts';

/** What a change is about, besides the event and the attribute. */
const aspects: Readonly<Record<ChangeKind, string>> = {
  event: '',
  'event-name': 'name',
  'event-status': 'status',
  'event-owner': 'owner',
  'event-additional': 'additional',
  'event-creates-user': 'creates_user',
  'event-platforms': 'platforms',
  'event-reserved': 'reserved',
  'event-documentation': '',
  'event-budget': '',
  attribute: '',
  'attribute-name': 'name',
  'attribute-type': '',
  'attribute-required': '',
  'attribute-status': 'status',
  'attribute-sensitivity': 'sensitivity',
  'attribute-enum': 'enum',
  'attribute-pattern': 'pattern',
  'attribute-minimum': 'minimum',
  'attribute-maximum': 'maximum',
  'attribute-max-bytes': 'max_bytes',
  'attribute-documentation': '',
  lock: 'lock',
};

/** A change in a few words, its event left out: "`total`: string → number", "added", "`coupon` (string) removed". */
export function changeText(change: Change): string {
  const subject = change.attribute === undefined ? '' : `\`${shorten(change.attribute)}\``;
  const about = [subject, aspects[change.kind]].filter((each) => each !== '').join(' ');
  const what = whatText(change);
  if (about === '') return what;
  return change.kind === 'attribute' ? `${about} ${what}` : `${about}: ${what}`;
}

function whatText(change: Change): string {
  switch (change.kind) {
    case 'event':
    case 'attribute': {
      const { before, after } = change as { before?: Declared; after?: Declared };
      if (!before) return isLive(after) ? `added${typeText(after)}` : 'declared as removed';
      return `removed${typeText(before)}`;
    }
    case 'event-documentation':
    case 'attribute-documentation':
      return `${Object.keys(change.after ?? {}).join(', ')} changed`;
    case 'event-budget':
      return budgetText(change.before, change.after as Budget);
    default:
      return listDifference(change) ?? `${valueText(change, 'before')} → ${valueText(change, 'after')}`;
  }
}

/** Longer lists are told by what they have lost and gained. */
const longestList = 40;

/** "− "user-declined", + "azure", + "deepseek"", for lists that are too long to be told as a whole. */
function listDifference({ before, after }: Change): string | undefined {
  if (!Array.isArray(before) || !Array.isArray(after)) return undefined;
  if (Math.max(listText(before).length, listText(after).length) <= longestList) return undefined;
  const without = (one: readonly unknown[], other: readonly unknown[]) =>
    one.filter((value) => !other.includes(value)).map(plainText);
  const parts = [
    ...without(before, after).map((value) => `− ${value}`),
    ...without(after, before).map((value) => `+ ${value}`),
  ];
  const shown = parts.slice(0, 8).map((part) => shorten(part, 40));
  return parts.length > shown.length
    ? `${shown.join(', ')} and ${parts.length - shown.length} more`
    : shown.join(', ');
}

function listText(list: readonly unknown[]): string {
  return `[${list.map(plainText).join(', ')}]`;
}

type Declared = EventDeclaration | AttributeDeclaration;

function typeText(declared: Declared): string {
  if (!('type' in declared)) return '';
  return ` (${declared.type}${declared.required ? ', required' : ''})`;
}

/** "number 21/20 (+2)". */
export function budgetText(before: Budget | undefined, after: Budget): string {
  const delta = after.used - (before?.used ?? 0);
  const name = after.type === 'all' ? 'attributes' : after.type;
  const removed = after.removed > 0 ? `, ${after.removed} removed` : '';
  return `${name} ${after.used}/${after.limit} (${delta > 0 ? '+' : ''}${delta}${removed})`;
}

/** One side of a change as a reader writes it. */
function valueText(change: Change, side: 'before' | 'after'): string {
  const value: unknown = change[side];
  if (change.kind === 'attribute-required') return value === true ? 'required' : 'optional';
  if (change.kind === 'lock') return value === undefined ? 'no line' : (value as LockEntry).type;
  if (value === undefined) return 'none';
  if (Array.isArray(value)) return shorten(listText(value));
  return shorten(plainText(value));
}

function plainText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
