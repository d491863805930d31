/** Older majors are installed under aliases; their newer types serve. */

declare module 'express4' {
  export { default } from 'express';
}
declare module 'koa2' {
  export { default } from 'koa';
}
declare module 'fastify4' {
  export { default } from 'fastify';
}
