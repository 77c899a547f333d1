import type ts from 'typescript';
import { compiler } from './compiler.ts';
import { type Arguments, restArguments } from './frames.ts';
import { unwrapped } from './objects.ts';
import type { Program } from './program.ts';
import { bindingOf, type Located, type Project } from './project.ts';

/** The arguments that some expressions are, with spreads of arrays and of rest parameters laid out. */
export function argumentsOf(project: Project, nodes: readonly ts.Expression[], program: Program): Arguments {
  const known: Located[] = [];
  for (const node of nodes) {
    if (!compiler.isSpreadElement(node)) {
      known.push({ node, program });
      continue;
    }
    const inner = spread(project, unwrapped(node.expression), program);
    known.push(...inner.known);
    if (inner.more) return { known, more: true };
  }
  return { known, more: false };
}

function spread(project: Project, node: ts.Expression, program: Program): Arguments {
  if (compiler.isArrayLiteralExpression(node)) return argumentsOf(project, node.elements, program);
  const found = compiler.isIdentifier(node) ? bindingOf(project, program, node) : undefined;
  return (found && restArguments(found)) ?? { known: [], more: true };
}

/** What `.call(self, …)` and `.apply(self, […])` pass on; undefined for other methods. */
export function passedArguments(
  project: Project,
  method: string,
  nodes: readonly ts.Expression[],
  program: Program,
): Arguments | undefined {
  const [, ...rest] = nodes;
  if (method === 'call') return argumentsOf(project, rest, program);
  if (method !== 'apply') return undefined;
  const [list] = rest;
  return list ? spread(project, unwrapped(list), program) : { known: [], more: false };
}
