import { hashBases, seededHash } from '../../../model/hash.ts';
import type { Kernel } from '../scanner/load.ts';
import type { Session } from '../session.ts';
import { identityKeys } from './users.ts';

/** Tells the kernel what names users, and which fields of the envelope are judged by what they say. */
export function setUp(kernel: Kernel, session: Session): void {
  const { pack, records } = session;
  for (const [index, path] of identityKeys(session).entries()) {
    const [first, second] = hashBases.map((basis) => seededHash(basis, `${path}:`)) as [number, number];
    kernel.setIdentity(index, kernel.internKey(path), first, second);
  }
  for (const { entry_schema } of pack.apis)
    for (const key of judgedByValue(entry_schema)) kernel.watchEnvelope(kernel.internKey(key));
  // What a record says of itself makes it one, or an entry with a field too many.
  for (const { match } of records) if (match) kernel.watchEnvelope(kernel.internKey(match.field));
}

/** The keys of a schema's properties that more is asked of than their type. */
function* judgedByValue(schema: unknown): Generator<string> {
  if (typeof schema !== 'object' || schema === null) return;
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === 'properties' && typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        if (hasValueKeyword(inner)) yield key;
        yield* judgedByValue(inner);
      }
    } else if (typeof value === 'object') yield* judgedByValue(value);
  }
}

/** Keywords that look at nothing but which keys there are and of what type. */
const typeKeywords = new Set([
  'type',
  'properties',
  'required',
  'additionalProperties',
  'description',
  'title',
]);

function hasValueKeyword(schema: unknown): boolean {
  return (
    typeof schema === 'object' && schema !== null && Object.keys(schema).some((key) => !typeKeywords.has(key))
  );
}
