// Checks one corpus with eventlint and with what else could check it, in one run: fresh processes in interleaved rounds, so that a
// busy machine slows all of them alike. Only the ratios to `JSON.parse` of every line, per event, mean something.
//
//   node bench/peers.mjs [--events 1000000] [--rounds 5] [--only eventlint,jq] [--cache <folder>]
//
// Slower tools get the first part of the corpus. Peers are installed into the cache folder; one that cannot be is said and skipped.
import { mkdirSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { contendersIn } from './peers/contenders.mjs';
import { corpusOf } from './peers/corpus.mjs';
import { measure, median } from './peers/measure.mjs';
import { score } from './peers/score.mjs';

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '5' },
    only: { type: 'string' },
    cache: {
      type: 'string',
      default: join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'eventlint-bench'),
    },
  },
});
const [events, rounds] = [Number(values.events), Number(values.rounds)];
/** Sizes by how fast a tool is: the whole, a fifth, a fiftieth. */
const sizes = { large: events, middle: Math.ceil(events / 5), small: Math.ceil(events / 50) };

mkdirSync(values.cache, { recursive: true });
const { contenders, skipped } = contendersIn(values.cache, values.only?.split(','));
const corpora = Object.fromEntries(
  [...new Set(contenders.map(({ size }) => size))].map((size) => [
    size,
    corpusOf(join(values.cache, size), sizes[size]),
  ]),
);

console.log(
  `${cpus()[0].model}, ${availableParallelism()} threads, Node ${process.versions.node}; ${rounds} rounds\n`,
);
for (const [size, { manifest }] of Object.entries(corpora))
  console.log(
    `- ${size}: ${count(manifest.events)} events, ${(manifest.bytes / 1e6).toFixed(0)} MB, ${count(sum(manifest.planted))} faults`,
  );
for (const { name, why } of skipped) console.log(`- not measured: ${name} (${why})`);

const results = contenders.map((contender) => ({ contender, runs: [] }));
for (let round = 0; round < rounds; round++)
  for (const result of results) {
    const { contender, runs } = result;
    const corpus = corpora[contender.size];
    const output = join(values.cache, 'output');
    const run = measure(contender.command(corpus), { cwd: corpus.folder, output, fine: contender.fine });
    if (round === 0 && contender.found) result.score = score(contender.found(output, corpus), corpus);
    runs.push(run);
    rmSync(output, { force: true });
    process.stderr.write('.');
  }
process.stderr.write('\n');

printSpeed();
printRules();
printCost();

/** Per event, as tools are given corpora of several sizes; each is held against the reference on its own corpus. */
function printSpeed() {
  console.log(
    '\n| | events | s, least–most | events/s | times `JSON.parse` | CPU, times | MB of memory | of the faults found | wrongly told |',
  );
  console.log('|---|---|---|---|---|---|---|---|---|');
  for (const { contender, runs, score: found } of results) {
    const { manifest } = corpora[contender.size];
    const floor = results.find(
      (one) => one.contender.isReference && one.contender.size === contender.size,
    ).runs;
    const wall = median(runs.map((run) => run.wall));
    const most = Math.max(...runs.map((run) => run.wall));
    const least = Math.min(...runs.map((run) => run.wall));
    const ratio = (what) => median(runs.map((run, i) => run[what] / floor[i][what]));
    const cells = [
      contender.name,
      count(manifest.events),
      `${wall.toFixed(2)}, ${least.toFixed(2)}–${most.toFixed(2)}`,
      count(Math.round(manifest.events / wall)),
      ratio('wall').toFixed(2),
      runs[0].cpu === undefined ? '?' : ratio('cpu').toFixed(2),
      runs[0].memory === undefined ? '?' : Math.max(...runs.map((run) => run.memory)).toFixed(0),
      contender.isReference || !found ? '–' : percent(found.found, found.planted),
      contender.isReference || !found ? '–' : count(found.wrong),
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}

/** Which rules' faults each tool sees at all. */
function printRules() {
  const judged = results.filter(({ contender }) => contender.isJudged);
  const rules = [...new Set(judged.flatMap(({ score: { byRule } }) => [...byRule.keys()]))].sort();
  console.log(`\n| faults found | ${judged.map(({ contender }) => contender.name).join(' | ')} |`);
  console.log(`|---|${'---|'.repeat(judged.length)}`);
  for (const rule of rules) {
    const cells = judged.map(({ score: { byRule } }) => {
      const { found = 0, planted = 0 } = byRule.get(rule) ?? {};
      return planted === 0 ? '–' : percent(found, planted);
    });
    console.log(`| \`${rule}\` | ${cells.join(' | ')} |`);
  }
}

/** What a cluster pays for: seconds of a processor. */
function printCost() {
  const shard = results.find(({ contender }) => contender.isShard);
  if (shard?.runs[0].cpu === undefined) return;
  const seconds = median(shard.runs.map(({ cpu }) => cpu));
  const rate = corpora[shard.contender.size].manifest.bytes / 1e6 / seconds;
  const hours = 1e6 / rate / 3600;
  console.log(
    `\nA shard: ${rate.toFixed(0)} MB a second of a core, ${hours.toFixed(1)} core-hours a terabyte.`,
  );
}

function percent(part, whole) {
  // What is nearly all is not all.
  const share = (100 * part) / whole;
  return `${share > 99 && part < whole ? '>99' : share.toFixed(0)} %`;
}

function sum(counts) {
  return Object.values(counts).reduce((total, one) => total + one, 0);
}

function count(number) {
  return number.toLocaleString('en');
}
