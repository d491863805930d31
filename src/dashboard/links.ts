/** Addresses of pages, below the path that the dashboard is mounted at. */

export type Parameters = Readonly<Record<string, string | number | undefined>>;

export interface Links {
  /** Leaves out parameters that are empty. */
  to(path: string, parameters?: Parameters): string;
}

export function linksBelow(base: string): Links {
  return {
    to(path, parameters = {}) {
      const query = new URLSearchParams();
      for (const [name, value] of Object.entries(parameters)) {
        if (value !== undefined && value !== '') query.set(name, wellFormed(String(value)));
      }
      const target = base + path;
      return query.size === 0 ? target : `${target}?${query.toString()}`;
    },
  };
}

export function groupPath(fingerprint: string): string {
  return `/groups/${segmentOf(fingerprint)}`;
}

export function occurrencePath(reference: string): string {
  return `/occurrences/${segmentOf(reference)}`;
}

/** Browsers drop the segments `.` and `..`, however they are written; no ID begins with a tilde. */
export function segmentOf(id: string): string {
  return /^\.{1,2}$/.test(id) ? `~${id}` : encodeURIComponent(wellFormed(id)).replaceAll('%3A', ':');
}

/** What a segment was made of. `undefined`: nothing that this file would make. */
export function idIn(segment: string): string | undefined {
  try {
    const id = decodeURIComponent(segment);
    if (/^~\.{1,2}$/.test(id)) return id.slice(1);
    return /^\.{0,2}$/.test(id) || id.includes('/') ? undefined : id;
  } catch {
    return undefined;
  }
}

/** Halves of surrogate pairs cannot be written into an address. */
function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, '\ufffd');
}
