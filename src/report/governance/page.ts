import type { Governance } from '../../model/governance.ts';
import { counted } from '../../model/name.ts';
import type { Pieces } from '../../model/pieces.ts';
import type { ReportContext } from '../index.ts';
import { changesSection } from './changes.ts';
import { eventDetails, eventsTable } from './events.ts';
import { dynamicSection, findingsSection } from './findings.ts';
import { Html, html } from './html.ts';
import { style } from './style.ts';

/** What the page may know besides what is reviewed. */
export interface PageContext extends Pick<ReportContext, 'rules' | 'pack' | 'version' | 'homepage'> {
  /** A file's path as it is shown, with `/`. */
  readonly pathOf: (file: string) => string;
  /** What the project's folder is called. */
  readonly title: string;
  readonly registryFile: string;
  /** The day of the review, as `yyyy-MM-dd`. */
  readonly day: string;
  /** The commit that is checked out, where there is one. */
  readonly commit: string | undefined;
}

/** By this a page is known to be one of ours. */
const generator = '<meta name="generator" content="eventlint report">';

/** Whether a text is the beginning of a page that was made here. */
export function isGovernancePage(text: string): boolean {
  return text.startsWith('<!DOCTYPE html>') && text.includes(generator);
}

/**
 * A review of an event registry as one HTML page: what is declared, who owns it, what code and payloads send of it, how much of the
 * vendor's limits is used, what is wrong, what has changed. It holds no script and loads nothing.
 */
export function governancePage(review: Governance, context: PageContext): Pieces {
  return pieces(review, context);
}

function* pieces(review: Governance, context: PageContext): Generator<string> {
  yield `${head(context).text}\n`;
  yield `${overview(review, context).text}\n`;
  yield `${changesSection(review.diff).text}\n`;
  yield `${findingsSection(review, context).text}\n`;
  yield `${dynamicSection(review, context).text}\n`;
  yield `${ownersSection(review).text}\n`;
  yield `${eventsTable(review).text}\n`;
  yield '<section aria-label="Each event">\n';
  for (const [index, event] of review.events.entries())
    yield `${eventDetails(event, index + 1, context).text}\n`;
  yield '</section>\n';
  yield `${foot(context).text}\n`;
}

function head({ title }: PageContext): Html {
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${new Html(generator)}
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Event registry of ${title}</title>
<style>${new Html(style)}</style>
</head>
<body>
<main>`;
}

/** A number, what there are so many of, and how it looks. */
type Card = readonly [count: number, what: string, kind?: 'error' | 'warning' | undefined];

function overview(
  { events, counts, looked, dynamic, owners }: Governance,
  { title, pack, registryFile, day, commit }: PageContext,
): Html {
  const declared = events.flatMap(({ declared }) => (declared ? [declared] : []));
  const live = declared.filter(({ status }) => status !== 'removed');
  const unowned = owners.find(({ owner }) => owner === undefined)?.events ?? 0;
  const undeclared = events.length - declared.length;
  const attributes = live.reduce((sum, event) => sum + event.attributes.size, 0);
  const cards: readonly Card[] = [
    [live.length, live.length === 1 ? 'event declared' : 'events declared'],
    [attributes, attributes === 1 ? 'attribute declared' : 'attributes declared'],
    [unowned, 'without an owner', unowned > 0 ? 'warning' : undefined],
    [undeclared, 'sent, not declared', undeclared > 0 ? 'warning' : undefined],
    [looked.callSites, looked.callSites === 1 ? 'call site' : 'call sites'],
    [looked.events, looked.events === 1 ? 'payload entry' : 'payload entries'],
    [counts.error, counts.error === 1 ? 'error' : 'errors', counts.error > 0 ? 'error' : undefined],
    [
      counts.warning,
      counts.warning === 1 ? 'warning' : 'warnings',
      counts.warning > 0 ? 'warning' : undefined,
    ],
    [dynamic.length, dynamic.length === 1 ? 'call with an unknown name' : 'calls with unknown names'],
  ];
  return html`<header>
<h1>Event registry of ${title}</h1>
<p class="soft"><code>${registryFile}</code>, for ${pack.title}; ${counted(looked.files, 'file')} read on ${day}${
    commit === undefined ? '' : html` at commit <code>${commit.slice(0, 12)}</code>`
  }.</p>
</header>
<ul class="cards">
${cards.map(
  ([count, what, kind]) =>
    html`<li><strong${kind === undefined ? '' : html` class="${kind}"`}>${count}</strong> ${what}</li>\n`,
)}</ul>`;
}

function ownersSection({ owners }: Governance): Html {
  if (owners.length === 0) return html``;
  return html`<section aria-labelledby="owners">
<h2 id="owners">Owners</h2>
<div class="wide"><table>
<caption>Events that are declared and not removed, and what is wrong with them</caption>
<thead><tr><th scope="col">Owner</th><th scope="col" class="number">Events</th><th scope="col" class="number">Errors</th><th scope="col" class="number">Warnings</th><th scope="col" class="number">Notes</th></tr></thead>
<tbody>
${owners.map(
  ({ owner, events, findings }) =>
    html`<tr><th scope="row">${owner ?? html`<span class="warning">nobody</span>`}</th><td class="number">${events}</td><td class="number">${findings.error}</td><td class="number">${findings.warning}</td><td class="number">${findings.note}</td></tr>\n`,
)}</tbody>
</table></div>
</section>`;
}

function foot({ homepage, version }: PageContext): Html {
  return html`</main>
<footer><p class="soft">Made by <a href="${homepage}">eventlint</a> ${version}.</p></footer>
</body>
</html>`;
}
