/**
 * Where a name stands in code without anything being got hold of by it: in prose, in the list of what a file imports, in the
 * path that it is imported from, as a member that is declared, or where a test stands something else in for it. A name that is
 * used stands somewhere else as well. Whatever is none of these counts as used, and what stands around a name is looked at
 * for a bounded length.
 */

/** Words that may follow a name on its line in code; any other is prose, or an attribute behind one that has no value. */
const operators = 'as|satisfies|instanceof|in|of|from|is|extends|implements|then|catch';

/** Words that may stand before a name on its line, of templates as well; behind any other it is prose. */
const leading = [
  'abstract|accessor|as|asserts|async|await|case|class|const|debug|declare|default|delete|do|each|else|enum|export|extends|from|function',
  'get|html|if|implements|import|in|infer|instanceof|interface|is|key|keyof|let|module|namespace|new|of|out|override|private|protected',
  'public|readonly|render|return|satisfies|set|static|then|throw|track|type|typeof|unique|using|var|void|when|with|yield',
].join('|');

/** Behind one of these a name is an element, a decorator, a member or a directive, which attributes or a member may follow. */
const opening = '[<@.:]';

const importList = /\bimport\s+(?:type\s+)?\{[^{}]{0,2000}/.source;
const mock = /\b(?:jest|vi)\.\w*[mM]ock\w*\(\s*["']/.source;

const before = [
  // `call the track`
  `(?<![\\w$])(?!(?:${leading})\\b)[A-Za-z]{2,40}[ \\t]+`,
  // `data-track`
  /\w-/.source,
  // `import { NAMES } from '../lib/track'`
  `(?:${importList}\\}\\s*from\\s*["']|${mock})(?:[\\w@.~-]{1,80}/)+`,
  // A line's comment, in which no template puts anything; two characters outside Latin end a line, too.
  /(?:^|[\n\r])[ \t]*\/\/[^\n\r$\xe2]{0,200}/.source,
  importList,
  /\bimport\s+/.source,
  // Test runners watch what they are given.
  /(?:\bexpect|\b(?:jest|vi)\.(?:mocked|spyOn)|\bsinon\.(?:stub|spy))\((?:[\w$]{1,80}\.){0,3}/.source,
  /\bMock\w*<typeof\s+/.source,
].join('|');

/** `(track as jest.Mock).mockReset()` */
const standIn = /\s+as\s+(?:unknown\s+as\s+)?(?:(?:jest|vi)\.)?Mock/.source;

/** `track the first order` */
const prose = `[ \\t]+(?!(?:${operators})\\b)[A-Za-z_]`;

/** `{ track: jest.fn() }`, `track: (name: string) => void`, `track: Track;`: nothing is taken out of an object by such a pattern. */
const [declaring, declared] = [/[{,;(]\s*/.source, /\s*:\s*(?:[\w$.]+[(;]|\()/.source];

/** Finds a name where it may be used, as the text of a regular expression. */
export function usedName(name: string): string {
  return [
    `(?<![\\w$])${name}(?![\\w$])`,
    // What is imported by another name is used by that.
    `(?!${standIn})(?:(?=\\s+as\\s)|(?<!(?:${before})${name}))`,
    `(?:(?<=${opening}${name})|(?!${prose}))`,
    `(?:(?<!${declaring}${name})|(?!${declared}))`,
  ].join('');
}

/** Finds a package where a file may get hold of it, or of one of some names of it, as the text of a regular expression. */
export function usedPackage(name: string, members: readonly string[] | undefined): string {
  const others =
    members &&
    `\\bimport\\s+(?:type\\s+)?\\{(?:(?!\\b(?:${members.join('|')})\\b)[^{}]){0,2000}\\}\\s*from\\s*["']`;
  const unused = others === undefined ? mock : `${mock}|${others}`;
  return `(?<![\\w$])${name}(?![\\w$])(?<!(?:${unused})${name})`;
}

/** Who imports so many names from one package is read at once. */
const mostImported = 100;

/** Whether a text uses something that it imports from one of some packages, or gets hold of one otherwise than by naming what it imports. */
export function usesImported(text: string, packages: readonly string[]): boolean {
  const used = new RegExp(packages.map((name) => usedPackage(name, undefined)).join('|'));
  const imports = /\bimport\s+(?:type\s+)?([\w$\s{},*]{1,2000}?)\s*from\s*(["'])([^"'\n]+)\2/g;
  const names: string[] = [];
  const rest = text.replace(imports, (statement: string, clause: string, _: string, from: string) => {
    if (!used.test(from)) return statement;
    names.push(...[...clause.matchAll(/[\w$]+(?=\s*(?:[,}]|$))/g)].map(([name]) => name));
    return '';
  });
  if (used.test(rest) || names.length > mostImported) return true;
  const any = names.map((name) => name.replaceAll('$', '\\$')).join('|');
  return any !== '' && new RegExp(usedName(`(?:${any})`)).test(rest);
}
