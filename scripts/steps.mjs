// The steps that the package's scripts are made of. Only Node and git are needed to begin with.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '..');

/** Runs a program in the project's folder with its output shown; ends this process when it fails. */
export function run(command, args, env = {}) {
  // On Windows npm is a batch file, which only a shell can start.
  const shell = process.platform === 'win32' && command === 'npm';
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell,
    env: { ...process.env, ...env },
  });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

/** Runs a program of an installed package. */
export function runTool(name, args) {
  const [packageName, bin] = name.includes('#') ? name.split('#') : [name, name];
  const file = join(root, 'node_modules', packageName, 'package.json');
  const { bin: bins } = JSON.parse(readFileSync(file, 'utf8'));
  const path = typeof bins === 'string' ? bins : bins[bin];
  run(process.execPath, [join(root, 'node_modules', packageName, path), ...args]);
}

/** Installs what the lock file says, unless that is what is installed. */
export function install() {
  if (!isInstalled()) run('npm', ['ci', '--no-audit', '--no-fund']);
}

function isInstalled() {
  const installed = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installed)) return false;
  const { packages: present } = JSON.parse(readFileSync(installed, 'utf8'));
  const { packages: wanted } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || optional || present[path]?.version === version,
  );
}

/** What a build is made of, and what it makes. */
const builtFrom = ['src', 'rules', 'schemas', 'packs', 'scripts', 'tsconfig.json'];
const installedPackages = 'node_modules/.package-lock.json';
/** Tells which state of all this was built last. */
const built = join(root, 'node_modules/.cache/eventlint-built');

/** Compiles the sources to `dist/`, unless what stands there was made of them. */
export function buildOnce() {
  if (!existsSync(built) || readFileSync(built, 'utf8') !== buildState()) build();
}

/** Compiles the sources to `dist/`. That is replaced at once, so that whoever runs what stands there never finds half a build. */
export function build() {
  const dist = join(root, 'dist');
  const [fresh, old] = ['new', 'old'].map((state) => join(root, `dist.${process.pid}.${state}`));
  process.on('exit', () => {
    for (const folder of [fresh, old]) rmSync(folder, { recursive: true, force: true });
  });
  for (const script of ['compile', 'bundle'])
    run(process.execPath, [join(root, `scripts/${script}.mjs`), fresh]);
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(fresh, dist);
  mkdirSync(dirname(built), { recursive: true });
  writeFileSync(built, buildState());
}

/** Differs where any file differs that a build is made of or makes, or a package that makes it. */
function buildState() {
  const hash = createHash('sha256');
  for (const path of [...builtFrom, installedPackages, 'dist'].flatMap(filesIn))
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  return hash.digest('hex');
}

function filesIn(path) {
  const stats = statSync(join(root, path), { throwIfNoEntry: false });
  if (!stats?.isDirectory()) return stats ? [path] : [];
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => filesIn(join(path, name)));
}
