import { pageStyle } from '../../page/page-style.js'

/** The style sheet that pages share, with what a notebook's page needs on top. */
export const notebookPageStyle = `${pageStyle}
:root { --error: #a3320b; }
main { padding-top: 1rem; }
h2 { margin: 2.6rem 0 .6rem; }
h4, h5, h6 { margin: 1.2rem 0 .3rem; font-size: 1rem; }
img { max-width: 100%; height: auto; }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, Liberation Mono, monospace; font-size: .84rem; }
:not(pre) > code { background: var(--tint); padding: .1em .3em; border-radius: .2em; overflow-wrap: anywhere; }
pre { margin: .6rem 0; padding: .6rem .8rem; overflow-x: auto; line-height: 1.45; tab-size: 2; }
blockquote { margin: .8rem 0; padding: .1rem 0 .1rem 1rem; border-left: 3px solid var(--line); color: var(--quiet); }
.cell { margin: 1rem 0 1.4rem; }
pre.code { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--tint); border-left: 3px solid var(--line); }
pre.sentences { white-space: pre-wrap; overflow-wrap: anywhere; }
pre.text { padding: .2rem 0 .2rem .8rem; margin: .4rem 0; border-left: 3px solid transparent; }
pre.stderr { border-left-color: #c9a227; }
.error { border: 2px solid var(--error); padding: .2rem .9rem; margin: .8rem 0; }
.error p, .failed strong { color: var(--error); }
.error pre.text { padding-left: 0; border-left: 0; }
.failed { border-left: 4px solid var(--error); padding: .2rem 0 .2rem .9rem; }
.html { overflow-x: auto; margin: .8rem 0; }
/* A shadow at the side on which there is more to see; what moves with the content covers it at the end. */
.html, pre:not(.code) { background: linear-gradient(to right, #fff 40%, #fff0) 0 0 / 2.5rem 100% no-repeat local,
  linear-gradient(to left, #fff 40%, #fff0) 100% 0 / 2.5rem 100% no-repeat local,
  linear-gradient(to right, #1f293340, #1f293300) 0 0 / .9rem 100% no-repeat scroll,
  linear-gradient(to left, #1f293340, #1f293300) 100% 0 / .9rem 100% no-repeat scroll, #fff; }
.html table { margin-bottom: .6rem; }
.html th, .html td { padding-block: .3rem; }
.html td:first-child { padding-left: 0; }
main > table, .words > table { margin: .8rem 0 1.2rem; }
.words td, .words th { text-align: left; }
.words td:first-child, .words th:first-child { padding-left: 0; }
.sort { font: inherit; color: inherit; text-align: inherit; background: none; border: 0; padding: 0; cursor: pointer;
  text-decoration: underline dotted; text-underline-offset: .2em; }
.sort::after { content: '\\00a0\\2195'; color: var(--quiet); font-weight: 400; }
[aria-sort=ascending] .sort::after { content: '\\00a0\\2191'; color: inherit; }
[aria-sort=descending] .sort::after { content: '\\00a0\\2193'; color: inherit; }
.pages { display: flex; align-items: center; gap: .8rem; font-size: .85rem; color: var(--quiet); margin: 0 0 .4rem; }
.pages button { font: inherit; color: var(--accent); background: #fff; border: 1px solid var(--line); border-radius: .25rem;
  padding: .15rem .7rem; cursor: pointer; }
.pages button:disabled { color: var(--quiet); cursor: default; opacity: .6; }
@media screen { .off-page { display: none; } }
@media print {
  .pages { display: none; }
  .sort { text-decoration: none; }
  .sort::after { content: none; }
  .html details { display: block; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; overflow: visible; }
  .html { overflow: visible; }
  pre.code { break-inside: avoid; }
}
`
