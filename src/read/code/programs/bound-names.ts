import type ts from 'typescript';
import { compiler } from './compiler.ts';

/** A name that a declaration binds, perhaps through a destructuring pattern. */
export interface Bound {
  readonly name: string;
  /** Properties from the declared value to the name; undefined where a pattern's step is not known. */
  readonly path: readonly string[] | undefined;
  /** `...rest`: the properties of what `of` leads to, without those that the pattern takes out. */
  readonly rest: { readonly of: readonly string[]; readonly without: readonly string[] } | undefined;
  /** The value in the pattern for a property that is undefined. */
  readonly fallback: ts.Expression | undefined;
  /** What patterns within have for what is undefined, by the steps that lead there: `{}` of `{ order: { name } = {} }`, by 1. */
  readonly presets?: ReadonlyMap<number, ts.Expression> | undefined;
}

/** The names of a pattern with the way to each. Patterns may be nested deeper than the stack. */
export function boundNames(pattern: ts.BindingName): Bound[] {
  const found: Bound[] = [];
  const left: Part[] = [{ name: pattern, path: [], rest: undefined, fallback: undefined }];
  for (let part = left.pop(); part; part = left.pop()) {
    const { name } = part;
    if (compiler.isIdentifier(name)) found.push({ ...part, name: name.text });
    else left.push(...partsOf(name, part).reverse());
  }
  return found;
}

/** What an element of a pattern is bound to: a name, or a pattern within. */
type Part = Omit<Bound, 'name'> & { readonly name: ts.BindingName };

function partsOf(pattern: ts.BindingPattern, { path, fallback: preset, presets: outer }: Part): Part[] {
  const presets = preset && path ? new Map([...(outer ?? []), [path.length, preset]]) : outer;
  const steps = pattern.elements.map((element, i) => {
    if (!compiler.isBindingElement(element)) return undefined;
    if (compiler.isArrayBindingPattern(pattern)) return element.dotDotDotToken ? undefined : String(i);
    const key = element.propertyName ?? element.name;
    return compiler.isIdentifier(key) || compiler.isStringLiteral(key) ? key.text : undefined;
  });
  return pattern.elements.flatMap((element, i): Part[] => {
    if (!compiler.isBindingElement(element)) return [];
    const { name, initializer: fallback } = element;
    if (!element.dotDotDotToken) {
      const step = steps[i];
      return [
        {
          name,
          path: path && step !== undefined ? [...path, step] : undefined,
          rest: undefined,
          fallback,
          presets,
        },
      ];
    }
    const without = steps.slice(0, i);
    const isKnown = compiler.isObjectBindingPattern(pattern) && without.every((each) => each !== undefined);
    const rest = path && isKnown ? { of: path, without: without as string[] } : undefined;
    return [{ name, path: undefined, rest, fallback: undefined, presets }];
  });
}
