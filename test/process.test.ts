import { spawn, spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Repository } from './support/repository.ts';

const cli = resolve(import.meta.dirname, '../dist/eventlint.cjs');
const repository = new Repository();
const quoted = (...words: string[]) => words.map((word) => `"${word}"`).join(' ');

beforeAll(() => {
  repository.write({
    'event-registry.yaml': 'registry: 1\nevents: {}\n',
    'a.ts': `nv('event', 'Bad Name', {});\n`,
    'many.ndjson': Array.from(
      { length: 3000 },
      (_, i) => `{"userID":"u1","event_name":"Bad Name ${i}","attributes":{}}`,
    ).join('\n'),
  });
});
afterAll(() => repository.remove());

describe('what is printed', () => {
  it('comes through a pipe as a whole, however large', () => {
    repository.eventlint('check many.ndjson --format json --output out.json');
    const piped = repository.run('bash', [
      '-c',
      `${quoted(process.execPath, cli)} check many.ndjson --format json | (sleep 0.2; cat)`,
    ]);
    expect(piped.stdout).toBe(readFileSync(join(repository.folder, 'out.json'), 'utf8'));
    expect(piped.stdout.length).toBeGreaterThan(1_000_000);
  });

  it('says with --stats which form each payload has', () => {
    const { stderr } = repository.eventlint('check many.ndjson --stats');
    expect(stderr).toContain('\nPayloads:\n  many.ndjson: NDJSON, 3000 entries\n');
  });

  it('ends without a word when the reader has gone, and with what it found', () => {
    const { stdout, stderr } = repository.run('bash', [
      '-c',
      `${quoted(process.execPath, cli)} check many.ndjson | head -1; echo "ended with ${'$'}{PIPESTATUS[0]}"`,
    ]);
    expect([stdout.split('\n').length, stderr]).toEqual([3, '']);
    expect(stdout).toContain('ended with 1\n');
  });

  it
    .skipIf(!existsSync('/dev/full'))
    .each([
      'check a.ts',
      'check many.ndjson --format sarif',
      'extract',
      'explain',
      'audit --partial many.ndjson',
      '--help',
    ])('ends with 2 and says why where the disk is full: %s', (args) => {
    const { stdout, stderr } = repository.run('bash', [
      '-c',
      `${quoted(process.execPath, cli)} ${args} > /dev/full; echo "ended with $?"`,
    ]);
    expect(stdout).toBe('ended with 2\n');
    expect(stderr).toBe(
      'eventlint: standard output cannot be written: the disk is full.\n  Check where it is redirected.\n',
    );
  });

  it.skipIf(!existsSync('/dev/full'))('ends with 2 also where nobody can be told why', () => {
    const { stdout } = repository.run('bash', [
      '-c',
      `${quoted(process.execPath, cli)} check nowhere 2> /dev/full; echo "ended with $?"`,
    ]);
    expect(stdout).toBe('ended with 2\n');
  });

  const sequence = '\u001b[';
  it.each([
    [{}, 'check a.ts', false],
    [{ FORCE_COLOR: '1' }, 'check a.ts', true],
    [{ FORCE_COLOR: '0' }, 'check a.ts', false],
    [{ FORCE_COLOR: '1' }, 'check a.ts --no-color', false],
    [{ FORCE_COLOR: '1' }, '--no-color check a.ts', false],
    [{ FORCE_COLOR: '1' }, '--no-color a.ts', false],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, 'check a.ts', true],
    [{ NO_COLOR: '1' }, 'check a.ts', false],
  ])('has colour with %o %s: %s', (env, args, expected) => {
    const run = spawnSync(process.execPath, [cli, ...args.split(' ')], {
      cwd: repository.folder,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: repository.folder, ...env },
    });
    expect(run.stdout).toContain('Bad Name');
    expect(run.stdout.includes(sequence)).toBe(expected);
  });

  it.each([
    'init --dry-run',
    'lock --check',
    'fmt --check',
    'generate types',
    'generate json-schema',
    'changelog',
  ])('may be asked for without colour: %s', (command) => {
    expect(repository.eventlint(`${command} --no-color --help`).status).toBe(0);
    expect(repository.eventlint(`${command} --no-color`).stderr).not.toContain('unknown option');
  });
});

describe('a run that is interrupted', () => {
  it.skipIf(process.platform === 'win32')('ends a shell with 130, without a word', () => {
    const { stdout, stderr } = repository.run('bash', [
      '-c',
      `${quoted(process.execPath, cli)} check - < <(sleep 5) & sleep 1; kill -INT $!; wait $!; echo "ended with $?"`,
    ]);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/ended with 130/);
  });

  it('leaves no part of a report', async () => {
    const child = spawn(
      process.execPath,
      [cli, 'check', '-', '--stdin-filename', 'x.ndjson', '--output', 'part.json'],
      {
        cwd: repository.folder,
      },
    );
    await new Promise((done) => setTimeout(done, 300));
    child.kill('SIGINT');
    const signal = await new Promise((done) => child.on('exit', (_, by) => done(by)));
    expect(signal).toBe('SIGINT');
    expect(repository.run('ls', []).stdout).not.toContain('part.json');
  });
});

describe('reports', () => {
  it.each([
    ['--format json --format sarif', 'json and sarif would both be written to standard output.'],
    ['--format json --format json', 'json and json would both be written to standard output.'],
    ['--format json --format sarif --output x', 'json and sarif would both be written to the same file.'],
    ['--format json=x --format sarif=./x', 'json and sarif would both be written to the same file.'],
    ['--format sarif=', '--format sarif= names no file.'],
    ['--format sarfi=x', 'There is no format `sarfi`.'],
    ['--format json=a.ts/x', 'a.ts/x cannot be written: its folder is a file.'],
    ['--format json=.', '. cannot be written: it is a folder.'],
  ])('%s: refused', (options, message) => {
    const { status, stdout, stderr } = repository.eventlint(`check a.ts ${options}`);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(repository.run('ls', ['-A']).stdout).not.toMatch(/^x$|tmp/m);
  });

  it.each([
    [
      'check --output event-registry.yaml',
      'pretty would be written over event-registry.yaml, which is read.',
    ],
    ['check --format json=./eventlint.yaml', 'json would be written over eventlint.yaml, which is read.'],
    [
      'check --format sarif=event-registry.lock',
      'sarif would be written over event-registry.lock, which is read.',
    ],
    ['check --format json=a.ts', 'json would be written over a.ts, which is read.'],
    [
      'check sent.ndjson --profile sent.ndjson',
      '--profile would be written over sent.ndjson, which is read.',
    ],
    [
      'audit --merge state.json --format json=state.json',
      'json would be written over state.json, which is read.',
    ],
  ])('go over nothing that is read: %s', (command, message) => {
    const files = ['event-registry.yaml', 'a.ts', 'sent.ndjson', 'state.json'];
    repository.write({
      'sent.ndjson': '{"event_name":"sent","user_id":"1","attributes":{}}\n',
      'state.json': repository.eventlint('audit --partial a.ts').stdout,
    });
    const kept = () => files.map((file) => readFileSync(join(repository.folder, file), 'utf8'));
    const before = kept();
    const { status, stdout, stderr } = repository.eventlint(command);
    expect([status, stdout, stderr.split('\n')[0]]).toEqual([2, '', `eventlint: ${message}`]);
    expect(kept()).toEqual(before);
  });

  it('go where they are sent: to folders that are not there yet, behind links, to devices, side by side', () => {
    repository.write({ 'kept/real.json': 'old' });
    symlinkSync('kept/real.json', join(repository.folder, 'link.json'));
    const { status, stdout } = repository.eventlint(
      'check a.ts --format sarif=new/deep/out.sarif --format json=link.json --format gitlab=/dev/null --format pretty --format github=-',
    );
    expect(status).toBe(1);
    expect(stdout).toMatch(/^a\.ts\n[\s\S]*\n::error file=a\.ts/);
    const read = (file: string) => readFileSync(join(repository.folder, file), 'utf8');
    expect(JSON.parse(read('new/deep/out.sarif')).version).toBe('2.1.0');
    expect(JSON.parse(read('kept/real.json')).version).toBe(1);
    expect(lstatSync(join(repository.folder, 'link.json')).isSymbolicLink()).toBe(true);
    expect(lstatSync('/dev/null').isFile()).toBe(false);
  });
});

describe('exit codes', () => {
  it.each([
    ['check a.ts', 1],
    ['check a.ts --exit-zero', 0],
    ['check a.ts --format sarif', 1],
    ['check a.ts --quiet', 1],
    ['check nowhere --exit-zero', 2],
  ])('%s: %i', (args, status) => {
    expect(repository.eventlint(args).status).toBe(status);
  });
});

describe('files that say what is checked, named outright', () => {
  it('are no payloads: they are read in any case', () => {
    repository.write({
      'eventlint.yaml': '{}\n',
      'more/a.yaml': 'events: {}\n',
      'r.yaml': 'registry: 1\ninclude: [more/*.yaml]\nevents: { "Bad Name": {} }\n',
    });
    const { stdout } = repository.eventlint(
      'check --registry r.yaml r.yaml eventlint.yaml more/a.yaml --format json',
    );
    const { findings, summary } = JSON.parse(stdout);
    expect(
      findings.map(({ file, ruleId }: { file: string; ruleId: string }) => `${file} ${ruleId}`),
    ).toContain('r.yaml event-name-case');
    expect([stdout.includes('parse-error'), summary.callSites]).toEqual([false, 0]);
    repository.write({ 'eventlint.yaml': null, 'r.yaml': null });
  });
});

describe('numbers', () => {
  it.each([
    ['check --jobs 0', 'It must be a whole number from 1 to 64.'],
    ['check --jobs 65', 'It must be a whole number from 1 to 64.'],
    ['check --jobs 1000000000', 'It must be a whole number from 1 to 64.'],
    ['check --jobs 1.5', 'It must be a whole number from 1 to 64.'],
    ['check --max-warnings -1', 'It must be a whole number, 0 or more.'],
    ['check --max-warnings 1e3', 'It must be a whole number, 0 or more.'],
    ['audit --partial --first-line 0', 'It must be a whole number, 1 or more.'],
    ['audit --partial --offset 99999999999999999999', 'It must be a whole number, 0 or more.'],
  ])('%s: %s', (args, message) => {
    const { status, stderr } = repository.eventlint(args);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });

  it.each(['check many.ndjson --jobs 3', 'check a.ts --max-warnings 0'])('%s', (args) => {
    expect(repository.eventlint(args)).toMatchObject({ status: 1, stderr: '' });
  });
});

describe('a file that another names and that is not there', () => {
  it.each([
    [
      { 'eventlint.yaml': 'rules: {}\nregistry: elsewhere.yaml\n' },
      'eventlint.yaml:2:11: There is no registry elsewhere.yaml.',
    ],
    [
      { 'r.yaml': 'registry: 1\npack: ./mine.yaml\nevents: {}\n' },
      'r.yaml:2:7: There is no pack `./mine.yaml`.',
    ],
    [
      { 'r.yaml': 'registry: 1\npack:\n  - notifyvisitors\n  - brase\nevents: {}\n' },
      'r.yaml:4:5: There is no pack `brase`.',
    ],
  ])('is told where it is named: %o', (files, message) => {
    repository.write(files);
    const { status, stderr } = repository.eventlint(`check${'r.yaml' in files ? ' --registry r.yaml' : ''}`);
    repository.write(Object.fromEntries(Object.keys(files).map((file) => [file, null])));
    expect(status).toBe(2);
    expect(stderr).toContain(`eventlint: ${message}\n`);
  });
});

describe('globs of the configuration that choose nothing', () => {
  it.each([
    [
      'code: { include: ["/src/**"] }',
      '',
      'No file matches `code.include` of eventlint.yaml, so that no code is checked.',
    ],
    ['payloads: { include: ["sent/*.json"] }', '', 'No file matches `payloads.include` of eventlint.yaml'],
    ['code: { include: ["*.ts"] }', '', ''],
    // None are wanted.
    ['payloads: { include: [] }', '', ''],
    // The defaults may choose nothing.
    ['{}', '', ''],
    // What is named is not chosen by globs.
    ['code: { include: ["/src/**"] }', 'a.ts', ''],
  ])('%s %s: %s', (config, paths, told) => {
    repository.write({ 'eventlint.yaml': `${config}\n` });
    const { stderr } = repository.eventlint(`check ${paths}`);
    repository.write({ 'eventlint.yaml': null });
    if (told === '') expect(stderr).toBe('');
    else expect(stderr).toContain(told);
  });
});

describe('--stats', () => {
  it('says where the time went and what was read, beside the report', () => {
    const { stdout, stderr } = repository.eventlint(
      'check a.ts many.ndjson --stats --format json --no-cache',
    );
    expect(JSON.parse(stdout).version).toBe(1);
    expect(stderr).toMatch(/^Phases:\n {2}settings +\d+\.\d ms\n/);
    expect(stderr).toMatch(/\n {2}event-name-case +\d+\.\d ms\n/);
    expect(stderr).toMatch(/\nFiles:\n {2}3 read, 0 of the project in another state/);
    expect(stderr).toContain('code: 1 searched, 1 parsed, 0 skipped');
  });
});
