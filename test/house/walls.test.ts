import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

interface Wall {
  readonly room: string;
  /** Folders or files of ours, packages and `node:` modules that the room may import; nothing else. */
  readonly may: readonly string[];
  readonly because: string;
}

/** The first room that a file stands in is its room. */
const walls: readonly Wall[] = [
  {
    room: 'src/model',
    may: ['src/model'],
    because:
      'the model is plain data and pure functions that everything stands on: it can depend on nothing that changes.',
  },
  {
    room: 'rules/index.ts',
    may: ['rules', 'src/model'],
    because: 'the list of rules only lists.',
  },
  {
    room: 'rules',
    may: ['src/model'],
    because:
      'a rule that knows readers, files or another rule could not be run on every source and at every scale.',
  },
  {
    room: 'src/nearest.ts',
    may: ['fastest-levenshtein'],
    because: 'it compares words: readers, the engine and commands share it, and it knows none of them.',
  },
  {
    room: 'src/read/payload/scanner/load.ts',
    may: ['node:fs', 'node:path', 'src/read/payload/scanner/record.ts'],
    because: 'it opens one file, which the build made of the room beside it, and knows nothing of ours.',
  },
  {
    room: 'src/read',
    may: [
      'src/nearest.ts',
      'src/model',
      'src/read',
      'schemas',
      'yaml',
      'ajv',
      'ajv-formats',
      'typescript',
      'jsonc-parser',
      'parse5',
      'hyparquet',
      'hyparquet-compressors',
      'node:module',
      'node:zlib',
      'node:buffer',
      'node:path',
    ],
    because:
      'readers turn bytes into the model: which bytes, and what is then done with it, is not theirs to know.',
  },
  {
    room: 'src/lint',
    may: ['src/model', 'src/lint', 'src/nearest.ts', 'node:crypto'],
    because:
      'the engine gets rules and uses as arguments, so that the same input gives the same findings anywhere.',
  },
  {
    room: 'src/registry-change',
    may: ['src/model', 'src/registry-change', 'node:crypto'],
    because:
      'it compares two registries that were read: where they came from, and what is printed, is not its own.',
  },
  {
    room: 'src/report',
    may: ['src/model', 'src/report', 'chalk', 'node:zlib'],
    because:
      'a reporter is a function from findings to text: what it printed or asked of the machine could not be tested.',
  },
  {
    room: 'src/registry',
    may: ['src/model', 'src/registry', 'src/read/yaml.ts', 'yaml', 'node:crypto'],
    because:
      'it makes texts of registries and of what was seen: which files those are, whose day it is and what git knows is not its to know.',
  },
  {
    room: 'src/commands',
    may: [
      'src/model',
      'src/read',
      'src/lint',
      'src/registry',
      'src/registry-change',
      'src/report',
      'src/commands',
      'src/files.ts',
      'src/open-file.ts',
      'src/aside.ts',
      'src/git',
      'src/tree.ts',
      'src/folders.ts',
      'src/last-answer.ts',
      'src/quiet-commit.ts',
      'src/memory-name.ts',
      'src/staged-tree.ts',
      'src/caches.ts',
      'src/script-cache.ts',
      'src/heap.ts',
      'src/v8-flags.ts',
      'src/nearest.ts',
      'rules',
      'node:path',
      'typescript',
      'node:crypto',
      'node:module',
      'node:worker_threads',
      'node:zlib',
    ],
    because: 'commands join the rooms; the process itself belongs to cli.',
  },
  {
    room: 'src/file-fault.ts',
    may: ['src/model', 'node:path'],
    because: 'it says in words why a file or stream fails.',
  },
  {
    room: 'src/files.ts',
    may: [
      'src/folders.ts',
      'src/model',
      'src/file-fault.ts',
      'src/write.ts',
      'node:fs',
      'node:path',
      'picomatch',
      'tinyglobby',
    ],
    because: 'it is the file system and nothing else.',
  },
  {
    room: 'src/open-file.ts',
    may: ['src/model', 'src/aside.ts', 'src/file-fault.ts', 'node:fs', 'node:timers/promises'],
    because: 'it is the part of the file system that is read piece by piece.',
  },
  {
    room: 'src/aside.ts',
    may: ['src/file-fault.ts', 'node:fs', 'node:os', 'node:path'],
    because: 'it is the part of the file system that holds what memory should not.',
  },
  {
    room: 'src/git',
    may: ['src/model', 'src/git', 'src/hash.ts', 'node:child_process', 'node:fs', 'node:path'],
    because: 'it is git and nothing else.',
  },
  {
    room: 'src/tree.ts',
    may: [
      'src/files.ts',
      'src/open-file.ts',
      'src/globs.ts',
      'src/git',
      'node:path',
      'ignore',
      'picomatch',
      'tinyglobby',
    ],
    because:
      'it joins files and git to the states that a project has been in, and knows nothing of what they hold.',
  },
  {
    room: 'src/staged-tree.ts',
    may: ['src/tree.ts', 'src/files.ts', 'src/git', 'src/model', 'node:path', 'picomatch'],
    because: 'it is one of those states, told with as little of git as a hook can wait for.',
  },
  {
    room: 'src/globs.ts',
    may: [],
    because:
      'it says what globs mean; what makes a pattern of one takes longer to load than a quiet commit to judge.',
  },
  {
    room: 'src/quiet-commit.ts',
    may: [
      'src/caches.ts',
      'src/git/object.ts',
      'src/git/repository.ts',
      'src/git/state.ts',
      'src/globs.ts',
      'src/memory-name.ts',
      'src/read/code/programs/prefilter.ts',
      'node:fs',
      'node:path',
    ],
    because: 'it is loaded before the program is, so that most commits need not load that.',
  },
  {
    room: 'src/last-answer.ts',
    may: ['src/caches.ts', 'src/folders.ts', 'src/git/listing.ts', 'src/hash.ts', 'src/memory-name.ts'],
    because: 'it is loaded before the program is, so that what has not changed is told without that.',
  },
  {
    room: 'src/folders.ts',
    may: ['src/hash.ts', 'node:fs', 'node:path'],
    because: 'it says what stands in a folder, before and after the program is loaded.',
  },
  {
    room: 'src/memory-name.ts',
    may: ['src/caches.ts', 'src/hash.ts'],
    because: 'it names what is remembered, before and after the program is loaded.',
  },
  {
    room: 'src/hash.ts',
    may: ['node:crypto'],
    because: 'it is what a quiet commit can do without.',
  },
  {
    room: 'src/terminal.ts',
    may: ['node:tty'],
    because: 'what is shown in colour is the same before and after the program is loaded.',
  },
  {
    room: 'src/write.ts',
    may: ['node:fs', 'node:path'],
    because: 'whoever writes a file writes it as a whole, also what starts before everything else is loaded.',
  },
  {
    room: 'src/script-cache.ts',
    may: [
      'src/caches.ts',
      'src/v8-flags.ts',
      'node:buffer',
      'node:fs',
      'node:module',
      'node:path',
      'node:vm',
    ],
    because: 'it loads scripts: what starts the program loads little else.',
  },
  {
    room: 'src/v8-flags.ts',
    may: ['node:v8'],
    because: 'it sets what holds for the whole process, and sets it back.',
  },
  {
    room: 'src/heap.ts',
    may: ['src/v8-flags.ts', 'node:v8', 'node:vm'],
    because: 'it sets what holds for the whole process, and nothing else does.',
  },
  {
    room: 'src/start.ts',
    may: [
      'src/script-cache.ts',
      'src/last-answer.ts',
      'src/quiet-commit.ts',
      'src/report/summary.ts',
      'src/terminal.ts',
      'node:fs',
      'node:module',
      'node:path',
      'node:util',
    ],
    because: 'what it imports is loaded before the program is.',
  },
  {
    room: 'src/caches.ts',
    may: ['src/write.ts', 'node:fs', 'node:os', 'node:path'],
    because: 'it is the folder of what can be made again; what that is belongs to the commands.',
  },
  {
    room: 'src/progress.ts',
    may: ['src/model', 'src/report/progress.ts'],
    because:
      'it keeps time and clears its line: what stands in it is the reporter’s, where it is shown is the caller’s.',
  },
  {
    room: 'src/cli',
    may: [
      'src/cli',
      'src/commands',
      'src/model',
      'src/progress.ts',
      'src/terminal.ts',
      'commander',
      'node:fs',
      'node:path',
    ],
    because: 'it says what the command line offers, and hands what it was given to the commands.',
  },
  {
    room: 'src/cli.ts',
    may: ['src/cli', 'src/model', 'src/file-fault.ts', 'commander'],
    because:
      'it turns arguments into a command and its answer into an exit code, and says where no answer can be written.',
  },
];

/** Names that reach the world without an import. */
const worldly = /\b(process\.(?!versions|getBuiltinModule)|console\.|Date\.now|new Date\(\)|Math\.random)/;
const mayTouchTheWorld = [
  'src/start.ts',
  'src/memory-name.ts',
  'src/terminal.ts',
  'src/cli.ts',
  'src/cli',
  'src/files.ts',
  'src/git',
  'src/write.ts',
  'src/caches.ts',
  'src/script-cache.ts',
  'src/commands',
];

const files = ['src', 'rules'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}/${file.split('\\').join('/')}`),
);

describe('who may import whom', () => {
  it.each(files)('%s', (file) => {
    const wall = walls.find(({ room }) => inside(file, room));
    expect(wall, `${file} stands in no room: give it one in this test`).toBeDefined();
    const { may, room, because } = wall as Wall;
    const strangers = importsOf(file).filter((target) => !may.some((allowed) => inside(target, allowed)));
    expect(strangers, `${room} may import ${may.join(', ') || 'nothing'}: ${because}`).toEqual([]);
  });

  it('sees every import there is: a forbidden one is found', () => {
    expect(importsOf('src/cli.ts')).toContain('commander');
    expect(importsOf('src/cli/lint.ts')).toContain('src/commands/check.ts');
    expect(importsOf('src/hash.ts')).toContain('node:crypto');
  });
});

describe('only commands and the files beside them touch the process, the clock or chance', () => {
  const others = files.filter((file) => !mayTouchTheWorld.some((room) => inside(file, room)));
  it.each(others)('%s', (file) => {
    const code = withoutTextsAndComments(readFileSync(join(root, file), 'utf8'));
    expect(worldly.exec(code)?.[0], 'pass it in as an argument').toBeUndefined();
  });
});

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const { importedFiles } = ts.preProcessFile(text, true, true);
  // What is loaded only where it is needed is imported, too.
  const later = [...text.matchAll(/\bgetBuiltinModule\('(.*?)'\)/g)].map(([, name = '']) => name);
  const imported = importedFiles.map(({ fileName }) =>
    fileName.startsWith('.')
      ? relative(root, resolve(root, dirname(file), fileName))
          .split('\\')
          .join('/')
      : packageName(fileName),
  );
  return [...imported, ...later];
}

function packageName(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function inside(path: string, room: string): boolean {
  return path === room || path.startsWith(`${room}/`);
}

/** The code's tokens alone: a rule's example may well say `console.log`. */
function withoutTextsAndComments(code: string): string {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, true, ts.LanguageVariant.Standard, code);
  const tokens: string[] = [];
  for (let kind = scanner.scan(); kind !== ts.SyntaxKind.EndOfFileToken; kind = scanner.scan()) {
    const text = kind === ts.SyntaxKind.StringLiteral || kind === ts.SyntaxKind.NoSubstitutionTemplateLiteral;
    tokens.push(text ? '""' : scanner.getTokenText());
  }
  return tokens.join('').replaceAll('newDate', 'new Date');
}
