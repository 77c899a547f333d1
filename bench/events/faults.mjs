// Every way in which a corpus can be wrong: what a rule looks for, planted into a draft of an entry that was right.
import { lineFaults } from './line-faults.mjs';
import { objectOf, words } from './values.mjs';

/**
 * A kind of fault: the rule that must find it; `share`, how often it is taken among those of its rule; `of`, the events it can
 * be planted in; `plant`, which changes the draft and may return what other rules find by it, and the attribute it is about.
 */
const kinds = [
  // Names of events. The wrong name is made of a right one, so that there are few of them, as in real traffic.
  event('event-name-length', 'over 254 characters', (name) =>
    name.padEnd(260, '_and_again').replace(/_$/, 's'),
  ),
  event('event-name-characters', 'a full stop', (name) => `${name}.retry`, { 'event-name-case': 1 }),
  event('event-name-case', 'an unknown PascalCase name', (name) => `${pascal(name)}Again`),
  event('event-name-collision', 'hyphens', (name) => name.replaceAll('_', '-'), { 'event-name-case': 1 }, {}),
  event('event-name-collision', 'title case', title, { 'event-name-case': 1 }, {}),
  event('unknown-event', 'a name that nobody declared', (name) => `${name}_twice`, {}, {}),
  event('reserved-name', 'a prefix of the vendor', (name) => `nv_${name}`),

  // Names of attributes.
  extra(
    'attribute-name-length',
    'over 49 characters',
    'reason_given_by_the_customer_for_the_return_of_the_item',
  ),
  extra('attribute-name-characters', 'an ampersand', 'gift&wrap', { 'attribute-name-case': 1 }),
  extra('attribute-name-case', 'an unknown camelCase name', 'screenDensity'),
  extra('unknown-attribute', 'a name that nobody declared', 'debug_note', {}, {}),
  extra('reserved-name', 'a field of the envelope as an attribute', 'email'),
  {
    rule: 'attribute-name-collision',
    kind: 'camelCase',
    plant(draft, dice) {
      const member = dice.pick(draft.attributes.filter(([name]) => name.includes('_')));
      member[0] = member[0].replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());
      return { attribute: member[0], also: { 'attribute-name-case': 1 } };
    },
  },

  // Values.
  value(
    'attribute-value-length',
    'over 254 bytes of ASCII',
    isPlainText,
    () => `"${'long story '.repeat(30)}"`,
  ),
  value(
    'attribute-value-length',
    'over 254 bytes, under 255 characters',
    isPlainText,
    () => `"${'रेशम '.repeat(25)}"`,
  ),
  value(
    'attribute-value',
    'outside the enum',
    (one) => one.enum,
    () => '"Standard"',
  ),
  value(
    'attribute-value',
    'not of the pattern',
    (one) => one.pattern,
    (dice) => `"abc-${dice.below(100)}"`,
  ),
  value(
    'attribute-value',
    'over max_bytes',
    (one) => one.max_bytes,
    () => '"a text of some more than forty bytes, this"',
  ),
  value(
    'attribute-value',
    'below the minimum',
    (one) => one.minimum !== undefined,
    (dice) => `-${dice.between(1, 9)}`,
  ),
  value(
    'attribute-value',
    'above the maximum',
    (one) => one.maximum !== undefined,
    () => '6',
  ),
  value(
    'attribute-null',
    'null',
    () => true,
    () => 'null',
  ),
  value(
    'attribute-type-unsupported',
    'an array of texts',
    () => true,
    () => '["a","b"]',
  ),
  value(
    'attribute-type-unsupported',
    'an array of all sorts',
    () => true,
    () => '[{"id":1},2]',
  ),
  value('type-lock', 'a number as text', isOf('number'), (dice) => `"${dice.below(1000)}"`),
  value('type-lock', 'a text as a number', isOf('string'), (dice) => String(dice.below(1000))),
  value('type-lock', 'true as text', isOf('boolean'), () => '"true"'),
  value('type-lock', 'a date in words', isOf('date'), () => '"next Tuesday"'),
  value('type-lock', 'one object for a list', isOf('object[]'), (dice) => objectOf(dice)),
  value('type-lock', 'a list for one object', isOf('object'), (dice) => `[${objectOf(dice)}]`),
  {
    rule: 'type-lock',
    kind: 'an undeclared attribute of another type than its earliest',
    share: 2,
    of: ({ open }) => open,
    // What it was first sent as must be certain: the first value is a while ago.
    can: ({ event: { scoredSince }, seconds }) => scoredSince !== undefined && seconds > scoredSince + 120,
    plant(draft, dice) {
      const member = draft.attributes.find(([name]) => name === 'batch_score');
      if (member) member[1] = `"${dice.below(100)}"`;
      else draft.attributes.push(['batch_score', `"${dice.below(100)}"`]);
      return { attribute: 'batch_score' };
    },
  },

  // The event as a whole.
  {
    rule: 'missing-attribute',
    kind: 'a required attribute left out',
    plant(draft, dice) {
      const required = draft.event.attributes.filter((attribute) => attribute.required);
      const { name } = dice.pick(required);
      draft.attributes = draft.attributes.filter((member) => member[0] !== name);
      return { attribute: name };
    },
  },
  { rule: 'deprecated', kind: 'a deprecated event', of: ({ old }) => [old], plant: () => ({}) },
  extra('deprecated', 'a deprecated attribute', (draft) => draft.event.old.name, {}, {}),
  extra('deprecated', 'a removed attribute', (draft) => draft.event.reserved, {}, {}),
  many('attribute-count', 'over 255 attributes', { s: 180, n: 80 }),
  many('attribute-type-count', 'over 200 texts', { s: 201 }, 0.1),
  many('attribute-type-count', 'over 100 numbers', { n: 101 }, 0.2),
  many('attribute-type-count', 'over 20 booleans', { b: 21 }),
  many('attribute-type-count', 'over 20 dates', { d: 21 }),
  many('attribute-type-count', 'over 20 objects', { o: 21 }),
  many('attribute-type-count', 'over 5 lists', { l: 6 }),

  // The envelope.
  { rule: 'user-identity', kind: 'no userID', plant: set('user', () => undefined) },
  { rule: 'user-identity', kind: 'an empty userID', plant: set('user', () => '') },
  {
    rule: 'event-time',
    kind: 'ISO 8601',
    plant: set('time', (time) => time.replace(' ', 'T')),
  },
  { rule: 'event-time', kind: 'no such day', plant: set('time', () => '2026-02-29 18:30:00') },
  {
    rule: 'payload-schema',
    kind: 'a field of another API',
    plant: set('fields', () => ['"user_params":{"city":"Pune"}']),
  },
  { rule: 'payload-schema', kind: 'ltv as a number', plant: set('fields', () => ['"ltv":25']) },
  {
    rule: 'payload-schema',
    kind: 'an unknown platform',
    plant: set('context', () => '{"platform":"ios"}'),
  },
  {
    rule: 'payload-schema',
    kind: 'no attributes',
    plant(draft) {
      draft.attributes = undefined;
      const lacking = draft.event.attributes.filter((attribute) => attribute.required).length;
      return { also: { 'missing-attribute': lacking } };
    },
  },
  { rule: 'payload-schema', kind: 'no event_name', plant: set('name', () => undefined) },
  {
    rule: 'user-before-event',
    kind: 'an event that creates its user, through the Events API',
    of: ({ creating }) => [creating],
    plant: () => ({}),
  },
  ...lineFaults,
].map((kind) => ({ share: 1, of: ({ usual }) => usual, can: () => true, ...kind }));

/** Kinds of faults by rule. */
export const faultsByRule = new Map();
for (const kind of kinds) faultsByRule.set(kind.rule, [...(faultsByRule.get(kind.rule) ?? []), kind]);

/** A fault in the event's name; most such names are unknown as well. */
function event(rule, kind, rename, also = {}, unknown = { 'unknown-event': 1 }) {
  return {
    rule,
    kind,
    of: ({ usual, open }) => usual.filter((one) => !open.includes(one)),
    plant(draft) {
      draft.name = rename(draft.name);
      // Nothing declares that this is a text.
      if (draft.dateInText) draft.dateInText[1] = '"as ever"';
      return { also: { ...also, ...unknown } };
    },
  };
}

/** An attribute too many; most are unknown as well. */
function extra(rule, kind, name, also = {}, unknown = { 'unknown-attribute': 1 }) {
  return {
    rule,
    kind,
    of: ({ usual, open }) => usual.filter((one) => !open.includes(one)),
    plant(draft, dice) {
      const attribute = typeof name === 'string' ? name : name(draft);
      draft.attributes.splice(dice.below(draft.attributes.length), 0, [attribute, `"${words(dice, 2)}"`]);
      return { attribute, also: { ...also, ...unknown } };
    },
  };
}

/** A value that is wrong for what its attribute was declared to be. */
function value(rule, kind, fits, wrong) {
  const members = (draft) => draft.attributes.filter(([, , attribute]) => attribute && fits(attribute));
  return {
    rule,
    kind,
    of: ({ usual }) => usual.filter(({ attributes }) => attributes.some(fits)),
    can: (draft) => members(draft).length > 0,
    plant(draft, dice) {
      const member = dice.pick(members(draft));
      member[1] = wrong(dice);
      return { attribute: member[0] };
    },
  };
}

/** A part of the draft replaced. */
function set(part, change) {
  return (draft) => {
    draft[part] = change(draft[part]);
  };
}

const samples = {
  s: () => '"x"',
  n: (i) => String(i),
  b: () => 'true',
  d: () => '"2026-11-01"',
  o: () => '{}',
  l: () => '[]',
};

/** So many attributes of a type that they are too many, on an event that allows undeclared ones. */
function many(rule, kind, counts, share = 1) {
  return {
    rule,
    kind,
    share,
    isLarge: true,
    of: ({ open }) => open,
    plant(draft) {
      for (const [letter, count] of Object.entries(counts))
        for (let i = 1; i <= count; i++) draft.attributes.push([`${letter}_${i}`, samples[letter](i)]);
      return {};
    },
  };
}

function isOf(type) {
  // What is declared with bounds is judged by them as well, where the type is right.
  return (attribute) => attribute.type === type && !attribute.isOld;
}

function isPlainText({ type, enum: allowed, pattern, max_bytes: most }) {
  return type === 'string' && !allowed && !pattern && !most;
}

function pascal(name) {
  return title(name).replaceAll(' ', '');
}

function title(name) {
  return name.replace(
    /(?:^|_)([a-z])/g,
    (start, letter) => `${start.length > 1 ? ' ' : ''}${letter.toUpperCase()}`,
  );
}
