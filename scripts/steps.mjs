// The steps that the package's scripts are made of. Only Node and git are needed to begin with.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

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
}
