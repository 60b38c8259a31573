import { act } from '../../../act.ts'
import type { Context } from '../../../context.ts'
import type { Tx } from '../../../db/client.ts'
import { Refusal } from '../../../errors.ts'
import { sha256 } from '../../../platform/hash.ts'
import { organisationActions } from '../actions.ts'
import { getOrganisation, type Organisation, updateOrganisation } from '../store.ts'
import { say } from '../words.ts'
import { readLogo } from './logo.ts'
import { keepLogo } from './store.ts'

/** Shows another logo of the actor's own organisation, cleaned; earlier ones are kept for what was issued under them. */
export async function changeLogo(ctx: Context, id: string, sent: Uint8Array): Promise<Organisation> {
  const { mediaType, bytes } = readLogo(sent)
  const hash = sha256(bytes)
  const hold = async (tx: Tx) => ({ found: await getOrganisation(tx, id), organisationId: id, state: null })
  return act(ctx, organisationActions.changeLogo, hold, async ({ tx, subject, now }) => {
    const { found } = subject
    if (found.logo === hash) return { value: found, unchanged: true }
    await keepLogo(tx, { organisationId: id, sha256: hash, mediaType, bytes, createdAt: now })
    const changed = await updateOrganisation(tx, found, { logo: hash }, now)
    if (!changed) throw new Refusal('stale', say('changed-meanwhile'))
    return { value: changed, subjectId: id, details: { logo: hash } }
  })
}
