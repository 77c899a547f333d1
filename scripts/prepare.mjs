// Runs after the repository itself is installed, and where a package manager makes a package of it: what is installed from
// git is built there. npm installs nothing beside a repository that it installs globally, as pre-commit does; then only
// what the build needs is installed here.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, root, run } from './steps.mjs';

if (!existsSync(join(root, 'node_modules/typescript'))) {
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const options = [
    '--omit=dev',
    '--no-save',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  const bundler = `rolldown@${devDependencies.rolldown}`;
  run('npm', ['install', ...options, bundler], {
    npm_config_global: 'false',
    npm_config_location: 'project',
  });
}
build();
