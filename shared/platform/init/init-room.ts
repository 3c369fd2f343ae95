/** A line of one of the lists that a description holds. */
export interface Proposal {
  readonly list: 'endpoints' | 'checks';
  readonly line: string;
  /** Of the host that it is a check of. */
  readonly origin: string;
  /** An address that was named, and so goes before what a host lists. */
  readonly named: boolean;
}

/** The paths of the faults of a description with these proposals in force. */
export type FaultsWith = (proposals: readonly Proposal[]) => readonly string[];

/** First what is first of each host, then what is second: each has its turn. */
const inTurn = (proposals: readonly Proposal[]): readonly Proposal[] =>
  [...Map.groupBy(proposals, ({ origin }) => origin).values()]
    .flatMap((ofHost) => ofHost.toSorted((one, other) => Number(other.named) - Number(one.named)).map((proposal, turn) => ({ proposal, turn })))
    .toSorted((one, other) => one.turn - other.turn)
    .map(({ proposal }) => proposal);

/** Those that a fault is about: `checks[2].id` is about the third of that list. */
const refusedBy = (faults: readonly string[], proposals: readonly Proposal[]): ReadonlySet<Proposal> => new Set(faults.flatMap((fault) => {
  const [, list, index] = /^(endpoints|checks)\[(\d+)\]/.exec(fault) ?? [];
  return proposals.filter((proposal) => proposal.list === list)[Number(index)] ?? [];
}));

/** The proposals that a description can hold: none that is refused by itself, and in turn as many as there is room for. */
export const withRoom = (proposals: readonly Proposal[], faultsWith: FaultsWith): readonly Proposal[] => {
  const faults = faultsWith(proposals);
  if (faults.length === 0) return proposals;
  const refused = refusedBy(faults, proposals);
  if (refused.size > 0) return withRoom(proposals.filter((proposal) => !refused.has(proposal)), faultsWith);
  const turns = inTurn(proposals);
  const first = (count: number) => {
    const kept = new Set(turns.slice(0, count));
    return proposals.filter((proposal) => kept.has(proposal));
  };
  let [fits, tooMany] = [0, turns.length];
  while (tooMany - fits > 1) {
    const count = Math.floor((fits + tooMany) / 2);
    if (faultsWith(first(count)).length === 0) fits = count;
    else tooMany = count;
  }
  return first(fits);
};
