import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Repository } from './support/repository.ts';

/** What was changed a moment ago is never recalled. */
const settled = 2100;

const library = (type: string) =>
  `export declare function made<T>(value: T): { readonly [K in 'total']: ${type} };\n`;
const files = {
  '.gitignore': 'node_modules\n',
  'event-registry.yaml':
    'registry: 1\ndefaults: { owner: shop }\nevents:\n  order_paid: { description: Paid., status: draft, attributes: { total: number } }\n',
  'order.ts': `import { made } from 'library';\nexport const order = made(5);\n`,
  'pay.ts': `import { order } from './order';\nnv('event', 'order_paid', { total: order.total });\n`,
};
const left = 'The type of 1 attribute is left to a run of the whole project, which asks the type checker.';

let repository: Repository;
beforeEach(() => {
  repository = new Repository();
  repository.commit(files);
  install('string');
});
afterEach(() => {
  repository.remove();
});

function install(type: string): void {
  repository.write({
    'node_modules/library/package.json': `{ "name": "library", "types": "index.d.ts", "description": "${type}" }`,
    'node_modules/library/index.d.ts': library(type),
  });
}

/** The types of the one attribute that is sent. */
function types(options = ''): string[] {
  const { stdout } = repository.eventlint(`extract --format json ${options}`);
  return JSON.parse(stdout).callSites[0].attributes[0].types;
}

/** The rules of what `check` finds, and what it says besides. */
function check(options = ''): { rules: string[]; said: string } {
  const { stdout, stderr } = repository.eventlint(`check --format json ${options}`);
  const rules = JSON.parse(stdout).findings.map(({ ruleId }: { ruleId: string }) => ruleId);
  return { rules, said: stderr.trim() };
}

describe('where types come from', () => {
  it('is said on the command line, or in the configuration', () => {
    expect(types()).toEqual(['unknown']);
    expect(types('--types checker')).toEqual(['string']);
    expect(check()).toEqual({ rules: [], said: '' });
    expect(check('--types checker').rules).toEqual(['type-lock']);
    repository.write({ 'eventlint.yaml': 'code: { types: checker }\n' });
    expect(types()).toEqual(['string']);
    expect(types('pay.ts')).toEqual(['string']);
    expect(types('--types syntax')).toEqual(['unknown']);
    expect(check().rules).toEqual(['type-lock']);
  });

  it('is the same of what was before, where the configuration is another since', () => {
    repository.commit({ 'eventlint.yaml': 'rules: { registry-metadata: off }\n' });
    repository.write({ 'eventlint.yaml': 'rules: { unused-event: off }\n' });
    expect(check('--types checker').rules).toEqual(['type-lock']);
    expect(check('--types checker --since HEAD').rules).toEqual([]);
  });

  it('is the checker for a first registry', () => {
    const draft = (options: string) =>
      repository.eventlint(`init --dry-run --registry first.yaml ${options}`).stdout;
    expect(draft('')).toMatch(/total: .*string/);
    expect(draft('--types syntax')).not.toMatch(/total: .*string/);
  });

  it.each([
    ['--types tsc', undefined],
    ['', 'code: { types: tsc }\n'],
  ])('is nothing else: %s %s', (options, configuration) => {
    if (configuration) repository.write({ 'eventlint.yaml': configuration });
    const { status, stderr } = repository.eventlint(`extract ${options}`);
    expect(status).toBe(2);
    expect(stderr).toMatch(/syntax/);
  });
});

describe('what the checker said', () => {
  it('is remembered until a file or a package changes', async () => {
    await wait(settled);
    expect(types('--types checker')).toEqual(['string']);
    await wait(settled);
    expect(types('--types checker')).toEqual(['string']);
    install('number');
    expect(types('--types checker')).toEqual(['number']);
    expect(types()).toEqual(['unknown']);
  });

  it('is known to a hook once a run of the whole project has asked; else the hook says that it has not', async () => {
    repository.write({ 'eventlint.yaml': 'code: { types: checker }\n' }).commit();
    repository.write({ 'pay.ts': `${files['pay.ts']}// changed\n` }).git('add', '.');
    expect(check('--staged')).toEqual({ rules: [], said: left });
    await wait(settled);
    expect(check()).toEqual({ rules: ['type-lock'], said: '' });
    expect(check('--staged')).toEqual({ rules: ['type-lock'], said: '' });
  });
});
