/** What is told of one group, and of one occurrence. */
export const DETAIL: string = `
h1.reference{font-size:1.5rem;letter-spacing:.04em;font-weight:600}
h1.failure{max-width:60rem}
h1.failure small{display:block;margin-top:.15rem;font-size:1rem;font-weight:400;letter-spacing:0;
display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:4;overflow:hidden}
.facts{margin:0;display:grid;gap:.3rem}
.facts>div{display:grid;grid-template-columns:minmax(5.5rem,7.5rem) minmax(0,1fr);gap:.75rem}
.facts dt{color:var(--fl-soft);unicode-bidi:isolate}
.facts dd{margin:0}
.facts+pre,.facts+p{margin-top:.8rem}
.thrown{margin-bottom:.5rem;font-weight:650}
pre+.facts{margin-top:.8rem}
.sides h3{margin:1rem 0 .35rem}
.reasons{margin:0;padding-left:1.3rem}
.reasons li+li{margin-top:.2rem}
.stack,.stack ol{margin:0;padding:0;list-style:none;line-height:1.55}
.stack li{padding:.12rem 0 .12rem .7rem;border-left:.17rem solid transparent}
.stack li.own{border-left-color:var(--fl-accent)}
.stack li.library,.stack summary{color:var(--fl-soft)}
.stack li.library b{font-weight:500}
.stack .place{unicode-bidi:isolate}
.stack .place span,.stack .own .place{color:var(--fl-soft)}
.stack .own .place{color:var(--fl-ink)}
.causes{margin:0;padding-left:1.4rem;display:grid;gap:1rem}
.causes p{margin:0}
.causes .facts{margin:.35rem 0}
.trail{margin:0;padding-left:1.5rem}
ul.plain{margin:0;padding-left:1.1rem}
.history{margin:0;padding:0;list-style:none;display:grid;gap:.55rem}
.history time{color:var(--fl-soft);margin-right:.35rem}
blockquote{margin:.3rem 0 0;padding:.45rem .75rem;background:var(--fl-tint);border-radius:.35rem;white-space:pre-wrap}
@media (max-width:40rem){
.facts>div{grid-template-columns:minmax(0,1fr);gap:0}
.facts dt{font-size:.85rem}
h1.reference{font-size:1.25rem}
}
`;
