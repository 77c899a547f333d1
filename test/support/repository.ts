import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { freshCaches } from './warm-caches.ts';

const cli = resolve(import.meta.dirname, '../../dist/eventlint.cjs');

/** What a process answered. */
export interface Answer {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A git repository of its own in a temporary folder, with the built command line. */
export class Repository {
  readonly folder = mkdtempSync(join(tmpdir(), 'eventlint-git-'));
  /** Where eventlint keeps what it can make again. */
  readonly caches: string;
  readonly #env: NodeJS.ProcessEnv;

  constructor(env: Record<string, string> = {}) {
    const { CI: _, GITHUB_ACTIONS: __, ...inherited } = process.env;
    const caches = freshCaches();
    this.caches = caches.folder;
    this.#env = {
      ...inherited,
      HOME: this.folder,
      ...caches.env,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_AUTHOR_NAME: 'a',
      GIT_AUTHOR_EMAIL: 'a@example.com',
      GIT_COMMITTER_NAME: 'a',
      GIT_COMMITTER_EMAIL: 'a@example.com',
      ...env,
    };
    this.git('init', '--quiet', '--initial-branch=main');
  }

  /** Writes files; a text of null removes one. */
  write(files: Readonly<Record<string, string | null>>): this {
    for (const [file, text] of Object.entries(files)) {
      const path = join(this.folder, file);
      if (text === null) rmSync(path);
      else {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, text);
      }
    }
    return this;
  }

  /** Runs git; throws what it says when it fails. */
  git(...args: string[]): string {
    const { status, stdout, stderr } = this.run('git', args);
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
    return stdout;
  }

  /** Writes files and commits everything; answers the commit. */
  commit(files: Readonly<Record<string, string | null>> = {}, message = 'change'): string {
    this.write(files);
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '--no-verify', '--message', message);
    return this.git('rev-parse', 'HEAD').trim();
  }

  /**
   * Keeps what is committed and what eventlint remembers; the answer puts the repository and the memories back to that, which
   * takes less than to make them anew for each test. Files that are as they were are not written again.
   */
  keep(): () => void {
    const commit = this.git('rev-parse', 'HEAD').trim();
    const kept = this.#memories().map((file) => ({ file, content: readFileSync(file) }));
    return () => {
      this.git('reset', '--quiet', commit);
      this.git('checkout', '--quiet', '.');
      this.git('clean', '--quiet', '--force', '-d', '-x');
      for (const file of this.#memories()) rmSync(file);
      for (const { file, content } of kept) {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, content);
      }
    };
  }

  /** The files of what eventlint remembers, without what V8 compiled. */
  #memories(): string[] {
    const folder = join(this.caches, 'eventlint');
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter((name) => !name.endsWith('.bin'))
      .map((name) => join(folder, name));
  }

  /** Runs a program in the repository, or in a folder of it. */
  run(
    command: string,
    args: readonly string[],
    env: Record<string, string> = {},
    input = '',
    folder = '',
  ): Answer {
    const { status, stdout, stderr } = spawnSync(command, args, {
      cwd: join(this.folder, folder),
      encoding: 'utf8',
      env: { ...this.#env, ...env },
      input,
      maxBuffer: 1 << 28,
    });
    return { status, stdout, stderr };
  }

  /** Runs eventlint. */
  eventlint(args: string, env: Record<string, string> = {}, folder = ''): Answer {
    return this.run(process.execPath, [cli, ...args.split(' ').filter(Boolean)], env, '', folder);
  }

  /** What a check finds, a line each: `a.ts:1 rule`. */
  findings(args = ''): string[] {
    const { stdout, stderr, status } = this.eventlint(`check --format json ${args}`);
    if (status === 2) throw new Error(stderr);
    const { findings } = JSON.parse(stdout) as { findings: { file: string; line: number; ruleId: string }[] };
    return findings.map(({ file, line, ruleId }) => `${file}:${line} ${ruleId}`);
  }

  remove(): void {
    for (const folder of [this.folder, this.caches]) rmSync(folder, { recursive: true, force: true });
  }
}
