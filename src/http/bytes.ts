/** Length of a text in UTF-8, by `Buffer` where the runtime has one. */
export const byteLength: (text: string) => number =
  globalThis.Buffer === undefined
    ? (text) => new TextEncoder().encode(text).length
    : (text) => globalThis.Buffer.byteLength(text);
