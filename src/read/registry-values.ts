import { attributeTypes } from '../model/attribute-type.ts';
import { type Additional, type Status, sensitivities } from '../model/registry.ts';

/** Whether a value is a map of keys. */
export function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text that is not empty. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The texts of a list. */
export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}

/** The objects of a list. */
export function maps(value: unknown): Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}

/** A number. */
export function numeric(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function oneOf<T extends string>(allowed: readonly T[], value: unknown): T | undefined {
  return allowed.find((each) => each === value);
}

/** One of the six types. */
export function typeOf(value: unknown) {
  return oneOf(attributeTypes, value);
}

/** A sensitivity. */
export function sensitivityOf(value: unknown) {
  return oneOf(sensitivities, value);
}

/** A status; `active` where none is given. */
export function statusOf(value: unknown): Status {
  return oneOf(['draft', 'active', 'deprecated', 'removed'] as const, value) ?? 'active';
}

/** What `additional` says; `deny` where it says nothing. */
export function additionalOf(value: unknown): Additional {
  return oneOf(['deny', 'warn', 'allow'] as const, value) ?? 'deny';
}
