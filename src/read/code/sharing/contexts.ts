import type ts from 'typescript';
import { frameOf } from '../functions/frames.ts';
import { compiler } from '../programs/compiler.ts';
import { functionAround } from '../programs/flow.ts';
import { unwrapped } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import type { FoundBinding, Located, Project } from '../project/project.ts';
import { propertyOf } from '../values/objects.ts';

/** What makes two expressions the same context: what declares it or its key, and the call that makes it, where a function does. */
export interface ContextIdentity {
  readonly declared: unknown;
  readonly madeBy: ts.CallExpression | undefined;
}

/** What a context is; undefined where nobody can ask for it. */
export function identityOf(project: Project, { node, program }: Located): ContextIdentity | undefined {
  const inner = unwrapped(node);
  if (compiler.isStringLiteralLike(inner)) return { declared: inner.text, madeBy: undefined };
  const found = compiler.isIdentifier(inner) ? bindingOf(project, program, inner) : undefined;
  if (!found) return undefined;
  const { binding } = found;
  if (binding.kind === 'import')
    return { declared: `${binding.module}#${binding.imported}`, madeBy: undefined };
  if (binding.kind === 'expression') return { declared: binding.node, madeBy: undefined };
  if (!('declaration' in binding)) return undefined;
  return { declared: binding.declaration, madeBy: makerOf(binding.declaration, found) };
}

/** The call that is followed of the function in which something is declared. */
function makerOf(declaration: ts.Node, { program }: FoundBinding): ts.CallExpression | undefined {
  const around = functionAround(declaration);
  return compiler.isSourceFile(around) ? undefined : frameOf(program, around)?.call;
}

/** Whether what a place provides is for those who ask for a context: which of several that a function makes, it may not say. */
export function isProvidedFor(provided: ContextIdentity | undefined, asked: ContextIdentity): boolean {
  if (!provided || provided.declared !== asked.declared) return false;
  return provided.madeBy === undefined || provided.madeBy === asked.madeBy;
}

/**
 * What a context is called, the same in all files and whatever else changes in them: its file and its name there, or its key.
 * Undefined where nobody can ask for it.
 */
export function nameOf(project: Project, { node, program }: Located): string | undefined {
  const inner = unwrapped(node);
  if (compiler.isStringLiteralLike(inner)) return `'${inner.text}`;
  const found = compiler.isIdentifier(inner) ? bindingOf(project, program, inner) : undefined;
  if (!found) return undefined;
  const { binding } = found;
  if (binding.kind === 'import') return `${binding.module}#${binding.imported}`;
  return `${found.program.source.file}#${'name' in binding ? binding.name : ''}`;
}

/** Whether an element may provide a value for a context by its name: `<Shop.Provider>`, `<ShopProvider>`. */
export function isProviderTag(tag: ts.JsxTagNameExpression): boolean {
  const name = compiler.isPropertyAccessExpression(tag) ? tag.name : tag;
  return compiler.isIdentifier(name) && name.text.endsWith('Provider');
}

/** Names stand for one another so deep. */
const deepest = 4;

/**
 * The context of an element that provides its value: `Shop` of `<Shop.Provider>`, and what the function made that handed over the
 * element, `const [Provider, useShop] = makeContext()`. Undefined for other elements.
 */
export function contextOfTag(project: Project, tag: Located, depth = 0): Located | undefined {
  const { node, program } = tag;
  const again = (next: Located | undefined) =>
    next && depth < deepest ? contextOfTag(project, next, depth + 1) : undefined;
  if (compiler.isPropertyAccessExpression(node)) {
    const held = propertyOf(project, { node: node.expression, program }, node.name.text);
    if (held) return again(held);
    return node.name.text === 'Provider' ? { node: node.expression, program } : undefined;
  }
  const found = compiler.isIdentifier(node) ? bindingOf(project, program, node) : undefined;
  if (!found || found.assigned.length > 0) return undefined;
  const { binding } = found;
  if (binding.kind === 'expression') return again({ node: binding.node, program: found.program });
  const { initializer } = binding.kind === 'variable' ? binding.declaration : {};
  if (binding.kind !== 'variable' || !binding.path || !initializer) return undefined;
  const whole: Located = { node: unwrapped(initializer), program: found.program };
  const [last, ...before] = [...binding.path].reverse();
  const object = before
    .reverse()
    .reduce<Located | undefined>((from, step) => from && propertyOf(project, from, step), whole);
  if (last === undefined) return again(whole);
  const held = object && propertyOf(project, object, last);
  if (held || !object) return again(held);
  // `const { Provider } = createContext(…)`
  return last === 'Provider' ? object : undefined;
}
