/** By depth, from what causes to what is felt: a cause explains what lies deeper than itself, never the other way about. */
export const layers = ['checker', 'name', 'store', 'task', 'target', 'feature', 'journey'] as const;

/**
 * `checker`: its own key or network, which lies with whoever runs it and not with the platform. `name`: DNS and certificates. `store`: data
 * stores, secrets and the start of tasks. `task`: tasks that die, service discovery and the load balancer's rules. `target`: what stands
 * behind a rule. `feature`: what an application offers. `journey`: a model's way through all of it.
 */
export type Layer = (typeof layers)[number];

const longestTitle = 80;

/** A title that is no longer than titles are, whatever a service is called. */
export const titled = (title: string): string => (title.length > longestTitle ? `${title.slice(0, longestTitle - 1)}…` : title);

/** A cause that what was seen speaks for, or what was seen and no rule explains. */
export interface Finding {
  /** The rule and its service: `DB_WRONG_CREDENTIALS:database`; `UNEXPLAINED:target:api` where no rule fits. */
  readonly id: string;
  /** `DB_WRONG_CREDENTIALS`; `UNEXPLAINED`. */
  readonly rule: string;
  readonly version: number;
  readonly layer: Layer;
  /** As checks name it, such as `registry`. */
  readonly service: string;
  /** One plain sentence for people, without a full stop; at most 80 characters. */
  readonly title: string;
  /** From 0 to 1. */
  readonly confidence: number;
  /** What speaks for it, in words, with the numbers that were seen. */
  readonly because: readonly string[];
  /** Ids of the checks (`infrastructure/auth-health`) and of the findings that it explains, with what those explain. */
  readonly explains: readonly string[];
}
