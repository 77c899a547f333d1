import type ts from 'typescript';
import type { Comment } from '../../../model/comment.ts';
import type { ReadingProblem } from '../../../model/finding.ts';
import { type Place, place, type SourceText, sourceText } from '../../../model/text.ts';
import type { Frame } from '../functions/frames.ts';
import { type Component, componentOf } from '../sharing/component-props.ts';
import { angularComponents } from '../templates/angular.ts';
import { compiler } from './compiler.ts';
import { type BoundTree, bindScopes } from './scope.ts';
import { type Script, scriptsOf, templateScript } from './scripts.ts';
import { type Shallower, shallower } from './shallower.ts';

/** One parsed program: a file, or a script of a page. */
export interface Program extends BoundTree {
  readonly source: SourceText;
  readonly tree: ts.SourceFile;
  readonly offset: number;
  /** Where the code of a component's template begins in the tree, and where its parts stand in the file. */
  readonly template?: Script['template'];
  /** The component that the file is, as a function. */
  readonly component?: Component | undefined;
  /** The class of which it is a template of Angular; its file alone, where the template is a file of its own. */
  readonly host?: TemplateHost | undefined;
  /** The call in which the program is looked at; undefined outside any. */
  readonly frame?: Frame | undefined;
}

/** The component of a template of Angular: a class of a program, or the file that has it. */
export type TemplateHost = { readonly node: ts.ClassDeclaration; readonly program: Program } | string;

/** A file's programs, with what was wrong with them and the comments that name this tool. */
export interface ParsedFile {
  readonly programs: readonly Program[];
  readonly problems: readonly ReadingProblem[];
  readonly comments: readonly Comment[];
}

/**
 * Parses a file. A page that is the template of a component of Angular is one of the file that is named. What cannot be parsed is a
 * problem; the rest of it is still there.
 */
export function parseFile(file: string, text: string, componentFile?: string): ParsedFile {
  const source = sourceText(file, text);
  if (isBinary(text)) return unreadable(source, 'The file is binary, or not UTF-8.');
  const programs: Program[] = [];
  const problems: ReadingProblem[] = [];
  const comments = pageComments(source);
  if (componentFile !== undefined) {
    const page = templateProgram(source, 0, text.length, componentFile);
    return { programs: page ? [page] : [], problems: page ? [] : [tooDeep(source)], comments };
  }
  for (const script of scriptsOf(file, text)) {
    try {
      const { program, gaps } = parseScript(source, script);
      programs.push(program, ...ownTemplates(program));
      problems.push(...gaps.map(([start]) => tooDeepStatement(program, start)));
      problems.push(...syntaxProblems(program, script.strict));
      problems.push(...unreadProblems(source, script));
      if (script.isTooDeep) problems.push(tooDeep(source));
      comments.push(...scriptComments(program));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      problems.push(tooDeep(source));
    }
  }
  return { programs, problems: problems.slice(0, 1), comments };
}

/** The templates that components of Angular have in a program. */
function ownTemplates(program: Program): Program[] {
  return angularComponents(program.tree).flatMap(({ node, template }) => {
    const [start, end] = template ?? [0, 0];
    return (template && templateProgram(program.source, start, end, { node, program })) ?? [];
  });
}

/** A template of Angular as a program; undefined where it is nested too deeply. */
function templateProgram(
  source: SourceText,
  start: number,
  end: number,
  host: TemplateHost,
): Program | undefined {
  const script = templateScript(source.text, start, end);
  return script && { ...parseScript(source, script).program, host };
}

/** Code may hold a NUL in a text; binary files and UTF-16 are full of them. */
function isBinary(text: string): boolean {
  const head = text.slice(0, 8192);
  const zeros = head.split('\u0000').length - 1;
  return zeros > head.length / 100;
}

/** Where a node stands in its file. */
export function placeOf(program: Program, node: ts.Node): Place {
  const { source, tree, offset, template, component } = program;
  if (node === component?.func) return place(source, 0, 0);
  const start = node.getStart(tree);
  const isInTemplate = template !== undefined && start >= template.at;
  // Brackets around an attribute's value are none of the file.
  if (isInTemplate && compiler.isParenthesizedExpression(node) && !template.map.has(start - template.at))
    return placeOf(program, node.expression);
  const at = isInTemplate
    ? place(source, template.map.startOf(start - template.at), template.map.endOf(node.end - template.at))
    : place(source, start + offset, node.end + offset);
  return node.parent && compiler.isShorthandPropertyAssignment(node.parent) ? { ...at, shorthand: true } : at;
}

/** Whether a call is an element of a component: in the code of a template all such are calls of an object of props. */
export function isElement(node: ts.Node, { template, tree }: Program): boolean {
  if (!compiler.isCallExpression(node)) return compiler.isJsxOpeningLikeElement(node);
  if (!template || node.end < template.at) return false;
  const [props] = node.arguments;
  // What a developer wrote has its brackets in the file.
  return (
    props !== undefined &&
    compiler.isObjectLiteralExpression(props) &&
    !template.map.has(props.getStart(tree) - template.at)
  );
}

/** The program of a script, and what is left out of it because it is too deep for the parser. */
function parseScript(
  source: SourceText,
  { text, kind, offset, template }: Script,
): { program: Program; gaps: Shallower['gaps'] } {
  const { tree, gaps } = parsed(text, parserOf(source, kind));
  const bound = bindScopes(tree);
  const component = template && componentOf(source.file, tree, bound, template.at);
  return { program: { source, tree, offset, ...(template && { template, component }), ...bound }, gaps };
}

/** Parses code as a kind of script in a file. */
function parserOf({ file }: SourceText, kind: ts.ScriptKind): (code: string) => ts.SourceFile {
  return (code) =>
    compiler.createSourceFile(
      file,
      code,
      {
        languageVersion: compiler.ScriptTarget.Latest,
        jsDocParsingMode: compiler.JSDocParsingMode.ParseNone,
      },
      false,
      kind,
    );
}

function parsed(text: string, parse: (text: string) => ts.SourceFile): Shallower {
  try {
    return { tree: parse(text), gaps: [] };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const found = shallower(text, (part) => {
      try {
        return parse(part);
      } catch (again) {
        if (!(again instanceof RangeError)) throw again;
        return undefined;
      }
    });
    if (!found) throw error;
    return found;
  }
}

/** The parser's own diagnostics, which are not in its public types, though every host prints them. */
function diagnosticsOf(tree: ts.SourceFile): readonly ts.DiagnosticWithLocation[] {
  const { parseDiagnostics = [] } = tree as ts.SourceFile & {
    parseDiagnostics?: readonly ts.DiagnosticWithLocation[];
  };
  return parseDiagnostics;
}

function syntaxProblems(program: Program, strict: Script['strict']): ReadingProblem[] {
  const { tree, source, offset } = program;
  const isStrict = ({ start }: ts.DiagnosticWithLocation) =>
    strict === undefined || strict.some(([from, to]) => start >= from && start < to);
  return diagnosticsOf(tree)
    .filter(isStrict)
    .slice(0, 1)
    .map(({ start, length, messageText }) => ({
      rule: 'parse-error',
      place: place(source, start + offset, start + offset + length),
      message: `Syntax error: ${compiler.flattenDiagnosticMessageText(messageText, ' ')}`,
      help: 'Mend it; calls beside it are still checked.',
    }));
}

/** Faults of expressions in a template that are not read. Whether they have any, the parser knows best. */
function unreadProblems(source: SourceText, { unread = [], kind }: Script): ReadingProblem[] {
  const parse = parserOf(source, kind);
  const isWhole = (text: string) => {
    const { tree, gaps } = parsed(text, parse);
    return gaps.length === 0 && diagnosticsOf(tree).length === 0;
  };
  return unread
    .filter(({ text }) => !isWhole(`(${text}\n)`) && !isWhole(text))
    .map(({ start }) => ({
      rule: 'parse-error',
      place: place(source, start, endOfLine(source.text, start)),
      message: 'The brackets or quotes of this expression do not match, so it is not read.',
      help: 'Mend it; calls beside it are still checked.',
    }));
}

function endOfLine(text: string, at: number): number {
  const end = text.slice(at).search(/[\r\n]/);
  return end < 0 ? text.length : at + end;
}

function unreadable(source: SourceText, message: string): ParsedFile {
  return { programs: [], problems: [unreadableProblem(source, message)], comments: [] };
}

/** The parser and everything that walks its trees are recursive: there is a depth at which they give up. */
export function tooDeep(source: SourceText): ReadingProblem {
  return unreadableProblem(source, 'The code is nested too deeply to be read.');
}

/** A statement that the parser gave up at, while the rest of its file is read. */
function tooDeepStatement({ source, offset, template }: Program, start: number): ReadingProblem {
  const at = template && start >= template.at ? template.map.startOf(start - template.at) : start + offset;
  return {
    rule: 'parse-error',
    place: place(source, at, at),
    message: 'The statement is nested too deeply to be read.',
    help: 'Write it in parts; calls beside it are still checked.',
  };
}

function unreadableProblem(source: SourceText, message: string): ReadingProblem {
  const help = 'Exclude the file under `code` in eventlint.yaml, or repair it.';
  return { rule: 'parse-error', place: place(source, 0, 0), message, help };
}

function scriptComments({ tree, source, offset }: Program): Comment[] {
  const { text } = tree;
  const found = new Map<number, Comment>();
  if (!text.includes('eventlint-')) return [];
  const collect = (ranges: readonly ts.CommentRange[] | undefined) => {
    for (const { pos, end, kind } of ranges ?? []) {
      const inner = text.slice(pos + 2, kind === compiler.SyntaxKind.MultiLineCommentTrivia ? end - 2 : end);
      if (inner.includes('eventlint-'))
        found.set(pos, { text: inner, place: place(source, pos + offset, end + offset) });
    }
  };
  // A tree may be deeper than the stack.
  const left: ts.Node[] = [tree];
  for (let node = left.pop(); node; node = left.pop()) {
    const children = node.getChildren(tree);
    if (children.length === 0) {
      collect(compiler.getLeadingCommentRanges(text, node.pos));
      collect(compiler.getTrailingCommentRanges(text, node.end));
    }
    for (let i = children.length - 1; i >= 0; i--) left.push(children[i] as ts.Node);
  }
  return [...found.values()];
}

function pageComments(source: SourceText): Comment[] {
  if (!/\.(html?|vue|svelte|astro)$/i.test(source.file)) return [];
  return [...source.text.matchAll(/<!--([\s\S]*?)-->/g)]
    .filter((match) => match[1]?.includes('eventlint-'))
    .map((match) => ({
      text: match[1] as string,
      place: place(source, match.index, match.index + match[0].length),
    }));
}
