import type { z } from 'zod'
import { type Context, write } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { asEraser } from '../../db/tenancy.ts'
import { notFound, Refusal } from '../../errors.ts'
import { actorNow } from '../../parties/organisations/store.ts'
import { getPerson } from '../../parties/people/store.ts'
import type { Role } from '../../platform/auth/access.ts'
import { dayOf } from '../../platform/dates.ts'
import { touchRecognition } from '../../recognition/store.ts'
import { setLevel } from '../../verification/sharing/store.ts'
import { record } from '../ledger/record.ts'
import { erasableFrom } from './erasure.ts'
import { matrix } from './matrix.ts'
import { findBlockers } from './read-erasure.ts'
import { removeFiles } from './remove-files.ts'
import { type NewErasure, viewBlockers } from './schemas.ts'
import * as store from './store.ts'

export const mayErase = ['coordinator', 'admin'] as const satisfies Role[]

/**
 * Erases a person of the actor's organisation as the matrix says, whole or not at all; what is kept stays verifiable, and
 * a certificate that is revoked stays so. Erasing again changes nothing. Files go once this is committed: here, or where
 * that fails, by the job.
 */
export async function erasePerson(
  ctx: Context,
  personId: string,
  { reason }: z.infer<typeof NewErasure>,
): Promise<void> {
  const erased = await write(ctx, async (tx) => {
    // 1. Hold all there is of the person; nobody writes about them until this is done, and nobody does after it.
    const { organisationId } = await getPerson(tx, personId)
    if (organisationId !== ctx.actor.organisationId) throw notFound('person')
    const actor = await actorNow(tx, ctx.actor)
    if (!mayErase.some((role) => actor.roles.includes(role)))
      throw new Refusal('forbidden', `This needs the role "${mayErase.join('" or "')}".`)
    await store.holdPerson(tx, personId)
    if (await store.findErasure(tx, personId)) return false

    // 2. Nothing is open, and nothing may be contested any more.
    await assertErasable(tx, ctx, personId)
    const counts = await asEraser(tx, () => store.countClasses(tx, personId))

    // 3. Strangers see the least from now on; clients that synchronise are told of the change.
    const now = ctx.now()
    for (const { id: certificateId, ...of } of await store.listIssuedOf(tx, personId)) {
      const { organisationId, hostingOrganisationId } = of
      const level = 'validity' as const
      await setLevel(tx, { certificateId, organisationId, hostingOrganisationId, level, updatedAt: now })
    }
    for (const { id } of await store.listCasesOf(tx, personId)) await touchRecognition(tx, id, now)

    // 4. Erase, and count again: what is left of an erased class undoes the whole.
    await asEraser(tx, async () => {
      await store.eraseClasses(tx, personId, now)
      assertGone(await store.countClasses(tx, personId))
    })

    // 5. Write it down.
    const memberId = ctx.actor.memberId as string
    await store.insertErasure(tx, { personId, organisationId, memberId, reason, at: now, counts })
    await record(tx, ctx, 'person.erase', personId, { reason, counts })
    return true
  })
  // The job takes up what this leaves.
  if (erased) await removeFiles(ctx).catch(() => {})
}

async function assertErasable(tx: Tx, ctx: Context, personId: string): Promise<void> {
  const today = dayOf(ctx.now())
  const blockers = await findBlockers(tx, personId, today)
  if (blockers.length === 0) return
  const possibleFrom = erasableFrom(blockers, today)
  const when = possibleFrom ? `It is possible from ${possibleFrom}.` : 'See blockers for what is open.'
  throw new Refusal('blocked', `This person cannot be erased yet. ${when}`, [], {
    possibleFrom,
    blockers: viewBlockers(blockers, 'en'),
  })
}

function assertGone(counts: store.Counts): void {
  const left = matrix.filter(({ code, fate }) => fate !== 'kept' && counts[code] !== 0)
  if (left.length > 0) throw new Error(`Not erased: ${left.map(({ code }) => code).join(', ')}`)
}
