// Writes a corpus of events with its registry and the list of its faults: the same seed writes the same bytes anywhere.
//
//   node bench/events.mjs <folder> [--events 1000000] [--shape mixed] [--faults 0.005] [--seed 42]
//
// mixed     an entry of the Events API on each line; optional attributes drop out, so that shapes vary
// clean     the same without faults
// uniform   without faults, and every entry of an event has the same attributes
// wide      two hundred attributes an entry
// batch     a request body of 1,000 entries on each line
// one-line  one request body of all entries, without a line end
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Corpus } from './events/corpus.mjs';
import { registryOf } from './events/plan.mjs';
import { Sink } from './events/sink.mjs';

const shapes = ['mixed', 'clean', 'uniform', 'wide', 'batch', 'one-line'];

/**
 * Writes `events.ndjson` (`events.json` for one line), `event-registry.yaml`, `faults.ndjson` (each planted fault: its line, rule,
 * kind, event, attribute) and `manifest.json` (what was planted, and how many findings of each rule there must be) into
 * `folder`. Returns the manifest.
 *
 * @param {string} folder
 * @param {{ events?: number, shape?: string, faults?: number, seed?: number }} [options] `faults`: how often each rule is broken.
 */
export function writeCorpus(folder, { events = 1_000_000, shape = 'mixed', faults = 0.005, seed = 42 } = {}) {
  if (!shapes.includes(shape)) throw new Error(`no such shape: ${shape}; there are ${shapes.join(', ')}`);
  const corpus = new Corpus({
    events,
    shape,
    faults: ['clean', 'uniform'].includes(shape) ? 0 : faults,
    seed,
  });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'event-registry.yaml'), registryOf(corpus.plan));
  const file = shape === 'one-line' ? 'events.json' : 'events.ndjson';
  const [data, list] = [new Sink(join(folder, file)), new Sink(join(folder, 'faults.ndjson'))];
  corpus.write(data, list);
  data.close();
  list.close();
  const bytes = statSync(join(folder, file)).size;
  const manifest = { file, shape, seed, bytes, ...corpus.counts() };
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

/** The manifest of a corpus that was written before with the same options; written now if there is none. */
export function corpusIn(folder, options) {
  const key = JSON.stringify([options, sources()]);
  const mark = join(folder, 'made-from.json');
  try {
    if (readFileSync(mark, 'utf8') === key)
      return JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  } catch {
    // There is none, or not a whole one.
  }
  const manifest = writeCorpus(folder, options);
  writeFileSync(mark, key);
  return manifest;
}

/** What a corpus is made by, so that one that another version wrote is written anew. */
function sources() {
  const files = readdirSync(join(import.meta.dirname, 'events')).sort();
  return [...files.map((name) => `events/${name}`), 'random.mjs']
    .map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'))
    .join('\n');
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      events: { type: 'string' },
      shape: { type: 'string' },
      faults: { type: 'string' },
      seed: { type: 'string' },
    },
  });
  const [folder] = positionals;
  if (!folder)
    throw new Error(
      'usage: node bench/events.mjs <folder> [--events n] [--shape mixed] [--faults 0.005] [--seed 42]',
    );
  const { events, shape, faults, seed } = values;
  const numbers = { events, faults, seed };
  const given = Object.entries(numbers).filter(([, value]) => value !== undefined);
  const manifest = writeCorpus(folder, {
    ...Object.fromEntries(given.map(([key, value]) => [key, Number(value)])),
    ...(shape !== undefined && { shape }),
  });
  console.log(JSON.stringify(manifest, null, 2));
}
