/** What each file of a project may hold: what one says decides what is found in others, and not in all of them. Null: there is none. */
export const tellingFiles: Readonly<Record<string, readonly (string | null)[]>> = {
  'names.ts': [
    `export const NAME = 'one';\n`,
    `export const NAME = 'two';\n`,
    `import { NAME as OTHER } from 'lacking-too';\nexport const NAME = OTHER;\n`,
    null,
  ],
  'track.ts': [
    `export function track(name: string, more = {}) {\n  nv('event', name, more);\n}\n`,
    `export function track(name: string, more = {}) {\n  nv('event', 'tracked_' + name, { ...more, by: 'track' });\n}\n`,
    `// A comment moves all that follows.\nexport function track(name: string, more = {}) {\n  nv('event', name, more);\n}\n`,
    `export function track(more = {}, name: string) {\n  nv('event', name, more);\n}\n`,
    `import { detail } from './between';\nexport function track(name: string, more = {}) {\n  if (name === 'b') return;\n  nv('event', name, { ...more, ...detail });\n}\n`,
    `export function track(name: string, more = {}) {\n  nv('event', name === 'hooked' ? 'first' : 'second', more);\n}\n`,
    `export const track = (name: string) => console.log(name);\n`,
  ],
  'index.ts': [
    `export * from './track';\n`,
    `export { track as track } from './track';\nexport * from './names';\n`,
    `export { track } from './other-track';\n`,
  ],
  'other-track.ts': [
    `export const track = (name: string) => nv('event', name, { other: true });\n`,
    `import { track as other } from './track';\nexport const track = (name: string) => other('other_' + name);\n`,
    null,
  ],
  'hook.ts': [
    `import { track } from './index';\nexport const useTrack = () => track;\n`,
    `import { track } from './index';\nexport const useTrack = () => (name: string) => track(name, { hooked: 1 });\n`,
    null,
  ],
  'a.ts': [
    `import { NAME } from './names';\nimport { track } from './index';\ntrack(NAME, { total: 1 });\n`,
    `import { useTrack } from './hook';\nconst send = useTrack();\nsend('hooked');\n`,
    `nv('event', 'plain', {});\n`,
    `export const a = 1;\n`,
  ],
  'b.ts': [
    `import { track } from './track';\ntrack('b', { at: new Date() });\n`,
    `import { track } from './track';\nexport const report = (name: string) => track(name, { at: 1 });\n`,
    null,
  ],
  'uses-b.ts': [
    `import { report } from './b';\nreport('reported');\n`,
    `import { report } from './b';\nexport const report2 = () => report;\n`,
  ],
  'only.ts': [
    `export function only(name: string) {\n  nv('event', name === 'x' ? 'first' : 'second', {});\n}\n`,
    `export function only(name: string) {\n  nv('event', name, {});\n}\n`,
    `export function only(name: string) {\n  nv('event', 'fixed', { name });\n}\n`,
  ],
  'calls-only.ts': [
    `import { only } from './only';\nonly('x');\n`,
    `export const nothing = 1;\n`,
    `import { only } from './only';\nimport { x } from 'lacking';\nonly(x);\nnv('event', x, {});\n`,
  ],
  'detail.ts': [
    `export const detail = { size: 1 };\nexport type Detail = { size: number; colour?: string };\n`,
    `export const detail = { size: 'large', colour: 'red' };\nexport type Detail = { size: string };\n`,
    `export { detail } from './other-detail';\nexport interface Detail { weight: number }\n`,
  ],
  'other-detail.ts': [
    `export const detail = { other: true };\n`,
    `export const detail = { other: new Date(), more: 1 };\n`,
  ],
  'uses-detail.ts': [
    `import { detail } from './detail';\nnv('event', 'detailed', { ...detail });\n`,
    `import { detail as given } from './between';\nnv('event', 'detailed', given);\n`,
  ],
  'between.ts': [
    `export * from './detail';\n`,
    `import { detail } from './other-detail';\nexport { detail };\n`,
    `export const detail = {};\n`,
    null,
  ],
  'typed.ts': [
    `import type { Detail } from './detail';\nexport const send = (detail: Detail) => nv('event', 'typed', detail);\n`,
    `import type { track } from './track';\nexport const send = (tell: typeof track) => tell('told', { size: 1 });\n`,
  ],
  'c.tsx': [
    `import { detail } from './between';\nexport const C = () => <a onClick={() => nv('event', 'clicked', { at: detail.size })}>x</a>;\n`,
    `import { track } from './track';\nimport { Button } from './button';\nexport const C = () => <Button onTrack={track} />;\n`,
    `import { Button } from './button';\nexport const C = () => <Button onTrack={(n) => nv('event', n, {})} />; (\n`,
  ],
  'also-c.tsx': [
    `import { only } from './only';\nimport { Button } from './button';\nexport const Also = () => <Button onTrack={only} />;\n`,
    `import { report } from './b';\nimport { Button } from './button';\nexport const Also = () => <Button onTrack={report} />;\n`,
    `export const Also = () => <p />;\n`,
  ],
  'button.tsx': [
    `export const Button = ({ onTrack }) => <button onClick={() => onTrack('pressed')} />;\n`,
    `export const Button = ({ onTrack }) => <button onClick={() => onTrack('pressed', { twice: true })} />;\nexport const Link = Button;\n`,
    `export const Button = () => <button />;\n`,
  ],
  'tracked.tsx': [
    `import { track } from './index';\nexport const Tracked = ({ event, ...rest }) => <a onClick={() => track(event, { ...rest, place: 'link' })}>x</a>;\n`,
    `import { track } from './index';\nexport const Tracked = ({ eventName, ...rest }) => <a onClick={() => track(eventName, rest)}>x</a>;\n`,
    `export const Tracked = ({ event }) => <a>{event}</a>;\n`,
  ],
  'page.tsx': [
    `import { Tracked } from './tracked';\nexport const Page = () => <Tracked event="page_seen" depth={1} />;\n`,
    `import { Tracked } from './tracked';\nimport { NAME } from './names';\nexport const Page = (props) => <Tracked event={NAME} eventName={props.name} />;\n`,
    `export const Page = () => <p />;\n`,
  ],
  'context.tsx': [
    `import { createContext } from 'react';\nexport const Tracking = createContext(undefined);\n`,
    `import { createContext } from 'react';\nimport { track } from './track';\nexport const Tracking = createContext({ log: (name) => track(name, { by: 'default' }) });\n`,
  ],
  'provider.tsx': [
    `import { Tracking } from './context';\nimport { track } from './index';\nexport const App = () => <Tracking.Provider value={{ log: (name) => track(name) }}>x</Tracking.Provider>;\n`,
    `import { Tracking } from './context';\nimport { detail } from './between';\nexport const App = () => <Tracking.Provider value={{ log: (name) => nv('event', name, detail) }}>x</Tracking.Provider>;\n`,
    `export const App = () => <p />;\n`,
    null,
  ],
  'consumer.tsx': [
    `import { useContext } from 'react';\nimport { Tracking } from './context';\nexport const A = () => {\n  const { log } = useContext(Tracking);\n  log('consumed');\n};\n`,
    `export const A = () => null;\n`,
  ],
  'handler.tsx': [
    `import { track } from './track';\nexport const run = (handler, value) => handler(value, { ran: true });\nrun(track, 'handled');\n`,
    `export const run = (handler, value) => handler(value);\n`,
  ],
  'store.ts': [
    `import { create } from 'zustand';\nimport { track } from './track';\nexport const useStore = create(() => ({ log: (name) => track(name, { store: 1 }) }));\n`,
    `import { create } from 'zustand';\nexport const useStore = create(() => ({ log: (name) => console.log(name) }));\n`,
  ],
  'uses-store.ts': [
    `import { useStore } from './store';\nconst log = useStore((state) => state.log);\nlog('stored');\n`,
    `import { useStore } from './store';\nuseStore.getState().log('stored_at_once');\n`,
  ],
  'class.ts': [
    `import { track } from './index';\nexport class Tracker {\n  track(name: string) {\n    track(name, { by: 'class' });\n  }\n}\nexport const tracker = new Tracker();\n`,
    `export class Tracker {\n  track(name: string) {\n    nv('event', 'class_' + name, {});\n  }\n}\nexport const tracker = new Tracker();\n`,
    `export class Tracker {\n  track(name: string) {}\n}\nexport const tracker = new Tracker();\n`,
  ],
  'uses-class.ts': [
    `import { tracker } from './class';\ntracker.track('by_class');\n`,
    `import { Tracker } from './class';\nexport const f = (t: Tracker) => t.track('by_type');\n`,
  ],
  'port.ts': [
    `export interface Port {\n  tell(name: string, more?: object): void;\n}\n`,
    `export abstract class Port {\n  abstract tell(name: string): void;\n}\n`,
    `interface Port {\n  tell(name: string): void;\n}\nexport interface Other extends Port {}\nexport type { Other as Port };\n`,
  ],
  'adapter.ts': [
    `import type { Port } from './port';\nexport class Adapter implements Port {\n  tell(name: string, more = {}) {\n    nv('event', name, more);\n  }\n}\n`,
    `export class Adapter {\n  tell(name: string, more = {}) {\n    nv('event', name, more);\n  }\n}\n`,
    `import type { Port } from './port';\nimport { track } from './index';\nexport const create = (): Port => {\n  const tell = (name: string) => track(name, { by: 'port' });\n  return { tell };\n};\n`,
    null,
  ],
  'other-adapter.ts': [
    `import type { Port } from './port';\nexport class Quiet implements Port {\n  tell() {}\n}\n`,
    `import type { Port } from './port';\nexport class One implements Port {\n  tell(name: string) {\n    play(name);\n  }\n}\nexport class Two extends One {\n  tell(name: string) {\n    record(name);\n  }\n}\n`,
    `import { Adapter } from './adapter';\nexport class Loud extends Adapter {\n  tell(name: string) {\n    super.tell(name);\n  }\n}\n`,
  ],
  'uses-port.ts': [
    `import type { Port } from './port';\nexport const f = (port: Port) => port.tell('by_port', { n: 1 });\n`,
    `import type { Port } from './port';\nexport const f = ({ tell }: Port) => (name: string) => tell(name);\nexport const g = (port: Port) => f(port)('through_f');\n`,
  ],
  'bus.ts': [
    `import mitt from 'mitt';\nexport const SENT = 'sent';\nexport const bus = mitt();\n`,
    `import mitt from 'mitt';\nexport const SENT = 'paid';\nexport const bus = mitt();\n`,
  ],
  'listens.ts': [
    `import { bus } from './bus';\nimport { track } from './index';\nbus.on('sent', ({ name }) => track(name));\n`,
    `import { bus, SENT } from './bus';\nbus.on(SENT, ({ name, ...more }) => nv('event', name, more));\n`,
    null,
  ],
  'emits.ts': [
    `import { bus, SENT } from './bus';\nbus.emit(SENT, { name: 'emitted', n: 1 });\n`,
    `import { bus } from './bus';\nbus.emit('sent', { name: 'emitted_by_text' });\n`,
  ],
  'page-global.ts': [
    `import { track } from './index';\nwindow.shop = { tell: (name) => track(name, { page: 1 }) };\n`,
    `window.shop = { tell: (name) => console.log(name) };\n`,
    null,
  ],
  'other-page-global.ts': [
    null,
    `nv('event', 'beside', {});\nwindow.shop = { tell: (name) => other(name) };\n`,
  ],
  'uses-page-global.ts': [`window.shop.tell('on_page');\n`, `const { tell } = shop;\ntell('on_page');\n`],
  'listed.ts': [
    `export function listed(all: { name: string; more?: object }[]) {\n  for (const each of all) nv('event', each.name, each.more);\n}\n`,
    `import { track } from './index';\nexport const listed = (all: { name: string }[]) => all.forEach(({ name }) => track(name));\n`,
    `export const listed = (all: unknown[]) => all.length;\n`,
  ],
  'uses-listed.ts': [
    `import { listed } from './listed';\nimport { NAME } from './names';\nlisted([{ name: 'listed', more: { n: 1 } }, { name: NAME }]);\n`,
    `import { listed } from './listed';\nconst all = [{ name: 'kept' }];\nall.push({ name: 'pushed' });\nlisted(all);\n`,
  ],
  'link-class.tsx': [
    `import { track } from './index';\nexport class LinkClass extends React.Component<{ event: string }> {\n  go() {\n    track(this.props.event, { n: 1 });\n  }\n}\n`,
    `export class LinkClass extends React.Component<{ event: string }> {\n  static defaultProps = { event: 'by_default' };\n  go() {\n    nv('event', this.props.event);\n  }\n}\n`,
    `export class LinkClass extends React.Component {}\n`,
  ],
  'uses-link-class.tsx': [
    `import { LinkClass } from './link-class';\nexport const One = () => <LinkClass event="by_class_prop" />;\n`,
    `import { LinkClass } from './link-class';\nimport { NAME } from './names';\nexport const One = (props) => <LinkClass {...props} event={NAME} />;\n`,
  ],
  'shop.component.ts': [
    `import { Component } from '@angular/core';\nimport { Tracker } from './class';\n@Component({ templateUrl: './shop.component.html' })\nexport class ShopComponent {\n  constructor(private tracker: Tracker) {}\n  tell(name: string) {\n    this.tracker.track(name);\n  }\n}\n`,
    `import { Component } from '@angular/core';\n@Component({ templateUrl: './shop.component.html' })\nexport class ShopComponent {\n  tell(name: string) {\n    nv('event', name, { shop: true });\n  }\n}\n`,
    `export class ShopComponent {\n  tell(name: string) {\n    nv('event', name, {});\n  }\n}\n`,
  ],
  'shop.component.html': [
    `<button (click)="tell('by_template')">x</button>\n`,
    `<p>\n  <button *ngIf="open" (click)="tell('by_template_below'); tell('again')">x</button>\n</p>\n`,
    null,
  ],
  'default.ts': [
    `import { track } from './track';\nexport default (name: string) => track(name);\n`,
    `const quiet = (name: string) => name;\nexport default quiet;\n`,
    `export { track as default } from './index';\n`,
  ],
  'uses-default.ts': [`import log from './default';\nlog('by_default');\n`],
  'broken.ts': [`log('x';\nreport(;\n`, `nv('event', 'broken', {};\n`, `export const fine = 1;\n`],
  'added.ts': [
    null,
    `import { track } from './index';\ntrack('added');\n`,
    `export const brandNew = (name: string) => nv('event', name, {});\n`,
  ],
  'made.ts': [
    `export const made = (name: string) => (more: object) => nv('event', name, more);\n`,
    `export const made = (name: string) => ({ send: (more: object) => nv('event', 'made_' + name, more) });\n`,
    `export const made = (name: string) => () => nv('event', name, {});\n`,
    null,
  ],
  'makes.ts': [
    `import { made } from './made';\nexport const paid = made('paid');\n`,
    `import { made } from './made';\nconst make = (name: string) => made('shop_' + name);\nexport const paid = make('paid');\n`,
    `export const paid = (more: object) => console.log(more);\n`,
  ],
  'uses-made.ts': [
    `import { paid } from './makes';\npaid({ total: 1 });\n`,
    `import { paid } from './makes';\npaid.send({ total: 'much' });\n`,
    `import { paid } from './makes';\nexport const other = paid;\n`,
    `export const nothing = 2;\n`,
  ],
  'actions.ts': [
    `import { createAction } from 'toolkit';\nexport const sent = createAction('shop/sent');\nexport const moved = createAction('shop/moved');\n`,
    `export const SENT = 'shop/sent';\nexport const sent = (payload: object) => ({ type: SENT, payload });\nexport const moved = sent;\n`,
    `import { createAction } from 'toolkit';\nexport const sent = createAction('shop/other');\nexport const moved = sent;\n`,
  ],
  'worker.ts': [
    `export function* work({ payload }) {\n  nv('event', payload.name, { by: 'worker' });\n}\n`,
    `export function* work({ payload }) {\n  nv('event', 'worked', { payload });\n}\n`,
    `export function* work() {}\n`,
  ],
  'saga.ts': [
    `import { takeEvery } from 'redux-saga/effects';\nimport { sent } from './actions';\nimport { work } from './worker';\nexport function* saga() {\n  yield takeEvery(sent, work);\n}\n`,
    `import { takeEvery } from 'redux-saga/effects';\nimport { moved } from './actions';\nimport { work } from './worker';\nexport function* saga() {\n  yield takeEvery(moved, work);\n}\n`,
    null,
  ],
  'dispatches.ts': [
    `import { sent } from './actions';\ndispatch(sent({ name: 'dispatched' }));\n`,
    `import { moved } from './actions';\ndispatch(moved({ name: 'moved' }));\n`,
  ],
  'shape.ts': [
    `export interface Shape {\n  emit(name: string): void;\n}\n`,
    `export interface Shape {\n  other(name: string): void;\n}\n`,
  ],
  'shaped.ts': [
    `export class Shaped {\n  emit(name: string) {\n    nv('event', name, {});\n  }\n}\n`,
    `export class Shaped {\n  emit(name: string) {\n    return name;\n  }\n}\n`,
  ],
  'room.ts': [
    `import type { Shape } from './shape';\nexport class Room {\n  constructor(private readonly port: Shape) {}\n  open() {\n    this.port.emit('opened');\n  }\n}\n`,
  ],
  'house.ts': [
    `import { Room } from './room';\nimport { Shaped } from './shaped';\nnew Room(new Shaped());\n`,
    `import { Shaped } from './shaped';\nnew Shaped();\n`,
    null,
  ],
};
