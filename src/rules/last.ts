/** What was made of the last text: the rules of a configuration ask the same of one request, one after another. */

/** `make`, which must depend on nothing but its text, asked once for a text that comes several times in a row. */
export function rememberLast<T>(make: (text: string) => T): (text: string) => T {
  let last: { readonly text: string; readonly made: T } | undefined;
  return (text) => {
    if (last === undefined || last.text !== text) last = { text, made: make(text) };
    return last.made;
  };
}
