/** Tables, and rows of figures. */
export const LISTS: string = `
.scroll{overflow-x:auto;margin:0 -.4rem}
.list{width:100%;border-collapse:collapse}
.list.narrow{width:auto;min-width:22rem;max-width:100%}
.list th,.list td{padding:.5rem .4rem;text-align:left;vertical-align:top;font-weight:400}
.list td,.list thead th{overflow-wrap:normal}
.list .name,.list .message,.list .where,.list code{overflow-wrap:anywhere}
.list td+td,.list th+th,.list th+td{padding-left:1rem}
.list thead th{padding-top:.1rem;padding-bottom:.35rem;color:var(--fl-soft);font-size:.83rem;white-space:nowrap}
.list tbody tr{border-top:1px solid var(--fl-line)}
.list tbody tr:hover{background:var(--fl-tint)}
.list .number{text-align:right;font-variant-numeric:tabular-nums}
.list thead .time{min-width:6.6rem}
.list thead .count{min-width:3.6rem}
.list thead .rest{width:100%}
.list thead .trend{min-width:8rem}
.list thead .place{min-width:9.5rem}
.where span{display:inline-block;max-width:100%}
.list tbody th{min-width:8rem}
.list tbody th>a,.list .name{font-weight:600}
.list .message{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden;max-width:46rem}
.where{display:block;color:var(--fl-soft);font-size:.85rem}
.list a.reference{font-weight:500;white-space:nowrap;letter-spacing:.02em}
.figures{display:grid;grid-template-columns:repeat(4,minmax(0,1fr));margin:0;padding:0;list-style:none;background:var(--fl-card);
border:1px solid var(--fl-line);border-radius:.55rem}
.figure{padding:.85rem 1.25rem;min-width:0;font-size:.88rem}
.figure+.figure{border-left:1px solid var(--fl-line)}
.figure .label{display:block;color:var(--fl-soft)}
.figure a{display:block;color:var(--fl-ink);width:max-content;max-width:100%}
.figure b{display:block;font-size:1.6rem;line-height:1.25;font-weight:600;font-variant-numeric:tabular-nums;letter-spacing:-.01em}
.figure b.good{color:var(--fl-good)}
.figure b.bad{color:var(--fl-bad)}
.figure b.warn{color:var(--fl-warn)}
.plot{min-width:0}
.paging{display:flex;gap:1.5rem;margin-top:.8rem;padding-top:.7rem;border-top:1px solid var(--fl-line)}
.files{display:flex;flex-wrap:wrap;gap:.4rem;margin:0;padding:0;list-style:none;font-size:.9rem}
@media (max-width:60rem){.list .wide{display:none}}
@media (max-width:40rem){
.thin{display:inline}
.where.thin{display:block}
.list .broad{display:none}
.list thead .time,.list thead .count,.list tbody th{min-width:0}
.list thead th{vertical-align:bottom}
.list thead .count{white-space:normal}
.figures{grid-template-columns:repeat(2,minmax(0,1fr))}
.figure{padding:.6rem .9rem}
.figure+.figure{border-left:0}
.figure:nth-child(even){border-left:1px solid var(--fl-line)}
.figure:nth-child(n+3){border-top:1px solid var(--fl-line)}
.list td+td,.list th+th,.list th+td{padding-left:.6rem}
.list.narrow{min-width:0;width:100%}
}
`;
