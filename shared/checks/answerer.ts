/** Who gave an answer, told from the answer itself. */
export type Answerer = 'load-balancer' | 'proxy' | 'application' | 'mlflow' | 'cdn' | 'unknown';
