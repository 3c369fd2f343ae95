import type { Answerer } from './answerer.ts';
import type { CheckerReason, TargetReason } from './reason.ts';

/** The phases of a probe, in order. A probe that has only some of them leaves the others out. */
export const phases = ['dns', 'connect', 'tls', 'request', 'firstByte', 'body'] as const;
export type Phase = (typeof phases)[number];

/** Milliseconds spent in each phase that was entered; they add up to the observation's `totalMs`. */
export type PhaseTimings = Readonly<Partial<Record<Phase, number>>>;

/** Why a probe ended without an answer, and in which phase. `detail` is one sentence without secrets. */
export interface Failure {
  readonly reason: TargetReason | CheckerReason;
  readonly phase?: Phase;
  readonly detail: string;
  /** First bytes of a broken answer, as they came; redacted and shortened before anybody sees them. */
  readonly evidence?: string;
  /** Only the rest is not known: the facts that were told stand, and what is wrong with them is wrong. */
  readonly partly?: true;
}

/** An HTTP answer. Header names are lower case, in the order of arrival, repeated where they were repeated. */
export interface HttpResponse {
  readonly url: string;
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The decoded body, at most as many bytes as the check reads. */
  readonly body: Buffer;
  /** Bytes of the body on the wire, before decompression. */
  readonly wireBytes: number;
  /** The addresses that redirected and were followed, in order; where they led in the end is `url`. */
  readonly redirects: readonly string[];
}

/** Facts of the certificate that was presented, kept also when its verification failed. Times are epoch milliseconds. */
export interface CertificateFacts {
  readonly subject: string;
  readonly names: readonly string[];
  readonly issuer: string;
  readonly validFrom: number;
  readonly validTo: number;
  readonly fingerprint256: string;
  /** Common names from the leaf's issuer up, as far as they were presented or found. */
  readonly chain: readonly string[];
  /** Absent when the certificate is trusted and for this name. */
  readonly problem?: TargetReason;
  readonly protocol: string;
}

/** Who gave the answer, where no name server knew it. */
export const hostsFile = 'the hosts file';

/** A record set: `values` are addresses or names in the text form of the record type. */
export interface DnsAnswers {
  readonly name: string;
  readonly type: string;
  readonly values: readonly string[];
  /** Smallest time to live, seconds, where the record type carries one. */
  readonly ttl?: number;
  /** The described name server, or the hosts file; absent: this machine's own name server. */
  readonly server?: string;
}

/** What ECS says of a service. Times are epoch milliseconds. */
export interface TaskFacts {
  readonly status: string;
  readonly running: number;
  readonly desired: number;
  readonly pending: number;
  readonly rollout?: string;
  /** Tasks that stopped on their own within the last hour. */
  readonly stoppedLastHour: number;
  readonly youngestStartedAt?: number;
  readonly lastStop?: { readonly at: number; readonly code: string; readonly reason: string };
  readonly events: readonly string[];
}

/** One value that a target or AWS told of itself. A list is of texts; a moment is written in ISO 8601. */
export type Fact = string | number | boolean | readonly string[];

/** What was told, by name. What was not looked at, or not said, is not there: it neither satisfies nor refutes. */
export type Facts = Readonly<Record<string, Fact>>;

/** One exchange of a conversation of several. */
export interface Step {
  /** What it is for, in words. */
  readonly name: string;
  /** `POST /api/2.0/mlflow/runs/create`. */
  readonly request: string;
  readonly ms: number;
  readonly status?: number;
  readonly answeredBy?: Answerer;
  /** Why it did not succeed, one sentence without secrets. */
  readonly failed?: string;
}

/** The request as sent, secrets replaced. */
export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** What one probe saw. Each aspect is there when the probe got so far; expectations judge it afterwards. */
export interface Observation {
  readonly phases: PhaseTimings;
  readonly totalMs: number;
  /** `ip:port` that was reached, or tried last. */
  readonly address?: string;
  /** The last request went over a connection that an earlier one had left open. */
  readonly reused?: true;
  readonly failure?: Failure;
  readonly request?: SentRequest;
  readonly response?: HttpResponse;
  readonly certificate?: CertificateFacts;
  readonly answers?: DnsAnswers;
  readonly tasks?: TaskFacts;
  readonly facts?: Facts;
  /** In the order made. */
  readonly steps?: readonly Step[];
  /** The first bytes a server sent by itself after a bare connection. */
  readonly banner?: string;
}
