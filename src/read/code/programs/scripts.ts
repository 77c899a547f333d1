import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import type ts from 'typescript';
import { angularTemplate } from '../templates/angular-template.ts';
import { componentProgram } from '../templates/components.ts';
import type { Unread } from '../templates/template-code.ts';
import { compiler } from './compiler.ts';
import { dataScript, isData } from './data.ts';
import type { TextMap } from './mapped-text.ts';

/** A piece of a file that is a program: its text stands at the same offsets as in the file. */
export interface Script {
  readonly text: string;
  readonly kind: ts.ScriptKind;
  /** Offset in the file's text at which `text` begins. */
  readonly offset: number;
  /** Where its syntax is that of a program; everywhere, unless a template stands between. */
  readonly strict?: readonly (readonly [start: number, end: number])[];
  /** Expressions of a template that are not in it. */
  readonly unread?: readonly Unread[];
  /** A part of the file, its template, is nested too deeply to be read. */
  readonly isTooDeep?: boolean;
  /** Where the code of a component's template begins, and where its parts stand in the file. */
  readonly template?: { readonly at: number; readonly map: TextMap };
}

const kinds: Readonly<Record<string, ts.ScriptKind>> = {
  ts: compiler.ScriptKind.TS,
  mts: compiler.ScriptKind.TS,
  cts: compiler.ScriptKind.TS,
  tsx: compiler.ScriptKind.TSX,
  js: compiler.ScriptKind.JSX,
  jsx: compiler.ScriptKind.JSX,
  mjs: compiler.ScriptKind.JSX,
  cjs: compiler.ScriptKind.JSX,
};

/** The program of an Angular template, which a part of a file is; undefined where it is nested too deeply. */
export function templateScript(text: string, start: number, end: number): Script | undefined {
  const code = angularTemplate(text, start, end);
  if (!code) return undefined;
  const template = { at: 0, map: code.map };
  return { text: code.text, kind: compiler.ScriptKind.TS, offset: 0, strict: [], template };
}

/** The programs of a file: itself, or the scripts and handlers of a page or component. */
export function scriptsOf(file: string, text: string): Script[] {
  const extension = /\.(\w+)$/.exec(file)?.[1]?.toLowerCase() ?? '';
  if (extension === 'vue' || extension === 'svelte' || extension === 'astro') {
    const program = componentProgram(text, extension);
    const kind = kinds[program.language] ?? compiler.ScriptKind.TS;
    const { template, scripts: strict } = program;
    const handlers = program.handlers.map(([start, end]) => handlerScript(text.slice(start, end), start));
    const { unread, isTooDeep } = program;
    return [{ text: program.text, kind, offset: 0, strict, template, unread, isTooDeep }, ...handlers];
  }
  if (isData(file)) return dataScript(text);
  const kind = kinds[extension];
  return kind === undefined ? pageScripts(text) : [{ text, kind, offset: 0 }];
}

type Element = DefaultTreeAdapterTypes.Element;
type Tree = DefaultTreeAdapterTypes.Node;

function pageScripts(text: string): Script[] {
  const found: Script[] = [];
  const stack: Tree[] = [parse(text, { sourceCodeLocationInfo: true })];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if ('tagName' in node)
      found.push(...(node.tagName === 'script' ? inlineScript(node, text) : handlers(node, text)));
    if ('childNodes' in node) stack.push(...[...node.childNodes].reverse());
  }
  return found.sort((a, b) => a.offset - b.offset);
}

function inlineScript(element: Element, text: string): Script[] {
  const attribute = (name: string) => element.attrs.find((each) => each.name === name)?.value;
  const type = attribute('type') ?? '';
  const { startTag, endTag, endOffset } = element.sourceCodeLocation ?? {};
  const isProgram = type === '' || type === 'module' || /javascript|ecmascript/i.test(type);
  if (!isProgram || attribute('src') !== undefined || !startTag) return [];
  const start = startTag.endOffset;
  const end = endTag?.startOffset ?? endOffset ?? text.length;
  const kind = kinds[attribute('lang') ?? 'js'] ?? compiler.ScriptKind.JSX;
  return [{ text: text.slice(start, end), kind, offset: start }];
}

/** `onclick="…"`: only where the attribute is written without character references, so that offsets hold. */
function handlers(element: Element, text: string): Script[] {
  return element.attrs.flatMap(({ name, value }) => {
    const at = element.sourceCodeLocation?.attrs?.[name];
    // `@click` and the like belong to libraries that read a page where it stands.
    if (!/^(on[a-z]+|(@|[vx]-on:)[\w.:-]+)$/.test(name) || !at) return [];
    const written = text.slice(at.startOffset, at.endOffset);
    const start = written.indexOf(value, name.length);
    if (value === '' || start < 0) return [];
    return [handlerScript(value, at.startOffset + start)];
  });
}

/** A handler is the body of a function: it may return. */
function handlerScript(text: string, offset: number): Script {
  return { text, kind: compiler.ScriptKind.JSX, offset };
}
