import type ts from 'typescript';
import { calleeName } from '../functions/returns.ts';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { unwrapped } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import { addTo } from '../project/dependencies.ts';
import type { Located, Project } from '../project/project.ts';
import { contextOfTag, identityOf, isProvidedFor, isProviderTag, nameOf } from './contexts.ts';
import { providedByOptions } from './vue-injections.ts';

/** Functions that read what a provider put under a context or a key. */
const readers = new Set('useContext use inject getContext useContextSelector'.split(' '));

/** Functions that put a value under a key. */
const writers = new Set(['provide', 'setContext']);

/** A value that a component or a function hands to all below it. */
interface Provided {
  /** The context itself or its key, or the element by whose tag it is found out. */
  readonly context: Located;
  readonly isTag: boolean;
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
        this.#all.push({ context: { node: key, program }, isTag: false, value: { node: value, program } });
      return;
    }
    const { tagName } = node;
    if (!isProviderTag(tagName)) return;
    for (const prop of node.attributes.properties) {
      if (!compiler.isJsxAttribute(prop) || prop.name.getText() !== 'value') continue;
      const value =
        prop.initializer && compiler.isJsxExpression(prop.initializer) && prop.initializer.expression;
      if (value)
        this.#all.push({
          context: { node: tagName as ts.Expression, program },
          isTag: true,
          value: { node: value, program },
        });
    }
  }

  /** Takes note of what the options of a component provide. */
  learnOptions(program: Program): void {
    for (const { name, value } of providedByOptions(program))
      this.#all.push({
        context: { node: textKey(name), program },
        isTag: false,
        value: { node: value, program },
      });
  }

  /** The values that some place provides under a text. */
  valuesUnder(project: Project, key: string, program: Program): readonly Located[] {
    return this.valuesOf(project, { node: textKey(key), program });
  }

  /** The names of the contexts for which each file provides a value. */
  provided(project: Project): ReadonlyMap<string, ReadonlySet<string>> {
    const found = new Map<string, Set<string>>();
    for (const each of this.#all) {
      const context = contextOf(project, each);
      const name = context && nameOf(project, context);
      const { file } = each.value.program.source;
      if (name !== undefined) addTo(found, file, name);
    }
    return found;
  }

  /** The values that some place provides for a context. */
  valuesOf(project: Project, context: Located): readonly Located[] {
    const identity = identityOf(project, context);
    if (identity === undefined) return [];
    this.asked.add(nameOf(project, context) as string);
    const values = this.#all.flatMap((each) => {
      const provided = contextOf(project, each);
      return provided && isProvidedFor(identityOf(project, provided), identity) ? [each.value] : [];
    });
    for (const { program } of values) project.noted.read(context.program.source.file, program.source.file);
    return values;
  }
}

function textKey(key: string): ts.Expression {
  return compiler.factory.createStringLiteral(key);
}

/** The context for which a place provides a value; undefined where its element turns out to be another. */
function contextOf(project: Project, { context, isTag }: Provided): Located | undefined {
  return isTag ? contextOfTag(project, context) : context;
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
