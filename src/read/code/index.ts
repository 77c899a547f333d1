import type ts from 'typescript';
import type { Comment } from '../../model/comment.ts';
import { compareOrder, type EventUse } from '../../model/event-use.ts';
import type { ReadingProblem } from '../../model/finding.ts';
import type { CallShape, Pack } from '../../model/pack.ts';
import { CallMatcher } from './calls.ts';
import { compiler } from './compiler.ts';
import { httpCallees, sentEntries } from './http.ts';
import { type ParsedFile, type Program, parseFile, tooDeep } from './program.ts';
import { type CodeHost, Project } from './project.ts';
import { useOfCall, useOfEntry } from './uses.ts';

/** What to look for in code, and where other files are. */
export interface CodeOptions extends Pick<Pack, 'apis' | 'payload'> {
  /** Call shapes in the order in which they are tried. */
  readonly calls: readonly CallShape[];
  /** Reads files that the given ones import. */
  readonly host: CodeHost;
}

/** What the code says. */
export interface CodeFacts {
  /** The call sites, by file and position. */
  readonly uses: readonly EventUse[];
  readonly comments: readonly Comment[];
  readonly problems: readonly ReadingProblem[];
}

/**
 * Finds the call sites of some files: calls of the shapes given, and HTTP calls to the APIs given. What cannot be parsed is
 * a `parse-error` problem; the rest of its file is read all the same.
 */
export function readCode(
  inputs: readonly { readonly file: string; readonly text: string }[],
  { calls, apis, payload, host }: CodeOptions,
): CodeFacts {
  const project = new Project(host, leavesAlone(calls));
  const matcher = new CallMatcher(project, calls);
  const parsed = inputs.map(({ file, text }) => {
    const read = parseFile(file, text);
    project.add(file, read.programs);
    return read;
  });
  const problems = parsed.flatMap((each) => each.problems);
  const uses: EventUse[] = [];
  const read = (program: Program) => {
    for (const node of callsIn(program)) {
      const call = matcher.match(node, program);
      if (call) uses.push(useOfCall(project, call));
      else
        for (const entry of sentEntries(project, node, program, { apis, payload }))
          uses.push(useOfEntry(project, entry, payload));
    }
  };
  for (const program of programsOf(parsed)) {
    try {
      read(program);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      problems.push(tooDeep(program.source));
    }
  }
  uses.sort((a, b) => compareOrder(a.order, b.order));
  return { uses, comments: parsed.flatMap((each) => each.comments), problems };
}

function programsOf(parsed: readonly ParsedFile[]): Program[] {
  return parsed.flatMap(({ programs }) => programs);
}

function callsIn({ tree }: Program): ts.CallExpression[] {
  const found: ts.CallExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (compiler.isCallExpression(node)) found.push(node);
    compiler.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** Functions that only read what they are given: the language's, what logs, and what sends. */
function leavesAlone(calls: readonly CallShape[]): (callee: string) => boolean {
  const senders = new Set([...httpCallees, ...calls.map(({ callee }) => callee.split('.').at(-1))]);
  const own =
    /^(console\.\w+|JSON\.stringify|Object\.(keys|values|entries|freeze|assign)|structuredClone|String|Boolean)$/;
  return (callee) => own.test(callee) || senders.has(callee.split(/\??\./).at(-1) ?? '');
}
