import { canonical, isLive } from '../model/change.ts';
import { changeText } from '../model/change-text.ts';
import type { Changelog, ChangelogEntry, ChangelogGroup } from '../model/changelog.ts';
import { changelogSections } from '../model/changelog.ts';
import { printable } from './printable.ts';

/** For people, in the form of Keep a Changelog: https://keepachangelog.com/en/1.1.0/ */
export function changelogMarkdown({ from, to, groups }: Changelog): string {
  const lines = ['# Changes of the event registry', ''];
  if (groups.length === 0) lines.push(`Nothing has changed from ${inCode(from)} to ${inCode(to)}.`, '');
  for (const group of groups) {
    lines.push(`## ${escaped(group.title)}${group.date ? ` - ${group.date}` : ''}`, '');
    for (const section of changelogSections) {
      const entries = group.entries.filter((entry) => entry.section === section);
      if (entries.length > 0) lines.push(`### ${section}`, '', ...entries.map(line), '');
    }
  }
  return lines.join('\n');
}

function line({ section, judged }: ChangelogEntry): string {
  const { change, severity } = judged;
  const breaking = severity === 'error' ? '**Breaking:** ' : '';
  return `- ${breaking}${inCode(change.event)}${what(section, judged)}`;
}

/** What follows the event's name. */
function what(section: ChangelogEntry['section'], { change }: ChangelogEntry['judged']): string {
  const declared =
    change.attribute === undefined ? change.eventAfter : change.eventAfter?.attributes.get(change.attribute);
  const attribute = change.attribute === undefined ? '' : `, ${inCode(change.attribute)}`;
  if (change.kind === 'event' || change.kind === 'attribute') {
    const type = change.kind === 'attribute' ? (change.after ?? change.before)?.type : undefined;
    const required =
      change.kind === 'attribute' && isLive(change.after) && change.after.required ? ', required' : '';
    const about = section === 'Added' && declared?.description ? `: ${escaped(declared.description)}` : '';
    return `${attribute}${type ? ` (${type}${required})` : ''}${about}`;
  }
  if (section === 'Deprecated') {
    const instead = declared?.replacedBy;
    return `${attribute}${instead === undefined ? '' : `: send ${inCode(instead)} instead`}`;
  }
  return `: ${textInCode(changeText(change))}`;
}

/** For programs: `schemas/changelog.schema.json` describes it. */
export function changelogJson({ from, to, groups }: Changelog): string {
  return `${JSON.stringify({ version: 1, from, to, groups: groups.map(group) }, null, 2)}\n`;
}

function group({ title, revision, date, entries }: ChangelogGroup) {
  return {
    title,
    revision,
    date,
    entries: entries.map(({ section, judged: { change, ruleId, category, severity, owner, message } }) => ({
      section,
      breaking: severity === 'error',
      ruleId,
      category,
      event: change.event,
      attribute: change.attribute,
      owner,
      text: changeText(change),
      before: canonical(change, 'before'),
      after: canonical(change, 'after'),
      message,
    })),
  };
}

function inCode(text: string): string {
  return `\`${printable(text).replaceAll('`', "'")}\``;
}

/** What is in backticks stays so, everything else is plain text. */
function textInCode(text: string): string {
  return text
    .split('`')
    .map((part, i) => (i % 2 === 1 ? inCode(part) : escaped(part)))
    .join('');
}

function escaped(text: string): string {
  return printable(text.replace(/\s+/g, ' ')).replace(/[\\`*_[\]<>#|~]/g, '\\$&');
}
