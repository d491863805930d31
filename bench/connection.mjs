/** A keep-alive connection that sends one request again and again, the next when the last was answered. */

import { connect } from 'node:net';

/**
 * Every server that is measured this way sends a Content-Length.
 * @param onAnswer given the text of each answer, headers included
 * @returns when it is open; `send` sends the request
 */
export function openConnection({ port, path, accept, onAnswer }) {
  const request = `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\naccept: ${accept}\r\n\r\n`;
  return new Promise((resolve, reject) => {
    const socket = connect({ port: Number(port), host: '127.0.0.1', noDelay: true });
    let received = '';
    const connection = { send: () => socket.write(request), close: () => socket.destroy() };
    socket.setEncoding('latin1');
    socket.on('error', reject);
    socket.on('connect', () => resolve(connection));
    socket.on('data', (chunk) => {
      received += chunk;
      if (!isComplete(received)) return;
      const text = received;
      received = '';
      onAnswer(text, connection);
    });
  });
}

function isComplete(text) {
  const head = text.indexOf('\r\n\r\n');
  if (head < 0) return false;
  const length = Number(/content-length: (\d+)/i.exec(text)[1]);
  return text.length >= head + 4 + length;
}
