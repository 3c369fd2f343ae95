// The exported name is the kind.
export { dns } from './dns.ts';
export { ecs } from './ecs.ts';
export { http } from './http.ts';
export { journey } from './journey.ts';
export { postgres } from './postgres.ts';
export { rateLimit } from './rate-limit.ts';
export { tcp } from './tcp.ts';
export { tls } from './tls.ts';
