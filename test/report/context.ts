import { rules } from '../../rules/index.ts';
import type { Finding, Report } from '../../src/model/finding.ts';
import { type Pieces, piecesOf } from '../../src/model/pieces.ts';
import type { Example } from '../../src/model/rule-text.ts';
import type { ReportContext } from '../../src/report/index.ts';
import { lintExample, notifyvisitors } from '../support/lint-example.ts';

/** What a reporter is told in tests. */
export const context: ReportContext = {
  rules,
  pack: notifyvisitors,
  version: '1.2.3',
  homepage: 'https://example.com/eventlint',
  color: false,
  exitCode: 1,
  pathInRepository: (file) => file,
  textOf: () => undefined,
  ownerOf: () => undefined,
  notify: () => {},
};

/** A report on what an example holds. */
export function reportOn(example: Example): Report {
  return reportOf(lintExample(example).findings);
}

/** A report of findings. */
export function reportOf(findings: readonly Finding[]): Report {
  const of = (severity: string) => findings.filter((finding) => finding.severity === severity).length;
  const counts = { errors: of('error'), warnings: of('warning'), notes: of('note') };
  return { findings, summary: { ...counts, files: 1, callSites: 0, events: 0 } };
}

/** Every fault that the rules' examples show, as one report: all rules, all kinds of files. */
export function reportOnEverything(): Report {
  return reportOf(rules.flatMap(({ bad }) => bad.flatMap((example) => lintExample(example).findings)));
}

/** A report as one text, however it is made. */
export function whole(text: Pieces): string {
  return [...piecesOf(text)].join('');
}
