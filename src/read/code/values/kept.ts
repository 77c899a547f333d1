import type ts from 'typescript';
import { calleeName } from '../functions/returns.ts';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { type Binding, lookUp } from '../programs/scope.ts';
import { unwrapped } from '../programs/syntax.ts';
import { returnedBy } from './results.ts';
import { isNothing } from './sources.ts';

const kept = new WeakMap<ts.VariableDeclaration, ts.Expression | undefined>();

/**
 * The one function or component that a state is set to: `const [Chart, setChart] = useState()` with `setChart(() => Pie)`.
 * Undefined for other variables, and where it is set to several things; that it begins as nothing does not count.
 */
export function keptInState(binding: Binding, program: Program): ts.Expression | undefined {
  if (binding.kind !== 'variable' || binding.path?.[0] !== '0' || binding.path.length > 1) return undefined;
  const { declaration } = binding;
  if (!kept.has(declaration)) kept.set(declaration, setTo(declaration, program));
  return kept.get(declaration);
}

function setTo(declaration: ts.VariableDeclaration, program: Program): ts.Expression | undefined {
  const { name, initializer } = declaration;
  const made = initializer && unwrapped(initializer);
  if (!made || !compiler.isCallExpression(made) || !/^use\w*State$/.test(calleeName(made))) return undefined;
  const setter = compiler.isArrayBindingPattern(name) ? name.elements[1] : undefined;
  if (!setter || !compiler.isBindingElement(setter) || !compiler.isIdentifier(setter.name)) return undefined;
  const { text } = setter.name;
  const values = [made, ...program.calls.filter((each) => isCallOf(each, text, declaration, program))];
  const found = values.flatMap((each) => keptValue((each as ts.CallExpression).arguments[0]) ?? []);
  const [only, ...others] = found;
  return others.length === 0 ? only : undefined;
}

/**
 * What a ref holds which is made with it and set to nothing else: `useRef(send)`, also where each rendering sets it anew
 * (`ref.current = send`). Undefined for values that are written out, which others may count up, and for other expressions.
 */
export function keptInRef(node: ts.Expression, program: Program): ts.Expression | undefined {
  const ref = unwrapped(node);
  const binding = compiler.isIdentifier(ref) ? lookUp(program.scopeOf(ref), ref.text)?.binding : undefined;
  if (binding?.kind !== 'variable' || binding.path?.length !== 0) return undefined;
  const { declaration } = binding;
  if (!refs.has(declaration)) refs.set(declaration, heldBy(declaration, binding.name, program));
  return refs.get(declaration);
}

const refs = new WeakMap<ts.VariableDeclaration, ts.Expression | undefined>();

function heldBy(
  { initializer }: ts.VariableDeclaration,
  name: string,
  program: Program,
): ts.Expression | undefined {
  const made = initializer && unwrapped(initializer);
  if (!made || !compiler.isCallExpression(made) || !/^use\w*(?:Ref|Latest)$/.test(calleeName(made)))
    return undefined;
  const isCurrent = (target: ts.Expression) => target.getText() === `${name}.current`;
  const sets = program.changes.filter(({ target }) => isCurrent(target));
  const values: ts.Expression[] = made.arguments.length > 0 ? [made.arguments[0] as ts.Expression] : [];
  for (const { plain } of sets) {
    if (!plain) return undefined;
    values.push(plain);
  }
  const [only, ...others] = values.map(unwrapped).filter((each) => !isNothing(each));
  if (
    !only ||
    compiler.isLiteralExpression(only) ||
    only.kind === compiler.SyntaxKind.TrueKeyword ||
    only.kind === compiler.SyntaxKind.FalseKeyword
  )
    return undefined;
  const text = only.getText();
  return others.every((each) => each.getText() === text) ? only : undefined;
}

function isCallOf(
  node: ts.Node,
  name: string,
  declaration: ts.VariableDeclaration,
  program: Program,
): boolean {
  if (!compiler.isCallExpression(node)) return false;
  const callee = unwrapped(node.expression);
  if (!compiler.isIdentifier(callee) || callee.text !== name) return false;
  const binding = lookUp(program.scopeOf(callee), name)?.binding;
  return binding?.kind === 'variable' && binding.declaration === declaration;
}

/** What a state keeps of what it is given: of a function, what that returns. Undefined for nothing. */
function keptValue(given: ts.Expression | undefined): ts.Expression | undefined {
  const value = given && unwrapped(given);
  if (!value) return undefined;
  const [result, ...others] =
    compiler.isArrowFunction(value) || compiler.isFunctionExpression(value)
      ? (returnedBy(value) ?? []).map(unwrapped)
      : [value];
  if (!result || others.length > 0) return value;
  return isNothing(result) ? undefined : result;
}
