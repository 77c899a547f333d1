import { compareOrder, type EventUse } from '../../model/event-use.ts';
import type { Explanation } from '../../model/explanation.ts';
import { compareProblems } from '../../model/finding.ts';
import { compareTexts, position } from '../../model/text.ts';
import type { Sending } from './calls/sent-parts.ts';
import { explainOther, explainSite } from './explain.ts';
import type { Called } from './functions/functions.ts';
import type { CodeFacts, CodeOptions } from './index.ts';
import { handedLabel } from './programs/prefilter.ts';
import { type Program, placeOf } from './programs/program.ts';
import { joinedSets } from './project/dependencies.ts';
import { teachersBy } from './project/teaching.ts';
import type { Found, Scan } from './scan.ts';
import { Checker, Questions } from './types/checker.ts';
import type { DiskHost } from './types/checker-host.ts';
import { useOf } from './uses.ts';

/** What a scan found, as event uses, with what is to be remembered of it. */
export function factsOf(scan: Scan, options: CodeOptions): CodeFacts {
  const { isAsked = () => true } = options;
  const { noted } = scan.project;
  const uses = usesOf(scan, options);
  const asked = [...scan.parsed].filter(([file]) => isAsked(file));
  const { links, providers, injections, ...shared } = scan.project.shared;
  const { implementations, pageGlobals, clients, storeActions, additions } = shared;
  const { selectors } = scan.project.angularFiles;
  const { teachers } = scan;
  for (const [file, names] of injections.taught) teachers.add(file, [...names].map(handedLabel), 'hands');
  const teaching = {
    names: new Set(scan.names),
    teachers: teachersBy(teachers.lessons),
    handing: joinedSets(links.handing, injections.handing),
    forwarding: teachers.forwarding,
    defining: teachers.defining,
    mentionsApi: scan.mentionsApi(),
    providers: [implementations, pageGlobals, clients, storeActions, additions]
      .map(({ provided }) => provided)
      .reduce(joinedSets, joinedSets(providers.provided(scan.project), selectors.provided(scan.names))),
    contexts: new Set(
      [providers, implementations, pageGlobals, clients, storeActions, additions, selectors].flatMap(
        ({ asked }) => [...asked],
      ),
    ),
  };
  return {
    uses,
    comments: asked.flatMap(([, { comments }]) => comments),
    problems: scan.problems.filter(({ place }) => isAsked(place.source.file)).sort(compareProblems),
    missing: scan.project.missing,
    explanations: explanationsOf(scan, options),
    parsed: scan.parsed.size,
    searched: scan.searched,
    teaching,
    dependencies: {
      reads: noted.reads,
      marks: noted.marks,
      missing: noted.missing,
      mentionsApi: scan.apiMentioned,
      names: scan.names,
      lessons: teachers.lessons,
      handing: teaching.handing,
      providers: teaching.providers,
    },
  };
}

/** A use of which the type checker may know more, by its place in a list, and how to ask once more. */
interface Left {
  readonly at: number;
  readonly program: Program;
  readonly again: () => EventUse;
}

function usesOf(scan: Scan, options: CodeOptions): EventUse[] {
  const { isAsked = () => true, explain, payload, types } = options;
  const through = wrappersOf(scan);
  const uses: EventUse[] = [];
  const left: Left[] = [];
  for (const found of scan.found.values()) {
    const { node, program } = found;
    if (!isAsked(program.source.file)) continue;
    if (scan.wrappers.isInner(node, through)) continue;
    scan.guarded(program, () => {
      const all = sendingsOf(scan, found).map((sending) => {
        const again = () => useOf(scan.project, { node, program }, sending, payload);
        return { use: again(), again };
      });
      for (const { use, again } of distinct(all)) {
        uses.push(use);
        if (explain && program.source.file !== explain.file) continue;
        if (leavesOpen(use)) left.push({ at: uses.length - 1, program, again });
      }
    });
  }
  if (types && left.length > 0) check(scan, types, left, uses);
  return uses.sort((a, b) => compareOrder(a.order, b.order));
}

/** The functions through which some call sends: what they call themselves is no call site of its own. */
function wrappersOf(scan: Scan): ReadonlySet<Called> {
  const through = new Set<Called>();
  for (const { program, sendings = [] } of scan.found.values())
    for (const func of sendings.flatMap((sending) => sending.through)) {
      through.add(func);
      scan.project.noted.markFor(program.source.file, 'passed', func);
    }
  return through;
}

/** Looks again at uses with the type checker: first to collect what it is to be asked, so that one program holds all of it. */
function check(scan: Scan, types: DiskHost, left: readonly Left[], uses: EventUse[]): void {
  const questions = new Questions();
  scan.project.askAlso(questions);
  for (const { program, again } of left) scan.guarded(program, again);
  scan.project.askAlso(new Checker(scan.project, types, questions.all));
  for (const { at, program, again } of left)
    scan.guarded(program, () => {
      uses[at] = again();
    });
}

function sendingsOf({ wrappers }: Scan, { node, program, sendings }: Found): readonly Sending[] {
  const all = sendings ?? wrappers.sendings(node, program);
  return all.filter((each) => !wrappers.isSentLater(node, each));
}

function explanationsOf(scan: Scan, { explain, payload }: CodeOptions): Explanation[] {
  if (!explain) return [];
  const onLine = scan.callables.filter(({ node, program }) => {
    if (program.source.file !== explain.file) return false;
    const { source, span } = placeOf(program, node);
    const last = position(source, span.end).line;
    // A call may be asked about by any line of it; of what is no site, only by that on which it begins.
    const first = position(source, span.start).line;
    return scan.found.has(node) ? first <= explain.line && explain.line <= last : first === explain.line;
  });
  const sites = onLine.filter(({ node }) => scan.found.has(node));
  const asked = sites.length > 0 ? sites : onLine;
  return asked.flatMap(({ node, program }) => {
    const found = scan.found.get(node);
    if (!found) return [explainOther(scan.project, node, program)];
    return sendingsOf(scan, found).map((sending) =>
      explainSite(scan.project, { node, program }, sending, payload),
    );
  });
}

/**
 * A wrapper may lead to one call on several ways: what is sent on all of them in the same way is one use, on the shortest of these,
 * whichever was found first.
 */
function distinct<Way extends { readonly use: EventUse }>(ways: readonly Way[]): readonly Way[] {
  if (ways.length < 2) return ways;
  const seen = new Map<string, Way>();
  for (const way of ways.toSorted(byWay)) {
    const { names, dynamic, attributes, open, call } = way.use;
    const key = JSON.stringify([names, dynamic, attributes, open, call?.sink, call?.via.at(-1)]);
    if (!seen.has(key)) seen.set(key, way);
  }
  return [...seen.values()];
}

function byWay({ use: a }: { readonly use: EventUse }, { use: b }: { readonly use: EventUse }): number {
  const [one, other] = [a.call?.via ?? [], b.call?.via ?? []];
  return one.length - other.length || compareTexts(JSON.stringify(one), JSON.stringify(other));
}

/** Whether the type checker may know more of what a call sends. */
function leavesOpen({ attributes, dynamic, open }: EventUse): boolean {
  return dynamic || open || attributes.some(({ types }) => types.includes('unknown') || types.length > 1);
}
