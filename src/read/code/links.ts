import type ts from 'typescript';
import { compiler } from './compiler.ts';
import { functionAt } from './functions.ts';
import { nameText, unwrapped } from './objects.ts';
import type { Located, Project } from './project.ts';
import type { Binding } from './scope.ts';

interface Link {
  /** The property of the parameter that is handed over; undefined for the parameter itself. */
  readonly property: string | undefined;
  readonly value: Located;
}

/** What functions and components are handed by those who call them: functions that send, above all. */
export class Links {
  readonly #links = new Map<ts.ParameterDeclaration, Link[]>();
  readonly #takers = new Set<string>();

  /** The files with the functions that were handed something. */
  get takers(): ReadonlySet<string> {
    return this.#takers;
  }

  /**
   * Takes note that a value is handed to a function of the project: as an argument, as a property of one, as a prop.
   * Returns the names under which it may be called there; none when that is known, or when nobody of the project takes it.
   */
  learn(project: Project, value: Located): readonly string[] {
    const handed = handedTo(value.node);
    if (!handed) return [];
    const target = functionAt(project, { node: handed.callee, program: value.program });
    const parameter = target?.node.parameters.filter(({ name }) => name.getText() !== 'this')[handed.index];
    if (!parameter) return [];
    const known = this.#links.get(parameter) ?? [];
    if (known.some((link) => link.property === handed.property && link.value.node === value.node)) return [];
    project.forget();
    const taker = target.program.source.file;
    this.#takers.add(taker);
    // What is handed over stands where it is handed over.
    project.noted.read(taker, value.program.source.file);
    this.#links.set(parameter, [...known, { property: handed.property, value }]);
    return namesIn(parameter, handed.property);
  }

  /** What a parameter, or a property of it, is handed; a name taken out of a parameter is one such property. */
  to(binding: Binding, property?: string): readonly Located[] {
    if (binding.kind !== 'parameter' || !binding.path) return [];
    const [step, ...rest] = binding.path;
    if (rest.length > 0 || (step !== undefined && property !== undefined)) return [];
    const wanted = step ?? property;
    const links = this.#links.get(binding.declaration) ?? [];
    return links.filter((link) => link.property === wanted).map(({ value }) => value);
  }
}

interface Handed {
  readonly callee: ts.Expression;
  readonly index: number;
  readonly property: string | undefined;
}

/** To whom an expression is handed where it stands. */
function handedTo(node: ts.Node): Handed | undefined {
  let at = node;
  while (compiler.isParenthesizedExpression(at.parent) || compiler.isAsExpression(at.parent)) at = at.parent;
  const { parent } = at;
  if (compiler.isJsxExpression(parent) && compiler.isJsxAttribute(parent.parent)) {
    const element = parent.parent.parent.parent;
    return { callee: element.tagName as ts.Expression, index: 0, property: parent.parent.name.getText() };
  }
  if (compiler.isCallExpression(parent)) {
    const index = parent.arguments.indexOf(at as ts.Expression);
    return index < 0 ? undefined : { callee: parent.expression, index, property: undefined };
  }
  const isProperty =
    (compiler.isPropertyAssignment(parent) && parent.initializer === at) ||
    compiler.isShorthandPropertyAssignment(parent);
  const object = isProperty ? parent.parent : undefined;
  const around = object && handedTo(object);
  return around && around.property === undefined
    ? { ...around, property: nameText((parent as ts.PropertyAssignment).name) }
    : undefined;
}

/** The names by which a function's body calls what it is handed as a parameter or as a property of one. */
function namesIn({ name }: ts.ParameterDeclaration, property: string | undefined): string[] {
  if (compiler.isIdentifier(name)) return [property ?? name.text];
  if (property === undefined || !compiler.isObjectBindingPattern(name)) return [];
  const element = name.elements.find(
    (each) => (each.propertyName ?? each.name).getText() === property && compiler.isIdentifier(each.name),
  );
  return element ? [property, element.name.getText()] : [property];
}

/** The expressions that a call or an element hands over and that may be functions by their name. */
export function handedFunctions(node: ts.CallExpression | ts.JsxOpeningLikeElement): ts.Expression[] {
  const found: ts.Expression[] = [];
  const take = (expression: ts.Expression, depth: number) => {
    const at = unwrapped(expression);
    if (compiler.isIdentifier(at) || compiler.isPropertyAccessExpression(at)) found.push(at);
    if (!compiler.isObjectLiteralExpression(at) || depth > 0) return;
    for (const property of at.properties) {
      if (compiler.isShorthandPropertyAssignment(property)) found.push(property.name);
      else if (compiler.isPropertyAssignment(property)) take(property.initializer, depth + 1);
    }
  };
  if (compiler.isCallExpression(node)) for (const argument of node.arguments) take(argument, 0);
  else
    for (const prop of node.attributes.properties) {
      const value =
        compiler.isJsxAttribute(prop) && prop.initializer && compiler.isJsxExpression(prop.initializer)
          ? prop.initializer.expression
          : undefined;
      if (value) take(value, 1);
    }
  return found;
}
