/** The frame of every page, and how its parts stand beside each other. */
export const FRAME: string = `
.skip{position:absolute;left:.5rem;top:-4rem;z-index:2;padding:.5rem 1rem;background:var(--fl-accent);color:var(--fl-on-accent)}
.skip:focus{top:.5rem}
.top{background:var(--fl-card);border-bottom:1px solid var(--fl-line)}
.bar{display:flex;align-items:center;gap:.25rem 1.75rem;max-width:84rem;min-height:3.4rem;margin:0 auto;padding:0 1.25rem}
.brand{display:flex;align-items:center;gap:.6rem;color:var(--fl-ink);font-weight:650;min-width:0}
.brand:hover{text-decoration:none}
.brand span{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.mark{flex:none;width:1.5rem;height:1rem;fill:none;stroke:var(--fl-2);stroke-width:2;stroke-linejoin:round}
.bar nav{align-self:stretch;overflow-x:auto;scrollbar-width:none}
.bar nav ul{display:flex;gap:1.35rem;height:100%;margin:0;padding:0;list-style:none}
.bar nav a{display:flex;align-items:center;height:100%;padding:.5rem .1rem;color:var(--fl-soft);white-space:nowrap;
border-bottom:2px solid transparent;border-top:2px solid transparent}
.bar nav a:hover{color:var(--fl-ink);text-decoration:none}
.bar nav a:focus-visible{outline-offset:-2px}
.bar nav a[aria-current]{color:var(--fl-ink);border-bottom-color:var(--fl-accent);font-weight:600}
.lookup{display:flex;gap:.4rem;margin-left:auto}
.bar .lookup input{width:13rem}
main{display:grid;grid-template-columns:minmax(0,1fr);gap:1rem;max-width:84rem;margin:0 auto;padding:1.25rem}
.foot{display:flex;flex-wrap:wrap;gap:.3rem 1.5rem;max-width:84rem;margin:0 auto;padding:.25rem 1.25rem 1.75rem;
color:var(--fl-soft);font-size:.85rem}
.keys{margin-left:auto}
.plots{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:1rem}
.columns{display:grid;grid-template-columns:minmax(0,2fr) minmax(17rem,1fr);gap:1rem;align-items:start}
.columns>div{display:grid;grid-template-columns:minmax(0,1fr);gap:1rem}
.sides{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:1rem}
.sides>.client{border-top:.2rem solid var(--fl-accent)}
.sides>.server{border-top:.2rem solid var(--fl-bad)}
.crumbs{margin:0 0 -.75rem;font-size:.9rem}
.marks{display:flex;flex-wrap:wrap;gap:.25rem .75rem;align-items:baseline;margin:-.6rem 0 0}
.alone{max-width:40rem;margin:2rem auto;padding:1.75rem 2rem}
.alone h1{margin-bottom:.75rem}
.choice ul{display:flex;gap:.15rem;margin:0;padding:.15rem;list-style:none;border:1px solid var(--fl-line);border-radius:.4rem;
background:var(--fl-card);font-size:.87rem}
.choice a{display:block;padding:.1rem .65rem;border-radius:.28rem;color:var(--fl-soft)}
.choice a[aria-current]{background:var(--fl-tint);color:var(--fl-ink);font-weight:600}
@media (max-width:60rem){
.bar{flex-wrap:wrap;padding-top:.55rem}
.bar nav{order:3;width:100%;align-self:auto;height:2.6rem}
.columns,.plots,.sides{grid-template-columns:minmax(0,1fr)}
}
@media (max-width:40rem){
.bar,main,.foot{padding-left:.8rem;padding-right:.8rem}
main{padding-top:.9rem;gap:.8rem}
.brand span{max-width:9rem}
.bar .lookup input{width:8rem}
.bar{column-gap:.75rem}
.bar nav ul{gap:.75rem;font-size:.93rem}
.card{padding:.85rem .9rem}
.alone{margin:.5rem 0;padding:1.1rem 1.1rem}
.keys{display:none}
}
@media print{.top,.foot,.choice,.lookup{display:none}body{background:none}.card{border:0;padding:0}}
`;
