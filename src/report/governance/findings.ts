import type { Finding, Severity } from '../../model/finding.ts';
import type { Governance } from '../../model/governance.ts';
import { counted } from '../../model/name.ts';
import { type Place, position } from '../../model/text.ts';
import { pageOf } from '../explain.ts';
import { type Html, html, prose } from './html.ts';
import type { PageContext } from './page.ts';

/** So many findings, and so many places of one kind, are shown: a page is to be read. */
const mostFindings = 1000;
export const mostPlaces = 50;

const levels: Readonly<Record<Severity, string>> = { error: 'Error', warning: 'Warning', note: 'Note' };

/** What is wrong, the worst first. */
export function findingsSection({ findings, events }: Governance, context: PageContext): Html {
  const owners = new Map(events.map(({ name, declared }) => [name, declared?.owner]));
  const shown = findings.slice(0, mostFindings);
  const hidden = findings.length - shown.length;
  return html`<section aria-labelledby="findings">
<h2 id="findings">What is wrong</h2>
${
  findings.length === 0
    ? html`<p>Nothing was found.</p>`
    : html`<div class="wide"><table>
<caption>${counted(findings.length, 'finding')}, errors first</caption>
<thead><tr><th scope="col">Level</th><th scope="col">Event</th><th scope="col">What is wrong</th><th scope="col">Where</th><th scope="col">Owner</th></tr></thead>
<tbody>
${shown.map((finding) => findingRow(finding, finding.event === undefined ? undefined : owners.get(finding.event), context))}</tbody>
</table></div>
${unshown(hidden, 'eventlint check')}`
}
</section>`;
}

/** How many there are beside what is shown, and what lists them. */
export function unshown(hidden: number, command?: string): Html {
  if (hidden === 0) return html``;
  return html`<p>And ${hidden} more${command !== undefined && html`, which <code>${command}</code> lists`}.</p>`;
}

function findingRow(finding: Finding, owner: string | undefined, context: PageContext): Html {
  const { severity, event, place } = finding;
  return html`<tr><td class="${severity}">${levels[severity]}</td><td>${event !== undefined && html`<code>${event}</code>`}</td><td>${what(finding, context)}</td><td>${placeText(place, context)}</td><td>${owner ?? '–'}</td></tr>\n`;
}

/** What is wrong and what to do, with the rule's page. */
export function what({ ruleId, message, help, count }: Finding, { rules, homepage }: PageContext): Html {
  const rule = rules.find(({ id }) => id === ruleId);
  const named = rule ? html`<a href="${pageOf(rule, homepage)}">${ruleId}</a>` : ruleId;
  const times = count === undefined ? '' : html` <span class="soft">(${count} times)</span>`;
  return html`${prose(message)}${times} ${help !== undefined && html`<span class="soft">${prose(help)}</span> `}${named}`;
}

/** Where something stands. */
export function placeText({ source, span }: Place, { pathOf }: PageContext): Html {
  const { line, column } = position(source, span.start);
  // A long path is broken where a folder ends.
  const folders = pathOf(source.file).split('/');
  const file = folders.pop();
  return html`<code>${folders.map((folder) => html`${folder}/<wbr>`)}${file}:${line}:${column}</code>`;
}

/** The calls of which it is not known which events they send. */
export function dynamicSection({ dynamic }: Governance, context: PageContext): Html {
  if (dynamic.length === 0) return html``;
  const shown = dynamic.slice(0, mostPlaces);
  const hidden = dynamic.length - shown.length;
  return html`<section aria-labelledby="unknown">
<h2 id="unknown">Calls with unknown names</h2>
<p>Nothing can be said of the events that these calls send, as their names are put together while the program runs.</p>
<ul>
${shown.map(
  ({ locate, call }) =>
    html`<li>${placeText(locate({ part: 'event' }), context)}${call?.unknownName !== undefined && html`: ${prose(call.unknownName)}`}</li>\n`,
)}</ul>
${unshown(hidden, 'eventlint extract')}
</section>`;
}
