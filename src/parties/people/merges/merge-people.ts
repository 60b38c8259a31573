import type { z } from 'zod'
import { act, writeDown } from '../../../act.ts'
import type { Context } from '../../../context.ts'
import type { Tx } from '../../../db/client.ts'
import { type Fault, Refusal } from '../../../errors.ts'
import type { Sentence } from '../../../platform/words/sentence.ts'
import { type KnownPerson, knownPerson } from '../person.ts'
import { getPerson } from '../store.ts'
import { mergeActions } from './actions.ts'
import { areOfOne } from './merge.ts'
import type { NewMerge } from './schemas.ts'
import { decideMerge, insertMerge, lockMerge, type Merge, movePerson } from './store.ts'
import { say } from './words.ts'

const thePersonOf = (id: string) => async (tx: Tx) => ({ ...(await getPerson(tx, id)), state: null })

/** Somebody says that two records are of one person. It changes nothing until another member has confirmed it. */
export async function proposeMerge(
  ctx: Context,
  id: string,
  { mergedId, birthDate }: z.infer<typeof NewMerge>,
): Promise<Merge> {
  return act(ctx, mergeActions.proposeMerge, thePersonOf(id), async ({ tx, subject, actor, now }) => {
    const kept = knownPerson(subject)
    if (mergedId === id) throw unfit('/mergedId', say('same-record'))
    const merged = knownPerson(await getPerson(tx, mergedId))
    if (!areOfOne(kept, merged)) throw unfit('/mergedId', say('not-yours'))
    const { organisationId } = kept
    const proposed = { organisationId, keptId: id, mergedId, bornAs: sideOfBirth(kept, merged, birthDate) }
    const row = await insertMerge(tx, { ...proposed, proposedBy: actor.memberId!, proposedAt: now })
    return { value: row, subjectId: id, details: { merge: row.id, mergedId } }
  })
}

/** Of which record the birth date is right: where the two differ, whoever proposes says so. */
function sideOfBirth(kept: KnownPerson, merged: KnownPerson, said: string | undefined): Merge['bornAs'] {
  const known: (string | null)[] = [kept.birthDate, merged.birthDate]
  if (said !== undefined && !known.includes(said)) throw unfit('/birthDate', say('neither'))
  if (kept.birthDate === merged.birthDate) return 'kept'
  // Of two records of which one knows it, that one is right.
  if (merged.birthDate === null || kept.birthDate === null) return kept.birthDate ? 'kept' : 'merged'
  if (said === undefined) throw unfit('/birthDate', say('which-is-right'))
  return said === kept.birthDate ? 'kept' : 'merged'
}

const unfit = (pointer: string, detail: Sentence) => {
  const fault: Fault = { in: 'body', pointer, detail }
  return new Refusal('incomplete', say('unfit'), [fault])
}

const theMerge = (id: string, mergeId: string) => async (tx: Tx) => {
  const merge = await lockMerge(tx, id, mergeId)
  return { state: null, organisationId: merge.organisationId, merge }
}

/**
 * Another member confirms it: all that leads to the one record leads to the other, and the emptied one says where it went.
 * What was signed keeps the names under which it was signed.
 */
export async function confirmMerge(ctx: Context, id: string, mergeId: string): Promise<Merge> {
  const { confirmMerge: action } = mergeActions
  return act(ctx, action, theMerge(id, mergeId), async ({ tx, subject, actor, role, now }) => {
    const { keptId, mergedId } = subject.merge
    for (const each of [keptId, mergedId]) knownPerson(await getPerson(tx, each))
    const moved = await movePerson(tx, subject.merge, now)
    const decided = { outcome: 'merged', decidedBy: actor.memberId, decidedAt: now } as const
    const value = await decideMerge(tx, subject.merge, decided)
    const details = { merge: mergeId, keptId, mergedId, moved }
    return {
      value,
      subjectId: keptId,
      details,
      afterwards: () => writeDown(tx, ctx, action, subject, { subjectId: mergedId, details }, role),
    }
  })
}

/** Says that they are two people, or that it was a slip: nothing moves. */
export async function dismissMerge(ctx: Context, id: string, mergeId: string): Promise<Merge> {
  const { dismissMerge: action } = mergeActions
  return act(ctx, action, theMerge(id, mergeId), async ({ tx, subject, actor, now }) => {
    const decided = { outcome: 'dismissed', decidedBy: actor.memberId, decidedAt: now } as const
    const value = await decideMerge(tx, subject.merge, decided)
    return { value, subjectId: id, details: { merge: mergeId } }
  })
}
