import type { z } from 'zod'
import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { given } from '../../platform/http/given.ts'
import { assertNameWritten } from '../names/names.ts'
import { organisationActions } from './actions.ts'
import { isOfConfirmed } from './identity/identity.ts'
import { assertReadable } from './presentation/presentation.ts'
import type { ChangedOrganisation } from './schemas.ts'
import { getOrganisation, type Organisation, updateOrganisation } from './store.ts'
import { say } from './words.ts'

/** Changes the directory entry of the actor's own organisation. */
export async function changeOrganisation(
  ctx: Context,
  id: string,
  assertVersion: (version: number) => void,
  changes: z.infer<typeof ChangedOrganisation>,
): Promise<Organisation> {
  const hold = async (tx: Tx) => {
    const found = await getOrganisation(tx, id)
    return { ...found, organisationId: id, state: null, ofConfirmed: isOfConfirmed(found, given(changes)) }
  }
  return act(ctx, organisationActions.changeOrganisation, hold, async ({ tx, subject, now }) => {
    assertVersion(subject.version)
    assertNameWritten({ ...subject, ...given(changes) })
    assertReadable(changes.colours)
    const changed = await updateOrganisation(tx, subject, given(changes), now)
    if (!changed) throw new Refusal('stale', say('changed-meanwhile'))
    return { value: changed, subjectId: id, details: { changed: Object.keys(changes) } }
  })
}
