/** What axios and many other clients send. */
export const ACCEPT = 'application/json, text/plain, */*';
