import { isIP } from 'node:net'
import { z } from 'zod'

/** Which of the addresses on the way, from the nearest on, are proxies': by their number or networks; false for none. */
export type TrustedProxies = ((address: string, hop: number) => boolean) | string[] | false

/** `true` and `false` are one proxy and none, as they were before the number was asked for. */
export const proxies = z
  .string()
  .transform((value) => ({ true: '1', false: '0' })[value] ?? value)
  .pipe(
    z.union([
      z.string().regex(/^\d$/).transform(Number),
      z
        .string()
        .transform((value) => value.split(',').map((network) => network.trim()))
        .refine((networks) => networks.every(isNetwork)),
    ]),
  )

/** The same, as the server takes it. */
export function trustOf(given: number | string[]): TrustedProxies {
  if (typeof given !== 'number') return given
  return given > 0 && ((_address, hop) => hop < given)
}

function isNetwork(text: string): boolean {
  const [address = '', bits, more] = text.split('/')
  const version = isIP(address)
  const longest = version === 4 ? 32 : 128
  return (
    version !== 0 &&
    more === undefined &&
    (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= longest))
  )
}
