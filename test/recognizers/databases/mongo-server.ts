/** A server that speaks as much of MongoDB's wire protocol as a client needs to be told of a failure. */

import { BSON } from 'mongodb';
import { createServer, type AddressInfo } from 'node:net';

type Document = Readonly<Record<string, unknown>>;
/** What is answered to a command; nothing hangs up, a promise may wait for ever. */
export type Respond = (command: Document) => Document | undefined | Promise<Document>;

const HELLO = {
  ok: 1,
  isWritablePrimary: true,
  helloOk: true,
  maxBsonObjectSize: 16_777_216,
  maxMessageSizeBytes: 48_000_000,
  maxWriteBatchSize: 100_000,
  logicalSessionTimeoutMinutes: 30,
  minWireVersion: 0,
  maxWireVersion: 25,
};
const OP_MSG = 2013;
const OP_QUERY = 2004;
const OP_REPLY = 1;

export async function mongoServer(respond: Respond): Promise<{ url: string; close(): void }> {
  const server = createServer((socket) => {
    let pending = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      pending = Buffer.concat([pending, chunk]);
      while (pending.length >= 4 && pending.length >= pending.readInt32LE(0)) {
        const message = pending.subarray(0, pending.readInt32LE(0));
        pending = pending.subarray(message.length);
        void answer(message, respond).then(
          (bytes) => (bytes === undefined ? socket.destroy() : socket.write(bytes)),
          () => socket.destroy(),
        );
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `mongodb://127.0.0.1:${port}/canary?directConnection=true`,
    close: () => void server.close(),
  };
}

async function answer(message: Buffer, respond: Respond): Promise<Buffer | undefined> {
  const request = message.readInt32LE(4);
  if (message.readInt32LE(12) === OP_QUERY) {
    const body = BSON.serialize(HELLO);
    const fields = Buffer.alloc(20);
    fields.writeInt32LE(8, 0);
    fields.writeInt32LE(1, 16);
    return packet(request, OP_REPLY, [fields, body]);
  }
  const command = BSON.deserialize(message.subarray(21, 21 + message.readInt32LE(21))) as Document;
  const said = 'hello' in command ? HELLO : await respond(command);
  return said && packet(request, OP_MSG, [Buffer.alloc(5), BSON.serialize(said)]);
}

function packet(responseTo: number, opcode: number, parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(16);
  head.writeInt32LE(16 + body.length, 0);
  head.writeInt32LE(responseTo, 8);
  head.writeInt32LE(opcode, 12);
  return Buffer.concat([head, body]);
}
