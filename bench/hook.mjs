// Measures what a developer waits for when committing three files of a project of 3,000: eventlint beside ESLint with its typed
// parser and oxlint on the same files, in the same run. The two are installed into a temporary folder, in the versions below.
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { writeCode } from './generate.mjs';

const others = { eslint: '10.15.0', 'typescript-eslint': '8.73.0', oxlint: '1.94.0' };
const rounds = Number(process.env.ROUNDS ?? 7);
const modules = Number(process.env.MODULES ?? 3000);

const cli = resolve(import.meta.dirname, '../dist/eventlint.cjs');
const typescript = resolve(import.meta.dirname, '../node_modules/typescript');
const folder = mkdtempSync(join(tmpdir(), 'eventlint-hook-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const shop = join(folder, 'shop');

writeCode(shop, modules);
write('.gitignore', 'node_modules\n');
write('tsconfig.json', '{ "compilerOptions": { "strict": true, "noEmit": true }, "include": ["src"] }\n');
// One rule that needs types, and those that both recommend: what a project would have at the least.
write(
  'eslint.config.mjs',
  `import { configs } from 'typescript-eslint';
export default [...configs.recommended, { languageOptions: { parserOptions: { projectService: true } }, rules: { '@typescript-eslint/no-floating-promises': 'error' } }];
`,
);
write('package.json', '{ "private": true, "type": "module" }\n');
const { version: compiler } = JSON.parse(readFileSync(join(typescript, 'package.json'), 'utf8'));
const wanted = Object.entries({ ...others, typescript: compiler }).map(
  ([name, version]) => `${name}@${version}`,
);
must('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts', ...wanted]);
must('git', ['init', '--quiet', '--initial-branch=main']);
must('git', ['add', '--all']);
commit();

/** Three modules: those whose number leaves a remainder of 0 by 20 hold call sites. */
const three = (remainder) =>
  [20, 40, 60].map((number) => `src/m${(number + remainder) % 30}/file${number + remainder}.ts`);
const bin = (name, file) => join(shop, 'node_modules', name, file);
const node = process.execPath;
const entries = [
  ['node -e 0', three(0), [node, '-e', '0']],
  ['node, loading the compiler', three(0), [node, '-e', `require(${JSON.stringify(typescript)})`]],
  ['eventlint check --staged, no call sites', three(1), [node, cli, 'check', '--staged']],
  ['eventlint check --staged, call sites', three(0), [node, cli, 'check', '--staged']],
  ['oxlint', three(0), [node, bin('oxlint', 'bin/oxlint'), ...three(0)]],
  ['ESLint, typed', three(0), [node, bin('eslint', 'bin/eslint.js'), ...three(0)]],
];

const times = entries.map(() => []);
// The first round fills the caches, each tool's own.
for (let round = -1; round < rounds; round++)
  entries.forEach(([name, files, [command, ...args]], i) => {
    for (const file of files) appendFileSync(join(shop, file), `// ${name}, round ${round}\n`);
    must('git', ['add', '--all']);
    const env = { ...process.env, XDG_CACHE_HOME: join(folder, `cache${i}`) };
    const start = process.hrtime.bigint();
    const { status, error, stderr } = spawnSync(command, args, { cwd: shop, env, encoding: 'utf8' });
    const time = Number(process.hrtime.bigint() - start) / 1e6;
    if (error || status === 2 || status === null) throw error ?? new Error(`${name} failed: ${stderr}`);
    if (round >= 0) times[i].push(time);
    must('git', ['reset', '--quiet', '--hard']);
  });

const [floor, compiled] = [median(times[0]), median(times[1])];
console.log(`Three edited files are committed, of ${modules.toLocaleString('en')}\n`);
console.log(
  '| | median ms | least ms | times `node -e 0` | without loading the compiler |\n|---|---|---|---|---|',
);
entries.forEach(([name], i) => {
  const middle = median(times[i]);
  const rest = i === 1 || i === 3 ? ((middle - (compiled - floor)) / floor).toFixed(1) : '';
  console.log(
    `| ${name} | ${middle.toFixed(0)} | ${Math.min(...times[i]).toFixed(0)} | ${(middle / floor).toFixed(1)} | ${rest} |`,
  );
});

function commit() {
  const author = ['-c', 'user.name=bench', '-c', 'user.email=bench@example.com'];
  must('git', [...author, 'commit', '--quiet', '--no-verify', '-m', 'bench']);
}

function must(command, args) {
  const shell = process.platform === 'win32' && command === 'npm';
  const { status, error, stderr } = spawnSync(command, args, { cwd: shop, encoding: 'utf8', shell });
  if (status !== 0) throw error ?? new Error(`${command} ${args.join(' ')}: ${stderr}`);
}

function write(file, text) {
  mkdirSync(shop, { recursive: true });
  writeFileSync(join(shop, file), text);
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
