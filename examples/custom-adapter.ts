/**
 * An adapter for plain node:http, and a small app on it:
 * npx tsx --conditions=@faultline/source examples/custom-adapter.ts
 *
 * An adapter hands the facts of a request in and sends the reply that comes out; the rest is faultline's.
 */

import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { BusinessException, createFaultline, defineRecognizer, type Faultline } from 'faultline';
import { NoRouteException, NotFoundException, ValidationException } from 'faultline';
import { answer, factsFromNode, sendReply } from 'faultline/http';

type Request = IncomingMessage & { readonly correlationId: string };
type Handler = (req: Request, res: ServerResponse) => Promise<void>;

/** The adapter: wraps a handler, answers what it throws, and gives it `req.correlationId`. */
export function faultline(fl: Faultline, handler: Handler): RequestListener {
  return async (req, res) => {
    const facts = factsFromNode(req, res);
    // A getter, because an ID is made when it is first read, or not at all.
    Object.defineProperty(req, 'correlationId', { get: () => fl.correlationId(facts) });
    try {
      await handler(req as Request, res);
    } catch (error) {
      await answer(fl, error, facts, (reply) => sendReply(req, res, reply));
    }
  };
}

/** A failure of your own is one line; an error class that you had before needs a recognizer. */
class StockTooLowException extends BusinessException {
  static override readonly status = 409;
}
class QuotaError extends Error {}

const quota = defineRecognizer({
  name: 'quota',
  recognize: ({ value }) =>
    value instanceof QuotaError ? { status: 403, code: 'QUOTA_USED_UP', exposeMessage: true } : undefined,
});

const fl = createFaultline({ recognizers: [quota] });

/** The requests to try and what they answer; the reference is a fresh one every time. */
const routes: Readonly<Record<string, Handler>> = {
  // GET /teas/1
  //   200 {"id":"1","name":"Assam","reference":"K7QF-2MXD-9TRP"}
  async 'GET /teas/1'(req, res) {
    res.setHeader('content-type', 'application/json');
    res.end(JSON.stringify({ id: '1', name: 'Assam', reference: req.correlationId }));
  },

  // GET /teas/2
  //   404 {"type":"about:blank","title":"Not Found","status":404,"code":"NOT_FOUND","correlationId":"K7QF-2MXD-9TRP"}
  async 'GET /teas/2'() {
    throw new NotFoundException('no row 2 in teas_2026'); // for the log only
  },

  // POST /orders {"grams":-5}
  //   400 {"type":"about:blank","title":"Bad Request","status":400,"detail":"The order is not valid.",
  //       "code":"VALIDATION_FAILED","correlationId":"K7QF-2MXD-9TRP",
  //       "errors":[{"pointer":"/grams","message":"must be a positive number"}]}
  // POST /orders {"grams":9000}
  //   409 {"type":"about:blank","title":"Conflict","status":409,"detail":"Only 250 g are left.",
  //       "code":"STOCK_TOO_LOW","correlationId":"K7QF-2MXD-9TRP","details":{"left":250}}
  async 'POST /orders'(req) {
    const { grams } = (await json(req)) as { grams: number };
    if (!(grams > 0)) {
      const errors = [{ pointer: '/grams', message: 'must be a positive number' }];
      throw new ValidationException('The order is not valid.', { errors });
    }
    throw new StockTooLowException('Only 250 g are left.', { details: { left: 250 } });
  },

  // GET /samples
  //   403 {"type":"about:blank","title":"Forbidden","status":403,"detail":"You had your five samples.",
  //       "code":"QUOTA_USED_UP","correlationId":"K7QF-2MXD-9TRP"}
  async 'GET /samples'() {
    throw new QuotaError('You had your five samples.');
  },

  // Nobody meant this one for a client. It goes to the log; the answer has the reference to find it by.
  // GET /prices
  //   500 {"type":"about:blank","title":"Internal Server Error","status":500,
  //       "detail":"An unexpected error occurred. If you need help, mention this reference: K7QF-2MXD-9TRP.",
  //       "code":"INTERNAL_ERROR","correlationId":"K7QF-2MXD-9TRP"}
  async 'GET /prices'() {
    throw new Error('connect ECONNREFUSED 10.0.4.17:5432, user "shop", password "hunter2"');
  },
};

// GET /nowhere
//   404 {"type":"about:blank","title":"Not Found","status":404,"code":"NOT_FOUND","correlationId":"K7QF-2MXD-9TRP"}
export const app = faultline(fl, async (req, res) => {
  const route = routes[`${req.method} ${req.url}`];
  if (route === undefined) throw new NoRouteException();
  await route(req, res);
});

if (import.meta.filename === process.argv[1]) {
  const port = Number(process.env['PORT'] ?? 3004);
  createServer(app).listen(port, () => console.log(`http://localhost:${port}/teas/1`));
}
