import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import { boundLabel } from '../programs/prefilter.ts';
import { isElement, type Program } from '../programs/program.ts';
import type { CallNode } from '../programs/scope.ts';
import { nameText } from '../programs/syntax.ts';
import type { Located, Project } from '../project/project.ts';
import { selectorOf } from '../templates/angular.ts';
import { labelsOf, type TemplateElement } from '../templates/angular-selectors.ts';

/** The element of a template of Angular that a call stands for; undefined for other calls. */
function elementAt(node: CallNode, program: Program): TemplateElement | undefined {
  if (!program.host || !compiler.isCallExpression(node) || !isElement(node, program)) return undefined;
  const { expression: tag, arguments: objects } = node;
  if (!compiler.isStringLiteralLike(tag)) return undefined;
  const attributes = new Map<string, string | undefined>();
  for (const object of objects)
    if (compiler.isObjectLiteralExpression(object))
      for (const each of object.properties)
        if (each.name && compiler.isPropertyAssignment(each)) {
          const text = compiler.isStringLiteralLike(each.initializer) ? each.initializer.text : undefined;
          attributes.set(nameText(each.name) ?? '', text);
        }
  return { tag: tag.text, attributes };
}

/** The names by which a class may be called for an element. */
export function namesSelected(node: CallNode, program: Program): readonly string[] {
  const element = elementAt(node, program);
  return element ? [element.tag, ...element.attributes.keys()].map(boundLabel) : [];
}

/** The names by which a component or directive is called for the elements that it means. */
export function namesSelecting(node: ts.ClassLikeDeclaration): readonly string[] {
  const selector = selectorOf(node);
  return selector === undefined ? [] : labelsOf(selector);
}

/** The components and directives that an element of a template of Angular stands for. */
export function classesSelected(
  project: Project,
  node: CallNode,
  program: Program,
): readonly Located<ts.ClassDeclaration>[] {
  const element = elementAt(node, program);
  if (!element) return [];
  return project.angularFiles.selectors.meaning(element).flatMap(({ file, text }) => {
    project.noted.read(program.source.file, file);
    const [home] = project.programs(file) ?? [];
    const meant = home?.tree.statements
      .filter(compiler.isClassDeclaration)
      .filter((each) => selectorOf(each) === text);
    const [only, ...others] = meant ?? [];
    return home && only && others.length === 0 ? [{ node: only, program: home }] : [];
  });
}
