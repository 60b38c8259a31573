import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { onBehalfOf } from '../../db/tenancy.ts'
import { organisationActions } from './actions.ts'
import { isOfConfirmed } from './identity/identity.ts'
import { getOrganisation, type Organisation, updateCountry } from './store.ts'

/** Corrects in which country (ISO 3166-1 alpha-2) an organisation of the directory is; the ledger keeps both. */
export async function correctCountry(ctx: Context, id: string, country: string): Promise<Organisation> {
  const { organisationId } = ctx.actor
  const hold = async (tx: Tx) => {
    const found = await getOrganisation(tx, id)
    return { found, organisationId, state: null, ofConfirmed: isOfConfirmed(found, { country }) }
  }
  return act(ctx, organisationActions.correctCountry, hold, async ({ tx, subject, now }) => {
    const { found } = subject
    if (found.country === country) return { value: found, unchanged: true }
    const changed = await onBehalfOf(tx, id, organisationId, () => updateCountry(tx, id, country, now))
    return { value: changed, subjectId: id, details: { from: found.country, to: country } }
  })
}
