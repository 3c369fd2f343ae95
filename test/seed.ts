import { configureGlobal } from 'fast-check';

/** The same properties are tried on the same values everywhere, so that only a change can break a test; FUZZ_SEED=n tries others. */
configureGlobal({ seed: Number(process.env['FUZZ_SEED'] ?? 20_250_805) });
