import { describe, expect, it } from 'vitest';
import { placedSites, sites } from './sites.ts';

const button = `const Button = ({ id, ...props }) => { const click = () => { id && nv('event', id, {}); }; return <button onClick={click} {...props} />; };\n`;

describe('what all objects have in common is handed on, whichever is returned', () => {
  it.each([
    ['of a condition', 'return on ? { ...rest, look } : { ...rest, look, off: true };'],
    ['of two returns', 'if (on) { return { ...rest }; } return { ...rest, look };'],
    ['of a key that is asked for', "return 'to' in rest ? { ...rest, look } : { ...rest, off: true };"],
  ])('%s', (_, body) => {
    const code = `${button}function useLook({ look, ...rest }) { ${body} }
const Styled = (props) => { const all = useLook(props); return <Button {...all} />; };
const App = () => <><Styled id="sent" look="b" /><Styled look="a" /></>;`;
    expect(placedSites(code)).toEqual(['a.tsx:4:29 sent {} via Styled > Button']);
  });

  it('what differs is one or the other', () => {
    const code = `const track = ({ name, more }) => nv('event', name, more);
const pick = (it) => (on ? { ...it, more: { a: 1 } } : { ...it, more: { b: 'x' } });
const go = (it) => track(pick(it));
go({ name: 'sent' });`;
    expect(sites(code)).toEqual(['sent { a?: number, b?: string }']);
  });
});

const track = `function track({ name, user, ...more }: { name: 'sent' | 'left' | 'paid'; user?: number; more?: string }) {
  nv('event', name, { ...(user ? { user } : {}), ...more });
}\n`;

describe('what is spread over a name by a function', () => {
  it.each([
    [
      'leaves it as it is, where it has none',
      `const clean = (it) => { if (!it) return undefined; const all = { ...it } as Record<string, unknown>; delete all.name; return all; };
function view({ name, more }) { const all = clean(more); track({ name, ...(all || {}) }); }
view({ name: 'sent', more: { a: 1 } });`,
      'sent { a: number }',
    ],
    [
      'may put another in its place, where that is not known',
      `function view({ name, more }) { track({ name, ...load(more) }); }\nview({ name: 'sent', more: {} });`,
      'sent|? { user?: number|unknown, … }',
    ],
    [
      'may not, where it stands before it',
      `function view({ name, more }) { track({ ...load(more), name }); }\nview({ name: 'sent', more: {} });`,
      'sent { user?: number|unknown, … }',
    ],
  ])('%s', (_, code, expected) => expect(sites(`${track}${code}`)).toEqual([expected]));
});

describe('a default is what a pattern takes out where a caller gives nothing', () => {
  const send = `type Event = { name: string; size?: number; more?: Record<string, unknown> };
const page: { page: string } = { page: 'b' };
const send = (event: Event) => { const { name, more = {}, ...rest } = event; nv('event', name, { ...more, ...rest }); };\n`;

  it.each([
    ['an empty one', `send({ name: 'sent', size: 1 });`, 'sent { size: number }'],
    ['also beside what is spread', `send({ ...page, name: 'sent' });`, 'sent { page: string }'],
    ['not where something is given', `send({ name: 'sent', more: { a: 1 } });`, 'sent { a: number }'],
    ['nor where that cannot be told', `send({ name: 'sent', ...load() });`, 'sent|? { … }'],
  ])('%s', (_, code, expected) => expect(sites(`${send}${code}`)).toEqual([expected]));

  it('with what it holds', () => {
    const code = `function send(event) { const { name, more: { inner = { size: 1 } } } = event; nv('event', name, inner); }
send({ name: 'sent', more: {} });\nsend({ name: 'left', more: { inner: { on: true } } });`;
    expect(sites(code)).toEqual(['sent { size: number }', 'left { on: boolean }']);
  });

  it('without one it is nothing', () => {
    const code = `function send(event) { const { name, more } = event; nv('event', name, { ...more, a: 1 }); }\nsend({ name: 'sent' });`;
    expect(sites(code)).toEqual(['sent { a: number }']);
  });
});

describe('a property whose value is not known is there as its type says', () => {
  const config = `type Config = { run?: { size: number }; at: { size: number } };
const build = (): Config => ({ run: load(), at: load() });\n`;

  it.each([
    [
      'it may be missing',
      `const { run } = build(); nv('event', 'e', { a: run ? 1 : undefined });`,
      'e { a?: number }',
    ],
    [
      'also as a member',
      `const all = build(); nv('event', 'e', { a: all.run ? 1 : undefined });`,
      'e { a?: number }',
    ],
    [
      'it is there',
      `const { at } = build(); nv('event', 'e', { a: at ? 1 : undefined, at });`,
      'e { a: number, at: object }',
    ],
  ])('%s', (_, code, expected) => expect(sites(`${config}${code}`)).toEqual([expected]));
});

describe('what a result is declared to be', () => {
  const handle = `type Context = { title: string };
type Commit = Context & { revision: string };
const handle = async (url: string): Promise<Context> => { let result: Context; result = await load(url); return result; };\n`;

  it('says nothing of what it lacks where it is said to be of another type', () => {
    const code = `${handle}async function go(url: string) { const commit = (await handle(url)) as Commit;
nv('event', 'e', { commit: commit.revision, title: commit.title }); }`;
    expect(sites(code)).toEqual(['e { commit: string, title: string }']);
  });

  it('says what it lacks elsewhere', () => {
    const code = `${handle}async function go(url: string) { const { title, revision } = await handle(url);
nv('event', 'e', { commit: revision, title }); }`;
    expect(sites(code)).toEqual(['e { title: string }']);
  });
});

describe('an object that a field of a class begins as', () => {
  it.each([
    [
      'is not all that is sent, where it is empty',
      `class Dto { data: object = {}; }
class Controller { post(dto: Dto) { const { data } = dto; nv('event', 'e', { ...data, b: 1 }); } }`,
      'e { b: number, … }',
    ],
    [
      'nor where a decorator says that it is read from somewhere',
      `class Dto { @IsOptional() data: object = { a: 1 }; }
class Controller { post(dto: Dto) { nv('event', 'e', { ...dto.data, b: 1 }); } }`,
      'e { b: number, … }',
    ],
    [
      'is sent, where it holds something',
      `class Tracker { data = { a: 1 }; post() { nv('event', 'e', { ...this.data, b: 1 }); } }`,
      'e { a: number, b: number }',
    ],
  ])('%s', (_, code, expected) => expect(sites(code)).toEqual([expected]));
});

describe('what may not be there is said to be so', () => {
  const some = `{ name: 'sent', ...(on ? { more: { n: 1 } } : {}) }`;
  const order = 'interface Order { id: string; note?: string }\n';
  it.each([
    [
      'in a pattern',
      `function send({ name, more }) { nv('event', name, more); }\nsend(${some});`,
      'sent { n?: number }',
    ],
    [
      'on a condition',
      `function send({ name, more }) { nv('event', name, more); }\nsend({ name: 'sent', ...(on && { more: { n: 1 } }) });`,
      'sent { n?: number }',
    ],
    [
      'but not where one of both is',
      `function send({ name, more }) { nv('event', name, more); }\nsend({ name: 'sent', more: { n: 1 }, ...(on ? { more: { n: 2 } } : {}) });`,
      'sent { n: number }',
    ],
    [
      'in a part',
      `function send(event) { nv('event', event.name, { ...event.more, at: 1 }); }\nsend(${some});`,
      'sent { n?: number, at: number }',
    ],
    [
      'but its default',
      `function send({ name, more = { n: 2 } }) { nv('event', name, { ...more }); }\nsend(${some});`,
      'sent { n: number }',
    ],
    [
      'or what is put in its place',
      `function send({ name, more }) { more = more || { m: '' }; nv('event', name, more); }\nsend(${some});`,
      'sent { n?: number, m?: string }',
    ],
    [
      'as a value',
      `function send({ name, n }) { nv('event', name, { n }); }\nsend({ name: 'sent', ...(on ? { n: 1 } : {}) });`,
      'sent { n?: number }',
    ],
    [
      'by the type of a parameter',
      `function send(name: string, n?: number) { nv('event', name, { n }); }\nsend('sent', load());`,
      'sent { n?: number }',
    ],
    [
      'but not where it is given',
      `function send(name: string, n?: number) { nv('event', name, { n }); }\nsend('sent', 1);`,
      'sent { n: number }',
    ],
    [
      'by the type of a property',
      `${order}function send(name: string, order: Order) { nv('event', name, { a: order.id, b: order.note }); }\nsend('sent', load());`,
      'sent { a: string, b?: string }',
    ],
    [
      'behind `?.`',
      `${order}function send(name: string, order?: Order) { nv('event', name, { a: order?.id }); }\nsend('sent', load());`,
      'sent { a?: string }',
    ],
    [
      'of what is spread',
      `${order}declare const o: Order | undefined;\nnv('event', 'sent', { ...o });`,
      'sent { id?: string, note?: string }',
    ],
    [
      'of what is spread, behind a condition',
      `${order}declare const o: Order | undefined;\nif (o) nv('event', 'sent', { ...o });`,
      'sent { id: string, note?: string }',
    ],
    [
      'of what is said to be there',
      `${order}declare const o: Order | undefined;\nnv('event', 'sent', { ...o! });`,
      'sent { id: string, note?: string }',
    ],
  ])('%s', (_, code, expected) => expect(sites(code)).toEqual([expected]));
});
