import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

const send = `function (name, details) { nv('event', name, details); }`;
const pay = `send('paid', { n: 1 });`;
const found = (first: string, second: string) => sites({ 'a.js': first, 'b.js': second });

describe('what scripts put on an object that all of them know is called there', () => {
  it.each([
    ['by a name', `var App = App || {};\nApp.send = ${send};`, `App.${pay}`],
    ['in a part', `var App = {};\nApp.events = {};\nApp.events.send = ${send};`, `App.events.${pay}`],
    ['on the window', `window.App = window.App || {};\nwindow.App.send = ${send};`, `App.${pay}`],
    ['asked for on the window', `var App = {};\nApp.send = ${send};`, `window.App.${pay}`],
    [
      'where it is declared again',
      `var App = App || {};\nApp.send = ${send};`,
      `var App = App || {};\nApp.${pay}`,
    ],
    [
      'in a function that is called at once',
      `(function (app) { app.send = ${send}; })(window.App = window.App || {});`,
      `App.${pay}`,
    ],
    ['for such a function', `var App = {};\nApp.send = ${send};`, `(function (app) { app.${pay} })(App);`],
    [
      'with a client',
      `class Client { send(name, details) { nv('event', name, details); } }\nApp.client = new Client();`,
      `App.client.${pay}`,
    ],
    ['as a plugin', `(function ($) { $.fn.send = ${send}; })(jQuery);`, `$('.buy').first().${pay}`],
    ['as a function of the page', `jQuery.send = ${send};`, `$.${pay}`],
  ])('%s', (_, first, second) => expect(found(first, second)).toEqual(['paid { n: number }']));

  it.each([
    ['by a module for itself', `const App = {};\nApp.send = ${send};\nexport const a = App;`, `App.${pay}`],
    ['by a function for itself', `function go() { const App = {}; App.send = ${send}; }`, `App.${pay}`],
    [
      'where a file has one of its own',
      `var App = {};\nApp.send = ${send};`,
      `import { App } from 'app';\nApp.${pay}`,
    ],
    [
      'where a script has that member itself',
      `var App = {};\nApp.send = ${send};`,
      `var App = { send(name) { log(name); } };\nApp.${pay}`,
    ],
    ['on another', `var App = {};\nApp.send = ${send};`, `Shop.${pay}`],
    ['on what the browser has', `document.send = ${send};`, `window.document.${pay}`],
    ['on a part', `var App = {};\nApp.events.send = ${send};`, `App.${pay}`],
    ['in two places', `App.send = ${send};\nApp.send = function (name) { log(name); };`, `App.${pay}`],
    ['by what a module exports', `exports.send = ${send};`, `exports.${pay}`],
    ['on what is found by something else', `jQuery.fn.send = ${send};`, `find('.buy').${pay}`],
    ['on what is given later', `(function (app) { app.send = ${send}; });`, `app.${pay}`],
  ])('but not %s', (_, first, second) =>
    expect(found(first, second).filter((each) => each.startsWith('paid'))).toEqual([]),
  );
});
