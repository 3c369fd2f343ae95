/** A part of the source tree and what it may import. Type imports cost nothing at run time, so they may reach further. */
export interface Layer {
  /** Files, or folders with a trailing slash. A file belongs to the first layer that names it or its folder. */
  readonly files: readonly string[];
  /** Layers it may import from, besides itself. */
  readonly uses: readonly string[];
  /** Layers it may import types of. */
  readonly types?: readonly string[];
  /** Packages it may import; a trailing `*` stands for any ending. Absent: any. */
  readonly packages?: readonly string[];
  /** No clock, no chance, no environment: everything is an argument. */
  readonly pure?: true;
}

const shared = ['problem', 'platform', 'checks', 'categories', 'runner', 'health', 'diagnosis', 'alerts', 'report', 'store', 'aws', 'pagerduty', 'probes', 'path'];
const edges = ['mlflow', 'clock', 'closest', 'description', 'reading', 'seams', 'functions', 'gateway', 'lab'];

/** The order of the house, from the words at the bottom to the edges at the top. What is not listed is forbidden. */
export const layers: Readonly<Record<string, Layer>> = {
  problem: { files: ['shared/problem.ts'], uses: [], packages: [], pure: true },
  platform: {
    files: [
      'platform', 'category', 'method', 'own', 'units', 'grammar', 'host-port', 'people', 'run-time', 'usual-severity', 'zod',
    ].map((name) => `shared/platform/${name}.ts`),
    uses: [],
    packages: [],
    pure: true,
  },
  // Which of the known names somebody meant: of those in a description, on the command line, and of what the lab can have wrong.
  closest: { files: ['shared/platform/closest.ts'], uses: [], packages: ['fastest-levenshtein'], pure: true },
  // The validator and the YAML reader: what is described is checked on the machine that builds, never in a Lambda.
  description: {
    files: ['shared/platform/'],
    uses: ['platform', 'closest'],
    packages: ['croner', 'yaml', 'zod', 'fastest-levenshtein', 'recheck', '@eslint-community/regexpp', 'node:module', 'node:path'],
    pure: true,
  },
  // node:vm: its time limit is all that ends a regular expression that a target's answer keeps busy.
  checks: { files: ['shared/checks/'], uses: ['platform'], packages: ['node:util', 'node:vm'], pure: true },
  categories: { files: ['shared/categories/'], uses: ['platform', 'checks'], types: ['probes'], packages: [], pure: true },
  // The journey knows what is asked and what is answered; its requests are sent by whoever hands in how.
  mlflow: { files: ['shared/mlflow/'], uses: ['checks'], packages: ['node:crypto', 'node:path'], pure: true },
  // How messages of Postgres are framed: the same fact for who asks and for the lab's server.
  frame: { files: ['shared/probes/postgres/frame.ts'], uses: [], packages: [], pure: true },
  probes: {
    files: ['shared/probes/'],
    uses: ['frame', 'platform', 'checks', 'aws', 'mlflow'],
    packages: ['node:*', 'undici', '@mongodb-js/saslprep'],
  },
  // The machine's own clock, which everything else is handed.
  clock: { files: ['shared/runner/machine-clock.ts'], uses: [], types: ['runner'], packages: [] },
  runner: { files: ['shared/runner/'], uses: ['problem', 'platform', 'checks'], types: ['probes'], packages: [], pure: true },
  // node:crypto: hashes, by which a set of checks takes little room.
  health: { files: ['shared/health/'], uses: ['platform', 'checks'], packages: ['node:crypto'], pure: true },
  // What causes what is seen, from what is stored alone.
  diagnosis: { files: ['shared/diagnosis/'], uses: ['platform', 'checks'], types: ['health'], packages: [], pure: true },
  // croner: when a recurring window last began, in its time zone; it is asked of a moment that is handed in.
  alerts: { files: ['shared/alerts/'], uses: ['platform', 'checks', 'health'], packages: ['croner', 'node:util'], pure: true },
  report: { files: ['shared/report/'], uses: ['platform', 'checks', 'health', 'alerts'], packages: [], pure: true },
  store: { files: ['shared/store.ts', 'shared/store-error.ts'], uses: ['platform', 'checks', 'health', 'alerts'], packages: [], pure: true },
  aws: {
    files: ['shared/aws/'],
    uses: ['platform', 'checks', 'health', 'alerts', 'report', 'store'],
    types: ['path'],
    packages: ['node:*', '@aws-sdk/*', '@smithy/*'],
  },
  // Tells a pager without AWS in between, by the machine's own fetch.
  pagerduty: { files: ['shared/pagerduty/'], uses: ['problem', 'checks', 'alerts', 'report'], packages: [] },
  // Brings together all that can be described, and reads files: for the machine that builds and those that people sit at.
  reading: {
    files: ['shared/description.ts'],
    uses: ['platform', 'description', 'checks', 'categories', 'probes'],
    packages: ['node:fs'],
  },
  // Replaced by data and by the probes needed when a function is bundled.
  seams: { files: ['functions/platform.ts', 'functions/probes.ts'], uses: ['platform', 'reading', 'probes'], packages: [] },
  // The straight path: probes and AWS are handed in.
  path: {
    files: ['shared/'],
    uses: shared.filter((name) => !['aws', 'pagerduty', 'probes'].includes(name)),
    types: ['aws', 'pagerduty', 'probes'],
    packages: [],
    pure: true,
  },
  // Probes come by their seam alone: a bundle would hold one that is named besides, whether its checks use it or not.
  functions: {
    files: ['functions/'],
    uses: [...shared.filter((name) => name !== 'probes'), 'clock', 'seams'],
    types: ['probes'],
    packages: ['node:*', '@middy/core', 'aws-lambda', '@aws-sdk/*'],
  },
  // What is checked, and what stands in for AWS, know nothing of the checker, nor the checker of them.
  gateway: { files: ['local/gateway/'], uses: [] },
  lab: { files: ['local/lab/'], uses: ['gateway', 'frame', 'closest'] },
  local: { files: ['local/'], uses: [...shared, ...edges] },
  scripts: { files: ['scripts/'], uses: [...shared, ...edges, 'local'] },
  bench: { files: ['bench/'], uses: [...shared, ...edges, 'local', 'scripts'] },
  tools: { files: ['vitest.config.ts'], uses: [] },
  test: { files: ['test/'], uses: [...shared, ...edges, 'local', 'scripts', 'bench'] },
};
