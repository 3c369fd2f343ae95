/** What an expectation can be about. A kind of probe says which of these its observations come to have. */
export type Aspect =
  | 'time' | 'connection' | 'banner' | 'certificate' | 'answers' | 'tasks' | 'facts' | 'steps'
  /** Status and headers of an HTTP answer, its body, and whether it may still be a redirect. */
  | 'response' | 'body' | 'redirect';

/** The aspects that observations have; instead of one that they lack because of the probe's settings, why. */
export type Aspects = Readonly<Partial<Record<Aspect, true | string>>>;
