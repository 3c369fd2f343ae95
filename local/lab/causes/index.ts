import { applicationCauses } from './applications.ts';
import { artifactCauses } from './artifacts.ts';
import { balancerCauses } from './balancer.ts';
import type { Causes } from './cause.ts';
import { databaseCauses } from './database.ts';
import { dnsCauses } from './dns.ts';
import { ecsCauses } from './ecs.ts';
import { mlflowCauses } from './mlflow.ts';
import { networkCauses } from './network.ts';
import { queueCauses } from './queue.ts';
import { redisCauses } from './redis.ts';
import { secretCauses } from './secrets.ts';
import { tlsCauses } from './tls.ts';

/** Everything that the lab can have wrong, by area. */
export const areas: Readonly<Record<string, Causes>> = {
  'DNS': dnsCauses, 'TLS': tlsCauses, 'load balancer': balancerCauses, 'network': networkCauses, 'ECS': ecsCauses,
  'applications': applicationCauses, 'MLflow': mlflowCauses, 'artifacts': artifactCauses, 'database': databaseCauses, 'Redis': redisCauses,
  'secrets': secretCauses, 'queue': queueCauses,
};

/** Every cause, by id. */
export const causes: Causes = Object.assign({}, ...Object.values(areas));
