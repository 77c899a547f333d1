// Commits with the real husky and lint-staged, set up as docs/ci.md says, in a scratch repository. Needs npm's registry; run by
// CI, not by `npm test`.
import { strictEqual as equal, match } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildOnce, install, root } from './steps.mjs';

const tools = ['husky@9.1.7', 'lint-staged@16.3.4'];
const guide = readFileSync(join(root, 'docs/ci.md'), 'utf8');
const settings = /```json\n(\{ "lint-staged"[\s\S]*?)```/.exec(guide)[1];
const alone = /```sh\n(npx eventlint check --staged)\n```/.exec(guide)[1];

install();
buildOnce();
const shop = mkdtempSync(join(tmpdir(), 'eventlint-husky-'));
process.on('exit', () => rmSync(shop, { recursive: true, force: true }));
const good = `nv('event', 'order_placed', {});\n`;
const bad = `nv('event', 'order_plced', {});\n`;

run('git', 'init', '--quiet', '--initial-branch=main');
run('git', 'config', 'user.name', 'a');
run('git', 'config', 'user.email', 'a@example.com');
write('package.json', JSON.stringify({ name: 'shop', private: true, ...JSON.parse(settings) }));
write('.gitignore', 'node_modules\n');
write(
  'event-registry.yaml',
  'registry: 1\ndefaults: { owner: shop }\nevents: { order_placed: { description: Paid. } }\n',
);
write('a.ts', good);
// As installed from a registry: the package as it is published.
const packed = run('npm', 'pack', root, '--ignore-scripts', '--silent').trim().split('\n').at(-1);
run('npm', 'install', '--save-dev', '--no-audit', '--no-fund', '--loglevel=error', ...tools, `./${packed}`);
rmSync(join(shop, packed));
run('npx', 'husky');

for (const [name, hook] of [
  ['husky with lint-staged', 'npx lint-staged --quiet\n'],
  ['husky alone', `${alone}\n`],
]) {
  write('.husky/pre-commit', hook);
  run('git', 'add', '--all');
  run('git', 'commit', '--quiet', '--no-verify', '--allow-empty', '--message', name);
  check(`${name}: a bad commit is stopped`, bad, bad, 1);
  check(`${name}: a good one passes`, `// ${name}\n${good}`, `// ${name}\n${good}`, 0);
  check(`${name}: a partly staged file is judged as it is staged`, bad, good, 1);
  check(`${name}: and not as it was changed since`, `// again, ${name}\n${good}`, bad, 0);
}
console.log('The hooks work.');

function check(title, staged, now, status) {
  write('a.ts', staged);
  run('git', 'add', 'a.ts');
  write('a.ts', now);
  const answer = spawnSync('git', ['commit', '--message', title], { cwd: shop, encoding: 'utf8' });
  equal(answer.status, status, `${title}: ${answer.stdout}${answer.stderr}`);
  if (status === 1) match(answer.stdout + answer.stderr, /`order_plced` is not declared/);
  equal(readFileSync(join(shop, 'a.ts'), 'utf8'), now, `${title}: what is not staged is still there`);
  run('git', 'reset', '--quiet', '--hard');
  console.log(`✔ ${title}`);
}

function write(file, text) {
  mkdirSync(join(shop, file, '..'), { recursive: true });
  writeFileSync(join(shop, file), text);
}

function run(command, ...args) {
  const shell = process.platform === 'win32' && command !== 'git';
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: shop, encoding: 'utf8', shell });
  if (status !== 0)
    throw error ?? new Error(`${command} ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}
