interface Page { readonly NextToken?: string | undefined }

/** All pages of a list of AWS. What is asked for may stand on a later one although the first is empty. */
export const everyPage = async <Told extends Page>(ask: (from: { NextToken?: string }) => Promise<Told>, token = ''): Promise<readonly Told[]> => {
  const page = await ask(token === '' ? {} : { NextToken: token });
  const { NextToken: next = '' } = page;
  return next === '' ? [page] : [page, ...await everyPage(ask, next)];
};
