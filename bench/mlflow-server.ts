import { createMlflow } from '../local/lab/mlflow/server.ts';
import { listen } from '../local/lab/http/listen.ts';
import { createStore } from '../local/lab/mlflow/store.ts';

/** Run as a process of its own: the lab's MLflow. Prints its port; ends when its standard input ends. */
const { port } = await listen(createMlflow(createStore(Date.now())));
process.stdin.resume().once('end', () => process.exit());
console.log(port);
