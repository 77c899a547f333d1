import type ts from 'typescript';
import { baseOf, classAround, extendedBy } from '../functions/classes.ts';
import { compiler } from '../programs/compiler.ts';
import type { Located, Project } from '../project/project.ts';

type LocatedType = Located<ts.TypeNode>;

const deepest = 12;

/** `this.analytics`: what the class, or one that it extends, declares under that name. */
export function thisMemberType(
  project: Project,
  { node, program }: Located<ts.PropertyAccessExpression>,
): LocatedType | undefined {
  if (node.expression.kind !== compiler.SyntaxKind.ThisKeyword) return undefined;
  const around = classAround(node);
  let at = around ? { node: around, program } : project.templateClass(program);
  for (let depth = 0; at && depth < deepest; depth++) {
    const found = fieldType(at, node.name.text);
    if (found) return found.type && { node: found.type, program: at.program };
    at = baseOf(project, at);
  }
  return undefined;
}

/** A property of a class, or a parameter of its constructor that may be one, with the type that it is declared to have. */
function fieldType(
  { node }: Located<ts.ClassLikeDeclaration>,
  name: string,
): ts.PropertyDeclaration | ts.GetAccessorDeclaration | ts.ParameterDeclaration | undefined {
  for (const member of node.members) {
    const isField = compiler.isPropertyDeclaration(member) || compiler.isGetAccessorDeclaration(member);
    if (isField && member.name.getText() === name) return member;
    if (!compiler.isConstructorDeclaration(member)) continue;
    const parameter = member.parameters.find((each) => each.name.getText() === name);
    if (parameter?.type) return parameter;
  }
  return undefined;
}

/** `this.props` and `this.state` of a component: what its class gives its base, `extends Component<Props, State>`. */
export function componentType(
  project: Project,
  { node, program }: Located<ts.PropertyAccessExpression>,
): LocatedType | undefined {
  const index = componentParts.indexOf(node.name.text);
  const around = node.expression.kind === compiler.SyntaxKind.ThisKeyword ? classAround(node) : undefined;
  let at = around && index >= 0 ? { node: around, program } : undefined;
  for (let depth = 0; at && depth < deepest; depth++) {
    const [base] = extendedBy(at.node);
    const type = base?.typeArguments?.[index];
    if (base && /(?:^|\.)\w*Component$/.test(base.expression.getText()))
      return type && { node: type, program: at.program };
    at = baseOf(project, at);
  }
  return undefined;
}

/** The parts of a component that the type arguments of its base are the types of. */
const componentParts = ['props', 'state'];
