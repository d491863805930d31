import { describe, expect, it, vi } from 'vitest';
import { placesHere, placesOf } from '../../src/record/places.ts';

describe('R45 where an application stands', () => {
  it.each<[string, string | undefined, string | undefined, readonly string[], readonly string[]]>([
    [
      'installed',
      'file:///srv/app/node_modules/faultline/dist/faultline.js',
      '/srv/app',
      ['/srv/app', '/srv/app'],
      [],
    ],
    [
      'installed by links',
      'file:///srv/app/node_modules/.pnpm/faultline@1/node_modules/faultline/dist/faultline.js',
      '/',
      ['/srv/app'],
      [],
    ],
    [
      'on Windows',
      'file:///C:/my%20app/node_modules/faultline/dist/faultline.js',
      String.raw`C:\my app\logs`,
      ['c:/my app', 'c:/my app/logs'],
      [],
    ],
    ['linked', 'file:///dev/faultline/dist/faultline.js', '/srv/app', ['/srv/app'], ['/dev/faultline/dist/']],
    [
      'run from source',
      'file:///dev/faultline/src/record/places.ts',
      '/srv/app',
      ['/srv/app'],
      ['/dev/faultline/src/', '/dev/faultline/adapters/'],
    ],
    ['in a bundle', 'file:///srv/app/dist/server.js', '/srv/app', ['/srv/app'], []],
    ['in a bundle that does not tell', undefined, undefined, [], []],
    ['loaded from the net', 'https://cdn.example/faultline.js', undefined, [], []],
    [
      'under a name that is no address',
      'file:///srv/%E0%A4%A/node_modules/x.js',
      undefined,
      ['/srv/%E0%A4%A'],
      [],
    ],
  ])('is seen from a library that is %s', (_what, module, folder, roots, own) => {
    expect(placesOf(module, folder)).toEqual({ roots, own });
  });

  it('is the folder that the process runs in here', () => {
    const { roots, own } = placesHere();
    expect(roots).toEqual([process.cwd()]);
    expect(own).toEqual([`${process.cwd()}/src/`, `${process.cwd()}/adapters/`]);
  });

  it('is unknown where that folder was removed', () => {
    const gone = vi.spyOn(process, 'cwd').mockImplementation(() => {
      throw new Error('ENOENT');
    });
    expect(placesHere().roots).toEqual([]);
    gone.mockRestore();
  });
});
