import { act, own } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { type Fault, Refusal } from '../../errors.ts'
import { assertAccess } from '../../platform/auth/assert-access.ts'
import type { DescribedRoute } from '../../platform/http/api-document.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import { listCasesOfCohort } from '../../recognition/cohorts/store.ts'
import { batchActions } from './actions.ts'
import { type Batchable, type BatchItem, batchableOf, faultsOf } from './batch.ts'
import { type AskedOfCohort, type ItemOfCohort, itemsOfCohort, unfitForCohort } from './of-cohort.ts'
import { refusalSaid } from './refusal.ts'
import { type Batch, insertBatch, type NewItem } from './store.ts'
import { say } from './words.ts'

type Asked = { action: string } & ({ items: readonly BatchItem[] } | AskedOfCohort)

/**
 * Takes a batch up, once every item is as its route takes it: with one fault nothing is kept. Whoever may not call that
 * route now is told at once; what they may do when an item is done is asked again then. A cohort is taken as it is now.
 */
export function startBatch(
  ctx: Context,
  routes: readonly DescribedRoute[],
  asked: Asked,
  language: string,
): Promise<Batch> {
  const { action } = asked
  const batchable = batchableOf(routes, action)
  if (typeof batchable === 'function') throw unfitAction(batchable)
  const forCohort = 'cohortId' in asked ? unfitForCohort(batchable) : null
  if (forCohort) throw unfitAction(forCohort)
  if ('items' in asked) assertFit(faultsOf(batchable, asked.items))
  return act(ctx, batchActions.startBatch, own(ctx), async ({ tx, actor, now }) => {
    assertAccess(actor, batchable.access)
    const items = await itemsAsked(tx, batchable, asked, language, now)
    const { organisationId, clientId, memberId, credentialId, subjectHash, signedIn = false } = actor
    const ended = items.filter(({ state }) => state !== undefined).length
    const batch = await insertBatch(
      tx,
      {
        ...{ organisationId, clientId: clientId!, memberId, credentialId, subjectHash, signedIn },
        scopes: [...actor.scopes],
        ...{ action, language, route: batchable.action.route! },
        items: items.length,
        refused: ended,
        createdAt: now,
        finishedAt: ended === items.length ? now : null,
      },
      items,
    )
    const cohort = 'cohortId' in asked ? { cohort: asked.cohortId } : {}
    return { value: batch, subjectId: batch.id, details: { action, items: items.length, ...cohort } }
  })
}

async function itemsAsked(
  tx: Tx,
  batchable: Batchable,
  asked: Asked,
  language: string,
  now: Date,
): Promise<NewItem[]> {
  if ('items' in asked)
    return asked.items.map(({ id = null, ...request }, position) => waiting(position, id, request))
  const cases = await listCasesOfCohort(tx, asked.cohortId)
  const { items, faults } = itemsOfCohort(batchable, asked, cases)
  assertFit(faults)
  return placed(items, language, now)
}

const waiting = (position: number, key: string | null, request: Omit<BatchItem, 'id'>): NewItem => ({
  position,
  key,
  said: JSON.stringify(request),
})

/** As they are kept; of whom no case is open yet, what is asked of cases is refused at once. */
function placed(items: readonly ItemOfCohort[], language: string, now: Date): NewItem[] {
  let settled = 0
  return items.map(({ mobilityId, request }, position) => {
    if (request) {
      const { id: _, ...asked } = request
      return waiting(position, mobilityId, asked)
    }
    settled += 1
    const said = refusalSaid(language, 'wrong-state', 409, say('no-case-yet'))
    return { position, key: mobilityId, said, state: 'refused', settled, endedAt: now, status: 409 }
  })
}

function assertFit(faults: Fault[]): void {
  if (faults.length > 0) throw unfit(faults)
}

const unfitAction = (detail: Sentence) => unfit([{ in: 'body', pointer: '/action', detail }])

const unfit = (faults: Fault[]) => new Refusal('bad-input', say('see-items'), faults)
