export type Severity = 'critical' | 'warning';

/** In what form an audience is told. */
export type AudienceForm = 'email' | 'pager' | 'chat';

/** A daily time, in minutes since midnight in a time zone of the IANA database; it may lead over midnight. */
export interface DailyTime {
  readonly fromMinute: number;
  readonly toMinute: number;
  readonly zone: string;
}

/** How an audience is reached: by an SNS topic, or by PagerDuty's Events API with a key that a credential holds. */
export type AudienceWay =
  /** ARN of the topic, or the name of the environment variable that holds it. */
  | { readonly topic: { readonly arn: string } | { readonly env: string } }
  | { readonly pagerDuty: { readonly credential: string; readonly url: string } };

/** People to tell, and of what. */
export interface Audience {
  readonly way: AudienceWay;
  readonly form: AudienceForm;
  /** The least severity of what it is told. */
  readonly severity: Severity;
  /** Services that it is told of; absent: all. */
  readonly services?: readonly string[];
  /** When it is not told of anything but what is critical. */
  readonly quiet?: DailyTime;
  /** An open incident is told again after so many milliseconds, then after twice as many, up to a limit; absent: never. */
  readonly remind?: { readonly everyMs: number; readonly atMostMs: number };
  /** It is told of an incident only once that has been open for so long and nobody has acknowledged it. */
  readonly afterMs?: number;
  /** It is told of the checker's own troubles. */
  readonly checker: boolean;
}

/** A planned time in which nobody is told. */
export type MaintenanceWindow = {
  /** Absent: all services. */
  readonly services?: readonly string[];
  readonly reason: string;
} & (
  /** Epoch milliseconds. */
  | { readonly from: number; readonly to: number }
  /** A cron expression of five fields, in a time zone of the IANA database; it lasts less long than it is until it begins again. */
  | { readonly cron: string; readonly zone: string; readonly durationMs: number }
);

/** Addresses for people, to be named in messages. */
export interface Links {
  readonly statusPage?: string;
  readonly dashboard?: string;
  readonly runbook?: string;
}
