import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const here = import.meta.dirname;
const cli = resolve(here, '../../dist/eventlint.cjs');
const node = process.execPath;
const packages = {
  'ajv-cli': '5.0.0',
  '@sourcemeta/jsonschema': '16.11.0',
  '@duckdb/node-api': '1.5.6-r.1',
};

/**
 * What is measured: `size`, the corpus that it gets; `command`, what is run on it; `fine`, the exit codes of a run that worked; `found`,
 * what its output says is wrong: lines, or counts by rule. Peers are installed into `cache`; `only` chooses some by the
 * beginning of their names.
 */
export function contendersIn(cache, only) {
  const skipped = [];
  const installed = (name) => {
    const why = install(cache, name);
    if (why !== undefined) skipped.push({ name, why });
    return why === undefined;
  };
  const wanted = (name) => !only || only.some((start) => name.startsWith(start));
  const bin = (name) => join(cache, 'node_modules/.bin', name);
  const all = [...eventlint(), ...ajv()];
  if (wanted('ajv-cli') && installed('ajv-cli')) all.push(ajvCli(bin('ajv')));
  if (wanted('@sourcemeta') && installed('@sourcemeta/jsonschema'))
    all.push(...sourcemeta(bin('jsonschema')));
  if (wanted('DuckDB') && installed('@duckdb/node-api')) all.push(duckdb(cache));
  const jqVersion = spawnSync('jq', ['--version'], { encoding: 'utf8' }).stdout?.trim();
  if (jqVersion) all.push(jq(jqVersion));
  else if (wanted('jq')) skipped.push({ name: 'jq', why: 'not on the PATH' });
  const chosen = all.filter(({ name }) => wanted(name));
  const references = [...new Set(chosen.map(({ size }) => size))].map(reference);
  return { contenders: [...references, ...chosen], skipped };
}

function reference(size) {
  return {
    name: '`JSON.parse` of every line',
    size,
    isReference: true,
    command: ({ file }) => [node, join(here, 'parse-lines.mjs'), file],
    found: linesIn,
  };
}

function eventlint() {
  const check =
    (...more) =>
    ({ file }) => [node, cli, 'check', file, '--format', 'json', ...more];
  const common = { size: 'large', fine: [0, 1], found: countsIn };
  const hasJobs = /--jobs/.test(spawnSync(node, [cli, 'check', '--help'], { encoding: 'utf8' }).stdout);
  return [
    {
      ...common,
      name: 'eventlint check',
      isJudged: true,
      command: check(...(hasJobs ? ['--jobs', '1'] : [])),
    },
    ...(hasJobs ? [{ ...common, name: 'eventlint check --jobs 2', command: check('--jobs', '2') }] : []),
    {
      name: 'eventlint audit --partial',
      size: 'large',
      isShard: true,
      command: ({ file }) => ['sh', '-c', `"${node}" "${cli}" audit --partial < "${file}"`],
    },
  ];
}

function ajv() {
  const command =
    (...more) =>
    ({ schemas, file }) => [node, join(here, 'ajv-lines.mjs'), schemas, file, ...more];
  const { version } = JSON.parse(readFileSync(resolve(here, '../../node_modules/ajv/package.json'), 'utf8'));
  return [
    {
      name: `ajv ${version}, a schema an event`,
      size: 'large',
      isJudged: true,
      command: command(),
      found: linesIn,
    },
    { name: `ajv ${version}, all errors`, size: 'large', command: command('--all-errors'), found: linesIn },
  ];
}

/** One array is all that it takes; an error is told by the index in it. */
function ajvCli(bin) {
  return {
    name: `ajv-cli ${packages['ajv-cli']}`,
    size: 'small',
    isJudged: true,
    fine: [0, 1],
    command: ({ folder, array }) => [
      'sh',
      '-c',
      `"${bin}" validate --strict=false --all-errors --errors=json -s "${folder}/array.schema.json" -d "${array}" 2>&1`,
    ],
    found: (output, { lineOf }) => {
      const paths = readFileSync(output, 'utf8').matchAll(/"instancePath": "\/(\d+)/g);
      return new Set([...paths].map(([, index]) => lineOf[Number(index)]));
    },
  };
}

function sourcemeta(bin) {
  const command =
    (...more) =>
    ({ schema, readable }) => [bin, 'validate', schema, readable, '--continue', ...more];
  const found = (output, { lineOf }) => {
    const told = readFileSync(output, 'utf8').matchAll(/\(entry #(\d+)\)/g);
    return new Set([...told].map(([, entry]) => lineOf[Number(entry) - 1]));
  };
  const name = `@sourcemeta/jsonschema ${packages['@sourcemeta/jsonschema']}`;
  const both = (more) => (corpus) => ['sh', '-c', '"$@" 2>&1', 'sh', ...command(...more)(corpus)];
  return [
    {
      name: `${name} --fast`,
      size: 'middle',
      isJudged: true,
      fine: [0, 2],
      command: both(['--fast']),
      found,
    },
    { name: `${name}, exhaustive`, size: 'small', fine: [0, 2], command: both([]), found },
  ];
}

function duckdb(cache) {
  return {
    name: `DuckDB ${packages['@duckdb/node-api'].replace(/-.*/, '')} in SQL, one thread`,
    size: 'middle',
    isJudged: true,
    command: ({ declared, readable }) => [node, join(here, 'duckdb.mjs'), cache, declared, readable, '1'],
    found: (output, { lineOf }) => new Set([...linesIn(output)].map((line) => lineOf[line - 1])),
  };
}

function jq(version) {
  const program = join(here, 'check.jq');
  return {
    name: `${version.replace('-', ' ')}, a program of 70 lines`,
    size: 'small',
    isJudged: true,
    command: ({ lookUp, file }) => ['jq', '-nR', '--slurpfile', 'registry', lookUp, '-f', program, file],
    found: linesIn,
  };
}

function linesIn(output) {
  const text = readFileSync(output, 'utf8').trim();
  return new Set(text === '' ? [] : text.split('\n').map(Number));
}

function countsIn(output) {
  const counts = new Map();
  for (const { ruleId, count = 1 } of JSON.parse(readFileSync(output, 'utf8')).findings)
    counts.set(ruleId, (counts.get(ruleId) ?? 0) + count);
  return counts;
}

/** Installs a package at its pinned version; returns why that did not work. */
function install(cache, name) {
  const wanted = packages[name];
  const manifest = join(cache, 'node_modules', name, 'package.json');
  if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).version === wanted) return undefined;
  mkdirSync(cache, { recursive: true });
  if (!existsSync(join(cache, 'package.json')))
    writeFileSync(join(cache, 'package.json'), '{ "private": true }\n');
  const args = ['install', '--no-audit', '--no-fund', '--silent', `${name}@${wanted}`];
  const { status, stderr } = spawnSync('npm', args, {
    cwd: cache,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  return status === 0 ? undefined : `npm could not install it: ${stderr.trim().split('\n')[0] ?? ''}`;
}
