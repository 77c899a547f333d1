import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import { unwrapped } from '../programs/syntax.ts';
import type { Located } from '../project/project.ts';
import { memberValue } from '../sharing/vue-props.ts';

/** A class that is a component of Angular, with its template: a part of its file, or the address of another. */
export interface AngularComponent {
  readonly node: ts.ClassDeclaration;
  readonly template: readonly [start: number, end: number] | undefined;
  readonly url: string | undefined;
}

/** The components of Angular that a file declares. */
export function angularComponents(tree: ts.SourceFile): readonly AngularComponent[] {
  if (!/@Component\s*\(/.test(tree.text)) return [];
  return tree.statements.filter(compiler.isClassDeclaration).flatMap((node) => {
    const given = componentGiven(node);
    const template = given && memberValue(given, 'template');
    const url = given && memberValue(given, 'templateUrl');
    const isWritten = template && compiler.isStringLiteralLike(template);
    if (!isWritten && !(url && compiler.isStringLiteralLike(url))) return [];
    return {
      node,
      // What is escaped has another width than what it stands for.
      template: isWritten ? ([template.getStart(tree) + 1, template.end - 1] as const) : undefined,
      url: url && compiler.isStringLiteralLike(url) ? url.text : undefined,
    };
  });
}

/** `{ template: … }` of `@Component({ template: … })`. */
function componentGiven(node: ts.ClassDeclaration): ts.ObjectLiteralExpression | undefined {
  return givenTo(node, ['Component']);
}

/** What a class is told that is a component or a directive of Angular: `{ selector: … }`; undefined for others. */
export function angularGiven(node: ts.ClassLikeDeclaration): ts.ObjectLiteralExpression | undefined {
  return givenTo(node, ['Component', 'Directive']);
}

/** The selector of a component or directive, as it is written. */
export function selectorOf(node: ts.ClassLikeDeclaration): string | undefined {
  const given = angularGiven(node);
  const selector = given && memberValue(given, 'selector');
  return selector && compiler.isStringLiteralLike(selector) ? selector.text : undefined;
}

function givenTo(
  node: ts.ClassLikeDeclaration,
  names: readonly string[],
): ts.ObjectLiteralExpression | undefined {
  if (!compiler.isClassDeclaration(node)) return undefined;
  for (const { expression } of compiler.getDecorators(node) ?? []) {
    if (!compiler.isCallExpression(expression) || !compiler.isIdentifier(expression.expression)) continue;
    const given = names.includes(expression.expression.text) && expression.arguments[0];
    const object = given && unwrapped(given);
    if (object && compiler.isObjectLiteralExpression(object)) return object;
  }
  return undefined;
}

/** Decorators of fields that others set: of Angular, of Lit and of Stencil. */
const inputs = new Set(['Input', 'Prop', 'property']);

/** Whether a value is what a field has that those set who render its class: `@Input() event = 'opened'`. */
export function isInput({ node }: Located): boolean {
  const { parent } = node;
  if (!parent || !compiler.isPropertyDeclaration(parent) || parent.initializer !== node) return false;
  return (compiler.getDecorators(parent) ?? []).some(({ expression }) => {
    const name = compiler.isCallExpression(expression) ? expression.expression : expression;
    return compiler.isIdentifier(name) && inputs.has(name.text);
  });
}
