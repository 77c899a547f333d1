import type ts from 'typescript';
import { calleeName } from '../functions/returns.ts';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { unwrapped } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import type { Located, Project } from '../project/project.ts';
import { providedByOptions } from './vue-injections.ts';

/** Functions that read what a provider put under a context or a key. */
const readers = new Set('useContext use inject getContext useContextSelector'.split(' '));

/** Functions that put a value under a key. */
const writers = new Set(['provide', 'setContext']);

/** A value that a component or a function hands to all below it. */
interface Provided {
  /** The context itself, or its key. */
  readonly context: Located;
  readonly value: Located;
}

/** Whether a call reads what a provider put under a context or a key. */
export function readsProvided(node: ts.CallExpression): boolean {
  return readers.has(calleeName(node));
}

/** The name of the key under which a call provides a value, `provide('track', send)`; undefined for other calls. */
export function providedAs(node: ts.CallExpression): string | undefined {
  return writers.has(calleeName(node)) && node.arguments.length > 1 ? keyName(node.arguments[0]) : undefined;
}

/** What a key, or the constant that holds it, is called. */
export function keyName(key: ts.Expression | undefined): string | undefined {
  if (!key) return undefined;
  return compiler.isStringLiteralLike(key) || compiler.isIdentifier(key) ? key.text : undefined;
}

/** What is handed over without an argument: the values of contexts, by the place that provides them. */
export class Providers {
  readonly #all: Provided[] = [];

  /** The names of the contexts of which it was asked what they hold. */
  readonly asked = new Set<string>();

  /** Takes note of a call or element that provides a value, if it does. */
  learn(node: ts.CallExpression | ts.JsxOpeningLikeElement, program: Program): void {
    if (compiler.isCallExpression(node)) {
      const [key, value] = node.arguments;
      if (key && value && writers.has(calleeName(node)))
        this.#all.push({ context: { node: key, program }, value: { node: value, program } });
      return;
    }
    const { tagName } = node;
    if (!compiler.isPropertyAccessExpression(tagName) || tagName.name.text !== 'Provider') return;
    for (const prop of node.attributes.properties) {
      if (!compiler.isJsxAttribute(prop) || prop.name.getText() !== 'value') continue;
      const value =
        prop.initializer && compiler.isJsxExpression(prop.initializer) && prop.initializer.expression;
      if (value)
        this.#all.push({
          context: { node: tagName.expression as ts.Expression, program },
          value: { node: value, program },
        });
    }
  }

  /** Takes note of what the options of a component provide. */
  learnOptions(program: Program): void {
    for (const { name, value } of providedByOptions(program))
      this.#all.push({ context: { node: textKey(name), program }, value: { node: value, program } });
  }

  /** The values that some place provides under a text. */
  valuesUnder(project: Project, key: string, program: Program): readonly Located[] {
    return this.valuesOf(project, { node: textKey(key), program });
  }

  /** The names of the contexts for which each file provides a value. */
  provided(project: Project): ReadonlyMap<string, ReadonlySet<string>> {
    const found = new Map<string, Set<string>>();
    for (const { context } of this.#all) {
      const name = nameOf(project, context);
      const { file } = context.program.source;
      if (name !== undefined) found.set(file, (found.get(file) ?? new Set()).add(name));
    }
    return found;
  }

  /** The values that some place provides for a context. */
  valuesOf(project: Project, context: Located): readonly Located[] {
    const identity = identityOf(project, context);
    if (identity === undefined) return [];
    this.asked.add(nameOf(project, context) as string);
    const values = this.#all
      .filter((each) => identityOf(project, each.context) === identity)
      .map(({ value }) => value);
    for (const { program } of values) project.noted.read(context.program.source.file, program.source.file);
    return values;
  }
}

function textKey(key: string): ts.Expression {
  return compiler.factory.createStringLiteral(key);
}

/**
 * What a context is called, the same in all files and whatever else changes in them: its file and its name there, or its key.
 * Undefined where nobody can ask for it.
 */
function nameOf(project: Project, { node, program }: Located): string | undefined {
  const inner = unwrapped(node);
  if (compiler.isStringLiteralLike(inner)) return `'${inner.text}`;
  const found = compiler.isIdentifier(inner) ? bindingOf(project, program, inner) : undefined;
  if (!found) return undefined;
  const { binding } = found;
  if (binding.kind === 'import') return `${binding.module}#${binding.imported}`;
  return `${found.program.source.file}#${'name' in binding ? binding.name : ''}`;
}

/** What makes two expressions the same context: the declaration that they name, or the text of their key. */
function identityOf(project: Project, { node, program }: Located): unknown {
  const inner = unwrapped(node);
  if (compiler.isStringLiteralLike(inner)) return inner.text;
  const found = compiler.isIdentifier(inner) ? bindingOf(project, program, inner) : undefined;
  if (!found) return undefined;
  const { binding } = found;
  if (binding.kind === 'import') return `${binding.module}#${binding.imported}`;
  if (binding.kind === 'expression') return binding.node;
  return 'declaration' in binding ? binding.declaration : undefined;
}

/**
 * What a call that reads a context can find there that may be called; nothing for other calls. Its data is what some
 * component puts there when it is rendered.
 */
export function contextValues(
  project: Project,
  { node, program }: Located<ts.CallExpression>,
): readonly Located[] {
  const [context] = node.arguments;
  if (!context || !readsProvided(node)) return [];
  const values = project.shared.providers.valuesOf(project, { node: context, program });
  return values.length > 0 ? values : defaultOf(project, { node: context, program });
}

/** `createContext({ … })`. */
function defaultOf(project: Project, { node, program }: Located): readonly Located[] {
  const made = initializerOf(project, { node, program });
  const call = made && unwrapped(made.node);
  if (!made || !call || !compiler.isCallExpression(call) || calleeName(call) !== 'createContext') return [];
  const [value] = call.arguments;
  return value ? [{ node: value, program: made.program }] : [];
}

/** What a name was declared with. */
export function initializerOf(project: Project, { node, program }: Located): Located | undefined {
  const name = unwrapped(node);
  const found = compiler.isIdentifier(name) ? bindingOf(project, program, name) : undefined;
  if (!found) return undefined;
  const { binding } = found;
  if (binding.kind === 'expression') return { node: binding.node, program: found.program };
  if (binding.kind !== 'variable' || binding.path?.length !== 0) return undefined;
  const { initializer } = binding.declaration;
  return initializer && { node: initializer, program: found.program };
}
