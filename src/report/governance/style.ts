/** How the page looks, on a screen by day and by night and on paper. It needs nothing from elsewhere. */
export const style = `
:root { color-scheme: light dark; --line: #8884; --soft: #8881; --quiet: #5c6066; --error: #c62828; --warning: #9a6700; --note: #4a6fa5; }
@media (prefers-color-scheme: dark) { :root { --quiet: #a3a8ae; --error: #ff8a80; --warning: #e3b341; --note: #8ab4f8; } }
body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 76rem; padding: 1.5rem; }
h1 { font-size: 1.6rem; margin: 0; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; border-bottom: 1px solid var(--line); padding-bottom: .25rem; }
h3 { font-size: 1rem; margin: 1.25rem 0 .5rem; }
code { font: .92em ui-monospace, monospace; overflow-wrap: anywhere; }
td > code, th > code, th > a { display: inline-block; max-width: 24rem; overflow-wrap: break-word; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; }
caption { text-align: left; color: var(--quiet); padding-bottom: .25rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--line); }
.number { text-align: right; padding-right: 1.25rem; font-variant-numeric: tabular-nums; }
.wide { overflow-x: auto; }
.cards { display: flex; flex-wrap: wrap; gap: .75rem; padding: 0; list-style: none; }
.cards li { background: var(--soft); border-radius: .5rem; padding: .6rem 1rem; min-width: 7rem; }
.cards strong { display: block; font-size: 1.5rem; font-variant-numeric: tabular-nums; }
.error { color: var(--error); font-weight: 600; }
.warning { color: var(--warning); font-weight: 600; }
.note { color: var(--note); font-weight: 600; }
.soft { color: var(--quiet); }
details { border: 1px solid var(--line); border-radius: .5rem; margin: .5rem 0; padding: .5rem .9rem; }
summary { cursor: pointer; }
summary code { font-weight: 600; }
meter { width: 8rem; vertical-align: middle; }
@media print { body { max-width: none; padding: 0; } details { break-inside: avoid; } }
`;
