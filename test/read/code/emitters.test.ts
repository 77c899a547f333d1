import { describe, expect, it } from 'vitest';
import { placedSites as sites } from './sites.ts';

const emitter = `import { EventEmitter } from 'events';\nexport const bus = new EventEmitter();\n`;
const electron = `import { ipcMain, ipcRenderer } from 'electron';\n`;

describe('what an emitter calls for a text is sent where somebody emits that', () => {
  it.each([
    [
      'a function that stands there',
      `${emitter}bus.on('sent', (name, details) => nv('event', name, details));\nbus.emit('sent', 'order_placed', { total: 1 });`,
      'a.tsx:4:1 order_placed { total: number } via a',
    ],
    [
      'a named one, bound, by a constant',
      `${emitter}const SENT = 'sent';\nfunction send({ name }) { nv('event', name, {}); }\nbus.addListener(SENT, send.bind(null));\nbus.emit('sent', { name: 'order_placed' });`,
      'a.tsx:6:1 order_placed {} via send',
    ],
    [
      'of a function that makes emitters',
      `import mitt from 'mitt';\nconst bus = mitt<Events>();\nconst { emit } = bus;\nbus.on('sent', ({ name, ...details }) => nv('event', name, details));\nbus.emit('sent', { name: 'order_placed', total: 1 });`,
      'a.tsx:5:1 order_placed { total: number } via a',
    ],
    [
      'that a class holds and hands on to',
      `${emitter}class Events {\n  private emitter = new EventEmitter();\n  on(type, listener) { return this.emitter.on(type, listener); }\n  paid(name) { this.emitter.emit('sent', name); }\n}\nconst events = new Events();\nevents.on('sent', (name) => nv('event', name, {}));\nevents.paid('order_paid');`,
      'a.tsx:10:1 order_paid {} via paid > a',
    ],
    [
      'that is a class by what it extends',
      `${emitter}class Shop extends EventEmitter {\n  constructor() { super(); this.on('sent', this.send); }\n  send(name) { nv('event', name, {}); }\n  buy() { this.emit('sent', 'order_placed'); }\n}`,
      'a.tsx:6:11 order_placed {} via send',
    ],
    [
      'that is a class by what it does',
      `class Bus {\n  listeners = {};\n  on(type, listener) { this.listeners[type].push(listener); }\n  emit(type, ...given) { this.listeners[type].forEach((listener) => listener(...given)); }\n}\nconst bus = new Bus();\nbus.on('sent', (name) => nv('event', name, {}));\nbus.emit('sent', 'order_placed');`,
      'a.tsx:8:1 order_placed {} via a',
    ],
    [
      'of a page',
      `window.addEventListener('sent', ({ detail }) => nv('event', detail.name, {}));\nwindow.dispatchEvent(new CustomEvent('sent', { detail: { name: 'order_placed' } }));`,
      'a.tsx:2:1 order_placed {} via a',
    ],
    [
      'in another process',
      `${electron}ipcMain.handle('sent', async (_event, name, details) => nv('event', name, details));\nipcRenderer.invoke('sent', 'order_placed', { total: 1 });`,
      'a.tsx:3:1 order_placed { total: number } via a',
    ],
  ])('%s', (_, code, expected) => {
    expect(sites(code)).toEqual([expected]);
  });

  it('across files, by the members of an enum', () => {
    const files = {
      'bus.ts': `import Emitter from 'eventemitter3';\nexport enum Event { Sent = 'sent' }\nexport const bus = new Emitter();`,
      'listen.ts': `import { bus, Event } from './bus';\nbus.on(Event.Sent, (event) => nv('event', event.name, event.details));`,
      'page.tsx': `import { bus, Event } from './bus';\nconst Page = () => <a onClick={() => bus.emit(Event.Sent, { name: 'order_placed', details: {} })} />;`,
      'text.ts': `import { bus } from './bus';\nexport function placed() {\n  bus.emit('sent', { name: 'order_paid', details: {} });\n}`,
    };
    expect(sites(files)).toEqual([
      'page.tsx:2:38 order_placed {} via listen',
      'text.ts:3:3 order_paid {} via listen',
    ]);
  });

  it('across the processes of Electron, by what a page is shown', () => {
    const files = {
      'main.ts': `import { ipcMain } from 'electron';\nipcMain.on('sent', (_event, name, details) => nv('event', name, details));`,
      'preload.ts': `import { contextBridge, ipcRenderer } from 'electron';\nconst api = {\n  track: (name, details) => ipcRenderer.send('sent', name, details),\n  ipcRenderer: { send: (channel, ...given) => ipcRenderer.send(channel, ...given) },\n};\nif (process.contextIsolated) contextBridge.exposeInMainWorld('api', api);\nelse window.api = api;`,
      'page.ts': `window.api.track('order_placed', { total: 1 });\n(window as any).api?.ipcRenderer.send('sent', 'order_paid', {});`,
    };
    expect(sites(files)).toEqual([
      'page.ts:1:1 order_placed { total: number } via track > main',
      'page.ts:2:1 order_paid {} via main',
    ]);
  });

  const listening = `${emitter}bus.on('sent', (name) => nv('event', name, {}));\n`;
  it.each([
    ['by another text', `${listening}bus.emit('paid', 'order_placed');`],
    ['by a text that is not known', `${listening}bus.emit(type, 'order_placed');`],
    [
      'of another emitter',
      `${listening}const other = new EventEmitter();\nother.emit('sent', 'order_placed');`,
    ],
    ['of what is no emitter', `${listening}console.emit('sent', 'order_placed');`],
    [
      'that is not known',
      `${listening}export const tell = (emitter) => emitter.emit('sent', 'order_placed');`,
    ],
    [
      'to the other end of a socket',
      `import { io } from 'socket.io-client';\nconst socket = io();\n\nsocket.on('sent', (name) => nv('event', name, {}));\nsocket.emit('sent', 'order_placed');`.replace(
        '\n\n',
        '\n',
      ),
    ],
    [
      'to a process from itself',
      `${electron}\nipcMain.on('sent', (_event, name) => nv('event', name, {}));\nipcMain.emit('sent', 'order_placed');`.replace(
        '\n\n',
        '\n',
      ),
    ],
    [
      'by a class that gives its listeners something else',
      `class Bus {\n  on(type, listener) { this.all[type] = listener; }\n  emit(type, name) { const listener = this.all[type]; listener({ name }); }\n}\nconst bus = new Bus();\nbus.on('sent', (name) => nv('event', name, {}));\nbus.emit('sent', 'order_placed');`,
    ],
  ])('not %s', (_, code) => {
    const line = code.split('\n').findIndex((each) => each.includes('nv(')) + 1;
    expect(sites(code)).toEqual([expect.stringMatching(new RegExp(`^a.tsx:${line}:\\d+ \\? \\{`))]);
  });
});

describe('what a script puts where all scripts of a page find it', () => {
  const track = `function (name, details) { nv('event', name, details); }`;
  it.each([
    ['is called there', `window.track = ${track};`, `window.track('order_placed', {});`, 1],
    ['is called by its name alone', `window.track = ${track};`, `track('order_placed', {});`, 1],
    [
      'is a part of an object',
      `window.shop = window.shop || { track: ${track} };`,
      `const { track } = window.shop;\ntrack('order_placed', {});`,
      2,
    ],
    [
      'is not what two places put there',
      `window.track = ${track};\nwindow.track = () => other();`,
      `window.track('order_placed', {});`,
      0,
    ],
    [
      'is not what a file declares',
      `window.track = ${track};`,
      `import { track } from 'other';\ntrack('order_placed', {});`,
      0,
    ],
    [
      'says nothing of a value',
      `window.shop = { name: 'shop' };\nwindow.track = ${track};`,
      `track(window.shop.name, {});`,
      -1,
    ],
  ])('%s', (_, given, code, line) => {
    const found = sites({ 'given.ts': given, 'page.ts': code });
    const expected =
      line < 0
        ? /^page.ts:1:1 \? /
        : line > 0
          ? `page.ts:${line}:1 order_placed {} via track`
          : /^given.ts:1:\d+ \? /;
    expect(found).toEqual([typeof expected === 'string' ? expected : expect.stringMatching(expected)]);
  });
});

describe('what a method of Nest is called for is sent where the emitter that is injected emits it', () => {
  const heard = `import { EventEmitter2, OnEvent } from '@nestjs/event-emitter';
enum Told { Sent = 'shop.sent' }
class Listener { @OnEvent(Told.Sent) async send(user: string, it: { name: string }) { nv('event', it.name, {}); } }\n`;
  it.each([
    [
      'also by a class that hands it on',
      `abstract class Base {
  constructor(protected readonly bus: EventEmitter2) {}
  protected tell(user: string, name: string) { this.bus.emit(Told.Sent, user, { name }); }
}
class Shop extends Base { pay(user: string) { this.tell(user, 'order_paid'); } }`,
      'a.tsx:8:47 order_paid {} via tell > send',
    ],
    [
      'not what is emitted by another text',
      `class Shop { constructor(private bus: EventEmitter2) {} pay() { this.bus.emit('sent', 'me', { name: 'paid' }); } }`,
      'a.tsx:3:87 ? {}',
    ],
    [
      'not by an emitter of another type',
      `class Shop { constructor(private bus: Bus) {} pay() { this.bus.emit('shop.sent', 'me', { name: 'paid' }); } }`,
      'a.tsx:3:87 ? {}',
    ],
  ])('%s', (_, code, expected) => {
    expect(sites(heard + code)).toEqual([expected]);
  });
});
