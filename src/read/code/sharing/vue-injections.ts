import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { nameText, unwrapped } from '../programs/syntax.ts';
import type { Located, Project } from '../project/project.ts';
import { returnedBy } from '../values/results.ts';
import type { Shared } from './nuxt.ts';
import { memberValue, memberValues, optionsOf } from './vue-props.ts';

/** What the options of a component of Vue provide for those in it, by key: `provide: { track }`, `provide() { return { track }; }`. */
export function providedByOptions({ tree }: Program): readonly Shared[] {
  const options = optionsOf(tree);
  const given = options && memberValue(options, 'provide');
  if (!given) return [];
  const results = compiler.isFunctionLike(given)
    ? (returnedBy(given as ts.FunctionLikeDeclaration) ?? [])
    : [given as ts.Expression];
  return results.map(unwrapped).filter(compiler.isObjectLiteralExpression).flatMap(memberValues);
}

/** The names under which the options of a component inject something, each with its key: `inject: ['track']`, `inject: { send: 'track' }`. */
function injectedByOptions({ tree }: Program): ReadonlyMap<string, string> {
  const known = injected.get(tree) ?? readInjected(tree);
  injected.set(tree, known);
  return known;
}

const injected = new WeakMap<ts.SourceFile, ReadonlyMap<string, string>>();

function readInjected(tree: ts.SourceFile): ReadonlyMap<string, string> {
  const options = optionsOf(tree);
  const given = options && memberValue(options, 'inject');
  const found = new Map<string, string>();
  if (given && compiler.isArrayLiteralExpression(given))
    for (const each of given.elements)
      if (compiler.isStringLiteralLike(each)) found.set(each.text, each.text);
  if (given && compiler.isObjectLiteralExpression(given))
    for (const { name } of given.properties) {
      const own = name && nameText(name);
      const key = own === undefined ? undefined : keyOf(memberValue(given, own), own);
      if (own !== undefined && key !== undefined) found.set(own, key);
    }
  return found;
}

/** `'track'`, or `{ from: 'track', default: … }`, which need not say it; undefined for keys that are no texts. */
function keyOf(value: ts.Node | undefined, name: string): string | undefined {
  if (value && compiler.isStringLiteralLike(value)) return value.text;
  if (!value || !compiler.isObjectLiteralExpression(value)) return undefined;
  const from = memberValue(value, 'from');
  if (!from) return name;
  return compiler.isStringLiteralLike(from) ? from.text : undefined;
}

/** What a component of Vue is given under a name by others: what it injects, or what all have. */
export function givenToComponent(project: Project, program: Program, name: string): Located | undefined {
  const key = injectedByOptions(program).get(name);
  if (key === undefined) return project.shared.globalProperties.valueOf(project, program, name);
  const [only, ...others] = project.shared.providers.valuesUnder(project, key, program);
  return others.length === 0 ? only : undefined;
}

/** The same of a name in the template of a component that nothing there declares. */
export function shownToComponent(project: Project, program: Program, name: string): Located | undefined {
  return program.source.file.endsWith('.vue') ? givenToComponent(project, program, name) : undefined;
}
