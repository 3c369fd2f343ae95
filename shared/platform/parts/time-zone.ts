import * as z from 'zod';
import { didYouMean } from '../closest.ts';

const form = 'a time zone of the IANA database, such as Europe/Berlin or UTC';

/** Offsets such as +02:00 are none: they know no summer time. */
const isZone = (name: string): boolean => {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Date(0).toLocaleTimeString('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

/** The name of a time zone, in whose local time something is meant. */
export const timeZone = z.string({ error: form }).refine(isZone, {
  error: ({ input }) => {
    const meant = typeof input === 'string' ? didYouMean(input, Intl.supportedValuesOf('timeZone')) : undefined;
    return meant === undefined ? form : `${form}; ${meant}`;
  },
});
