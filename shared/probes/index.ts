// The exported name is the kind.
export { cloudMap } from './cloud-map.ts';
export { cloudWatch } from './cloud-watch.ts';
export { deployment } from './deployment.ts';
export { dns } from './dns.ts';
export { ecs } from './ecs.ts';
export { http } from './http.ts';
export { journey } from './journey.ts';
export { listener } from './listener.ts';
export { listenerRule } from './listener-rule.ts';
export { postgres } from './postgres.ts';
export { rateLimit } from './rate-limit.ts';
export { redis } from './redis.ts';
export { rds } from './rds.ts';
export { secrets } from './secrets.ts';
export { targets } from './targets.ts';
export { tcp } from './tcp.ts';
export { tls } from './tls.ts';
