/**
 * Scores `eventlint extract` on checkouts of the labelled repositories: node test/corpus/score.mjs <folder>
 *
 * The folder holds a checkout of each, under the name of its label file, at the commit that the file names. Prints, for each
 * and for all: how many of the labelled sites were found, with the right names and the right attributes, how many types
 * agree, and how many look-alikes were taken for sites.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parse, stringify } from 'yaml';

const here = import.meta.dirname;
const cli = join(here, '../../dist/eventlint.cjs');

/** Every label file, by the name of its repository. */
export function labels() {
  return readdirSync(here)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => ({ name: basename(file, '.yaml'), ...parse(readFileSync(join(here, file), 'utf8')) }));
}

/** The call sites of a checkout, as `extract --format json` lists them. */
export function extracted(folder, calls) {
  const temporary = mkdtempSync(join(tmpdir(), 'eventlint-corpus-'));
  try {
    const config = join(temporary, 'eventlint.yaml');
    writeFileSync(config, stringify({ calls }));
    const run = spawnSync(process.execPath, [cli, 'extract', '--config', config, '--format', 'json'], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    if (run.status !== 0) throw new Error(run.stderr);
    return JSON.parse(run.stdout).callSites;
  } finally {
    rmSync(temporary, { recursive: true });
  }
}

/** Compares what was found with what is labelled; says in `faults` what differs. */
export function score({ sites, not = [] }, found) {
  const at = Map.groupBy
    ? Map.groupBy(found, ({ file, line }) => `${file}:${line}`)
    : found.reduce((all, each) => {
        const key = `${each.file}:${each.line}`;
        return all.set(key, [...(all.get(key) ?? []), each]);
      }, new Map());
  const result = {
    sites: 0,
    names: 0,
    attributes: 0,
    types: 0,
    typesOpen: 0,
    typesWrong: 0,
    false: 0,
    faults: [],
  };
  for (const label of sites) {
    const here = at.get(label.at) ?? [];
    if (here.length === 0) {
      result.faults.push(`${label.at} was not found`);
      continue;
    }
    result.sites++;
    const named = here.find((each) => sameNames(each, label));
    if (named) result.names++;
    else
      result.faults.push(
        `${label.at} is ${here.map(({ event }) => event.names.join('|') || '?')}, not ${label.names.join('|') || '?'}`,
      );
    const site = named ?? here[0];
    if (
      sameSet(
        site.attributes.map(({ name }) => name),
        Object.keys(label.attributes),
      ) &&
      site.open === (label.open ?? false)
    )
      result.attributes++;
    else
      result.faults.push(
        `${label.at} has other attributes: ${site.attributes.map(({ name }) => name)}${site.open ? ', open' : ''}`,
      );
    for (const { name, types } of site.attributes) {
      const said = label.attributes[name];
      if (said === undefined || said === '?') continue;
      if (types.includes('unknown')) result.typesOpen++;
      else if (types.join('|') === said) result.types++;
      else {
        result.typesWrong++;
        result.faults.push(`${label.at} ${name} is ${types.join('|')}, not ${said}`);
      }
    }
  }
  for (const { at: place, why } of not)
    if (at.has(place)) {
      result.false++;
      result.faults.push(`${place} was taken for a call site: it is ${why}`);
    }
  return result;
}

function sameNames({ event }, { names, dynamic = false }) {
  return sameSet(event.names, names) && event.dynamic === dynamic;
}

function sameSet(a, b) {
  return a.length === b.length && a.every((each) => b.includes(each));
}

if (process.argv[1] === import.meta.filename) {
  const [folder = '.'] = process.argv.slice(2);
  const total = {
    labelled: 0,
    sites: 0,
    names: 0,
    attributes: 0,
    types: 0,
    typesOpen: 0,
    typesWrong: 0,
    false: 0,
    not: 0,
  };
  for (const label of labels()) {
    const checkout = join(folder, label.name);
    if (!existsSync(checkout)) {
      console.log(`${label.name}: no checkout of ${label.repository} at ${label.commit} in ${folder}`);
      continue;
    }
    const result = score(label, extracted(checkout, label.calls));
    const counts = { ...result, labelled: label.sites.length, not: (label.not ?? []).length };
    for (const key of Object.keys(total)) total[key] += counts[key];
    console.log(`${label.name}: ${line(counts)}`);
    for (const fault of result.faults) console.log(`  ${fault}`);
  }
  if (total.labelled === 0) {
    console.log('Nothing was scored.');
    process.exitCode = 1;
  } else console.log(`all: ${line(total)}`);
}

function line({ labelled, sites, names, attributes, types, typesOpen, typesWrong, not, ...counts }) {
  const percent = (part) => `${((100 * part) / labelled).toFixed(1)} %`;
  const said = types + typesOpen + typesWrong;
  return `${labelled} labelled; sites ${percent(sites)}, names ${percent(names)}, attributes ${percent(attributes)}; of ${said} types ${types} agree, ${typesOpen} are unknown, ${typesWrong} differ; ${counts.false} of ${not} look-alikes taken for sites`;
}
