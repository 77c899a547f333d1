// The events that a corpus consists of: what the registry declares, from a seed.
import { Dice } from '../random.mjs';

const subjects =
  'order cart product search banner review wishlist profile account coupon gift store page video story level point card refund invoice'.split(
    ' ',
  );
const verbs =
  'placed viewed updated removed opened clicked shared rated saved started finished cancelled'.split(' ');
const parts =
  'unit total item page price list stock tax sale brand city state size weight colour model channel source ship pack seller plan term rate'.split(
    ' ',
  );
const ends =
  'name code count amount label note level group title place state key kind score index text path reason'.split(
    ' ',
  );

/** Of a hundred attributes; the vendor's own limits per type are far above what 25 attributes can reach. */
const usual = { string: 46, number: 27, boolean: 10, date: 7, object: 6, 'object[]': 4 };
/** Two hundred attributes, each type within its limit. */
const wide = { string: 118, number: 52, boolean: 14, date: 8, object: 5, 'object[]': 3 };

/**
 * About sixty events with 5 to 25 attributes each, or 200 in the `wide` shape. Of them one is deprecated, one creates its
 * user, and two allow attributes that are not declared.
 */
export function planEvents(seed, { isWide = false } = {}) {
  const dice = new Dice(seed);
  const names = new Set();
  while (names.size < 57) names.add(`${dice.pick(subjects)}_${dice.pick(verbs)}`);
  const events = [...names].map((name) => planEvent(dice, name, isWide));
  const open = ['rows_imported', 'survey_answered'].map((name) => planEvent(dice, name, isWide));
  for (const event of open) event.isOpen = true;
  const old = planEvent(dice, 'basket_filled', isWide);
  old.replacedBy = events[0].name;
  const creating = planEvent(dice, 'signed_up', isWide);
  return { usual: [...events, ...open], open, old, creating };
}

function planEvent(dice, name, isWide) {
  const attributes = new Map();
  const types = isWide ? listOf(wide) : undefined;
  const size = types?.length ?? dice.between(5, 25);
  while (attributes.size < size) {
    const attribute = `${dice.pick(parts)}_${dice.pick(ends)}${isWide ? `_${dice.below(4)}` : ''}`;
    if (attributes.has(attribute)) continue;
    const type = types ? types[attributes.size] : dice.pick(listOf(usual));
    // The first three of an event are always sent; each event has a text and a number whatever the dice say.
    const order = attributes.size;
    const chosen = types ? type : order === 0 ? 'number' : order === 1 ? 'string' : type;
    attributes.set(attribute, planAttribute(dice, attribute, chosen, order < 3));
  }
  const all = [...attributes.values()];
  // What nobody should send any more, and what was removed for good.
  return {
    name,
    attributes: all,
    old: { name: `legacy_${name.split('_')[0]}`, type: 'string', isOld: true },
    reserved: 'former_total',
  };
}

function planAttribute(dice, name, type, required) {
  const attribute = { name, type, required };
  const kind = dice.next();
  if (type === 'string') {
    if (kind < 0.12) attribute.enum = ['standard', 'express', 'pickup', 'locker'];
    else if (kind < 0.2) attribute.pattern = '^[A-Z]{3}-[0-9]{4}$';
    else if (kind < 0.28) attribute.max_bytes = 40;
  } else if (type === 'number') {
    if (kind < 0.3) attribute.minimum = 0;
    else if (kind < 0.5) Object.assign(attribute, { minimum: 1, maximum: 5 });
  }
  return attribute;
}

function listOf(counts) {
  return Object.entries(counts).flatMap(([type, count]) => Array(count).fill(type));
}

/** The registry that declares a plan, as YAML. */
export function registryOf({ usual: events, old, creating }) {
  const lines = ['registry: 1', 'pack: notifyvisitors', 'defaults: { owner: bench }', 'events:'];
  for (const event of [...events, old, creating]) {
    lines.push(`  ${event.name}:`, `    description: ${event.name.replace('_', ' ')}.`);
    if (event.isOpen) lines.push('    additional: allow');
    if (event.replacedBy) lines.push('    status: deprecated', `    replaced_by: ${event.replacedBy}`);
    if (event === creating) lines.push('    creates_user: true');
    lines.push('    attributes:');
    for (const attribute of event.attributes)
      lines.push(`      ${attribute.name}: ${declaration(attribute)}`);
    lines.push(`      ${event.old.name}: { type: string, status: deprecated }`);
    lines.push(`    reserved: [${event.reserved}]`);
  }
  return `${lines.join('\n')}\n`;
}

function declaration({ name: _, required, ...rest }) {
  const entries = Object.entries(rest).map(([key, value]) => [key, written(value)]);
  if (required) entries.push(['required', 'true']);
  return `{ ${entries.map(([key, value]) => `${key}: ${value}`).join(', ')} }`;
}

function written(value) {
  if (Array.isArray(value)) return `[${value.join(', ')}]`;
  return typeof value === 'string' && !/^[a-z]+$/.test(value) ? `'${value}'` : String(value);
}
