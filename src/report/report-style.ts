import { pageStyle } from '../page/page-style.js'

/** The shared style sheet with what reports need on top. */
export const reportStyle = `${pageStyle}
.findings > div { border-left: 3px solid var(--line); padding-left: .9rem; margin: 0 0 1.1rem; }
.reading { color: var(--quiet); font-size: .9rem; }
.findings h3 { margin: 0; }
.findings ul { margin: .2rem 0 0; padding-left: 1.1rem; }
.value { display: block; font-weight: 650; }
.range, .unit { display: block; color: var(--quiet); font-size: .8rem; font-weight: 400; }
.change { display: block; margin-top: .35rem; }
.change b { font-weight: 600; }
.change.better { color: var(--better); } .change.worse { color: var(--worse); } .change.neutral { color: var(--quiet); }
.provenance { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.2rem; font-size: .9rem; }
.provenance dt { color: var(--quiet); max-width: 14rem; overflow-wrap: anywhere; }
.provenance dd { margin: 0; overflow-wrap: anywhere; }
.provenance code { font-size: .8rem; }
@media (max-width: 36rem) { .provenance { display: block; } }
@media print { .findings > div { break-inside: avoid; } }
`
