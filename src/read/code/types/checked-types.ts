import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import { type Facts, literal, nothing, ofTypes, someText, union } from '../project/facts.ts';

/** Types in types are looked at so deep. */
const deepest = 8;

/** Unions of more members say what they are by some of them. */
const mostMembers = 1_000;

/**
 * What a type of TypeScript's checker says of its values; undefined where it says nothing: `any`, and what stands for it where a
 * module is missing, `unknown`, `never`, `{}`, type parameters that are not bound to simple values, and promises, which nobody
 * sends. A type that has nothing but null or undefined is what something begins with, not what it is.
 */
export function factsOfChecked(checker: ts.TypeChecker, type: ts.Type): Facts | undefined {
  const facts = factsOf(checker, type, 0);
  return facts?.types.some((each) => each !== 'null') ? facts : undefined;
}

function factsOf(checker: ts.TypeChecker, type: ts.Type, depth: number): Facts | undefined {
  if (depth > deepest) return undefined;
  const { TypeFlags } = compiler;
  const { flags } = type;
  if (flags & (TypeFlags.Any | TypeFlags.Unknown | TypeFlags.Never)) return undefined;
  if (flags & (TypeFlags.Undefined | TypeFlags.Void)) return nothing;
  if (flags & TypeFlags.Null) return literal(null);
  if (type.isStringLiteral() || type.isNumberLiteral()) return literal(type.value);
  if (flags & TypeFlags.BooleanLiteral) return literal(checker.typeToString(type) === 'true');
  if (flags & TypeFlags.Boolean) return ofTypes('boolean');
  if (type.isUnion()) return unionFacts(checker, type, depth);
  if (flags & TypeFlags.StringLike) return someText('a text of any value');
  if (flags & TypeFlags.NumberLike) return ofTypes('number');
  if (flags & TypeFlags.BigIntLike) return ofTypes('bigint');
  if (flags & TypeFlags.ESSymbolLike) return ofTypes('symbol');
  if (flags & TypeFlags.NonPrimitive) return ofTypes('object');
  if (type.isIntersection()) return intersectionFacts(checker, type, depth);
  if (flags & TypeFlags.Object) return objectFacts(checker, type, depth);
  return boundFacts(checker, type, depth);
}

function unionFacts(checker: ts.TypeChecker, { types }: ts.UnionType, depth: number): Facts | undefined {
  if (types.length > mostMembers) return undefined;
  // `keyof` of what is not known.
  const isAnyKey = types.length === 3 && types.some(({ flags }) => flags & compiler.TypeFlags.ESSymbol);
  if (isAnyKey) return undefined;
  const all = types.map((each) => factsOf(checker, each, depth + 1));
  return all.every((facts) => facts !== undefined) ? union(all as Facts[]) : undefined;
}

/** `string & { brand: 'Id' }` is a text. */
function intersectionFacts(
  checker: ts.TypeChecker,
  { types }: ts.IntersectionType,
  depth: number,
): Facts | undefined {
  const all = types.map((each) => factsOf(checker, each, depth + 1));
  return all.find((facts) => facts && !facts.types.includes('object')) ?? all.find((facts) => facts);
}

/** What a type parameter is bound by says what it is where that is a simple value: a bound of an object may hold more. */
function boundFacts(checker: ts.TypeChecker, type: ts.Type, depth: number): Facts | undefined {
  const bound = checker.getBaseConstraintOfType(type);
  const facts = bound && bound !== type ? factsOf(checker, bound, depth + 1) : undefined;
  return facts?.types.every((each) => each === 'string' || each === 'number' || each === 'boolean')
    ? facts
    : undefined;
}

function objectFacts(checker: ts.TypeChecker, type: ts.Type, depth: number): Facts | undefined {
  if (checker.isArrayType(type) || checker.isTupleType(type)) return arrayFacts(checker, type, depth);
  const { name } = type.symbol ?? {};
  if (name === 'Date' && isOfLanguage(type)) return ofTypes('date');
  if (type.getCallSignatures().length > 0 || type.getConstructSignatures().length > 0)
    return ofTypes('function');
  if (name === 'String' && isOfLanguage(type)) return someText('a text of any value');
  if (name === 'Number' && isOfLanguage(type)) return ofTypes('number');
  if (name === 'Boolean' && isOfLanguage(type)) return ofTypes('boolean');
  // What is sent is what JSON makes of it.
  const toJson = type.getProperty('toJSON');
  if (toJson?.valueDeclaration) {
    const [signature] = checker
      .getTypeOfSymbolAtLocation(toJson, toJson.valueDeclaration)
      .getCallSignatures();
    return signature && factsOf(checker, signature.getReturnType(), depth + 1);
  }
  if (type.getProperty('then')) return undefined;
  const isEmpty = type.getProperties().length === 0 && checker.getIndexInfosOfType(type).length === 0;
  return isEmpty ? undefined : ofTypes('object');
}

function arrayFacts(checker: ts.TypeChecker, type: ts.Type, depth: number): Facts | undefined {
  const elements = checker.getTypeArguments(type as ts.TypeReference);
  const all = elements.map((each) => factsOf(checker, each, depth + 1));
  if (all.length === 0 || !all.every((facts) => facts !== undefined)) return undefined;
  const isOfObjects = (all as Facts[]).every(
    ({ types, optional }) => !optional && types.every((each) => each === 'object'),
  );
  return ofTypes(isOfObjects ? 'object[]' : 'array');
}

/** Whether a type is declared by the language's own library, and not by whoever uses its name. */
function isOfLanguage(type: ts.Type): boolean {
  return (type.symbol?.declarations ?? []).some((declaration) =>
    /\/lib\.[\w.]+\.d\.ts$/.test(declaration.getSourceFile().fileName),
  );
}
