export { isSignInPath, SIGN_IN_PATH } from './authorization-codes.ts';
export { describe } from './describe.ts';
export { checkRedactOptions, type RedactContext, type RedactHook, type RedactOptions } from './options.ts';
export { createRedactor, type Redaction, type Redactor } from './redactor.ts';
