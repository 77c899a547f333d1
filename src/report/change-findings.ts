import { breaks, type JudgedChange, type RegistryDiff } from '../model/change.ts';
import type { Finding, Related } from '../model/finding.ts';
import { compareTexts, position } from '../model/text.ts';

/** Which changes become findings: those that break or need a look, or every one. */
export interface Selection {
  readonly sections: 'serious' | 'all';
}

/**
 * A diff as findings, for formats that know nothing of changes: at the place where each stands now, with the place where it
 * stood. Accepted ones are suppressed findings.
 */
export function changeFindings(
  { changes, findings, base }: RegistryDiff,
  { sections }: Selection,
): Finding[] {
  const chosen = changes.filter(({ severity }) => sections === 'all' || severity !== 'note');
  const all = [...chosen.map((judged) => finding(judged, base.name)), ...findings];
  const at = ({ place: { source, span } }: Finding) => position(source, span.start);
  return all.sort(
    (a, b) =>
      compareTexts(a.place.source.file, b.place.source.file) ||
      at(a).line - at(b).line ||
      at(a).column - at(b).column ||
      compareTexts(a.ruleId, b.ruleId) ||
      compareTexts(a.message, b.message),
  );
}

function finding(judged: JudgedChange, base: string): Finding {
  const { change, ruleId, severity, message, help, fingerprint, accepted } = judged;
  const was: Related[] = change.was ? [{ place: change.was, message: `as it was in ${base}` }] : [];
  return {
    ruleId,
    severity,
    message,
    help: breaks(judged) ? [help, judged.notAcceptable].filter(Boolean).join(' ') : help,
    place: change.at,
    event: change.event,
    attribute: change.attribute,
    related: [...was, ...judged.related],
    ...(accepted && { suppressed: { reason: `${accepted.reason} (accepted by ${accepted.by})` } }),
    fingerprint,
  };
}
