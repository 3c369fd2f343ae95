/** Somebody asked the process to end. */
export interface Interruption {
  /** The first signal that did. Another one ends the process at once. */
  readonly asked: Promise<NodeJS.Signals>;
  /** From now on the first one ends the process at once. */
  readonly letGo: () => void;
}

const asking = ['SIGINT', 'SIGTERM'] as const;

export const awaitInterruption = (): Interruption => {
  const { promise: asked, resolve } = Promise.withResolvers<NodeJS.Signals>();
  const letGo = () => asking.forEach((signal) => process.off(signal, heard));
  const heard = (signal: NodeJS.Signals) => {
    letGo();
    resolve(signal);
  };
  asking.forEach((signal) => process.on(signal, heard));
  return { asked, letGo };
};
