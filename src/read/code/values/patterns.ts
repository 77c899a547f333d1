import type ts from 'typescript';
import { enter } from '../functions/frames.ts';
import { compiler } from '../programs/compiler.ts';
import { placed } from '../programs/placed.ts';
import { unwrapped } from '../programs/syntax.ts';
import { type Facts, literal, union } from '../project/facts.ts';
import type { Located, Project } from '../project/project.ts';
import { evaluate } from './evaluate.ts';
import { returnedBy } from './results.ts';

/** Nobody names an event by a longer text. */
const longest = 200;

/**
 * What `replace` makes of known texts by a pattern, where another text is put in its place, or what a function makes of each
 * match: `name.replace(/\s+/g, '_')`, `name.replace(/[A-Z]/g, (letter) => '_' + letter)`. Undefined for other calls.
 */
export function replacedByPattern(
  project: Project,
  at: Located<ts.CallExpression>,
  depth: number,
): Facts | undefined {
  const { node, program } = at;
  const callee = unwrapped(node.expression);
  const [pattern, put] = node.arguments;
  if (!compiler.isPropertyAccessExpression(callee) || !/^replace(?:All)?$/.test(callee.name.text))
    return undefined;
  if (!pattern || !put || !compiler.isRegularExpressionLiteral(pattern)) return undefined;
  const found = patternOf(pattern.text);
  if (!found || (callee.name.text === 'replaceAll' && !found.global)) return undefined;
  const text = evaluate(project, { node: callee.expression, program }, depth + 1);
  const texts = text.values.filter(
    (each): each is string => typeof each === 'string' && each.length <= longest,
  );
  if (!text.complete || text.optional || texts.length === 0 || texts.length < text.values.length)
    return undefined;
  const made = texts.map((each) => replaced(project, each, found, { node: put, program }, depth + 1));
  return made.every((each) => each !== undefined) ? union((made as string[]).map(literal)) : undefined;
}

/** A pattern that takes no longer than a text is long, or little more: no groups are repeated, and nothing refers back. */
function patternOf(written: string): RegExp | undefined {
  const [, source = '', flags = ''] = /^\/(.*)\/([gimu]*)$/s.exec(written) ?? [];
  const repeated = source.match(/[*+]|\{\d*,/g) ?? [];
  if (source === '' || source.length > 60 || repeated.length > 2) return undefined;
  if (/\\[1-9k]|\)[*+{]|\(\?[<=!]/.test(source)) return undefined;
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}

function replaced(
  project: Project,
  text: string,
  pattern: RegExp,
  put: Located,
  depth: number,
): string | undefined {
  const by = unwrapped(put.node);
  if (!compiler.isArrowFunction(by) && !compiler.isFunctionExpression(by)) {
    const { complete, values } = evaluate(project, put, depth);
    const [only, ...others] = values;
    return complete && others.length === 0 && typeof only === 'string'
      ? text.replace(pattern, only)
      : undefined;
  }
  const [result, ...others] = returnedBy(by) ?? [];
  if (!result || others.length > 0 || by.parameters.length !== 1) return undefined;
  let isKnown = true;
  const made = text.replace(pattern, (match) => {
    const given = { node: literalAt(put.node, match), program: put.program };
    const home = enter(put.program, by, { known: [given], more: false }, put.program.frame);
    const facts = home && evaluate(project, { node: result, program: home }, depth);
    const [only, ...more] = facts?.values ?? [];
    isKnown &&= facts?.complete === true && more.length === 0 && typeof only === 'string';
    return String(only);
  });
  return isKnown ? made : undefined;
}

/** A text that stands for what a function is given where that is written. */
function literalAt(node: ts.Expression, text: string): ts.Expression {
  return placed(compiler.factory.createStringLiteral(text), node, node.parent);
}
