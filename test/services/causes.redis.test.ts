import { redisCauses } from '../../local/lab/causes/redis.ts';
import { table, testCauses } from './seen.ts';

// A lab of their own, in a process of its own: what is known of AWS is kept for as long as that runs.
testCauses(Object.fromEntries(Object.entries(table).filter(([id]) => id in redisCauses)), { redis: true });
