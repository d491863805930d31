/**
 * faultline in an Express app: npx tsx --conditions=@faultline/source examples/express.ts
 *
 * Above each route stand requests to try and what they answer; the reference is a fresh one every time.
 */

import express from 'express';
import { BusinessException, createFaultline, defineRecognizer } from 'faultline';
import { NotFoundException, ValidationException } from 'faultline';
import { context, faultline, notFound } from 'faultline/express';

/** A failure of your own: one line. Its code follows from its name, its text is meant for the client. */
class StockTooLowException extends BusinessException {
  static override readonly status = 409;
}

/** An error class that the app had before. The recognizer gives your word that clients may read it. */
class QuotaError extends Error {}

const quota = defineRecognizer({
  name: 'quota',
  recognize: ({ value }) =>
    value instanceof QuotaError ? { status: 403, code: 'QUOTA_USED_UP', exposeMessage: true } : undefined,
});

const fl = createFaultline({ recognizers: [quota] });

export const app = express();
app.use(context(fl)); // gives req.correlationId
app.use(express.json());

// GET /teas/1
//   200 {"id":"1","name":"Assam","reference":"K7QF-2MXD-9TRP"}
// GET /teas/2
//   404 {"type":"about:blank","title":"Not Found","status":404,"code":"NOT_FOUND","correlationId":"K7QF-2MXD-9TRP"}
app.get('/teas/:id', (req, res) => {
  const { id } = req.params;
  if (id !== '1') throw new NotFoundException(`no row ${id} in teas_2026`); // for the log only
  res.json({ id, name: 'Assam', reference: req.correlationId });
});

// POST /orders {"grams":-5}
//   400 {"type":"about:blank","title":"Bad Request","status":400,"detail":"The order is not valid.",
//       "code":"VALIDATION_FAILED","correlationId":"K7QF-2MXD-9TRP",
//       "errors":[{"pointer":"/grams","message":"must be a positive number"}]}
// POST /orders {"grams":9000}
//   409 {"type":"about:blank","title":"Conflict","status":409,"detail":"Only 250 g are left.",
//       "code":"STOCK_TOO_LOW","correlationId":"K7QF-2MXD-9TRP","details":{"left":250}}
// POST /orders {"grams":
//   400 {"type":"about:blank","title":"Bad Request","status":400,
//       "detail":"The request body could not be parsed.",
//       "code":"BODY_MALFORMED","correlationId":"K7QF-2MXD-9TRP"}
app.post('/orders', (req) => {
  const { grams } = req.body as { grams: number };
  if (!(grams > 0)) {
    const errors = [{ pointer: '/grams', message: 'must be a positive number' }];
    throw new ValidationException('The order is not valid.', { errors });
  }
  throw new StockTooLowException('Only 250 g are left.', { details: { left: 250 } });
});

// GET /samples
//   403 {"type":"about:blank","title":"Forbidden","status":403,"detail":"You had your five samples.",
//       "code":"QUOTA_USED_UP","correlationId":"K7QF-2MXD-9TRP"}
app.get('/samples', async () => {
  throw new QuotaError('You had your five samples.');
});

// Nobody meant this one for a client. It goes to the log; the answer has the reference to find it by.
// GET /prices
//   500 {"type":"about:blank","title":"Internal Server Error","status":500,
//       "detail":"An unexpected error occurred. If you need help, mention this reference: K7QF-2MXD-9TRP.",
//       "code":"INTERNAL_ERROR","correlationId":"K7QF-2MXD-9TRP"}
app.get('/prices', async () => {
  throw new Error('connect ECONNREFUSED 10.0.4.17:5432, user "shop", password "hunter2"');
});

// GET /nowhere
//   404 {"type":"about:blank","title":"Not Found","status":404,"code":"NOT_FOUND","correlationId":"K7QF-2MXD-9TRP"}
app.use(notFound(fl)); // after the routes
app.use(faultline(fl)); // last

if (import.meta.filename === process.argv[1]) {
  const port = Number(process.env['PORT'] ?? 3001);
  app.listen(port, () => console.log(`http://localhost:${port}/teas/1`));
}
