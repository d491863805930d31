/** Fields and buttons. */
export const FORMS: string = `
input,select,textarea,button,.button{font:inherit;color:inherit}
input:not([type=checkbox]),select,textarea{width:100%;min-width:0;padding:.3rem .55rem;border:1px solid var(--fl-line);
border-radius:.35rem;background:var(--fl-page)}
input:not([type=checkbox]),select{height:2.1rem}
input:hover,select:hover,textarea:hover{border-color:var(--fl-soft)}
input:focus-visible,select:focus-visible,textarea:focus-visible{outline-offset:0;border-color:var(--fl-accent);border-radius:.35rem}
::placeholder{color:var(--fl-soft);opacity:1}
textarea{display:block;resize:vertical}
button,.button{display:inline-block;height:2.1rem;padding:0 .85rem;line-height:calc(2.1rem - 2px);border:1px solid var(--fl-line);
border-radius:.35rem;background:var(--fl-card);color:var(--fl-ink);font-weight:550;white-space:nowrap;cursor:pointer}
button:hover,.button:hover{border-color:var(--fl-soft);text-decoration:none}
button.main{background:var(--fl-accent);border-color:var(--fl-accent);color:var(--fl-on-accent)}
button.main:hover{filter:brightness(1.08)}
button.small{height:1.7rem;padding:0 .6rem;line-height:1.5rem;font-size:.8rem;vertical-align:.2em;
font-family:system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;letter-spacing:0}
.hero{padding:1.35rem 1.5rem 1.25rem}
.hero h1{margin-bottom:.7rem;font-size:1.2rem}
.hero .line{display:flex;gap:.6rem;max-width:36rem}
.hero input{height:2.9rem;padding:.3rem .85rem;font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;
font-size:1.3rem;letter-spacing:.06em}
.hero button{height:2.9rem;padding:0 1.3rem}
.hero p{margin:.6rem 0 0;font-size:.88rem}
.filters{display:flex;flex-wrap:wrap;gap:.6rem .75rem;align-items:end}
.field{flex:1 1 8.5rem;min-width:0}
.field.long{flex:2 1 15rem}
.field.time{flex:1 1 13rem}
.field>label{display:block;margin-bottom:.15rem;font-size:.85rem;color:var(--fl-soft)}
.field.buttons{flex:1 0 9rem;display:flex;gap:.8rem;align-items:center}
.field.check{flex-basis:100%;font-size:.88rem}
.field.check label{margin:0}
.forms{display:grid;gap:1rem}
.forms form{display:grid;gap:.5rem;justify-items:start}
.forms form+form{padding-top:1rem;border-top:1px solid var(--fl-line)}
.forms .field{width:100%}
.act{display:grid;grid-template-columns:6rem 1fr;gap:.75rem;align-items:center;width:100%;font-size:.88rem}
@media (max-width:40rem){
.filters .field{flex-basis:7.5rem}
.filters .long,.filters .check{flex-basis:100%}
.filters .time{flex-basis:11rem}
.hero{padding:1rem .9rem}
.hero input{font-size:1.1rem}
}
`;
