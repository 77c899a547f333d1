import { expect, it } from 'vitest';
import { NeededFiles } from '../src/commands/needed-files.ts';

const texts: Readonly<Record<string, string>> = {
  'a.ts': `import { send } from './send';\nsend('a');\n`,
  'b.ts': `const text = 'send';\n`,
  'send.ts': `import { track } from './track';\nexport const send = (name) => track(name);\n`,
  'track.ts': `export const track = (name) => nv('event', name);\n`,
  'alias.ts': `export { send as report } from './send';\n`,
  'other.ts': `export const other = (name) => nv('event', name);\n`,
  'page.tsx': `import { track } from './track';\nexport const Page = () => <><Button onTrack={track} /><Link onTrack={track} /></>;\n`,
  'button.tsx': `export const Button = ({ onTrack }) => <a onClick={() => onTrack('a')} />;\n`,
  'link.tsx': `export const Link = ({ onTrack }) => <a onClick={() => onTrack('b')} />;\n`,
  'moved.tsx': `export const Button = ({ onTrack }) => <a onClick={() => onTrack('a')} />;\n`,
  'like.tsx': `export const Like = ({ onTrack }) => <a onClick={() => onTrack('c')} />;\n`,
};
const teachers = new Map([
  ['send.ts', ['send']],
  ['track.ts', ['track']],
  ['alias.ts', ['report']],
  ['other.ts', ['other']],
  ['page.tsx', ['~onTrack']],
]);
const handing = new Map([['page.tsx', new Set(['button.tsx', 'link.tsx'])]]);

it.each([
  ['who calls what is taught, and what that calls', ['a.ts'], ['send.ts', 'track.ts']],
  ['who only has the word in a text', ['b.ts'], []],
  ['who renames it', ['alias.ts'], ['send.ts', 'track.ts']],
  ['several', ['a.ts', 'b.ts'], ['send.ts', 'track.ts']],
  ['nobody', [], []],
  [
    'who is handed something, and whoever else is by the same file',
    ['button.tsx'],
    ['link.tsx', 'page.tsx', 'track.ts'],
  ],
  ['who hands it over', ['page.tsx'], ['button.tsx', 'link.tsx', 'track.ts']],
  ['who has a parameter of that name, and is handed nothing', ['like.tsx'], []],
  [
    'who is new, and may be handed something',
    ['moved.tsx'],
    ['button.tsx', 'link.tsx', 'page.tsx', 'track.ts'],
  ],
])('what %s needs', (_, files, expected) => {
  const bytesOf = (file: string) => new TextEncoder().encode(texts[file]);
  const known = { teachers, handing, providers: new Map(), added: new Set(['moved.tsx']) };
  const needed = new NeededFiles(known, bytesOf);
  expect([...needed.of(files)].sort()).toEqual(expected);
  expect(needed.of(files)).toEqual([]);
});

it.each([
  ['imports the module of a context', `import { useShop } from '@/store/context';`, ['app.tsx']],
  ['imports it by its file', `import { useShop } from './context.tsx';`, ['app.tsx']],
  ['names what a page has', `shop.pay();`, ['page.js']],
  ['imports what only sounds like it', `import { useShop } from './store-context';`, []],
  ['names what only sounds like it', `shops.pay();`, []],
  ['imports a context that tests provide everywhere', `import { useUser } from '../user';`, []],
  ['asks for what a type does', `pay(service as Service);`, []],
])('who likely provides what a file asks for that %s', (_, text, expected) => {
  const providers = new Map([
    ['app.tsx', new Set(['src/store/context.tsx#StoreContext', 'src/user.ts#UserContext'])],
    ['page.js', new Set(['page shop'])],
    ['service.ts', new Set(['type Service'])],
    ['a.test.tsx', new Set(['src/user.ts#UserContext'])],
    ['b.test.tsx', new Set(['src/user.ts#UserContext'])],
  ]);
  const known = { teachers: new Map(), handing: new Map(), providers, added: new Set<string>() };
  const bytesOf = (file: string) => new TextEncoder().encode(file === 'a.ts' ? text : '');
  expect(new NeededFiles(known, bytesOf).of(['a.ts'])).toEqual(expected);
});
