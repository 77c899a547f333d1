// Measures eventlint beside the floors that it cannot go below, in one run: fresh processes, round-robin, so that a busy
// machine slows all of them alike. Only the ratios mean something.
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { writeCode } from './code.mjs';
import { writeCorpus } from './events.mjs';

const [rounds, events, modules] = [
  Number(process.env.ROUNDS ?? 7),
  Number(process.env.EVENTS ?? 50_000),
  Number(process.env.MODULES ?? 3000),
];
const cli = resolve(import.meta.dirname, '../dist/eventlint.cjs');
const folder = mkdtempSync(join(tmpdir(), 'eventlint-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const at = (name) => join(folder, name);
for (const name of ['payload', 'one']) mkdirSync(at(name));
writeCorpus(at('stream'), { events });
writeCode(at('code'), modules);
writeCode(at('changed'), modules);
writeFileSync(
  at('one/event-registry.yaml'),
  'registry: 1\ndefaults: { owner: bench }\nevents: { a: { description: A. } }\n',
);
writeFileSync(at('one/a.ts'), `nv('event', 'a', {});\n`);
writeFileSync(
  at('payload/event-registry.yaml'),
  'registry: 1\ndefaults: { owner: bench }\nevents: { a: { description: A. } }\n',
);
writeFileSync(at('payload/a.events.json'), '{"userID":"u1","event_name":"a","attributes":{}}\n');

const parseLines = `for (const line of require('fs').readFileSync(process.argv[1], 'utf8').split('\\n')) if (line) JSON.parse(line);`;
const searchFiles = `
const fs = require('fs');
for (const file of fs.readdirSync(process.argv[1], { recursive: true }))
  if (file.endsWith('.ts')) /\\bnv\\b/.test(fs.readFileSync(process.argv[1] + '/' + file, 'latin1'));`;
const parseFiles = `
const [fs, ts] = [require('fs'), require(process.argv[2])];
for (const file of fs.readdirSync(process.argv[1], { recursive: true }))
  if (file.endsWith('.ts')) ts.createSourceFile(file, fs.readFileSync(process.argv[1] + '/' + file, 'utf8'), 99, true);`;
const typescript = resolve(import.meta.dirname, '../node_modules/typescript');

/** Three modules: those whose number leaves a remainder of 0 by 20 hold call sites. */
function some(remainder) {
  return [20, 40, 60].map((number) => `src/m${(number + remainder) % 30}/file${number + remainder}.ts`);
}

/** As a hook finds a project: two of three files have changed since it was last looked at. */
function change() {
  for (const file of some(0).slice(1)) appendFileSync(at(`changed/${file}`), '// changed\n');
}

/** A repository of one's own, and the configuration that says what its tracking calls look like. */
const { CODE: repository, CONFIG: configuration } = process.env;
const eachFile = (test, use) => `
const [fs, { execSync }] = [require('fs'), require('child_process')];
const folder = process.argv[1];
for (const file of execSync('git ls-files -z', { cwd: folder, maxBuffer: 1e9 }).toString().split('\\0'))
  if (${test}.test(file) && fs.existsSync(folder + '/' + file)) { ${use} }`;
const searchRepository = eachFile(
  /\.([mc]?[jt]sx?|vue|svelte)$/,
  `/\\bnv\\b/.test(fs.readFileSync(folder + '/' + file, 'latin1'));`,
);
const parseRepository = eachFile(
  /\.[mc]?[jt]sx?$/,
  `require(process.argv[2]).createSourceFile(file, fs.readFileSync(folder + '/' + file, 'utf8'), 99, true);`,
);

/** Each group's first entry is its floor. */
const generated = {
  'Start-up': [
    ['node -e 0', ['-e', '0'], '.'],
    ['eventlint --version', [cli, '--version'], '.'],
    ['eventlint explain type-lock', [cli, 'explain', 'type-lock'], 'payload'],
    ['eventlint, one payload', [cli], 'payload'],
    ['eventlint, one code file', [cli], 'one'],
  ],
  [`Payloads: ${events.toLocaleString('en')} events, ${megabytes('stream/events.ndjson')} of NDJSON`]: [
    ['JSON.parse of every line', ['-e', parseLines, at('stream/events.ndjson')], 'stream'],
    ['eventlint check', [cli, 'check', 'events.ndjson'], 'stream'],
  ],
  [`Code: ${modules.toLocaleString('en')} modules, one in twenty with call sites`]: [
    ['read and search every file', ['-e', searchFiles, at('code/src')], 'code'],
    ['TypeScript parses every file', ['-e', parseFiles, at('code/src'), typescript], 'code'],
    ['eventlint extract, cold', [cli, 'extract', '--no-cache'], 'code'],
    ['eventlint extract, nothing changed', [cli, 'extract'], 'code'],
    ['eventlint extract, three files of it', [cli, 'extract', ...some(0)], 'code'],
    ['eventlint extract, three files without call sites', [cli, 'extract', ...some(1)], 'code'],
    ['eventlint extract, three files, two of them changed', [cli, 'extract', ...some(0)], 'changed', change],
  ],
};
const own = {
  [`Code: ${repository}`]: [
    ['read and search every file', ['-e', searchRepository, repository], '.'],
    ['TypeScript parses every file', ['-e', parseRepository, repository, typescript], '.'],
    ['eventlint extract, cold', [cli, 'extract', '--no-cache', '--config', configuration], repository],
    ['eventlint extract, nothing changed', [cli, 'extract', '--config', configuration], repository],
  ],
};
const groups = repository ? own : generated;

const { NODE_EXTRA_CA_CERTS: _, ...inherited } = process.env;
const env = { ...inherited, XDG_CACHE_HOME: at('caches') };
// What is remembered must be two seconds old when it is recalled.
spawnSync(process.execPath, ['-e', 'setTimeout(() => {}, 2500)']);
spawnSync(process.execPath, [cli, 'extract'], { cwd: at('changed'), env });
for (const [title, entries] of Object.entries(groups)) {
  const times = entries.map(() => []);
  for (let round = 0; round < rounds; round++)
    entries.forEach(([, args, cwd, prepare], i) => {
      prepare?.();
      const start = process.hrtime.bigint();
      const { status, error } = spawnSync(process.execPath, args, {
        cwd: resolve(folder, cwd),
        env,
        stdio: 'ignore',
      });
      if (error || status === 2 || status === null) throw error ?? new Error(`${args.join(' ')} failed`);
      times[i].push(Number(process.hrtime.bigint() - start) / 1e6);
    });
  console.log(`\n${title}\n`);
  console.log('| | median ms | least ms | times its floor |\n|---|---|---|---|');
  const floor = median(times[0]);
  entries.forEach(([name], i) => {
    const middle = median(times[i]);
    console.log(
      `| ${name} | ${middle.toFixed(0)} | ${Math.min(...times[i]).toFixed(0)} | ${(middle / floor).toFixed(2)} |`,
    );
  });
}

if (!repository) console.log('\nLoads the parser\n');
for (const [name, args, cwd] of groups['Start-up']?.slice(1) ?? [])
  console.log(`- ${name}: ${loadsCompiler(args, at(cwd)) ? 'yes' : 'no'}`);

/** Whether a run of the command has the compiler or its parser among its CommonJS modules in the end. */
function loadsCompiler(args, cwd) {
  const probe = `import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
process.on('exit', () => process.stderr.write(Object.keys(require.cache).some((file) => /node_modules.typescript.|dist.parser\\.cjs$/.test(file)) ? 'LOADED' : ''));`;
  const loader = `data:text/javascript,${encodeURIComponent(probe.replace('import.meta.url', JSON.stringify(`file://${cli}`)))}`;
  const { stderr } = spawnSync(process.execPath, ['--import', loader, ...args], {
    cwd,
    env,
    encoding: 'utf8',
  });
  return stderr.includes('LOADED');
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function megabytes(name) {
  return `${(statSync(at(name)).size / 1e6).toFixed(0)} MB`;
}
