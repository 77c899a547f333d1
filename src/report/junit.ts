import type { Finding, Report } from '../model/finding.ts';
import { position } from '../model/text.ts';
import type { ReportContext } from './index.ts';
import { fullMessage } from './json.ts';

/**
 * JUnit's XML, which every CI shows as tests: a suite for each file, a test for each finding. Errors fail; warnings and notes
 * pass and say what they found. A run without findings is one test that passes.
 */
export function junit({ findings }: Report, context: ReportContext): string {
  const files = new Map<string, Finding[]>();
  for (const finding of findings) {
    const file = context.pathInRepository(finding.place.source.file);
    const known = files.get(file);
    if (known) known.push(finding);
    else files.set(file, [finding]);
  }
  const suites = [...files].map(([file, all]) => suite(file, all));
  const none = `  <testsuite name="eventlint" tests="1" failures="0" errors="0" skipped="0" time="0">
    <testcase name="no problems" classname="eventlint" time="0"/>
  </testsuite>`;
  const counts = `tests="${Math.max(findings.length, 1)}" failures="${failures(findings)}" errors="0" time="0"`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="eventlint" ${counts}>
${suites.length > 0 ? suites.join('\n') : none}
</testsuites>
`;
}

function suite(file: string, findings: readonly Finding[]): string {
  const counts = `tests="${findings.length}" failures="${failures(findings)}" errors="0" skipped="0" time="0"`;
  const tests = findings.map((finding) => test(file, finding));
  return `  <testsuite name="${escaped(file)}" ${counts}>\n${tests.join('\n')}\n  </testsuite>`;
}

function test(file: string, finding: Finding): string {
  const { source, span } = finding.place;
  const { line, column } = position(source, span.start);
  const message = fullMessage(finding);
  const said = `${file}:${line}:${column}: ${message}`;
  const inner =
    finding.severity === 'error'
      ? `<failure message="${escaped(message)}" type="${finding.severity}">${escaped(said)}</failure>`
      : `<system-out>${escaped(`${finding.severity}: ${said}`)}</system-out>`;
  const name = `${finding.ruleId} ${line}:${column}`;
  return `    <testcase name="${escaped(name)}" classname="${escaped(file)}" time="0">\n      ${inner}\n    </testcase>`;
}

function failures(findings: readonly Finding[]): number {
  return findings.filter(({ severity }) => severity === 'error').length;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
};

/** XML knows no control characters and no halves of a surrogate pair, not even escaped. */
function escaped(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Cs}]/gu, '\ufffd')
    .replace(/[&<>"\n\r\t]/g, (character) => entities[character] as string);
}
