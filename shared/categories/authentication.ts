import { acceptedChecks, badKeyChecks } from './authentication/registry-keys.ts';
import { authHostChecks } from './authentication/auth-host.ts';
import type { Generate } from './checks-of.ts';

/**
 * Twenty checks of keys: on the registry host six ways in, seven bad keys, a refusal's form and an answer's time; on the auth host
 * validation, health and rate limiting.
 */
export const authentication: Generate = (platform) => [...acceptedChecks(platform), ...badKeyChecks(platform), ...authHostChecks(platform)];
