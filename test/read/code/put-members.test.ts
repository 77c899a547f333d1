import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

const send = `function (name, details) { nv('event', name, details); }`;
const pay = `send('paid', { n: 1 });`;

describe('a function that is put on an object is called as its member', () => {
  it.each([
    ['of a constant', `const api = {};\napi.send = ${send};\napi.${pay}`],
    ['of a part of one', `const api = { events: {} };\napi.events.send = ${send};\napi.events.${pay}`],
    [
      'of a part that is put there, too',
      `const api = {};\napi.events = {};\napi.events.send = ${send};\napi.events.${pay}`,
    ],
    ['of a function', `function api() {}\napi.send = ${send};\napi.${pay}`],
    ['that only stood in before', `const api = { send() {} };\napi.send = ${send};\napi.${pay}`],
    [
      'that is taken away at last',
      `const api = {};\napi.send = ${send};\nfunction stop() { api.send = null; }\napi.${pay}`,
    ],
    [
      'of what a function hands back',
      `function make() { const api = {}; api.send = ${send}; return api; }\nmake().${pay}`,
    ],
    [
      'of what a function hands back, taken out',
      `function make() { const api = {}; api.send = ${send}; return api; }\nconst { send } = make();\n${pay}`,
    ],
    [
      'of what a constructor makes',
      `function Api() {}\nApi.prototype.send = ${send};\nconst api = new Api();\napi.${pay}`,
    ],
    ['of what it makes, at once', `function Api() {}\nApi.prototype.send = ${send};\nnew Api().${pay}`],
    [
      'that a constructor puts there',
      `function Api() { this.send = ${send}; }\nconst api = new Api();\napi.${pay}`,
    ],
    [
      'within another that is put there',
      `const Api = function () { this.send = ${send}; };\nApi.prototype.pay = function () { this.${pay} };`,
    ],
  ])('%s', (_, code) => expect(sites(code)).toEqual(['paid { n: number }']));

  it.each([
    ['by a name', `export const api: any = {};\napi.send = ${send};`, `import { api } from './api';`],
    [
      'as a whole',
      `const api = {};\napi.send = ${send};\nmodule.exports = api;`,
      `const api = require('./api');`,
    ],
    ['by default', `const api = {};\napi.send = ${send};\nexport default api;`, `import api from './api';`],
    [
      'as a constructor',
      `function Api() {}\nApi.prototype.send = ${send};\nmodule.exports = Api;`,
      `const Api = require('./api');\nconst api = new Api();`,
    ],
    [
      'as a constructor, by name',
      `export function Api() {}\nApi.prototype.send = ${send};`,
      `import { Api } from './api';\nconst api = new Api();`,
    ],
  ])('in another file, imported %s', (_, code, imported) =>
    expect(sites({ 'api.ts': code, 'page.ts': `${imported}\napi.${pay}` })).toEqual(['paid { n: number }']),
  );

  it.each([
    [
      'where several are',
      `const api = {};\napi.send = ${send};\nif (quiet) api.send = function (name) { log(name); };\napi.${pay}`,
    ],
    [
      'where it is made of another',
      `const api = {};\napi.send = ${send};\napi.send &&= wrap(api.send);\napi.${pay}`,
    ],
    ['under another name', `const api = {};\napi.report = ${send};\napi.${pay}`],
    ['on another object', `const api = {}, other = {};\napi.send = ${send};\nother.${pay}`],
    ['on one of the same name', `const api = {};\napi.send = ${send};\nfunction go(api) { api.${pay} }`],
    ['on a part', `const api = {};\napi.events = {};\napi.events.send = ${send};\napi.${pay}`],
    ['on what it makes, and not on itself', `function Api() {}\nApi.prototype.send = ${send};\nApi.${pay}`],
    ['on itself, and not on what it makes', `function Api() {}\nApi.send = ${send};\nnew Api().${pay}`],
    [
      'on what another constructor makes',
      `function Api() { this.send = ${send}; }\nfunction Other() {}\nnew Other().${pay}`,
    ],
    [
      'where a function of its own has another this',
      `function Api() { later(function () { this.send = ${send}; }); }\nnew Api().${pay}`,
    ],
  ])('but not %s', (_, code) => expect(sites(code).filter((each) => each.startsWith('paid'))).toEqual([]));
});
