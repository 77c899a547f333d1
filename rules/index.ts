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
import changeAdditionalLoosened from './change-additional-loosened.ts';
import changeAdditionalTightened from './change-additional-tightened.ts';
import changeAttributeAdded from './change-attribute-added.ts';
import changeAttributeLost from './change-attribute-lost.ts';
import changeAttributeRemoved from './change-attribute-removed.ts';
import changeAttributeRetired from './change-attribute-retired.ts';
import changeConstraintLoosened from './change-constraint-loosened.ts';
import changeConstraintTightened from './change-constraint-tightened.ts';
import changeCreatesUser from './change-creates-user.ts';
import changeDocumentation from './change-documentation.ts';
import changeEnumNarrowed from './change-enum-narrowed.ts';
import changeEnumWidened from './change-enum-widened.ts';
import changeEventAdded from './change-event-added.ts';
import changeEventLost from './change-event-lost.ts';
import changeEventRemoved from './change-event-removed.ts';
import changeEventRetired from './change-event-retired.ts';
import changeLock from './change-lock.ts';
import changeNameReused from './change-name-reused.ts';
import changeOwner from './change-owner.ts';
import changeOwnerMissing from './change-owner-missing.ts';
import changePattern from './change-pattern.ts';
import changePlatformAdded from './change-platform-added.ts';
import changePlatformRemoved from './change-platform-removed.ts';
import changeRenamed from './change-renamed.ts';
import changeRequiredAdded from './change-required-added.ts';
import changeReservedDropped from './change-reserved-dropped.ts';
import changeSensitivityLowered from './change-sensitivity-lowered.ts';
import changeSensitivityRaised from './change-sensitivity-raised.ts';
import changeSpelling from './change-spelling.ts';
import changeStatus from './change-status.ts';
import changeStatusOrder from './change-status-order.ts';
import changeToOptional from './change-to-optional.ts';
import changeToRequired from './change-to-required.ts';
import changeType from './change-type.ts';
import changeTypeBudget from './change-type-budget.ts';
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
import unusedAcceptance from './unused-acceptance.ts';
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
  unusedAcceptance,
  changeType,
  changeNameReused,
  changeSpelling,
  changeReservedDropped,
  changeEventLost,
  changeAttributeLost,
  changeTypeBudget,
  changeLock,
  changeEventRemoved,
  changeAttributeRemoved,
  changeRequiredAdded,
  changeToRequired,
  changeEnumNarrowed,
  changeConstraintTightened,
  changePattern,
  changeAdditionalTightened,
  changeCreatesUser,
  changePlatformRemoved,
  changeRenamed,
  changeToOptional,
  changeEnumWidened,
  changeConstraintLoosened,
  changeAdditionalLoosened,
  changeStatusOrder,
  changeSensitivityRaised,
  changeSensitivityLowered,
  changeOwnerMissing,
  changePlatformAdded,
  changeEventRetired,
  changeAttributeRetired,
  changeEventAdded,
  changeAttributeAdded,
  changeStatus,
  changeOwner,
  changeDocumentation,
];
