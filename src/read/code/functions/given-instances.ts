import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import { lookUp } from '../programs/scope.ts';
import type { Located } from '../project/project.ts';
import { rootOf } from '../values/writes.ts';
import { settingsOf } from './class-settings.ts';
import { fieldOf } from './classes.ts';

/**
 * Whether a field of an instance may have been set to anything before it came to where it is asked for: its constructor has
 * somebody fill it with what that is given, or a function is given the instance, `save(order: Order)`, and whoever has one can
 * set the field. What a constructor is given, and what an object holds, is mostly a service, of which all fields are as
 * its class sets them.
 */
export function mayBeSetBefore(from: Located, of: Located<ts.ClassLikeDeclaration>, key: string): boolean {
  const field = fieldOf(of.node, key);
  if (!field || compiler.isPrivateIdentifier(field.name) || (field.modifiers ?? []).some(isClosing))
    return false;
  return settingsOf(of).isFilled || isGivenToFunction(from);
}

function isGivenToFunction({ node, program }: Located): boolean {
  const root = rootOf(node);
  const binding = root && lookUp(program.scopeOf(root), root.text)?.binding;
  return binding?.kind === 'parameter' && !compiler.isConstructorDeclaration(binding.declaration.parent);
}

const closing = new Set<ts.SyntaxKind>([
  compiler.SyntaxKind.ReadonlyKeyword,
  compiler.SyntaxKind.PrivateKeyword,
  compiler.SyntaxKind.ProtectedKeyword,
]);

function isClosing({ kind }: ts.ModifierLike): boolean {
  return closing.has(kind);
}
