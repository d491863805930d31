/** What adapters say of the path that their framework routes by, case by case. */

import express5 from 'express';
import express4 from 'express4';
import type { FastifyRequest } from 'fastify';
import koa2 from 'koa2';
import koa3 from 'koa';
import { describe, expect, it } from 'vitest';
import { notePath, pathOf as pathOnExpress } from '../../adapters/path/express.ts';
import { pathOf as pathOnFastify } from '../../adapters/path/fastify.ts';
import { pathOf as pathOnKoa } from '../../adapters/path/koa.ts';

describe.each([
  ['4', express4],
  ['5', express5],
])('R71 on Express %s', (_, { request: prototype }) => {
  const requestOf = (members: object): never => Object.assign(Object.create(prototype), members) as never;

  it.each([
    ['/a', '/a', undefined],
    ['/a?b', '/a', undefined],
    ['/a?b//c', '/a', '/a'],
    ['/a#', '/a', '/a'],
    ['/a\\b', '/:x', undefined],
    ['/a\\b?c#', '/a/b', '/a/b'],
    ['//u@h/a#', '/a', '/a'],
    ['http://h/a?b', '/a', '/a'],
    ['http://h', '/', '/'],
    // Nothing but a mount takes an empty segment.
    ['/a//b', '/b', '/a/b'],
    ['/a//u@h/b#', '/b', '/a/b'],
    ['/a//u@h/b', '/b', '/a/b'],
    ['/a//b', '/*rest', '/a//b'],
    ['/a//b', '/(.*)', '/a//b'],
    ['/a//b', /b/, '/a//b'],
    ['/a//b', undefined, '/a//b'],
    // Routes with a slash at the end are run without it.
    ['/a', '/a/', '/a/'],
    ['/a?b', '/', '/a/'],
    ['/a/', '/a/', '/a/'],
    ['/a', ['/b', '/a/'], '/a/'],
    ['/a', ['/b', '/a'], undefined],
    // What cannot be parsed has no route.
    ['http://[h/a', '/a/', undefined],
  ])('%j, routed by %j, is %j', (originalUrl, path, expected) => {
    expect(pathOnExpress(requestOf({ originalUrl, url: '/rewritten', route: { path } }))).toBe(expected);
  });

  it('the target is that of the request where Express kept none', () => {
    expect(pathOnExpress(requestOf({ url: '/a#' }))).toBe('/a');
    expect(pathOnExpress(requestOf({}))).toBeUndefined();
    expect(pathOnExpress({ url: '/a#' } as never)).toBeUndefined();
  });

  it('is noted when a route is chosen', () => {
    const request: { route?: unknown; baseUrl?: string; url?: string } = requestOf({ url: '/a//b#' });
    notePath(request as never);
    expect(request.route).toBeUndefined();
    const choose = (baseUrl: string | undefined, url: string | undefined): string | undefined => {
      const route = { path: '/*rest' };
      Object.assign(request, { originalUrl: '/a//b#', baseUrl, url });
      request.route = route;
      expect(request.route).toBe(route);
      return pathOnExpress(request as never);
    };
    expect(choose('/a', '/b#')).toBe('/a/b');
    // Another route, of the application.
    expect(choose('', '/a//b#')).toBe('/a//b');
    expect(choose('/a', '//b#')).toBe('/a//b');
    // Rewritten.
    for (const [baseUrl, url] of [
      ['', '/b#'],
      [undefined, undefined],
      ['/a', '/c#'],
      ['/a', '#'],
      ['/much/longer', '/b#'],
    ] as const) {
      expect(choose(baseUrl, url), `${baseUrl} ${url}`).toBe('/a//b');
    }
  });

  it('a usual request has nothing noted', () => {
    const request = requestOf({ originalUrl: '/a?b', route: undefined });
    notePath(request);
    expect(Object.getOwnPropertyDescriptor(request, 'route')).toHaveProperty('value');
  });
});

describe.each([
  ['2', koa2],
  ['3', koa3],
])('R71 on Koa %s', (_, Koa) => {
  it.each([
    ['/a?b', '/a', undefined],
    ['/a//b', '/a', undefined],
    ['/a\\b#', undefined, '/a/b'],
    ['http://h/a', '/a', '/a'],
    ['/a', '/a/', '/a/'],
    ['/a', /a/, undefined],
  ])('%j, routed by %j, is %j', (originalUrl, _matchedRoute, expected) => {
    const request = Object.create(new Koa().request) as object;
    expect(pathOnKoa({ originalUrl, request, _matchedRoute })).toBe(expected);
  });

  it('there is none without a request', () => {
    expect(pathOnKoa({ originalUrl: '/a#' })).toBeUndefined();
  });
});

describe('R71 on Fastify', () => {
  interface Asked {
    readonly version?: string;
    readonly config?: object;
    readonly rewritten?: string;
  }

  function read(originalUrl: string, url: string | undefined, asked: Asked = {}): string | undefined {
    const { version = '5.12.8', config = { useSemicolonDelimiter: false }, rewritten = originalUrl } = asked;
    const server = { version, initialConfig: config };
    const request = { originalUrl, raw: { url: rewritten }, routeOptions: { url }, server };
    return pathOnFastify(request as unknown as FastifyRequest);
  }

  const trimmed = { config: { useSemicolonDelimiter: false, ignoreTrailingSlash: true } };
  const doubled = {
    config: { useSemicolonDelimiter: false, routerOptions: { ignoreDuplicateSlashes: true } },
  };
  const four = { version: '4.29.1' };

  it.each<[string, string | undefined, string | undefined, Asked?]>([
    ['/a/b?c=%21#d', '/a/b', undefined],
    ['/a', undefined, undefined],
    ['/', '/', '/'],
    ['/a%21%2F%2521', '/:x', '/a!%2F%2521'],
    ['/caf%C3%A9', '/café', '/café'],
    ['/a#b', '/a', '/a'],
    ['/a;b', '/a;b', '/a;b'],
    ['/a;b', '/a', '/a', { config: {} }],
    ['/a;b', '/a', '/a', { config: { useSemicolonDelimiter: true } }],
    [
      '/a;b',
      '/a',
      '/a',
      { config: { useSemicolonDelimiter: false, routerOptions: { useSemicolonDelimiter: true } } },
    ],
    ['/a//b', '/a/b', '/a/b', doubled],
    ['/a//b', undefined, '/a//b'],
    ['/a/', '/a', '/a/', trimmed],
    ['/a', '/a/', '/a/', trimmed],
    ['/', '/', '/', trimmed],
    // Parameters that are empty, or cannot be told apart.
    ['/a/', '/a/:x', '/a/:'],
    ['/a//b', '/a/:x/b', '/a/:/b'],
    ['/a/', '/a/:x?', '/a/:'],
    ['/a', '/a/:x?', undefined],
    ['/a/', '/a/*', '/a/:'],
    ['/a//', '/a/*', '/a//'],
    ['/a', '/a*', '/a:'],
    ['/ab', '/a*', '/ab'],
    ['/a/.json', '/a/:x.json', '/a/:.json'],
    ['/a/b.json', '/a/:x.json', '/a/b.json'],
    ['/a/-', '/a/:x-:y', '/a/:-:'],
    ['/a/b-', '/a/:x-:y', '/a/:-:'],
    ['/a/b-C', '/a/:x-:y', '/a/b-C'],
    ['/a/b-c-d', '/a/:x-:y', '/a/:-:'],
    ['/a/x', '/a/x:y', '/a/x:'],
    ['/a/12h05m', '/a/:x(^(\\d{2})$)h:y(^\\d{2}$)m', '/a/12h05m'],
    ['/a/%25', '/a/%:x', '/a/%25:'],
    ['/a/b:', '/a/b:::x', '/a/b::'],
    // Targets that are no paths.
    ['http://h/a?b', '/a', '/a'],
    ['http://h', '/', '/'],
    ['http://h?x/a', '/', '/'],
    ['http://h?x/a', '/a', '/a'],
    ['http://h?x/a', '/a', '/a', four],
    ['http://h?x/ab', '/:x', '/ab', four],
    ['HTTP://h/a', '/a', '/a'],
    ['HTTP://h/a', '/*', '/a'],
    ['HTTP://h/a', '/*', '/TTP://h/a', four],
    ['HTTP://h/a', '/:x/*', '/TTP://h/a', four],
    ['HTTP://h/a.b', '/:x.b', '/a.b', four],
    ['HTTP://h/a', undefined, '/a'],
    ['HTTP://h/a', '/elsewhere', '/a'],
    ['foo://h/a', '/:x/:y/:z/:w', '/oo:/:/h/a'],
    ['*', '/', '/'],
    ['*', '*', '/*'],
    // A route that was found for another target.
    ['/a/', '/b/:x', '/a/', { rewritten: '/b/' }],
  ])('%j, routed by %j, is %j', (target, route, expected, asked) => {
    expect(read(target, route, asked)).toBe(expected);
  });

  it('throws where Fastify refuses the target, which counts as none', () => {
    expect(() => read('/%zz', '/a')).toThrow(URIError);
  });
});
