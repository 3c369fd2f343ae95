/** What became of one attempt to publish a note. `refused` will not get better by trying again. */
export type Published = 'taken' | { readonly transient: string } | { readonly refused: string };
