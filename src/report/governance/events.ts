import type { Budget } from '../../model/change.ts';
import type { EventUse } from '../../model/event-use.ts';
import {
  countsOf,
  type Governance,
  type ReviewedAttribute,
  type ReviewedEvent,
} from '../../model/governance.ts';
import { counted } from '../../model/name.ts';
import type { ProfiledEvent } from '../../model/profile/profile.ts';
import type { EventDeclaration } from '../../model/registry.ts';
import { mostPlaces, placeText, unshown, what } from './findings.ts';
import { type Html, html } from './html.ts';
import type { PageContext } from './page.ts';

/** All events in a table, each with a link to what is known of it. */
export function eventsTable({ events }: Governance): Html {
  return html`<section aria-labelledby="events">
<h2 id="events">Events</h2>
${
  events.length === 0
    ? html`<p>None is declared or sent.</p>`
    : html`<div class="wide"><table>
<caption>${counted(events.length, 'event')}, declared or sent</caption>
<thead><tr><th scope="col">Event</th><th scope="col">Status</th><th scope="col">Owner</th><th scope="col" class="number">Attributes</th><th scope="col" class="number">Call sites</th><th scope="col" class="number">Payload entries</th><th scope="col">Fullest limit</th><th scope="col" class="number">Errors</th><th scope="col" class="number">Warnings</th></tr></thead>
<tbody>
${events.map((event, index) => eventRow(event, index + 1))}</tbody>
</table></div>`
}
</section>`;
}

function eventRow(event: ReviewedEvent, number: number): Html {
  const { name, declared, attributes, callSites, inPayloads, findings } = event;
  const { error, warning } = countsOf(findings);
  return html`<tr><th scope="row"><a href="#event-${number}"><code>${name}</code></a></th><td>${status(declared)}</td><td>${declared?.owner ?? '–'}</td><td class="number">${attributes.length}</td><td class="number">${callSites.length}</td><td class="number">${inPayloads?.entries ?? 0}</td><td>${fullest(event)}</td><td class="number">${error}</td><td class="number">${warning}</td></tr>\n`;
}

function status(declared: EventDeclaration | undefined): Html {
  if (!declared) return html`<span class="warning">not declared</span>`;
  return html`${declared.status}`;
}

/** The limit of which an event uses the greatest part. */
function fullest({ budgets }: ReviewedEvent): Html {
  const [first] = budgets.filter(({ used }) => used > 0).sort((a, b) => b.used / b.limit - a.used / a.limit);
  return first ? budgetText(first) : html`–`;
}

function budgetText({ type, used, limit }: Budget): Html {
  const name = type === 'all' ? 'attributes' : type;
  return html`${usedOf({ used, limit })} ${name}`;
}

function usedOf({ used, limit }: Pick<Budget, 'used' | 'limit'>): Html {
  return used > limit ? html`<span class="error">${used} of ${limit}</span>` : html`${used} of ${limit}`;
}

/** All that is known of an event. */
export function eventDetails(event: ReviewedEvent, number: number, context: PageContext): Html {
  const { name, declared, callSites, inPayloads, findings, attributes, budgets } = event;
  return html`<details>
<summary><code>${name}</code> ${status(declared)}${declared?.owner !== undefined && html`, owned by ${declared.owner}`}</summary>
<div id="event-${number}">
${declared && declaration(declared, context)}
${findings.length > 0 && html`<h3>What is wrong</h3>\n${findingList(event, context)}`}
${attributes.length > 0 && attributesTable(event)}
${budgets.length > 0 && budgetsTable(budgets)}
${callSites.length > 0 && sites(callSites, context)}
${inPayloads && payloads(inPayloads)}
</div>
</details>`;
}

function declaration(declared: EventDeclaration, context: PageContext): Html {
  const { description, since, platforms, tags, replacedBy, createsUser, additional, at } = declared;
  const facts: readonly Html[] = [
    ...(since === undefined ? [] : [html`sent since ${since}`]),
    ...(platforms.length === 0 ? [] : [html`on ${platforms.join(', ')}`]),
    ...(tags.length === 0 ? [] : [html`tagged ${tags.join(', ')}`]),
    ...(replacedBy === undefined ? [] : [html`replaced by <code>${replacedBy}</code>`]),
    ...(createsUser ? [html`creates its user`] : []),
    html`other attributes: ${additional}`,
    html`declared in ${placeText(at, context)}`,
  ];
  return html`<p>${description ?? html`<span class="warning">No description.</span>`}</p>
<p class="soft">${facts.map((fact, index) => (index === 0 ? fact : html`; ${fact}`))}</p>`;
}

function findingList({ findings }: ReviewedEvent, context: PageContext): Html {
  const shown = findings.slice(0, mostPlaces);
  const hidden = findings.length - shown.length;
  return html`<ul>
${shown.map((finding) => html`<li><span class="${finding.severity}">${finding.severity}</span> ${placeText(finding.place, context)} ${what(finding, context)}</li>\n`)}</ul>
${unshown(hidden)}`;
}

function attributesTable({ attributes, inPayloads }: ReviewedEvent): Html {
  return html`<h3>Attributes</h3>
<div class="wide"><table>
<thead><tr><th scope="col">Attribute</th><th scope="col">Declared as</th><th scope="col">Locked to</th><th scope="col">In code</th><th scope="col">In payloads</th><th scope="col">Sensitivity</th><th scope="col">What it is</th></tr></thead>
<tbody>
${attributes.map((attribute) => attributeRow(attribute, inPayloads?.entries ?? 0))}</tbody>
</table></div>`;
}

function attributeRow(attribute: ReviewedAttribute, entries: number): Html {
  const { name, declared, locked, inCode } = attribute;
  return html`<tr><th scope="row"><code>${name}</code></th><td>${declaredAs(attribute)}</td><td>${locked ? html`${locked.type} <span class="soft">since ${locked.since}${locked.tombstone && ', removed'}</span>` : '–'}</td><td>${inCode.length > 0 ? inCode.join(', ') : '–'}</td><td>${sentAs(attribute, entries)}</td><td>${declared?.sensitivity ?? '–'}</td><td>${declared?.description ?? '–'}</td></tr>\n`;
}

function declaredAs({ declared }: ReviewedAttribute): Html {
  if (!declared) return html`<span class="warning">not declared</span>`;
  const { type, required, status, pattern, minimum, maximum, maxBytes, enum: values } = declared;
  const bounds: readonly (string | false)[] = [
    required && 'required',
    status !== 'active' && status,
    values !== undefined && `one of ${values.map((value) => JSON.stringify(value)).join(', ')}`,
    pattern !== undefined && `matches ${pattern}`,
    minimum !== undefined && `${minimum} or more`,
    maximum !== undefined && `${maximum} or less`,
    maxBytes !== undefined && `at most ${counted(maxBytes, 'byte')}`,
  ];
  const said = bounds.filter((each) => each !== false);
  return html`${type}${said.length > 0 && html` <span class="soft">${said.join('; ')}</span>`}`;
}

/** How many of an event's entries have an attribute, and as which types. */
function sentAs({ inPayloads }: ReviewedAttribute, entries: number): Html {
  if (!inPayloads) return html`–`;
  const types = Object.entries(inPayloads.types).map(([type, count]) => `${type} ${count}`);
  return html`${inPayloads.entries} of ${entries}: ${types.join(', ')}`;
}

/** The limits that an event uses something of. */
function budgetsTable(budgets: readonly Budget[]): Html {
  const told = budgets.filter(({ type, used, removed }) => type === 'all' || used + removed > 0);
  return html`<h3>Limits of the vendor</h3>
<div class="wide"><table>
<thead><tr><th scope="col">Attributes</th><th scope="col">Used</th><th scope="col">Removed before</th></tr></thead>
<tbody>
${told.map(({ type, used, removed, limit }) => {
  const name = type === 'all' ? 'of all types' : type;
  return html`<tr><th scope="row">${name}</th><td><meter min="0" max="${limit}" value="${Math.min(used, limit)}" aria-label="${name}"></meter> ${usedOf({ used, limit })}</td><td>${removed}</td></tr>\n`;
})}</tbody>
</table></div>`;
}

/** The call sites, where `extract` lists them. */
function sites(callSites: readonly EventUse[], context: PageContext): Html {
  const shown = callSites.slice(0, mostPlaces);
  const hidden = callSites.length - shown.length;
  return html`<h3>${counted(callSites.length, 'call site')}</h3>
<ul>
${shown.map(({ locate, call }) => {
  const via = call?.via.map(({ name }) => name) ?? [];
  return html`<li>${placeText(locate({ part: 'whole' }), context)}${via.length > 0 && html` <span class="soft">through ${via.join(', ')}</span>`}</li>\n`;
})}</ul>
${unshown(hidden, 'eventlint extract')}`;
}

function payloads({ entries, firstTime, lastTime }: ProfiledEvent): Html {
  const times = firstTime === undefined || lastTime === undefined ? '' : `, from ${firstTime} to ${lastTime}`;
  return html`<p>${counted(entries, 'payload entry', 'payload entries')}${times}.</p>`;
}
