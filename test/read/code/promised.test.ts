import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

const client = `class Client { send(name, details) { nv('event', name, details); } }
class Other { send(name) { log(name); } }
async function load() { return new Client(); }\n`;
const send = `send('paid', { n: 1 })`;
const found = (code: string) => sites(`${client}${code}`).filter((each) => !each.startsWith('?'));

describe('what a promise comes to is called', () => {
  it.each([
    `const later = new Promise((done) => done(new Client()));\nlater.then((client) => client.${send});`,
    `const later = new Promise((done) => { script.onload = () => done(new Client()); });\nlater.then((client) => client.${send});`,
    `const later = new Promise(function (done, fail) { done(new Client()); });\nasync function go() { (await later).${send}; }`,
    `const later = new Promise((done) => done(new Client()));\nasync function go() { const { send } = await later; ${send}; }`,
    `class A { later = new Promise((done) => done(new Client())); async go() { (await this.later).${send}; } }`,
    `load().then(({ send }) => ${send});`,
    `load().then((client) => client).then((client) => client.${send});`,
    `load().then(function (client) { start(client); return client; }).then((client) => client.${send});`,
    `load().catch(log).finally(done).then((client) => client.${send});`,
  ])('%s', (code) => expect(found(code)).toEqual(['paid { n: number }']));

  it('a client of a package, too', () => {
    const calls = [{ callee: '*.sendEvent', module: 'telemetry-lib', event: '0', attributes: '1' }];
    const code = `import { create } from 'telemetry-lib';
const later = new Promise((done) => done(create()));
export async function go() { (await later).sendEvent('paid', { n: 1 }); }`;
    expect(sites(code, { calls })).toEqual(['paid { n: number }']);
  });

  it.each([
    `new Promise((done) => done(new Other())).then((client) => client.${send});`,
    `new Promise((done, fail) => fail(new Client())).then((client) => client.${send});`,
    `new Promise((done) => { if (ok) done(new Client()); else done(new Other()); }).then((client) => client.${send});`,
    `new Promise((done) => go((done) => done(new Client()))).then((client) => client.${send});`,
    `import { Promise } from './own';\nnew Promise((done) => done(new Client())).then((client) => client.${send});`,
    `load().then((client) => wrap(client)).then((client) => client.${send});`,
    `load().then(() => new Other()).then((client) => client.${send});`,
    `load().next((client) => client).then((client) => client.${send});`,
    `load().then(({ report }) => report('paid', {}));`,
  ])('but not %s', (code) => expect(found(code)).toEqual([]));

  it('and says nothing of what that is as a value', () => {
    const code = `nv('event', 'e', { a: load().then(() => 1), b: Promise.resolve(1).catch(log) });`;
    expect(found(code)).toEqual(['e { a: unknown, b: unknown }']);
  });
});
