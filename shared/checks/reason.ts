/**
 * The closed list of reasons why a check did not pass. `fault` says whose fault it is: a `target` reason makes a check
 * fail, a `checker` reason makes it unknown (the checker could not tell), a `plan` reason blocks or skips it.
 */
export const reasons = {
  'dns-not-found': { fault: 'target', meaning: 'The name does not exist (NXDOMAIN).' },
  'dns-no-data': { fault: 'target', meaning: 'The name exists but has no record of the kind asked for.' },
  'dns-server-failure': { fault: 'target', meaning: 'The name server answered SERVFAIL or nonsense, or only a part of the answer.' },
  'dns-refused': { fault: 'target', meaning: 'The name server refused to answer for this zone.' },
  'dns-timeout': { fault: 'target', meaning: 'The name server did not answer in time.' },
  'dns-unreachable': { fault: 'target', meaning: "Nothing answers at the name server's address." },
  'connect-refused': { fault: 'target', meaning: 'The host is there but nothing listens on the port.' },
  'connect-timeout': { fault: 'target', meaning: 'No answer to the connection attempt: packets are dropped on the way.' },
  'connect-unreachable': { fault: 'target', meaning: 'No route to the host or the network.' },
  'connect-reset': { fault: 'target', meaning: 'The connection was reset while it was being made.' },
  'tls-expired': { fault: 'target', meaning: 'The certificate has expired.' },
  'tls-not-yet-valid': { fault: 'target', meaning: 'The certificate is not valid yet.' },
  'tls-name-mismatch': { fault: 'target', meaning: 'The certificate is for another name.' },
  'tls-untrusted': { fault: 'target', meaning: 'The certificate chain does not lead to a trusted authority.' },
  'tls-handshake': { fault: 'target', meaning: 'The TLS handshake failed, or the port does not speak TLS.' },
  'tls-timeout': { fault: 'target', meaning: 'The TLS handshake did not finish in time.' },
  'request-timeout': { fault: 'target', meaning: 'The target did not take the request in time.' },
  'header-timeout': { fault: 'target', meaning: 'The request was sent; no complete answer head came in time.' },
  'body-timeout': { fault: 'target', meaning: 'The answer began but did not end in time.' },
  'closed-early': { fault: 'target', meaning: 'The connection was closed or reset before the answer was complete.' },
  'malformed': { fault: 'target', meaning: 'The answer breaks the protocol.' },
  'too-large': { fault: 'target', meaning: 'The answer is larger than the check reads.' },
  'redirect-loop': { fault: 'target', meaning: 'More redirects than the check follows.' },
  'redirect-unsafe': { fault: 'target', meaning: 'A redirect would carry the key to another host, to plain HTTP or in its address.' },
  'status': { fault: 'target', meaning: 'The status code is not one of those expected.' },
  'header': { fault: 'target', meaning: 'A header is missing or differs.' },
  'body': { fault: 'target', meaning: 'The body lacks what is expected, or holds what must not be there.' },
  'json': { fault: 'target', meaning: 'A JSON field is missing or differs, or the body is not JSON.' },
  'size': { fault: 'target', meaning: 'The body is smaller or larger than expected.' },
  'slow': { fault: 'target', meaning: 'The answer is right but took too long.' },
  'certificate': { fault: 'target', meaning: 'The certificate is valid but not as expected (days left, name, issuer).' },
  'dns-answer': { fault: 'target', meaning: 'The name resolves, but not to what is expected.' },
  'redirect': { fault: 'target', meaning: 'The redirect is missing or leads elsewhere.' },
  'answered-by': { fault: 'target', meaning: 'Somebody else answered than expected, such as the load balancer itself.' },
  'tasks': { fault: 'target', meaning: 'The ECS service does not run as many steady tasks as desired.' },
  'let-in': { fault: 'target', meaning: 'What must be refused was let in.' },
  'facts': { fault: 'target', meaning: 'What the target says of itself is not as expected.' },
  'step': { fault: 'target', meaning: 'A step of the journey did not succeed.' },
  'login-refused': { fault: 'target', meaning: 'The server refused the login: the user or the password is wrong, or the user may not log in.' },
  'database-missing': { fault: 'target', meaning: 'The server is there, but not the database or virtual host that is described.' },
  'too-many-connections': { fault: 'target', meaning: 'The server takes no more connections, at least none of this user.' },
  'not-ready': { fault: 'target', meaning: 'The server is starting up, shutting down or restarting.' },
  'server-error': { fault: 'target', meaning: 'The server answered with an error that no other reason is for.' },
  'secret-incomplete': { fault: 'target', meaning: 'A secret that the platform needs is missing, or lacks a key or a value.' },
  'not-found': { fault: 'target', meaning: 'AWS does not know the described resource.' },
  'deadline': { fault: 'checker', meaning: 'The run ended before the check could.' },
  'network': { fault: 'checker', meaning: 'The checker itself has no way to the network.' },
  'resolver': { fault: 'checker', meaning: "The checker's own name server could not be reached." },
  'credential': { fault: 'checker', meaning: 'The described credential could not be read.' },
  'control-plane': { fault: 'checker', meaning: 'AWS did not answer the checker, or refused it.' },
  'undecided': { fault: 'checker', meaning: 'What was seen leaves it open: it depends on what the checker does not know, or was not to look at.' },
  'too-little-data': { fault: 'checker', meaning: 'Too little was measured in the time looked at to say anything.' },
  'checker-error': { fault: 'checker', meaning: 'A defect or a lack of resources in the checker itself.' },
  'prerequisite': { fault: 'plan', meaning: 'A check that this one presupposes did not pass.' },
  'circuit-open': { fault: 'plan', meaning: 'Connections to this host timed out again and again in this run.' },
  'not-deployed': { fault: 'plan', meaning: 'The description says that this part of the platform is not deployed.' },
  'not-applicable': { fault: 'plan', meaning: 'The check does not apply here, by the description.' },
} as const satisfies Record<string, { fault: 'target' | 'checker' | 'plan'; meaning: string }>;

export type Reason = keyof typeof reasons;
type OfFault<F> = { [R in Reason]: (typeof reasons)[R]['fault'] extends F ? R : never }[Reason];

/** Reasons that make a check fail. */
export type TargetReason = OfFault<'target'>;
/** Reasons that make a check unknown. */
export type CheckerReason = OfFault<'checker'>;

export const isCheckerReason = (reason: Reason): reason is CheckerReason => reasons[reason].fault === 'checker';
