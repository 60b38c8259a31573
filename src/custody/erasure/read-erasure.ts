import type { Tx } from '../../db/client.ts'
import { asEraser } from '../../db/tenancy.ts'
import { notFound } from '../../errors.ts'
import { getPersonItself } from '../../parties/people/store.ts'
import { type Actor, todayFor } from '../../platform/auth/access.ts'
import { assertNotBlind } from '../../platform/auth/assert-access.ts'
import { lastDayOf } from '../../recognition/appeals/appeal.ts'
import { isCertificateDue } from '../../recognition/case.ts'
import { loadCases } from '../../recognition/load-case.ts'
import type { Recognition } from '../../recognition/store.ts'
import { type CaseToErase, type ErasureBlocker, erasableFrom, erasureBlockers } from './erasure.ts'
import type { ErasureFound } from './schemas.ts'
import * as store from './store.ts'

/** What was erased of a person and what was kept; or, before that, what would be, and from when it is possible. */
export async function readErasure(tx: Tx, actor: Actor, personId: string, now: Date): Promise<ErasureFound> {
  const { organisationId } = await getPersonItself(tx, personId)
  if (organisationId !== actor.organisationId) throw notFound('person')
  const erasure = await store.findErasure(tx, personId)
  if (erasure) {
    const pending = await asEraser(tx, () => store.countPending(tx, personId))
    return { personId, erasure, blockers: [], possibleFrom: null, counts: erasure.counts, pending }
  }
  const cases = await store.listCasesOf(tx, personId, actor)
  assertNotBlind(cases.some(({ isBlind }) => isBlind))
  const blockers = await findBlockers(tx, cases, now)
  const counts = await asEraser(tx, () => store.countClasses(tx, store.allOf(personId)))
  const possibleFrom = erasableFrom(blockers, todayFor(actor, now))
  return { personId, erasure: null, blockers, possibleFrom, counts, pending: 0 }
}

/** Every reason, in any of these cases of a person, for which they cannot be erased today. */
export async function findBlockers(tx: Tx, cases: Recognition[], now: Date): Promise<ErasureBlocker[]> {
  const ids = cases.map(({ id }) => id)
  const { revoking, correcting } = await store.casesAwaiting(tx, ids)
  const found: CaseToErase[] = []
  for (const loaded of (await loadCases(tx, cases, now)).values()) {
    const { recognition, appeals, today } = loaded
    found.push({
      today,
      recognitionId: recognition.id,
      stage: recognition.stage,
      lastDay: lastDayOf(loaded),
      appealOpen: appeals.some(({ closedAt }) => closedAt === null),
      certificateDue: isCertificateDue(loaded) || correcting.has(recognition.id),
      revocationOpen: revoking.has(recognition.id),
    })
  }
  return erasureBlockers(found)
}
