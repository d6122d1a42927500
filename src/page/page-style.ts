import { fontFamily } from '../chart/theme.js'

/** The style sheet that all pages share: light on screen and on paper, no files, no fonts to load. */
export const pageStyle = `
:root { color-scheme: light; --ink: #1f2933; --quiet: #52606d; --line: #d9e0e7; --tint: #f5f7f9; --accent: #0072b2;
  --better: #00694d; --worse: #a34700; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: var(--ink); font: 16px/1.55 ${fontFamily}; }
header, main, footer { max-width: 50rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 3rem; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 1rem; background: #fff; padding: .4rem .8rem; outline: 2px solid var(--accent); }
.kicker { margin: 0; color: var(--quiet); }
h1 { margin: .2rem 0 1.2rem; font-size: 2rem; line-height: 1.2; font-weight: 650; letter-spacing: -.01em;
  overflow-wrap: anywhere; text-wrap: balance; }
h2 { margin: 3.2rem 0 .8rem; font-size: 1.3rem; line-height: 1.3; font-weight: 650; overflow-wrap: anywhere; }
h3 { margin: 1.6rem 0 .3rem; font-size: 1rem; font-weight: 650; overflow-wrap: anywhere; }
p, ul, ol, dl { margin: .5rem 0 1rem; }
li { margin: .2rem 0; }
a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
nav { border-block: 1px solid var(--line); padding: .6rem 0; font-size: .9rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; margin: 0; padding: 0; list-style: none; }
.table { overflow-x: auto; margin: 0 0 1.4rem; }
table { width: 100%; border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--quiet); font-size: .85rem; padding-bottom: .5rem; }
th, td { padding: .5rem .5rem; text-align: right; vertical-align: top; border-top: 1px solid var(--line);
  overflow-wrap: break-word; }
thead th { vertical-align: bottom; border-top: 0; border-bottom: 2px solid var(--ink); }
th:first-child { text-align: left; padding-left: 0; }
tbody th { font-weight: 600; }
figure { margin: 1.2rem 0 .3rem; break-inside: avoid; }
figure svg { display: block; max-width: 100%; height: auto; margin-left: -6px; }
.chart { overflow: hidden; }
.chart .live { display: none; }
.chart.is-live .still { display: none; }
.chart.is-live .live { display: block; }
.vega-embed, .vega-embed > div { display: block; }
details { margin: 0 0 1.8rem; font-size: .9rem; }
summary { cursor: pointer; color: var(--accent); }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
footer { padding-top: 1rem; padding-bottom: 3rem; color: var(--quiet); font-size: .85rem; }
#vg-tooltip-element.vg-tooltip { font-family: inherit; font-size: 12px; border-color: var(--line); color: var(--ink); }
@media (max-width: 36rem) { body { font-size: 15px; } h1 { font-size: 1.6rem; } }
@media print {
  @page { size: A4; margin: 15mm 16mm; }
  body { font-size: 10.5pt; }
  header, main, footer { max-width: none; padding: 0; }
  header { padding-top: 0; }
  h1 { font-size: 20pt; } h2 { font-size: 13pt; margin-top: 8mm; break-after: avoid; } h3 { break-after: avoid; }
  nav, .skip, details { display: none; }
  .chart.is-live .still { display: block; }
  .chart.is-live .live { display: none; }
  .table { overflow: visible; }
  tr { break-inside: avoid; }
  a { color: inherit; text-decoration: none; }
}
`
