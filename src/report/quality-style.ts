import { reportStyle } from './report-style.js'

/**
 * The report's style sheet with what the data-quality page needs on top. Severities are told apart by word and by
 * shape as well as by colour (Okabe and Ito's vermilion and blue, darkened until they read well on white).
 */
export const qualityStyle = `${reportStyle}
:root { --error: #a3320b; --warning: #7a5200; --note: #0b5c8a; }
header, main, footer { max-width: 58rem; }
.proofs { list-style: none; padding: 0; margin: 1rem 0 1.6rem; }
.proofs li { padding: .45rem 0 .45rem 1.9rem; position: relative; border-top: 1px solid var(--line); }
.proofs li:last-child { border-bottom: 1px solid var(--line); }
.proofs li::before { content: attr(data-mark); position: absolute; left: .3rem; font-weight: 700; }
.proofs .fails { color: var(--error); font-weight: 600; }
.proofs .holds::before { color: var(--better); }
td.text, th.text { text-align: left; }
tbody th a { font-weight: 500; }
td .badge { min-width: 5rem; }
td.money, td.count { white-space: nowrap; }
.badge { display: inline-block; min-width: 5.2rem; padding: .05rem .5rem; border: 1.5px solid currentColor; border-radius: .2rem;
  font-size: .78rem; font-weight: 650; text-align: center; background: #fff; }
.badge.error { background: var(--error); border-color: var(--error); color: #fff; }
.badge.warning { color: var(--warning); }
.badge.note { color: var(--note); border-style: dashed; }
.finding { border-left: 4px solid var(--line); padding: .1rem 0 .1rem 1rem; margin: 0 0 2rem; }
.finding.error { border-left-color: var(--error); }
.finding.warning { border-left-color: var(--warning); border-left-style: double; border-left-width: 6px; }
.finding.note { border-left-color: var(--note); border-left-style: dashed; }
.finding h3 { margin: .35rem 0 .1rem; font-size: 1.08rem; }
.finding .measure { margin: 0 0 .5rem; color: var(--quiet); font-size: .9rem; }
.finding dl { display: grid; grid-template-columns: 7.5rem 1fr; gap: .3rem 1rem; margin: .5rem 0; font-size: .93rem; }
.finding dt { color: var(--quiet); }
.finding dd { margin: 0; overflow-wrap: anywhere; }
.finding dd ul { margin: 0; padding-left: 1.1rem; }
.finding dd.todo { font-weight: 600; }
.finding code, td code { font-size: .85em; }
td code { white-space: nowrap; }
.bar { display: inline-block; height: .7rem; background: var(--accent); vertical-align: baseline; min-width: 1px; }
td.bars { width: 40%; text-align: left; }
tr.sum > * { border-top: 2px solid var(--ink); font-weight: 650; }
tr.off > * { color: var(--error); font-weight: 650; }
.wide table { font-size: .8rem; }
.wide td, .wide th { padding: .4rem .35rem; white-space: nowrap; }
.wide thead th { white-space: normal; }
@media (max-width: 36rem) { .finding dl { display: block; } .finding dt { margin-top: .4rem; } }
@media print {
  .finding { break-inside: avoid; } .badge.error { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .bar { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .wide table { font-size: 7.5pt; }
  .finding a, td a { color: inherit; }
}
`
