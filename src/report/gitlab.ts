import type { Report, Severity } from '../model/finding.ts';
import { position } from '../model/text.ts';
import type { ReportContext } from './index.ts';
import { fullMessage } from './json.ts';

const severities: Readonly<Record<Severity, string>> = { error: 'major', warning: 'minor', note: 'info' };

/** GitLab's Code Quality report: what a merge request and its widget show. */
export function gitlab({ findings }: Report, { pathInRepository }: ReportContext): string {
  const issues = findings.map((finding) => {
    const { source, span } = finding.place;
    return {
      description: fullMessage(finding),
      check_name: finding.ruleId,
      fingerprint: finding.fingerprint,
      severity: severities[finding.severity],
      location: {
        path: pathInRepository(source.file),
        lines: { begin: position(source, span.start).line, end: position(source, span.end).line },
      },
    };
  });
  return `${JSON.stringify(issues, null, 2)}\n`;
}
