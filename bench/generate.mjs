// Seeded inputs for the benchmarks: the same seed writes the same bytes anywhere.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A small generator of pseudo-random numbers in [0, 1) (mulberry32). */
export function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const words =
  'order cart product search banner review wish list user account coupon gift store page video story level point card refund'.split(
    ' ',
  );
const verbs = 'placed viewed updated removed opened clicked shared rated saved started finished'.split(' ');
const types = ['string', 'number', 'boolean', 'date', 'object', 'object[]'];

/** `count` events as NDJSON, with the registry that declares them. One event in a thousand has a fault. */
export function writeEvents(folder, count, seed = 1) {
  const next = random(seed);
  const pick = (list) => list[Math.floor(next() * list.length)];
  const events = new Map();
  while (events.size < 40) {
    const attributes = new Map();
    const size = 5 + Math.floor(next() * 21);
    while (attributes.size < size)
      attributes.set(`${pick(words)}_${pick(words)}`, types[Math.floor(next() ** 2 * types.length)]);
    events.set(`${pick(words)}_${pick(verbs)}`, attributes);
  }
  const registry = ['registry: 1', 'defaults: { owner: bench }', 'events:'];
  for (const [name, attributes] of events) {
    registry.push(`  ${name}:`, '    description: Generated.', '    attributes:');
    for (const [attribute, type] of attributes) registry.push(`      ${attribute}: ${type}`);
  }
  const value = {
    string: () => `${pick(words)} ${pick(words)} ${Math.floor(next() * 1e6)}`,
    number: () => Math.floor(next() * 1e5) / 100,
    boolean: () => next() < 0.5,
    date: () => `2026-0${1 + Math.floor(next() * 9)}-1${Math.floor(next() * 10)}`,
    object: () => ({ id: Math.floor(next() * 1e6) }),
    'object[]': () => [{ sku: pick(words), quantity: 1 + Math.floor(next() * 5) }],
  };
  const names = [...events.keys()];
  const lines = [];
  for (let i = 0; i < count; i++) {
    const name = pick(names);
    const attributes = {};
    for (const [attribute, type] of events.get(name)) if (next() < 0.9) attributes[attribute] = value[type]();
    if (i % 1000 === 999) attributes.stray = null;
    lines.push(JSON.stringify({ userID: `u${Math.floor(next() * 1e5)}`, event_name: name, attributes }));
  }
  write(join(folder, 'event-registry.yaml'), `${registry.join('\n')}\n`);
  write(join(folder, 'events.ndjson'), `${lines.join('\n')}\n`);
}

/** `count` TypeScript modules of about two hundred lines, of which one in twenty sends events. */
export function writeCode(folder, count, seed = 2) {
  const next = random(seed);
  const pick = (list) => list[Math.floor(next() * list.length)];
  write(join(folder, 'event-registry.yaml'), 'registry: 1\ndefaults: { owner: bench }\nevents: {}\n');
  write(
    join(folder, 'src/names.ts'),
    `export const names = { paid: 'order_placed', left: 'cart_left' } as const;\n`,
  );
  for (let i = 0; i < count; i++) {
    const lines = [`import { names } from '../names';`];
    for (let f = 0; f < 20; f++) {
      const [a, b] = [pick(words), pick(verbs)];
      lines.push(
        `export function ${a}${f}(input: { id: number; title: string }, options = { ${b}: true }) {`,
        `  const list = [input].map((each) => ({ ...each, label: \`\${each.title} of ${a}\` }));`,
        `  if (!options.${b} || list.length === 0) return undefined;`,
        ...(i % 20 === 0 && f < 3
          ? [`  nv('event', names.paid, { order_id: input.id, title: input.title, total: ${f} });`]
          : []),
        `  return list.filter((each) => each.id > ${f}).reduce((sum, each) => sum + each.id, 0);`,
        '}',
        '',
      );
    }
    write(join(folder, `src/m${i % 30}/file${i}.ts`), lines.join('\n'));
  }
}

function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
