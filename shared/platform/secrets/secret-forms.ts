/** RFC 7468: a label, lines of base64, the label again. In a quoted text the lines may be parted by an escape. */
const privateKey = new RegExp([
  '-----BEGIN [A-Z ]*PRIVATE KEY-----', '(?:(?:\\s|\\\\n)+[\\w+/=]{16,})*', '(?:(?:\\s|\\\\n)+[\\w+/=]+(?=\\s*-----END))?',
  '(?:\\s*-----END [A-Z ]+-----)?',
].join(''), 'dg');

export type Patterns = readonly (readonly [what: string, pattern: RegExp])[];

/** What looks like a secret whoever it belongs to. Where a pattern has a group, only the group is the secret. */
export const byForm: Patterns = [
  ['a platform key', /hk_(?:live|test)_[\w-]+/dgi],
  ['a platform key', /\bhk_[a-z]{1,20}_(?=[a-z_-]*[0-9])[\w-]{12,}/dgi],
  ['an AWS access key', /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/dg],
  ['a private key', privateKey],
  ['a token', /\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/dg],
  ['a token', /\b(?:gh[pousr]_[A-Za-z0-9]{16,}|github_pat_\w{20,}|glpat-[\w-]{16,}|npm_[A-Za-z0-9]{30,}|hf_[A-Za-z0-9]{30,})/dg],
  ['a token', /\b(?:xox[abeprs]-[\w-]{10,}|xapp-[\w-]{10,}|AIza[\w-]{30,}|SG\.[\w-]{16,}\.[\w-]{16,}|dapi[0-9a-f]{32})/dg],
  ['a key', /\b(?:[rs]k_(?:live|test)_[A-Za-z0-9]{10,}|sk-(?:ant|proj|svcacct)-[\w-]{16,}|sk-[A-Za-z0-9]{32,})/dg],
  ['a webhook', /\bhooks\.slack\.com\/(?:services|workflows|triggers)\/([^\s"'<>]{8,})/dg],
  // Digits and a slash after the host's name are its port.
  ['a password in a URL', /\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s:/@"'<>[]{0,100}:(?![0-9]{1,5}[/?#])([^\s"'<>]{1,256})@/dgi],
];

/** What stands after words that a secret follows. */
export const byWord: Patterns = [
  ['a bearer token', /\bBearer\s+((?=[^\s"']*[0-9])[\w.~+/=-]{8,})/dgi],
  ['a login', /\bBasic\s+((?=[^\s"']*[0-9=])[\w+/=-]{8,})/dg],
];
