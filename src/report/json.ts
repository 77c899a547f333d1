import type { Finding, Report } from '../model/finding.ts';
import { type Place, position } from '../model/text.ts';

/** For programs: `schemas/report.schema.json` describes it. */
export function* json({ findings, summary }: Report): Generator<string> {
  yield '{\n  "version": 1,\n  "findings": [';
  let separator = '\n    ';
  for (const finding of findings) {
    yield separator + indented(entry(finding), 2);
    separator = ',\n    ';
  }
  yield `${findings.length > 0 ? '\n  ' : ''}],\n  "summary": ${indented(summary, 1)}\n}\n`;
}

/** A value as JSON of several lines, as it stands within so many lists or objects. */
export function indented(value: object, depth: number): string {
  let outer = value;
  for (let lists = 0; lists < depth; lists++) outer = [outer];
  const text = JSON.stringify(outer, null, 2);
  // Each list is a bracket on a line of its own, before and behind.
  return text.slice(depth * (depth + 3), text.length - depth * (depth + 1));
}

function entry(finding: Finding) {
  const { ruleId, severity, place, event, attribute, fingerprint, related, count, suppressed } = finding;
  return {
    ruleId,
    severity,
    message: fullMessage(finding),
    file: place.source.file,
    ...region(place),
    event,
    attribute,
    count,
    fingerprint,
    suppressed,
    related: related.map((each) => {
      const { line, column } = position(each.place.source, each.place.span.start);
      return { file: each.place.source.file, line, column, message: each.message };
    }),
  };
}

/** What is wrong and what to do, in one text. */
export function fullMessage({ message, help }: Pick<Finding, 'message' | 'help'>): string {
  return help ? `${message} ${help}` : message;
}

function region({ source, span }: Place) {
  const start = position(source, span.start);
  const end = position(source, span.end);
  return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}
