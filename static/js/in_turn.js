// Requests that change one thing after another: each is sent when the one before it has been answered, none is left out.
let last = Promise.resolve();

export function inTurn(send) {
  last = last.then(send, send);
  return last;
}
