import { registerHooks } from 'node:module';

/** Lets the runtime client find our transport in place of its compiled one, which is not built here. */
registerHooks({
  resolve: (specifier, context, next) =>
    specifier.endsWith('/rapid-client.node')
      ? { url: new URL('rapid-client.ts', import.meta.url).href, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context),
});
