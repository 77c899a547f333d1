import { boundValue } from '../programs/bound-functions.ts';
import { compiler } from '../programs/compiler.ts';
import { lookUp } from '../programs/scope.ts';
import { unwrapped } from '../programs/syntax.ts';
import type { Located, Project } from '../project/project.ts';

const deepest = 16;

/**
 * The names of the members by which an expression is reached, whatever they are members of: `['props', 'track']` of
 * `this.props.track`, of a constant that holds it, and of a name that is taken out of it; `['getClient()', 'track']` of
 * `app.getClient().track`.
 */
export function memberPath(project: Project, { node, program }: Located, depth = 0): readonly string[] {
  if (depth > deepest) return [];
  const of = (next: Located) => memberPath(project, next, depth + 1);
  const inner = unwrapped(node);
  if (compiler.isPropertyAccessExpression(inner)) {
    const handed = handedTo(project, { node: unwrapped(inner.expression), program }, inner.name.text);
    return handed ? of(handed) : [...of({ node: inner.expression, program }), inner.name.text];
  }
  if (compiler.isElementAccessExpression(inner))
    return compiler.isStringLiteralLike(inner.argumentExpression)
      ? [...of({ node: inner.expression, program }), inner.argumentExpression.text]
      : [];
  if (compiler.isCallExpression(inner)) {
    const bound = boundValue(inner);
    if (bound !== inner) return of({ node: bound, program });
    const called = of({ node: unwrapped(inner.expression), program });
    const last = called.at(-1);
    return last === undefined ? [] : [...called.slice(0, -1), `${last}()`];
  }
  if (!compiler.isIdentifier(inner)) return [];
  const handed = handedTo(project, { node: inner, program });
  if (handed) return of(handed);
  const found = lookUp(program.scopeOf(inner), inner.text);
  const binding = found?.binding;
  if (binding?.kind !== 'variable' && binding?.kind !== 'parameter') return [];
  if (!binding.path || binding.rest || found?.scope.assigned.has(inner.text)) return [];
  const { initializer } = binding.declaration;
  // What a parameter is when nothing is given for it says nothing of where it is taken from.
  if (binding.kind === 'parameter' || !initializer) return binding.path;
  return [...of({ node: initializer, program }), ...binding.path];
}

/** Whether an expression is reached from `this`, also by a name that stands for it: `const { track } = this`. */
export function isOfThis({ node, program }: Located, depth = 0): boolean {
  if (depth > deepest) return false;
  const inner = unwrapped(node);
  if (inner.kind === compiler.SyntaxKind.ThisKeyword) return true;
  if (compiler.isPropertyAccessExpression(inner))
    return isOfThis({ node: inner.expression, program }, depth + 1);
  const found = compiler.isIdentifier(inner) ? lookUp(program.scopeOf(inner), inner.text) : undefined;
  if (found?.binding.kind !== 'variable' || found.scope.assigned.has(found.binding.name)) return false;
  const { initializer } = found.binding.declaration;
  return initializer !== undefined && isOfThis({ node: initializer, program }, depth + 1);
}

/** What some caller hands over for a parameter, or for a property of it. */
function handedTo(project: Project, { node, program }: Located, property?: string): Located | undefined {
  const found = compiler.isIdentifier(node) ? lookUp(program.scopeOf(node), node.text) : undefined;
  return found && project.shared.links.to(found.binding, property)[0];
}
