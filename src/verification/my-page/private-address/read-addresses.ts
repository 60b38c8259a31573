import { type Context, read } from '../../../context.ts'
import { getOrganisation } from '../../../parties/organisations/store.ts'
import { getKnownPerson } from '../../../parties/people/store.ts'
import { linkTerms } from '../../../platform/auth/link-terms.ts'
import type { Link } from '../../../platform/auth/links.ts'
import { linkRefusal } from '../../../platform/pages/link-page.ts'
import { dayOf } from '../../../platform/time-zone.ts'
import { confirmableSince } from './private-address.ts'
import type { AddressToConfirmShown, OwnAddressesShown } from './schemas.ts'
import { findUnconfirmed, findWaiting } from './store.ts'

/** The addresses of a learner, for themselves: their guardian has none of this. */
export function readAddresses(ctx: Context, { personId, zone }: Link): Promise<OwnAddressesShown> {
  return read(ctx, async (tx) => {
    const person = await getKnownPerson(tx, personId)
    const { email, emailEnds, privateEmail, writtenPrivately, organisationId } = person
    const { name: organisation } = await getOrganisation(tx, organisationId)
    const waiting = await findWaiting(tx, personId, confirmableSince(ctx.now()))
    const end = waiting && waiting.givenAt.getTime() + linkTerms['confirm-address'].days * 86_400_000
    return {
      organisation,
      email,
      emailEnds,
      privateEmail,
      write: privateEmail === null ? null : writtenPrivately ? 'from-now' : 'after-end',
      waiting: waiting && end ? { email: waiting.email, until: dayOf(new Date(end - 1), zone) } : null,
    }
  })
}

/** What a link asks to confirm; no address any more once that is done. */
export function readAddressToConfirm(ctx: Context, link: Link): Promise<AddressToConfirmShown> {
  return read(ctx, async (tx) => {
    if (link.usedAt) return { email: null, confirmed: true }
    const given = await findUnconfirmed(tx, link.subjectId)
    if (!given) throw linkRefusal('ended')
    return { email: given.email, confirmed: false }
  })
}
