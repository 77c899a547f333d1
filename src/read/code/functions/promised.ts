import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import { isOfPackage } from '../programs/imported-names.ts';
import type { Program } from '../programs/program.ts';
import { lookUp } from '../programs/scope.ts';
import { unwrapped } from '../programs/syntax.ts';
import type { Located, Project } from '../project/project.ts';
import { returnedBy } from '../values/results.ts';
import { functionAt } from './functions.ts';

/**
 * What a promise that is made or handed on comes to, where it is called: `new Promise((done) => done(client))`, what the function of
 * `then` returns, and what `catch` and `finally` leave as it is. It says nothing of values.
 */
export function promisedBy(project: Project, { node, program }: Located, depth: number): readonly Located[] {
  if (compiler.isNewExpression(node)) {
    const value = settledIn(node, program);
    return value ? [{ node: value, program }] : [];
  }
  const callee = compiler.isCallExpression(node) ? unwrapped(node.expression) : undefined;
  if (!callee || !compiler.isPropertyAccessExpression(callee)) return [];
  const { expression: promise, name } = callee;
  if (name.text === 'catch' || name.text === 'finally') return [{ node: promise, program }];
  const [first] = name.text === 'then' ? (node as ts.CallExpression).arguments : [];
  const func = first && functionAt(project, { node: first, program }, depth + 1);
  return (func && returnedBy(func.node)?.map((each) => ({ node: each, program: func.program }))) ?? [];
}

const settled = new WeakMap<ts.NewExpression, ts.Expression | 'none'>();

/** What the function that makes a promise hands to the first that it is given, where it does so in one place. */
function settledIn(node: ts.NewExpression, program: Program): ts.Expression | undefined {
  const known = settled.get(node) ?? onlySettled(node, program) ?? 'none';
  settled.set(node, known);
  return known === 'none' ? undefined : known;
}

function onlySettled({ expression, arguments: [first] = [] as never }: ts.NewExpression, program: Program) {
  const maker = first && unwrapped(first);
  if (!compiler.isIdentifier(expression) || expression.text !== 'Promise' || !maker) return undefined;
  // Packages have promises of their own that are like those of the language.
  if (lookUp(program.scopeOf(expression), expression.text) && !isOfPackage(expression)) return undefined;
  if (!compiler.isArrowFunction(maker) && !compiler.isFunctionExpression(maker)) return undefined;
  const [done] = maker.parameters;
  const values = program.calls.flatMap((call) => {
    if (!compiler.isCallExpression(call) || call.pos < maker.pos || call.end > maker.end) return [];
    const { expression: callee } = call;
    if (!compiler.isIdentifier(callee) || callee.text !== done?.name.getText()) return [];
    const binding = lookUp(program.scopeOf(callee), callee.text)?.binding;
    const isMeant = binding?.kind === 'parameter' && binding.declaration === done;
    return isMeant && call.arguments[0] ? [call.arguments[0]] : [];
  });
  const [only, ...others] = values;
  return others.length === 0 ? only : undefined;
}
