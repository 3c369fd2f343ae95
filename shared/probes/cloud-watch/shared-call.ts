import type { Session } from '../probe.ts';

/** A call whose answer all who ask for it get. */
export interface SharedCall<T> extends Session {
  /** The answer, or what is on its way to becoming one. `signal` is when this asker waits no more. */
  readonly ask: (signal: AbortSignal) => Promise<T>;
}

/**
 * Makes a call once for all that ask. One that failed, or for which nobody waits any more, is made anew for the next who asks. `call`
 * ends when its signal fires.
 */
export const sharedCall = <T>(call: (signal: AbortSignal) => Promise<T>): SharedCall<T> => {
  interface Made { readonly answer: Promise<T>; readonly controller: AbortController; waiting: number }
  let made: Made | undefined;

  const make = (): Made => {
    const controller = new AbortController();
    const own: Made = { answer: call(controller.signal), controller, waiting: 0 };
    own.answer.catch(() => { if (made === own) made = undefined; });
    return own;
  };

  return {
    what: 'shared call',
    ask: (signal) => {
      const own = made ??= make();
      own.waiting += 1;
      let answered = false;
      const leave = () => {
        own.waiting -= 1;
        if (answered || own.waiting > 0) return;
        if (made === own) made = undefined;
        own.controller.abort();
      };
      signal.addEventListener('abort', leave, { once: true });
      own.answer.then(() => { answered = true; }, () => undefined);
      return own.answer;
    },
    close: async () => made?.controller.abort(),
  };
};
