import { readText } from '../../../src/files.ts';
import type { EventUse } from '../../../src/model/event-use.ts';
import type { CallShape } from '../../../src/model/pack.ts';
import { position } from '../../../src/model/text.ts';
import { type CodeFacts, readCode } from '../../../src/read/code/index.ts';
import type { DiskHost } from '../../../src/read/code/types/checker-host.ts';
import { notifyvisitors } from '../../support/lint-example.ts';

/** Reads files as one project: those of `scanned` for call sites (all, by default), the others when they are imported. */
export function read(
  files: Readonly<Record<string, string>>,
  {
    calls = [],
    scanned,
    asked,
    explain,
    checker = false,
  }: {
    calls?: readonly CallShape[];
    scanned?: readonly string[];
    asked?: readonly string[];
    explain?: { file: string; line: number };
    /** Whether the type checker is asked, too. */
    checker?: boolean;
  } = {},
): CodeFacts {
  const { apis, payload, calls: packCalls } = notifyvisitors;
  const inputs = (scanned ?? Object.keys(files).filter((file) => !/\.json$|^node_modules\//.test(file))).map(
    (file) => ({
      file,
      bytes: Buffer.from(files[file] as string),
    }),
  );
  const host = {
    read: (file: string) => files[file],
    exists: (file: string) => Object.hasOwn(files, file),
    packages: () => Object.keys(files).filter((file) => /(^|\/)package\.json$/.test(file)),
  };
  const isAsked = (file: string) => asked?.includes(file) ?? true;
  const types = checker ? diskOf(files) : undefined;
  return readCode(inputs, { calls: [...calls, ...packCalls], apis, payload, host, isAsked, explain, types });
}

/** A disk that holds the files in one folder, beside the checker's own declarations of the language. */
export function diskOf(files: Readonly<Record<string, string>>): DiskHost {
  const displayed = (path: string) => (path.startsWith('/project/') ? path.slice('/project/'.length) : path);
  const read = (path: string) => files[displayed(path)] ?? (isLibrary(path) ? readText(path) : undefined);
  return {
    absolute: (file) => (file === '' ? '/project' : file.startsWith('/') ? file : `/project/${file}`),
    displayed,
    read,
    exists: (path) => read(path) !== undefined,
    isFolder: (path) => Object.keys(files).some((file) => file.startsWith(`${displayed(path)}/`)),
    realpath: (path) => path,
  };
}

function isLibrary(path: string): boolean {
  return /\/typescript\/lib\/lib\.[\w.]+\.d\.ts$/.test(path);
}

/** Call sites in a line each: `order_placed|order_paid|? { total: number, coupon?: null|string, … }`. */
export function sites(
  code: string | Readonly<Record<string, string>>,
  options?: Parameters<typeof read>[1],
): string[] {
  return read(typeof code === 'string' ? { 'a.ts': code } : code, options).uses.map(describe);
}

/** Call sites with their places: `a.ts:1:1 order_placed { total: number } via track > send`. */
export function placedSites(
  files: string | Readonly<Record<string, string>>,
  options?: Parameters<typeof read>[1],
): string[] {
  return read(typeof files === 'string' ? { 'a.tsx': files } : files, options).uses.map((use) => {
    const { source, span } = use.locate({ part: 'whole' });
    const { line, column } = position(source, span.start);
    const via = use.call?.via.map(({ name }) => name).join(' > ');
    return `${source.file}:${line}:${column} ${describe(use)}${via ? ` via ${via}` : ''}`;
  });
}

/** One call site as text. */
export function describe({ names, dynamic, attributes, open }: EventUse): string {
  const listed = attributes.map(
    ({ name, types, optional }) => `${name}${optional ? '?' : ''}: ${types.join('|')}`,
  );
  const all = [...listed, ...(open ? ['…'] : [])];
  const object = all.length > 0 ? `{ ${all.join(', ')} }` : '{}';
  return `${[...names, ...(dynamic ? ['?'] : [])].join('|')} ${object}`;
}

/** Where a part of a use stands, as `file:line:column text`. */
export function placeText(use: EventUse, target: Parameters<EventUse['locate']>[0]): string {
  const { source, span } = use.locate(target);
  const { line, column } = position(source, span.start);
  return `${source.file}:${line}:${column} ${source.text.slice(span.start, span.end)}`;
}
