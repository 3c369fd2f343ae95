#!/usr/bin/env -S node --max-semi-space-size=1
import { enableCompileCache } from 'node:module';

// Before anything else is loaded: it halves the time to start.
enableCompileCache();
const { main } = await import('./program.ts');
await main(process.argv);
