import { breaks, type JudgedChange, type RegistryDiff } from '../../model/change.ts';
import { changeText } from '../../model/change-text.ts';
import { baseText, bySeverity, countsText, summaryOf } from '../diff/index.ts';
import { type Html, html, prose } from './html.ts';

/** What has changed in the registry, what breaks first. */
export function changesSection(diff: RegistryDiff | undefined): Html {
  if (!diff) return html``;
  const { changes, category } = diff;
  const title = changes.length === 0 ? 'Nothing has changed' : countsText(summaryOf(diff));
  return html`<section aria-labelledby="changes">
<h2 id="changes">What has changed since ${baseText(diff)}</h2>
<p>${title}, by the category <code>${category}</code>.</p>
${
  changes.length > 0 &&
  html`<div class="wide"><table>
<caption>Changes, those that break something first</caption>
<thead><tr><th scope="col">Verdict</th><th scope="col">Event</th><th scope="col">Change</th><th scope="col">Effect</th><th scope="col">Owner</th></tr></thead>
<tbody>
${[...changes].sort(bySeverity).map(row)}</tbody>
</table></div>`
}
</section>`;
}

function row(judged: JudgedChange): Html {
  const { change, message, owner, accepted } = judged;
  const decision =
    accepted && html` <span class="soft">Accepted by ${accepted.by}: ${accepted.reason}</span>`;
  return html`<tr><td>${verdict(judged)}</td><td><code>${change.event}</code></td><td>${prose(changeText(change))}</td><td>${prose(message)}${decision}</td><td>${owner ?? '–'}</td></tr>\n`;
}

function verdict(judged: JudgedChange): Html {
  if (judged.accepted) return html`<span class="note">accepted</span>`;
  if (breaks(judged)) return html`<span class="error">breaks</span>`;
  return judged.severity === 'warning' ? html`<span class="warning">look at it</span>` : html`fine`;
}
