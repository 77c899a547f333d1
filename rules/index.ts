import type { Rule } from '../src/model/rule.ts';
import apiError from './api-error.ts';
import attributeCount from './attribute-count.ts';
import attributeNameCase from './attribute-name-case.ts';
import attributeNameCharacters from './attribute-name-characters.ts';
import attributeNameCollision from './attribute-name-collision.ts';
import attributeNameLength from './attribute-name-length.ts';
import attributeNull from './attribute-null.ts';
import attributeTypeCount from './attribute-type-count.ts';
import attributeTypeUnsupported from './attribute-type-unsupported.ts';
import attributeValue from './attribute-value.ts';
import attributeValueLength from './attribute-value-length.ts';
import batchSize from './batch-size.ts';
import callArguments from './call-arguments.ts';
import deprecated from './deprecated.ts';
import dynamicAttributes from './dynamic-attributes.ts';
import dynamicEventName from './dynamic-event-name.ts';
import eventNameCase from './event-name-case.ts';
import eventNameCharacters from './event-name-characters.ts';
import eventNameCollision from './event-name-collision.ts';
import eventNameLength from './event-name-length.ts';
import eventTime from './event-time.ts';
import missingAttribute from './missing-attribute.ts';
import parseError from './parse-error.ts';
import payloadSchema from './payload-schema.ts';
import registryMetadata from './registry-metadata.ts';
import registrySchema from './registry-schema.ts';
import reservedName from './reserved-name.ts';
import typeLock from './type-lock.ts';
import unknownAttribute from './unknown-attribute.ts';
import unknownEvent from './unknown-event.ts';
import unusedEvent from './unused-event.ts';
import unusedSuppression from './unused-suppression.ts';
import userBeforeEvent from './user-before-event.ts';
import userIdentity from './user-identity.ts';

/** Every rule, in the order of the documentation. Adding one is a new file and a line here. */
export const rules: readonly Rule[] = [
  eventNameLength,
  eventNameCharacters,
  eventNameCase,
  eventNameCollision,
  attributeNameLength,
  attributeNameCharacters,
  attributeNameCase,
  attributeNameCollision,
  attributeValueLength,
  attributeCount,
  attributeTypeCount,
  attributeTypeUnsupported,
  attributeNull,
  typeLock,
  attributeValue,
  unknownEvent,
  unknownAttribute,
  missingAttribute,
  deprecated,
  reservedName,
  unusedEvent,
  registrySchema,
  registryMetadata,
  payloadSchema,
  userIdentity,
  eventTime,
  batchSize,
  apiError,
  userBeforeEvent,
  dynamicEventName,
  dynamicAttributes,
  callArguments,
  parseError,
  unusedSuppression,
];
