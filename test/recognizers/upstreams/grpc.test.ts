import {
  credentials,
  makeGenericClientConstructor,
  Metadata,
  Server,
  ServerCredentials,
  status as STATUS,
  type CallOptions,
  type ClientUnaryCall,
  type sendUnaryData,
  type ServerUnaryCall,
  type ServiceError,
} from '@grpc/grpc-js';
import { createFaultline } from 'faultline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { grpc } from '../../../src/recognizers/upstreams/grpc.ts';
import { facts } from '../answer.ts';
import { silently } from '../silent.ts';
import { OUTCOMES } from './outcomes.ts';
import { CANARY } from './servers.ts';

const same = (bytes: Buffer): Buffer => bytes;
const SERVICE = {
  fail: {
    path: '/canary.Service/Fail',
    requestStream: false,
    responseStream: false,
    requestSerialize: same,
    requestDeserialize: same,
    responseSerialize: same,
    responseDeserialize: same,
  },
} as const;
const Client = makeGenericClientConstructor(SERVICE, 'Service');

/** Fails with the status that the request names, and hangs when it names none. */
function fail({ request }: ServerUnaryCall<Buffer, Buffer>, done: sendUnaryData<Buffer>): void {
  const code = Number(request.toString());
  if (Number.isNaN(code)) return;
  const metadata = new Metadata();
  metadata.set('set-cookie', CANARY);
  done({ code, details: CANARY, metadata });
}

const server = new Server();
let address: string;
beforeAll(async () => {
  server.addService(SERVICE, { fail });
  address = await new Promise((done, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) =>
      error === null ? done(`127.0.0.1:${port}`) : reject(error),
    );
  });
});
afterAll(() => server.forceShutdown());

interface Service {
  fail(request: Buffer, options: CallOptions, done: (error: ServiceError | null) => void): ClientUnaryCall;
  close(): void;
}

async function call(request: string, options: CallOptions = {}, cancel = false): Promise<ServiceError> {
  const client = new Client(address, credentials.createInsecure()) as unknown as Service;
  try {
    return await new Promise((done) => {
      const sent = client.fail(Buffer.from(request), options, (error) => done(error!));
      if (cancel) setTimeout(() => sent.cancel(), 30);
    });
  } finally {
    client.close();
  }
}

const SPECIAL: Readonly<Record<string, keyof typeof OUTCOMES>> = {
  CANCELLED: 'aborted',
  DEADLINE_EXCEEDED: 'timeout',
  UNAVAILABLE: 'unreachable',
};

describe('R31 @grpc/grpc-js', () => {
  const names = Object.keys(grpc.answers);

  it('its table has the numbers of the library', () => {
    expect(names.map((name) => STATUS[name as keyof typeof STATUS])).toEqual([...names.keys()]);
  });

  it.each(names.filter((name) => name !== 'OK'))('%s from the server', async (name) => {
    const thrown = await call(String(STATUS[name as keyof typeof STATUS]));
    expect(thrown.details).toBe(CANARY);
    const { family, status, code, body } = silently(thrown);
    expect({ status, code, retryable: body.retryable }).toEqual(OUTCOMES[SPECIAL[name] ?? 'failed']);
    expect(family).toBe('grpc');
  });

  it('OK, which is no failure, but was thrown', async () => {
    const thrown = Object.assign(await call('5'), { code: 0 });
    expect(silently(thrown)).toMatchObject({ family: 'grpc', status: 502, code: 'UPSTREAM_FAILED' });
  });

  it.each([
    ['its own deadline', { deadline: 1 }, false, 'timeout'],
    ['a call cancelled by the caller', {}, true, 'aborted'],
  ] as const)('%s', async (_, options, cancel, outcome) => {
    const given = 'deadline' in options ? { deadline: Date.now() + 50 } : {};
    const { family, status, code } = silently(await call('never', given, cancel));
    expect({ family, status, code }).toMatchObject({
      family: 'grpc',
      status: OUTCOMES[outcome].status,
      code: OUTCOMES[outcome].code,
    });
  });

  it('a server that is not there', async () => {
    const client = new Client('127.0.0.1:1', credentials.createInsecure()) as unknown as Service;
    const thrown = await new Promise((done) => void client.fail(Buffer.from('5'), {}, done));
    client.close();
    expect(silently(thrown)).toMatchObject({ family: 'grpc', status: 502, code: 'UPSTREAM_UNREACHABLE' });
  });

  it('a cancelled call is never logged as an error', async () => {
    const fl = createFaultline({ mode: 'release', logger: false });
    expect(fl.resolve(await call('never', {}, true), facts()).decided?.level).toBe('warn');
  });

  it.each([
    ['a number that gRPC does not have', { code: 17 }],
    ['no details', { details: undefined }],
    ['no metadata', { metadata: undefined }],
    ['metadata of another kind', { metadata: { get: () => CANARY } }],
  ])('near miss: %s', async (_, changes) => {
    const thrown = Object.assign(await call('5'), changes);
    expect(silently(thrown)).toMatchObject({ family: 'unexpected', status: 500 });
  });
});
