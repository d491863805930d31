/**
 * The names of `google.rpc.Code` by the HTTP status that its table maps them to. Of several the first is used, unless
 * the error's own code is one of the others.
 */
const NAMES: Readonly<Record<number, readonly string[]>> = {
  400: ['INVALID_ARGUMENT', 'FAILED_PRECONDITION', 'OUT_OF_RANGE'],
  401: ['UNAUTHENTICATED'],
  403: ['PERMISSION_DENIED'],
  404: ['NOT_FOUND'],
  409: ['ABORTED', 'ALREADY_EXISTS'],
  412: ['FAILED_PRECONDITION'],
  416: ['OUT_OF_RANGE'],
  429: ['RESOURCE_EXHAUSTED'],
  499: ['CANCELLED'],
  500: ['INTERNAL', 'UNKNOWN', 'DATA_LOSS'],
  501: ['UNIMPLEMENTED'],
  503: ['UNAVAILABLE'],
  504: ['DEADLINE_EXCEEDED'],
};

/** Statuses that the table lacks, by what the codes are said to mean. */
const NEAREST: Readonly<Record<number, string>> = {
  402: 'FAILED_PRECONDITION',
  405: 'UNIMPLEMENTED',
  407: 'UNAUTHENTICATED',
  408: 'DEADLINE_EXCEEDED',
  410: 'NOT_FOUND',
  423: 'FAILED_PRECONDITION',
  424: 'FAILED_PRECONDITION',
  425: 'UNAVAILABLE',
  428: 'FAILED_PRECONDITION',
  451: 'PERMISSION_DENIED',
  502: 'UNAVAILABLE',
  507: 'RESOURCE_EXHAUSTED',
  511: 'UNAUTHENTICATED',
};

/** Any other 4xx is a fault of the request in any state of the system, any other 5xx one of ours. */
export function rpcStatusOf(status: number, code: string): string {
  const names = NAMES[status];
  if (names === undefined) return NEAREST[status] ?? (status < 500 ? 'INVALID_ARGUMENT' : 'INTERNAL');
  return names.length > 1 && names.includes(code) ? code : names[0]!;
}
