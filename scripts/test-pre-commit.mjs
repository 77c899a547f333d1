// Runs the hooks of this repository with the real pre-commit program, in a scratch repository. Needs Python and a way to
// install pre-commit (`pip`), or pre-commit itself; run by CI, not by `npm test`.

import { strictEqual as equal, match } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './steps.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'eventlint-pre-commit-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
const home = join(scratch, 'home');
const shop = join(scratch, 'shop');
mkdirSync(home);
mkdirSync(shop);
const author = {
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.com',
};
const env = { ...process.env, ...author, PRE_COMMIT_HOME: join(home, 'pre-commit') };

const preCommit = program();
const hooks = snapshot();

git('init', '--quiet', '--initial-branch=main');
write(
  'event-registry.yaml',
  'registry: 1\ndefaults: { owner: shop }\nevents: { order_placed: { description: Paid. } }\n',
);
write('package.json', '{ "name": "shop" }\n');
write('shop.ts', call('order_placed'));
write('legacy.ts', call('never_declared'));
git('add', '.');
git('commit', '--quiet', '-m', 'before the hook');
configure('eventlint');

check(
  'a good commit passes',
  { 'shop.ts': `// paid\n${call('order_placed')}` },
  0,
  /eventlint \(what is staged\).*Passed/,
);
check(
  'a bad one is stopped, with a message that says why',
  { 'shop.ts': call('order_plced') },
  1,
  /`order_plced` is not declared[\s\S]*Did you mean `order_placed`/,
);
git('reset', '--quiet', '--hard');

write('shop.ts', call('order_plced'));
git('add', 'shop.ts');
write('shop.ts', call('order_placed'));
expect('a partly staged file is judged as it is staged', commit(), 1, /`order_plced` is not declared/);
git('reset', '--quiet', '--hard');
write('shop.ts', `// again\n${call('order_placed')}`);
git('add', 'shop.ts');
write('shop.ts', call('order_plced'));
expect('and not as it was changed since', commit(), 0, /Passed/);
git('reset', '--quiet', '--hard');

check(
  'what has nothing to do with events is not looked at',
  { 'package.json': '{ "name": "shop", "version": "1.0.0" }\n', 'README.md': 'x' },
  0,
  /Passed|Skipped/,
);
check(
  'what a changed registry breaks elsewhere is told',
  { 'event-registry.yaml': 'registry: 1\nevents: {}\n' },
  1,
  /shop\.ts[\s\S]*`order_placed` is not declared/,
);
git('reset', '--quiet', '--hard');

configure('eventlint-all');
check('the other hook looks at everything', { 'README.md': 'y' }, 1, /`never_declared` is not declared/);
console.log('The hooks work.');

/** pre-commit: as it is installed, or from a virtual environment of its own. */
function program() {
  if (spawnSync('pre-commit', ['--version']).status === 0) return 'pre-commit';
  const python = join(scratch, 'python');
  run('python3', ['-m', 'venv', python], scratch);
  const bin = join(python, process.platform === 'win32' ? 'Scripts' : 'bin');
  run(join(bin, 'pip'), ['install', '--quiet', '--disable-pip-version-check', 'pre-commit'], scratch);
  return join(bin, 'pre-commit');
}

/** What is checked out, committed or not, as a repository that pre-commit can clone. */
function snapshot() {
  const folder = join(scratch, 'eventlint');
  run('git', ['clone', '--quiet', '--local', root, folder], scratch);
  const listed = (...args) => run('git', args, root).split('\0').filter(Boolean);
  const changed = [
    ...listed('diff', '-z', '--name-only', 'HEAD'),
    ...listed('ls-files', '-z', '--others', '--exclude-standard'),
  ];
  for (const file of changed) {
    rmSync(join(folder, file), { force: true });
    if (!existsSync(join(root, file))) continue;
    cpSync(join(root, file), join(folder, file));
  }
  run('git', ['add', '--all'], folder);
  run('git', ['commit', '--quiet', '--allow-empty', '--no-verify', '-m', 'snapshot'], folder);
  return { folder, rev: run('git', ['rev-parse', 'HEAD'], folder).trim() };
}

function configure(id) {
  write(
    '.pre-commit-config.yaml',
    `repos:\n  - repo: file://${hooks.folder}\n    rev: ${hooks.rev}\n    hooks:\n      - id: ${id}\n`,
  );
  run(preCommit, ['install', '--overwrite'], shop);
  git('add', '.pre-commit-config.yaml');
  git('commit', '--quiet', '--no-verify', '-m', 'the hook');
}

function check(title, files, status, output) {
  for (const [file, text] of Object.entries(files)) write(file, text);
  git('add', '.');
  expect(title, commit(), status, output);
}

function commit() {
  return spawnSync('git', ['commit', '-m', 'x'], { cwd: shop, encoding: 'utf8', env });
}

function expect(title, { status, stdout, stderr }, wanted, output) {
  equal(status, wanted, `${title}: git commit ended with ${status}:\n${stdout}${stderr}`);
  match(stdout + stderr, output, title);
  console.log(`✔ ${title}`);
}

function call(name) {
  return `nv('event', '${name}', {});\n`;
}

function write(file, text) {
  writeFileSync(join(shop, file), text);
}

function git(...args) {
  return run('git', args, shop);
}

function run(command, args, cwd) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env,
    maxBuffer: 1 << 28,
  });
  if (status !== 0)
    throw error ?? new Error(`${command} ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}
