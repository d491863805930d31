/** Text, headings, cards and marks. */
export const BASE: string = `
*{box-sizing:border-box}
[hidden]{display:none!important}
html{font-size:93.75%;-webkit-text-size-adjust:100%}
body{margin:0;overflow-wrap:anywhere;background:var(--fl-page);color:var(--fl-ink);
font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif}
h1,h2,h3{margin:0;line-height:1.3;font-weight:650}
h1{font-size:1.4rem;letter-spacing:-.01em}
h2{font-size:1.05rem}
h3{font-size:.95rem}
h2 small,h3 small{font-weight:400;font-size:.85rem;color:var(--fl-soft)}
p{margin:0 0 .5rem}
p:last-child{margin-bottom:0}
a{color:var(--fl-accent);text-decoration:none}
a:hover{text-decoration:underline}
b,strong{font-weight:650}
code,pre,kbd,.reference,.stack{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:.92em}
code,.message,.where,.name,.reference,h1,h1 small,dd,b,strong,li{unicode-bidi:isolate}
pre{margin:0;padding:.75rem .9rem;max-height:26rem;overflow:auto;background:var(--fl-tint);border-radius:.35rem;
line-height:1.5;white-space:pre-wrap;unicode-bidi:isolate}
kbd{padding:0 .35em;border:1px solid var(--fl-line);border-bottom-width:2px;border-radius:.25rem;background:var(--fl-card)}
:focus-visible{outline:2px solid var(--fl-accent);outline-offset:2px;border-radius:.2rem}
main:focus{outline:none}
summary{cursor:pointer}
.soft{color:var(--fl-soft)}
.thin,.where.thin{display:none}
time,.age{white-space:nowrap}
time{font-variant-numeric:tabular-nums}
.worse{color:var(--fl-bad);font-weight:600}
.unseen{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.card{padding:1rem 1.25rem 1.1rem;background:var(--fl-card);border:1px solid var(--fl-line);border-radius:.55rem;min-width:0}
.card>h2,.card>h3{margin-bottom:.7rem}
.card>h3:not(:first-child){margin-top:1.1rem}
.heading{display:flex;flex-wrap:wrap;gap:.4rem 1rem;align-items:baseline;justify-content:space-between}
.card>.heading{margin-bottom:.7rem}
.empty{color:var(--fl-soft)}
.note{margin:0;padding:.65rem .9rem;border:1px solid var(--fl-line);border-left:.25rem solid var(--fl-accent);
border-radius:.35rem;background:var(--fl-card)}
.note.problem{border-left-color:var(--fl-bad)}
.note.good{border-left-color:var(--fl-good)}
ul.note{padding-left:2rem}
.tag{display:inline-block;padding:0 .45em;border:1px solid currentColor;border-radius:.3rem;font-size:.8rem;line-height:1.45;
font-weight:600;white-space:nowrap;vertical-align:.06em}
.tag.bad{color:var(--fl-bad)}
.tag.warn{color:var(--fl-warn)}
.tag.good{color:var(--fl-good)}
.tag.soft,.tag.plain{color:var(--fl-soft)}
.tag.status{font-variant-numeric:tabular-nums;min-width:2.9em;text-align:center}
`;
