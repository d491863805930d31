import { afterEach, describe, expect, it, vi } from 'vitest';
import { processName } from '../../src/record/host.ts';

const os = process.getBuiltinModule('node:os');

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('the name of the process', () => {
  it('is its host and its number', () => {
    vi.spyOn(os, 'hostname').mockReturnValue('web-1');
    expect(processName()).toEqual({ host: 'web-1', pid: process.pid });
  });

  it.each([
    ['a runtime without one', undefined],
    ['one that knows nothing', {}],
    ['one without that module', { getBuiltinModule: () => undefined }],
  ])('is empty on an edge runtime: %s', (_, given) => {
    vi.stubGlobal('process', given);
    expect(processName()).toEqual({ host: '', pid: 0 });
  });

  it('has no host where the system cannot tell it', () => {
    vi.spyOn(os, 'hostname').mockImplementation(() => {
      throw new Error('A system error occurred: uv_os_gethostname returned EPERM');
    });
    expect(processName()).toEqual({ host: '', pid: process.pid });
  });
});
