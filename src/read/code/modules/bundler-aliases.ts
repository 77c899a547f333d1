import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import { unwrapped } from '../programs/syntax.ts';
import type { Alias } from './aliases.ts';

const tools = 'vite vue webpack svelte nuxt astro electron.vite rspack rsbuild craco vitest'.split(' ');

/** The names of the files in which bundlers are told of aliases. */
export const bundlerConfigs: readonly string[] = tools.flatMap((tool) =>
  ['ts', 'js', 'mts', 'mjs', 'cjs'].map((ending) => `${tool}.config.${ending}`),
);

/** Longer files are none that a developer writes for a bundler. */
const longest = 200_000;

/**
 * The aliases in the configuration of a bundler, with targets relative to its folder, as far as they are written there:
 * `alias: { '#src': path.resolve(__dirname, 'src') }`, `alias: [{ find: '@', replacement: '/src' }]`.
 */
export function bundlerAliases(text: string): readonly Alias[] {
  if (!/alias/i.test(text) || text.length > longest) return [];
  try {
    return aliasesOf(text);
  } catch (error) {
    // Too deep for the parser: nobody wrote that, and nothing of it is ours to report.
    if (!(error instanceof RangeError)) throw error;
    return [];
  }
}

function aliasesOf(text: string): readonly Alias[] {
  const tree = compiler.createSourceFile('config.ts', text, compiler.ScriptTarget.Latest, true);
  const found: Alias[] = [];
  const visit = (node: ts.Node): void => {
    const named =
      compiler.isPropertyAssignment(node) || compiler.isVariableDeclaration(node) ? node : undefined;
    const value = named?.initializer && unwrapped(named.initializer);
    if (named && value && /^alias(es)?$/i.test(named.name.getText(tree)))
      for (const [key, target] of entriesOf(value)) {
        const path = target && pathOf(target, tree);
        if (path !== undefined) found.push(...aliasesFor(key, path));
      }
    compiler.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** What an object, or a list of objects, of aliases says. */
function entriesOf(node: ts.Expression): (readonly [key: string, target: ts.Expression | undefined])[] {
  if (compiler.isArrayLiteralExpression(node))
    return node.elements.flatMap((each) => {
      const element = unwrapped(each);
      if (!compiler.isObjectLiteralExpression(element)) return [];
      const find = memberOf(element, 'find');
      return find && compiler.isStringLiteralLike(find)
        ? [[find.text, memberOf(element, 'replacement')] as const]
        : [];
    });
  if (!compiler.isObjectLiteralExpression(node)) return [];
  return node.properties.flatMap((each) =>
    compiler.isPropertyAssignment(each) &&
    (compiler.isIdentifier(each.name) || compiler.isStringLiteralLike(each.name))
      ? [[each.name.text, each.initializer] as const]
      : [],
  );
}

function memberOf(object: ts.ObjectLiteralExpression, key: string): ts.Expression | undefined {
  const found = object.properties.find((each) => each.name?.getText() === key);
  return found && compiler.isPropertyAssignment(found) ? found.initializer : undefined;
}

/** Names are followed so far. */
const deepest = 8;

/** The path that an expression makes of texts and of the folder of the file: undefined where it is made of anything else. */
function pathOf(node: ts.Expression, tree: ts.SourceFile, depth = 0): string | undefined {
  const at = unwrapped(node);
  const written = at.getText(tree);
  if (depth > deepest) return undefined;
  if (compiler.isStringLiteralLike(at)) return at.text;
  if (/^(__dirname|process\.cwd\(\)|import\.meta\.(url|dirname))$/.test(written)) return '';
  if (compiler.isTemplateExpression(at)) {
    const parts = at.templateSpans.map(({ expression, literal }) => {
      const part = pathOf(expression, tree, depth + 1);
      return part === undefined ? undefined : part + literal.text;
    });
    return parts.includes(undefined) ? undefined : at.head.text + parts.join('');
  }
  if (compiler.isIdentifier(at)) {
    const declared = constantsOf(tree).get(at.text);
    return declared && pathOf(declared, tree, depth + 1);
  }
  if (!compiler.isCallExpression(at) && !compiler.isNewExpression(at)) return undefined;
  const callee = at.expression.getText(tree);
  if (!/^(URL|fileURLToPath|resolve|join|(path|url|require)\.\w+)$/.test(callee)) return undefined;
  const parts = (at.arguments ?? []).map((each) => pathOf(each, tree, depth + 1));
  return parts.includes(undefined) ? undefined : parts.join('/');
}

function constantsOf(tree: ts.SourceFile): ReadonlyMap<string, ts.Expression> {
  const declarations = tree.statements
    .filter(compiler.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations]);
  return new Map(
    declarations.flatMap(({ name, initializer }) =>
      compiler.isIdentifier(name) && initializer ? [[name.text, initializer] as const] : [],
    ),
  );
}

/** `#src` stands for the folder itself and for what is in it; `vue$` for one module alone, `$lib/*` for what is in it. */
function aliasesFor(key: string, path: string): Alias[] {
  if (key.endsWith('$')) return [{ prefix: key.slice(0, -1), suffix: undefined, targets: [path] }];
  const name = key.replace(/\/?\*?$/, '');
  const target = path.replace(/\/?\*?$/, '');
  const within = { prefix: `${name}/`, suffix: '', targets: [`${target}/*`] };
  return key === name ? [{ prefix: name, suffix: undefined, targets: [target] }, within] : [within];
}
