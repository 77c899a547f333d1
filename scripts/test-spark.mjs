// Runs examples/spark on a real Apache Spark over a corpus with every fault, in many partitions and with tasks that are lost on
// the way, and compares what it prints with `eventlint check` on the same files, byte for byte. Needs Java 17 and Python 3.10
// with pip; PySpark is installed into a virtual environment in the user's cache folder. Run by CI, not by `npm test`.

import { strictEqual as equal, match, ok } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { writeCorpus } from '../bench/events.mjs';
import { root } from './steps.mjs';

const events = Number(process.env.EVENTS ?? 20_000);
const example = join(root, 'examples/spark');
const flaky = join(root, 'scripts/lose-tasks.mjs');
const scratch = mkdtempSync(join(tmpdir(), 'eventlint-spark-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

requireProgram('java', ['-version'], 'Java 17 or later');
requireProgram('python3', ['--version'], 'Python 3.10 or later');
const python = environment();
const home = run(python, ['-c', 'import os, pyspark; print(os.path.dirname(pyspark.__file__))'], root).trim();
const cli = packed();
const lake = writeLake();
const masters = ['local-cluster[2,1,1024]', 'local[2,8]'];
const master = masters.find(starts);
ok(master, 'Spark does not start here, neither as a cluster of processes nor within one.');
console.log(`Spark runs here as ${master}.`);

// The same files for all: NDJSON in folders, packed, without a last line end, and with Windows line ends.
const files = readdirSync(lake, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(scratch.length + 1))
  .sort();
const single = Object.fromEntries(['json', 'pretty'].map((format) => [format, check(files, format)]));
single.profile = profileOf(files);
ok(JSON.parse(single.json).summary.errors > 100, 'the corpus has faults');

compare('executors read byte ranges, and tasks are lost', ['--direct', 'lake']);
compare('Spark reads lines, and tasks are lost', ['lake']);
compareParquet();
refuse(
  'an eventlint that fails',
  ['--direct', 'lake', '--eventlint', 'false'],
  /^eventlint_audit: false audit --partial .* ended with 1: $/m,
);
console.log('The reports and profiles are the same.');

function compare(title, args) {
  const marks = mkdtempSync(join(scratch, 'marks-'));
  const { status, stdout, stderr } = submit(['--profile', 'profile.json', ...args], marks);
  equal(status, 1, `${title}: ended with ${status}:\n${tail(stdout + stderr)}`);
  equal(stdout, single.pretty, `${title}: another report than that of one process`);
  equal(readFileSync(join(scratch, 'report.json'), 'utf8'), single.json, `${title}: another JSON report`);
  equal(readFileSync(join(scratch, 'profile.json'), 'utf8'), single.profile, `${title}: another profile`);
  const lost = readdirSync(marks).length;
  equal(lost, 5, `${title}: of five tasks that were to be lost, ${lost} were`);
  console.log(`✔ ${title}`);
}

/** The same lines as rows of Parquet files: the number of a row is that of its line. Then events as columns. */
function compareParquet() {
  const text = `
import json, pathlib, pyarrow, pyarrow.parquet
for path in pathlib.Path("lake").rglob("*.ndjson"):
    lines = path.read_bytes().removesuffix(b"\\n").split(b"\\n")
    table = pyarrow.table({"id": range(len(lines)), "body": pyarrow.array(lines, pyarrow.binary())})
    target = pathlib.Path("parquet", path.relative_to("lake")).with_suffix(".parquet")
    target.parent.mkdir(parents=True, exist_ok=True)
    pyarrow.parquet.write_table(table, target, row_group_size=500)
rows = [{"userID": f"u{i}", "event_name": "row_sent", "attributes": {"number": i if i % 3 else None, "note": f"नोट {i}"},
    "event_time": "2026-11-01 00:00:00"} for i in range(100)]
pathlib.Path("columns").mkdir()
pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), "columns/rows.parquet", row_group_size=30)
with open("columns/rows.ndjson", "w") as file:
    for row in rows:
        row["attributes"] = {key: value for key, value in row["attributes"].items() if value is not None}
        print(json.dumps(row, ensure_ascii=False, separators=(",", ":")), file=file)
`;
  run(python, ['-c', text], scratch);
  const plain = files.filter((file) => file.endsWith('.ndjson'));
  compareRows('a column of Parquet', plain, ['--column', 'body', 'parquet']);
  compareRows('columns of Parquet', ['columns/rows.ndjson'], ['columns/rows.parquet']);
}

function compareRows(title, lines, args) {
  const named = (report) => lines.reduce((all, file) => all.replaceAll(file, inParquet(file)), report);
  const expected = withoutFingerprints(named(check(lines, 'json')));
  const { status, stdout } = submit(['--parquet', ...args]);
  equal(status, 1, `${title}: ended with ${status}:\n${tail(stdout)}`);
  equal(withoutFingerprints(readFileSync(join(scratch, 'report.json'), 'utf8')), expected, title);
  console.log(`✔ ${title}, by the number of the row`);
}

function inParquet(file) {
  return file.replace(/^lake/, 'parquet').replace(/ndjson$/, 'parquet');
}

/** A finding's identity holds the name of its file, which is another one. */
function withoutFingerprints(report) {
  return report.replaceAll(/"fingerprint": "[^"]*"/g, '"fingerprint": ""');
}

function refuse(title, args, complaint) {
  rmSync(join(scratch, 'report.json'), { force: true });
  const { status, stdout } = submit(args);
  equal(status, 2, `${title}: ended with ${status}`);
  // spark-submit joins the standard error of a Python program to its standard output.
  match(stdout, complaint, `${title}: says why`);
  ok(!existsSync(join(scratch, 'report.json')), `${title}: writes no report`);
  console.log(`✔ ${title} fails the job`);
}

/** Runs the example with shards of a few hundred kilobytes; with a folder for marks, tasks are lost. */
function submit(args, marks) {
  const inArchive = 'eventlint/package/dist/eventlint.cjs';
  const command = `${process.execPath} ${marks ? `${flaky} ${marks} ` : ''}${inArchive}`;
  return spawnSync(
    join(home, 'bin/spark-submit'),
    [
      ...['--master', master, '--archives', `${cli.archive}#eventlint`],
      ...['--conf', 'spark.ui.enabled=false', '--conf', 'spark.task.maxFailures=8'],
      ...['--conf', 'spark.sql.files.openCostInBytes=0'],
      join(example, 'eventlint_audit.py'),
      ...['--eventlint', command, '--driver-eventlint', `${process.execPath} ${cli.script}`],
      ...['--shard-mb', '0.4', '--project', '.', ...args],
      ...['--', '--format', 'pretty', '--format', 'json=report.json'],
    ],
    { cwd: scratch, encoding: 'utf8', maxBuffer: 1 << 28, env: sparkEnvironment() },
  );
}

function sparkEnvironment() {
  return {
    ...process.env,
    SPARK_HOME: home,
    PYSPARK_PYTHON: python,
    SPARK_LOCAL_IP: '127.0.0.1',
    NO_COLOR: '1',
  };
}

function starts(candidate) {
  const script = join(scratch, 'starts.py');
  writeFileSync(
    script,
    'from pyspark.sql import SparkSession\nprint(SparkSession.builder.getOrCreate().sparkContext.parallelize(range(8), 4).sum())\n',
  );
  const args = ['--master', candidate, '--conf', 'spark.ui.enabled=false', script];
  const { status, stdout } = spawnSync(join(home, 'bin/spark-submit'), args, {
    encoding: 'utf8',
    env: sparkEnvironment(),
    timeout: 300_000,
  });
  const works = status === 0 && stdout.trim() === '28';
  if (!works) console.log(`Spark does not run as ${candidate} here.`);
  return works;
}

function profileOf(paths) {
  check(paths, 'json', ['--profile', 'single.json']);
  return readFileSync(join(scratch, 'single.json'), 'utf8');
}

function check(paths, format, options = []) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [cli.script, 'check', ...paths, '--format', format, ...options],
    {
      cwd: scratch,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      env: { ...process.env, NO_COLOR: '1' },
    },
  );
  equal(status, 1, `eventlint check ended with ${status}: ${stderr}`);
  return stdout;
}

/** A corpus cut into files of all sorts. */
function writeLake() {
  const corpus = join(scratch, 'corpus');
  const { file } = writeCorpus(corpus, { events });
  renameSync(join(corpus, 'event-registry.yaml'), join(scratch, 'event-registry.yaml'));
  const bytes = readFileSync(join(corpus, file));
  const cuts = [0, 0.4, 0.7, 0.8, 0.95, 1].map((share) =>
    share === 0 ? 0 : bytes.indexOf(10, Math.floor((bytes.length - 2) * share)) + 1,
  );
  const part = (i) => bytes.subarray(cuts[i], cuts[i + 1]);
  const folder = join(scratch, 'lake');
  for (const name of ['first day', 'second']) mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, 'first day/a.ndjson'), part(0));
  writeFileSync(join(folder, 'first day/b.ndjson'), part(1).subarray(0, -1));
  writeFileSync(join(folder, 'first day/c.ndjson.gz'), gzipSync(part(2)));
  writeFileSync(join(folder, 'second/a.ndjson'), Buffer.concat([Buffer.from('\n\r\n'), part(3)]));
  writeFileSync(
    join(folder, 'second/b.ndjson'),
    Buffer.from(part(4).toString('latin1').replaceAll('\n', '\r\n'), 'latin1'),
  );
  return folder;
}

/** The package as it is published, which is all that an executor needs beside Node. */
function packed() {
  run('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', scratch], root);
  const archive = join(
    scratch,
    readdirSync(scratch).find((name) => name.endsWith('.tgz')),
  );
  run('tar', ['-xzf', basename(archive)], scratch);
  return { archive, script: join(scratch, 'package/dist/eventlint.cjs') };
}

function environment() {
  const requirements = join(example, 'requirements.txt');
  const key = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'eventlint-test-spark', key);
  const made = join(folder, 'bin/python');
  if (existsSync(join(folder, 'complete'))) return made;
  console.log(`Installing PySpark into ${folder} …`);
  rmSync(folder, { recursive: true, force: true });
  run('python3', ['-m', 'venv', folder], root);
  run(made, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements], root);
  writeFileSync(join(folder, 'complete'), '');
  return made;
}

function requireProgram(name, args, what) {
  if (spawnSync(name, args).status === 0) return;
  console.error(`Nothing was tested: this needs ${what}, and \`${name}\` does not run.`);
  process.exit(1);
}

function tail(text) {
  return text
    .split('\n')
    .filter((line) => !/ INFO |^\s+at /.test(line))
    .slice(-40)
    .join('\n');
}

function run(command, args, cwd) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0)
    throw error ?? new Error(`${command} ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}
