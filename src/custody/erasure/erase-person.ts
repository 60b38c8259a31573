import type { z } from 'zod'
import { act } from '../../act.ts'
import { type Context, conclude } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { asEraser } from '../../db/tenancy.ts'
import { Refusal } from '../../errors.ts'
import { getPersonItself } from '../../parties/people/store.ts'
import { dayOf, type Zone } from '../../platform/time-zone.ts'
import { touchRecognition } from '../../recognition/store.ts'
import { setLevel } from '../../verification/sharing/store.ts'
import { erasureActions } from './actions.ts'
import { erasableFrom } from './erasure.ts'
import { matrix } from './matrix.ts'
import { findBlockers } from './read-erasure.ts'
import { removeFiles } from './remove-files.ts'
import { explainBlockers, type NewErasure } from './schemas.ts'
import * as store from './store.ts'
import { say } from './words.ts'

/**
 * Erases a person of the actor's organisation as the matrix says, whole or not at all; what is kept stays verifiable, and
 * a certificate that is revoked stays so. Erasing again changes nothing. Files go once this is committed: here, or where
 * that fails, by the job; what is answered tells of them, and is kept after that.
 */
export async function erasePerson(
  ctx: Context,
  personId: string,
  { reason }: z.infer<typeof NewErasure>,
): Promise<void> {
  const hold = thePerson(personId)
  const ahead = { ...ctx, answer: null }
  const erased = await act(ahead, erasureActions.erasePerson, hold, async ({ tx, subject, actor, now }) => {
    if (subject.isErased) return { value: false, unchanged: true }
    const { organisationId } = subject
    const { memberId, zone } = actor
    const counts = await eraseHeld(tx, { personId, organisationId, memberId, reason, at: now }, zone)
    return { value: true, subjectId: personId, details: { reason, counts } }
  })
  // The job takes up what this leaves.
  if (erased) await removeFiles(ctx).catch(() => {})
  await conclude(ctx, undefined)
}

/** Erases a person who is held, and keeps that it was done; whoever asks for it writes the line. Returns what there was. */
export async function eraseHeld(
  tx: Tx,
  erasure: Omit<store.Erasure, 'counts'>,
  zone: Zone,
): Promise<store.Counts> {
  const { personId, at: now } = erasure
  const all = store.allOf(personId)

  // 1. Nothing is open, and nothing may be contested any more.
  await assertErasable(tx, personId, now, zone)
  const counts = await asEraser(tx, () => store.countClasses(tx, all))

  // 2. Strangers see the least from now on; clients that synchronise are told of the change.
  const issued = await store.listIssuedOf(tx, personId)
  for (const { id: certificateId, organisationId, hostingOrganisationId } of issued) {
    const level = 'validity' as const
    await setLevel(tx, { certificateId, organisationId, hostingOrganisationId, level, updatedAt: now })
  }
  for (const { id } of await store.listCasesOf(tx, personId, nobody)) await touchRecognition(tx, id, now)

  // 3. Erase, and count again: what is left of an erased class undoes the whole.
  await asEraser(tx, async () => {
    await store.eraseClasses(tx, all, now)
    assertGone(await store.countClasses(tx, all))
  })

  // 4. Keep that it was done, by whom and why.
  await store.insertErasure(tx, { ...erasure, counts })
  return counts
}

/** Holds all there is of a person; nobody writes about them until this is done, and nobody does after it. */
export const thePerson = (personId: string) => async (tx: Tx) => {
  const { organisationId } = await getPersonItself(tx, personId)
  await store.holdPerson(tx, personId)
  const isErased = (await store.findErasure(tx, personId)) !== undefined
  return { state: null, organisationId, isErased }
}

/** Nothing of a case is shown to whoever erases. */
const nobody = { memberId: null }

async function assertErasable(tx: Tx, personId: string, now: Date, zone: Zone): Promise<void> {
  const blockers = await findBlockers(tx, await store.listCasesOf(tx, personId, nobody), now)
  if (blockers.length === 0) return
  const possibleFrom = erasableFrom(blockers, dayOf(now, zone))
  const sentence = possibleFrom ? say('not-yet-from', { day: possibleFrom }) : say('not-yet')
  throw new Refusal('blocked', sentence, [], { possibleFrom, blockers: explainBlockers(blockers) })
}

function assertGone(counts: store.Counts): void {
  const left = matrix.filter(({ code, fate }) => fate !== 'kept' && counts[code] !== 0)
  if (left.length > 0) throw new Error(`Not erased: ${left.map(({ code }) => code).join(', ')}`)
}
