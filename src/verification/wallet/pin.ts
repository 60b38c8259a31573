import { randomInt } from 'node:crypto'
import type { Context } from '../../context.ts'
import { asTenant } from '../../db/tenancy.ts'
import { countTry, type Link } from '../../platform/auth/links.ts'
import { digestSecret } from '../../platform/auth/secrets.ts'
import { WalletRefusal } from './wallet-refusal.ts'

const DIGITS = 6
/** Of a million PINs so many may be tried, whoever tries them; then the offer is good for nothing. */
const MAX_TRIES = 5

export const newPin = (): string => String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0')

/** Kept instead of the PIN; it opens nothing without the code of its offer. */
export const pinHash = (pin: string, certificateId: string): string => digestSecret(`${certificateId} ${pin}`)

/**
 * Refuses whoever does not give the PIN (`tx_code`) of an offer that has one (OpenID4VCI 1.0, section 6.3). Every try is
 * written down before it is looked at.
 */
export async function expectPin(ctx: Context, link: Link, given: string | undefined): Promise<void> {
  if (link.pinHash === null) {
    if (given === undefined) return
    throw new WalletRefusal('invalid_request', 'The offer asks for no transaction code.')
  }
  if (given === undefined)
    throw new WalletRefusal('invalid_request', 'The offer asks for a transaction code (tx_code).')
  // Nobody's act, and committed whatever comes of it.
  const tries = await asTenant(ctx.db, ctx.actor, (tx) => countTry(tx, link))
  if (tries > MAX_TRIES || pinHash(given, link.subjectId) !== link.pinHash)
    throw new WalletRefusal('invalid_grant', 'The transaction code is another one, or was tried too often.')
}
