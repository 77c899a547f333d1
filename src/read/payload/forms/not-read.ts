import type { Place } from '../../../model/text.ts';
import type { PayloadItem } from '../session.ts';

/** Says that something is not looked at, and why: no fault by itself, but never passed over in silence. */
export function notRead(message: string, help: string, place: Place): PayloadItem {
  return { kind: 'problem', problem: { rule: 'parse-error', place, message, help, severity: 'warning' } };
}
