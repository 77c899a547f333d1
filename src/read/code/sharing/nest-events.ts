import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { lookUp } from '../programs/scope.ts';
import type { Located, Project } from '../project/project.ts';
import { declaredType } from '../types/declared.ts';

/** The one emitter of an application of Nest, which is injected wherever it is asked for by its type. */
export const nest = 'the emitter of Nest';

const packages = new Set(['@nestjs/event-emitter', 'eventemitter2']);

/** What a method is called for: `'sent'` of `@OnEvent('sent')`. */
export function textHeard({ node, program }: Located<ts.MethodDeclaration>): ts.Expression | undefined {
  for (const { expression } of compiler.getDecorators(node) ?? [])
    if (compiler.isCallExpression(expression) && isOfNest(expression.expression, 'OnEvent', program))
      return expression.arguments[0];
  return undefined;
}

/** Whether an expression is declared to be the emitter. */
export function isNestEmitter(project: Project, at: Located): boolean {
  const type = declaredType(project, at);
  return (
    type !== undefined &&
    compiler.isTypeReferenceNode(type.node) &&
    isOfNest(type.node.typeName, 'EventEmitter2', type.program)
  );
}

function isOfNest(node: ts.Node, name: string, program: Program): boolean {
  if (!compiler.isIdentifier(node)) return false;
  const binding = lookUp(program.moduleScope, node.text)?.binding;
  return binding?.kind === 'import' && binding.imported === name && packages.has(binding.module);
}
