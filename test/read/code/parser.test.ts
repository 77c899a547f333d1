import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import ts from 'typescript';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');
const cut = createRequire(import.meta.url)(join(root, 'dist/parser.cjs')) as typeof ts;

const kinds = [ts.ScriptKind.TS, ts.ScriptKind.TSX, ts.ScriptKind.JSX];

/** Our own sources and tests: they are as good as others. */
const files = ['src', 'test', 'scripts', 'bench'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.([mc]?[jt]sx?|vue)$/.test(file))
    .map((file) => join(root, folder, file)),
);

/** All that a parser says of a text: every node with the fields that hold something, in order, and the syntax errors. */
function said(compiler: typeof ts, text: string, kind: ts.ScriptKind): unknown[] {
  const options = {
    languageVersion: compiler.ScriptTarget.Latest,
    jsDocParsingMode: compiler.JSDocParsingMode.ParseNone,
  };
  const tree = compiler.createSourceFile('file', text, options, true, kind) as ts.SourceFile & {
    parseDiagnostics: ts.DiagnosticWithLocation[];
  };
  const all: unknown[] = tree.parseDiagnostics.map(({ start, code, messageText }) => [
    start,
    code,
    messageText,
  ]);
  const visit = (node: ts.Node) => {
    const { pos, end, flags } = node;
    const written = (node as { text?: string }).text;
    const fields = Object.entries(node).flatMap(([key, value]) => (value === undefined ? [] : [key]));
    all.push([node.kind, pos, end, flags, node === tree ? '' : written, fields].join(' '));
    if (node !== tree) all.push(node.getStart(tree), node.getChildCount(tree));
    compiler.forEachChild(node, visit);
  };
  visit(tree);
  return all;
}

it('the parser that was cut out of the compiler says what the whole compiler says, of whole and of broken files', () => {
  expect(files.length).toBeGreaterThan(300);
  fc.assert(
    fc.property(
      fc.constantFrom(...files),
      fc.constantFrom(...kinds),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 0.2, noNaN: true }),
      (file, kind, from, share) => {
        const whole = readFileSync(file, 'utf8').slice(0, 40_000);
        const start = Math.floor(from * whole.length);
        const broken = whole.slice(0, start) + whole.slice(start + Math.floor(share * whole.length));
        for (const text of [whole, broken]) expect(said(cut, text, kind)).toEqual(said(ts, text, kind));
      },
    ),
    { numRuns: 30 },
  );
});
