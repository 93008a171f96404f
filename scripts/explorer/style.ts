/** The one style sheet. */

export const style = `
:root { color-scheme: light dark; --line: #8883; --soft: #8881; --accent: light-dark(#0b5394, #7fb3e6); --warn: light-dark(#a84300, #f0a060); --bad: light-dark(#b00020, #ff8090) }
* { box-sizing: border-box }
body { margin: 0; font: 15px/1.55 system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif }
a { color: var(--accent); text-decoration: none } a:hover { text-decoration: underline }
header { display: flex; flex-wrap: wrap; gap: .4rem 1.4rem; align-items: center; padding: .6rem 1.4rem; border-bottom: 1px solid var(--line); background: var(--soft) }
header .name { font-weight: 700; color: inherit } header nav { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; flex: 1 }
header form input { width: 19rem; max-width: 80vw }
main { padding: .4rem 1.4rem 3rem; max-width: 84rem }
footer { padding: .8rem 1.4rem; border-top: 1px solid var(--line); font-size: 13px; opacity: .8 }
h1 { font-size: 1.5rem; margin: 1rem 0 .6rem } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem } h3 { font-size: 1rem; margin: 1.2rem 0 .2rem }
input, select, textarea, button { font: inherit; padding: .3rem .5rem; border: 1px solid var(--line); border-radius: 4px; background: light-dark(#fff, #1c1c1c); color: inherit }
button { cursor: pointer; background: var(--soft) } textarea { display: block; width: 100%; font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 13px; margin-bottom: .4rem }
form.lead { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin: .8rem 0 } form.lead input[type=search] { width: 34rem; max-width: 100% }
.wide { overflow: auto; max-height: 85vh; width: fit-content; max-width: 100%; border: 1px solid var(--line); border-radius: 4px }
table { border-collapse: collapse; font-size: 13px }
th, td { padding: 3px 9px; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); max-width: 34rem; overflow-wrap: break-word }
thead th { position: sticky; top: 0; background: light-dark(#f1f1f1, #2a2a2a); z-index: 1 } th { font-weight: 600 } th small { display: block; font-weight: 400; opacity: .7 }
table.grid tbody th { font-weight: 400; position: sticky; left: 0; background: light-dark(#fff, #121212); max-width: 30rem } table.grid thead th { font-weight: 400 }
tbody tr:hover td { background: var(--soft) }
td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap } td.no { background: repeating-linear-gradient(45deg, transparent 0 4px, var(--line) 4px 5px) }
td.number a { color: inherit } td:has(> .figure) { text-align: right } .value { font-variant-numeric: tabular-nums } .none { opacity: .5; font-size: 11px }
.warning { color: var(--warn) } .error { color: var(--bad) } .empty, .small { font-size: 13px; opacity: .8 }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1.2rem } dt { opacity: .7 } dd { margin: 0; overflow-wrap: anywhere }
code { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .92em; background: var(--soft); border-radius: 3px; padding: 0 3px }
.figures { display: flex; flex-wrap: wrap; gap: 1rem 2.4rem; margin: 1rem 0 } .figures strong { display: block; font-size: 1.7rem; font-variant-numeric: tabular-nums } .figures span { font-size: 13px; opacity: .8 }
.bars { display: grid; grid-template-columns: max-content minmax(4rem, 34rem) max-content; gap: 2px .7rem; align-items: center; font-size: 13px } .bars i { display: block; height: .8rem; background: var(--accent); border-radius: 2px; min-width: 1px } .bars b { font-weight: 400; font-variant-numeric: tabular-nums }
.share { display: inline-block; position: relative; width: 9rem; text-align: right } .share i { position: absolute; inset: 3px auto 3px 0; background: var(--accent); opacity: .35; border-radius: 2px }
svg.line { width: 45rem; max-width: 100%; font-size: 11px } svg.line path { fill: none; stroke: var(--accent); stroke-width: 2 } svg.line circle { fill: var(--accent) } svg.line line { stroke: var(--line) } svg.line text { fill: currentColor; opacity: .8 }
.single { font-size: 2.2rem; margin: .2rem 0 } .single .none { font-size: 1.4rem }
.prose { white-space: pre-wrap; max-width: 50rem; padding: .3rem 0 .8rem } details { border-bottom: 1px solid var(--line); padding: .3rem 0; max-width: 52rem } summary { cursor: pointer; font-weight: 600 }
article { max-width: 52rem } article p { margin: .2rem 0 } mark { background: #ffd54a; color: #000; border-radius: 2px } .years { line-height: 2 }
@media print { header, form { display: none } }`;
