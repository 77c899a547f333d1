import type { Finding, Fix, Related, Report } from '../model/finding.ts';
import { withCommas } from '../model/name.ts';
import { pascalName, type Rule } from '../model/rule.ts';
import { lineStart, lineText, type Place, position, shorten } from '../model/text.ts';
import { helpMarkdown, helpText, pageOf } from './explain.ts';
import type { ReportContext } from './index.ts';
import { fullMessage, indented } from './json.ts';
import { firstLineHash, lineHashes } from './line-hash.ts';
import { packed } from './packed.ts';

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const base = 'SRCROOT';
/** Longer lines, as those of one-line files, are not repeated as context. */
const longestContext = 1000;
/** How much of such a line is shown on each side instead. */
const contextColumns = 100;

/** SARIF 2.1.0 for code scanning: one run, with everything that a viewer needs without the sources. */
export function sarif(report: Report, context: ReportContext): Iterable<string> {
  const all = report.findings;
  const hashes: Hashes = new Map();
  let kept = worst(all, mostResults);
  const pieces = () => logPieces(kept, all.length, context, hashes);
  let log = packed(pieces(), mostBytes);
  // Compressed, each result takes about the same: one more try is enough, unless a few are very large.
  for (; log.bytes > mostBytes; log = packed(pieces(), mostBytes))
    kept = worst(all, Math.floor((kept.length * 0.95 * mostBytes) / log.bytes));
  if (kept.length < all.length) context.notify(cutText(kept.length, all.length));
  return log.pieces;
}

/** What GitHub's code scanning takes: more results or bytes and it rejects the whole file. */
const mostResults = 25_000;
const mostBytes = 10_000_000;

/** So many findings, in their order: errors before warnings before notes. */
function worst(findings: readonly Finding[], most: number): readonly Finding[] {
  if (findings.length <= most) return findings;
  const of = (level: string) => findings.filter(({ severity }) => severity === level);
  const kept = new Set([...of('error'), ...of('warning'), ...of('note')].slice(0, most));
  return findings.filter((finding) => kept.has(finding));
}

function cutText(kept: number, all: number): string {
  return `The SARIF log holds the ${withCommas(kept)} most severe of ${withCommas(all)} findings: code scanning takes no more.`;
}

/** The log, a result at a time: as a whole it takes several times the memory of the findings. */
function* logPieces(
  findings: readonly Finding[],
  all: number,
  context: ReportContext,
  hashes: Hashes,
): Generator<string> {
  const { rules, repository, exitCode, sarifCategory } = context;
  const cut = findings.length < all && [
    { level: 'warning', message: { text: cutText(findings.length, all) } },
  ];
  const log = {
    $schema: schema,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: driver(context) },
        invocations: [
          { executionSuccessful: true, exitCode, ...(cut && { toolExecutionNotifications: cut }) },
        ],
        ...(repository && {
          versionControlProvenance: [
            {
              repositoryUri: repository.uri,
              revisionId: repository.revision,
              ...(repository.branch && { branch: repository.branch }),
              mappedTo: { uriBaseId: base },
            },
          ],
        }),
        originalUriBaseIds: { [base]: { description: { text: 'The root of the repository.' } } },
        ...(sarifCategory && { automationDetails: { id: `${sarifCategory.replace(/\/+$/, '')}/` } }),
        columnKind: 'utf16CodeUnits',
        // A CR alone is none by default.
        newlineSequences: ['\r\n', '\n', '\r'],
        results: [],
      },
    ],
  };
  const text = JSON.stringify(log, null, 2);
  // The results come last.
  const at = text.lastIndexOf('[]') + 1;
  yield text.slice(0, at);
  let separator = '\n        ';
  for (const finding of findings) {
    yield separator + indented(result(finding, rules, context, hashes), 4);
    separator = ',\n        ';
  }
  yield `${findings.length > 0 ? '\n      ' : ''}${text.slice(at)}\n`;
}

function driver({ rules, pack, version, homepage }: ReportContext) {
  return {
    name: 'eventlint',
    fullName: `eventlint ${version}`,
    version,
    semanticVersion: version,
    informationUri: homepage,
    rules: rules.map((rule) => ({
      id: rule.id,
      name: pascalName(rule.id),
      shortDescription: { text: rule.summary },
      fullDescription: { text: `${rule.summary} ${rule.why}` },
      messageStrings: { found: { text: `${rule.summary.replace(/\.$/, '')}: '{0}'.` } },
      help: { text: helpText(rule, pack), markdown: helpMarkdown(rule, pack) },
      helpUri: pageOf(rule, homepage),
      defaultConfiguration: { level: pack.rules[rule.id] ?? rule.severity },
      properties: {
        tags: ['analytics', ...rule.applies],
        precision: 'very-high',
        'problem.severity': rule.severity === 'note' ? 'recommendation' : rule.severity,
      },
    })),
  };
}

/** The hashes of the lines of files: none where a file cannot be read again. */
type Hashes = Map<string, readonly string[]>;

function result(finding: Finding, rules: readonly Rule[], context: ReportContext, hashes: Hashes) {
  const { ruleId, severity, place, related, fix, count, fingerprint, suppressed } = finding;
  const logical = logicalLocation(finding);
  return {
    ruleId,
    ruleIndex: rules.findIndex(({ id }) => id === ruleId),
    level: severity,
    // The text is what is shown; the rest is for tools that put messages together from the rule's.
    message: { id: 'found', arguments: [finding.message.replace(/\.$/, '')], text: fullMessage(finding) },
    locations: [
      { physicalLocation: physicalLocation(place, context), ...(logical && { logicalLocations: [logical] }) },
    ],
    ...(related.length > 0 && {
      relatedLocations: related.map((each, id) => relatedLocation(each, id, context)),
    }),
    partialFingerprints: {
      primaryLocationLineHash: lineHash(place, context, hashes),
      'eventlint/v1': fingerprint,
    },
    ...(count !== undefined && { occurrenceCount: count }),
    ...(fix && fix.text.length <= longestContext && { fixes: [fixOf(fix, context)] }),
    ...(suppressed && {
      suppressions: [{ kind: 'inSource', ...(suppressed.reason && { justification: suppressed.reason }) }],
    }),
  };
}

/** Names are as long as whoever sends them likes; one of a megabyte in every result helps nobody. */
const longestName = 300;

function logicalLocation(finding: Finding) {
  const [event, attribute] = [finding.event, finding.attribute].map(
    (name) => name && shorten(name, longestName),
  );
  if (attribute !== undefined)
    return {
      name: attribute,
      fullyQualifiedName: event === undefined ? attribute : `${event}.${attribute}`,
      kind: 'property',
    };
  return event === undefined ? undefined : { name: event, fullyQualifiedName: event, kind: 'object' };
}

function relatedLocation({ place, message }: Related, id: number, context: ReportContext) {
  return { id, message: { text: message }, physicalLocation: physicalLocation(place, context) };
}

function artifactLocation({ source }: Place, { pathInRepository }: ReportContext) {
  const path = pathInRepository(source.file);
  const uri = path.split('/').map(encodeURIComponent).join('/');
  // What is outside of the repository has no address relative to it.
  if (path.startsWith('/')) return { uri: `file://${uri}` };
  const onDrive = /^[a-z]%3A\//i.test(uri);
  return onDrive ? { uri: `file:///${uri.replace('%3A', ':')}` } : { uri, uriBaseId: base };
}

function physicalLocation(place: Place, context: ReportContext) {
  const { source, span } = place;
  const region = regionOf(place);
  const contextRegion = contextRegionOf(place);
  return {
    artifactLocation: artifactLocation(place, context),
    region: {
      ...region,
      snippet: { text: source.text.slice(span.start, span.end).slice(0, longestContext) },
    },
    contextRegion,
  };
}

/** A place without length, as an empty file's, is shown one column wide. */
function regionOf({ source, span }: Place) {
  const start = position(source, span.start);
  const end = position(source, span.end);
  const endColumn = end.line === start.line ? Math.max(end.column, start.column + 1) : end.column;
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn };
}

/** The lines of a place with one before and one after. Without columns it is larger than any region in it. */
function contextRegionOf({ source, span }: Place) {
  const first = position(source, span.start).line;
  const last = position(source, span.end).line;
  const startLine = lineText(source, first - 1) === undefined ? first : first - 1;
  const after = lineText(source, last + 1);
  const endLine = after === undefined || after === '' ? last : last + 1;
  // A text that was cut out of long lines does not hold them whole.
  const isCut = first === source.firstLine && source.firstColumn > 1;
  if (isCut || (source.endsInLine && after === undefined)) return windowOf({ source, span });
  const lines = Array.from(
    { length: endLine - startLine + 1 },
    (_, i) => lineText(source, startLine + i) ?? '',
  );
  const text = lines.join('\n');
  return text.length > longestContext
    ? windowOf({ source, span })
    : { startLine, endLine, snippet: { text } };
}

/** Of lines that are too long to repeat, some columns on each side of a place. */
function windowOf({ source, span }: Place) {
  const start = position(source, span.start);
  const end = position(source, span.end);
  const startColumn = Math.max(1, start.column - contextColumns);
  const rest = lineStart(source, end.line) + (lineText(source, end.line) ?? '').length - span.end;
  // A region that fills its line is wider than nothing: a column more makes the window wider still.
  const endColumn =
    end.column + Math.max(Math.min(rest, contextColumns), startColumn === start.column ? 1 : 0);
  const from = span.start - (start.column - startColumn);
  const text = source.text.slice(from, span.end + (endColumn - end.column)).slice(0, longestContext);
  return { startLine: start.line, startColumn, endLine: end.line, endColumn, snippet: { text } };
}

function lineHash({ source, span }: Place, { textOf }: ReportContext, hashes: Hashes): string {
  let ofFile = hashes.get(source.file);
  if (!ofFile) {
    const text = textOf(source.file);
    ofFile = text === undefined ? [] : lineHashes(text);
    hashes.set(source.file, ofFile);
  }
  const { line } = position(source, span.start);
  // What cannot be read again, as standard input, is hashed by its own text.
  return ofFile[line - 1] ?? firstLineHash(source.text.slice(lineStart(source, line)));
}

function fixOf({ description, place, text }: Fix, context: ReportContext) {
  return {
    description: { text: description },
    artifactChanges: [
      {
        artifactLocation: artifactLocation(place, context),
        replacements: [{ deletedRegion: regionOf(place), insertedContent: { text } }],
      },
    ],
  };
}
