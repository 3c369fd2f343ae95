import type * as zod from 'zod';

/** The validator as a type: schemas get the real one handed in, so that no Lambda carries it. */
export type Zod = typeof zod;

/** What comes out of a schema made by a function of the validator. */
export type SettingsOf<Schema extends (z: Zod) => zod.ZodType> = zod.output<ReturnType<Schema>>;

const whatServer = 'the address of a DNS server, such as 10.0.0.2 or 10.0.0.2:53';

/** `10.0.0.2`, `10.0.0.2:53`, `fd00::2` or `[fd00::2]:53`. A check may name one as well as the network, so this serves both. */
export const nameServer = (z: Zod) => z.string({ error: whatServer }).refine((text) => {
  const { bracketed, plain = text, port = '53' } = /^(?:\[(?<bracketed>[^\]]+)\]|(?<plain>[^:]+))(?::(?<port>\d{1,5}))?$/.exec(text)?.groups ?? {};
  const isAddress = bracketed === undefined
    ? z.ipv4().safeParse(plain).success || z.ipv6().safeParse(plain).success
    : z.ipv6().safeParse(bracketed).success;
  return isAddress && Number(port) > 0 && Number(port) < 65_536;
}, { error: whatServer });
