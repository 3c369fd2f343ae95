import { fails, passes } from '../glance.ts';
import type { Case } from './case.ts';

export const name: readonly Case[] = ([
  ['DNS_PUBLIC_MISSING', 0.9, 'dns-not-found'], ['DNS_ZONE_BROKEN', 0.8, 'dns-server-failure'], ['TLS_EXPIRED', 0.95, 'tls-expired'],
  ['TLS_NOT_YET_VALID', 0.95, 'tls-not-yet-valid'], ['TLS_NAME_MISMATCH', 0.95, 'tls-name-mismatch'], ['TLS_UNTRUSTED', 0.95, 'tls-untrusted'],
] as const).map(([id, confidence, reason]): Case => ({
  finding: `${id}:registry ${confidence}`, needs: { 'routing/registry-certificate': fails(reason) },
  alike: [
    ['the same of the other host', { 'routing/registry-certificate': passes(), 'routing/auth-certificate': fails(reason) }, [`${id}:auth ${confidence}`]],
    ['nothing listens', { 'routing/registry-certificate': fails('connect-refused') }, ['UNEXPLAINED:target:registry 0.2']],
  ],
}));
