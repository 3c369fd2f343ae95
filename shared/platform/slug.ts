/** `https://example.com/health` as `example-com-health`: the id of a check that is described by its URL alone. */
export const slugOf = (url: string): string =>
  url.replace(/^[a-z]+:\/+/i, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
