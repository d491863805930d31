/** Reason phrases of RFC 9110 and its extensions, and the codes that follow from them. */

const PHRASES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  402: 'Payment Required',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  407: 'Proxy Authentication Required',
  408: 'Request Timeout',
  409: 'Conflict',
  410: 'Gone',
  411: 'Length Required',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  414: 'URI Too Long',
  415: 'Unsupported Media Type',
  416: 'Range Not Satisfiable',
  417: 'Expectation Failed',
  418: "I'm a Teapot",
  421: 'Misdirected Request',
  422: 'Unprocessable Content',
  423: 'Locked',
  424: 'Failed Dependency',
  425: 'Too Early',
  426: 'Upgrade Required',
  428: 'Precondition Required',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  451: 'Unavailable For Legal Reasons',
  499: 'Client Closed Request',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
  505: 'HTTP Version Not Supported',
  506: 'Variant Also Negotiates',
  507: 'Insufficient Storage',
  508: 'Loop Detected',
  510: 'Not Extended',
  511: 'Network Authentication Required',
};

/** The standard phrase; an unassigned status has that of its class (RFC 9110, section 15). */
export function phraseOf(status: number): string {
  return PHRASES[status] ?? (status < 500 ? 'Bad Request' : 'Internal Server Error');
}

const CODES: ReadonlyMap<number, string> = new Map(
  Object.keys(PHRASES).map((status) => [Number(status), toCode(phraseOf(Number(status)))]),
);

/** The code of an answer that has none of its own: the phrase in SCREAMING_SNAKE, and `INTERNAL_ERROR` for 500. */
export function genericCode(status: number): string {
  if (status === 500) return 'INTERNAL_ERROR';
  return CODES.get(status) ?? toCode(phraseOf(status));
}

function toCode(phrase: string): string {
  return phrase
    .replace(/'/g, '')
    .replace(/[^A-Za-z]+/g, '_')
    .toUpperCase();
}
