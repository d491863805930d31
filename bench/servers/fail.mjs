/** A failure as it arises in an application: some ten calls below the handler. */

const MESSAGE = 'select * from users where token = 1';

/** Throws; `make` is for the one peer whose documented use is to make the error itself. */
export function fail(make = makeError) {
  return checkOut(make);
}

function makeError(message) {
  return new Error(message);
}

function checkOut(make) {
  return priceCart(make);
}

function priceCart(make) {
  return loadCart(make);
}

function loadCart(make) {
  return findUser(make);
}

function findUser(make) {
  return findOne(make);
}

function findOne(make) {
  return runQuery(make);
}

function runQuery(make) {
  return withConnection(make);
}

function withConnection(make) {
  return receive(make);
}

function receive(make) {
  throw make(MESSAGE);
}
