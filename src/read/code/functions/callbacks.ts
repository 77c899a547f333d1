import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import { unwrapped } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import type { Located, Project } from '../project/project.ts';
import type { FunctionNode } from './functions.ts';
import { calleeName, passingOn } from './returns.ts';

/** A function that a function is given and calls: one of its parameters, or a property of one. */
export interface Callback {
  readonly parameter: ts.ParameterDeclaration;
  readonly property: string | undefined;
  /** The function that is given it. */
  readonly giver: Located<FunctionNode>;
}

const deepest = 6;

/** What is called where a function calls what it was given, also through a ref or a hook that keeps it. */
export function calledBack(project: Project, { node, program }: Located, depth = 0): Callback | undefined {
  if (depth > deepest) return undefined;
  const of = (next: ts.Expression, home = program) =>
    calledBack(project, { node: next, program: home }, depth + 1);
  const inner = unwrapped(node);
  if (compiler.isPropertyAccessExpression(inner)) {
    const whole = of(inner.expression);
    if (inner.name.text === 'current') return whole;
    return whole && whole.property === undefined ? { ...whole, property: inner.name.text } : undefined;
  }
  if (compiler.isCallExpression(inner)) {
    const [first] = inner.arguments;
    const keeps = passingOn.has(calleeName(inner)) || /^use\w*(Ref|Latest)/.test(calleeName(inner));
    return first && keeps ? of(first) : undefined;
  }
  if (!compiler.isIdentifier(inner)) return undefined;
  const found = bindingOf(project, program, inner);
  const binding = found?.binding;
  if (!found || (binding?.kind !== 'variable' && binding?.kind !== 'parameter')) return undefined;
  const [property, ...rest] = binding.path ?? [undefined, ''];
  if (rest.length > 0 || found.assigned.length > 0) return undefined;
  if (binding.kind === 'parameter') {
    const giver = binding.declaration.parent as FunctionNode;
    return { parameter: binding.declaration, property, giver: { node: giver, program: found.program } };
  }
  const { initializer } = binding.declaration;
  const whole = initializer && of(initializer, found.program);
  if (property === undefined) return whole;
  return whole && whole.property === undefined ? { ...whole, property } : undefined;
}
