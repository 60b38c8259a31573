import { z } from 'zod'
import type { Services } from '../../context.ts'
import type { Errand, Errands } from '../../platform/auth/errand.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import { addressFor, type BatchItem } from './batch.ts'
import { claimItem, endItem, type ItemEnding, listOpen, putOffItem } from './queue-store.ts'
import { refusalSaid } from './refusal.ts'
import type { Batch, ItemOfBatch } from './store.ts'
import { say } from './words.ts'

/** Whoever claims an item has so long for it, longer than any request takes; one turn of the job takes no longer than its own. */
const LEASE_MS = 180_000
const TURN_MS = 50_000

/** So often at most something is tried that the service could not do; then it is told. */
const MAX_ATTEMPTS = 8
const LONGEST_WAIT_MS = 60_000

/**
 * Does what batches ask for, one thing after the other, each organisation's in its turn, for as long as a turn may take.
 * May run twice and in several processes: each item is claimed for a time. Whoever is killed between what was done and
 * what is written down of it, has it asked for again under the same key, which is answered as it was the first time.
 */
export async function runBatches(services: Services, errands: Errands): Promise<void> {
  const { db, now } = services
  const ends = performance.now() + TURN_MS
  while (performance.now() < ends) {
    let begun = 0
    for (const batch of await listOpen(db.owner)) {
      if (performance.now() > ends) return
      const item = await claimItem(db.owner, batch.id, now(), new Date(now().getTime() + LEASE_MS))
      if (!item) continue
      begun += 1
      await settle(services, errands, batch, item)
    }
    if (begun === 0) return
  }
}

async function settle(
  { db, now }: Services,
  errands: Errands,
  batch: Batch,
  item: ItemOfBatch,
): Promise<void> {
  const ending = await endingOf(errands, batch, item)
  if (ending) return endItem(db.owner, item, ending, now())
  const wait = Math.min(LONGEST_WAIT_MS, 1000 * 2 ** (item.attempts - 1))
  return putOffItem(db.owner, item, new Date(now().getTime() + wait))
}

/** What became of an item; null where the service could not do it now, and tries again. */
async function endingOf(errands: Errands, batch: Batch, item: ItemOfBatch): Promise<ItemEnding | null> {
  if (item.said === null) return refused(batch, 'wrong-state', 409, say('no-longer-there'))
  const asked: BatchItem = JSON.parse(item.said)
  const answer = await errands(errandOf(batch, item, asked), requestOf(batch, asked)).catch(() => null)
  const isFailure = answer === null || answer.status >= 500
  if (isFailure && item.attempts < MAX_ATTEMPTS) return null
  if (answer === null) return refused(batch, 'internal', 500, say('could-not-be-done'))
  const { status, headers, body } = answer
  const answered = bodyOf(body)
  if (status >= 400) return { ...nothing, state: 'refused', status, said: answered ? body : null }
  const text = (name: string) => (typeof headers[name] === 'string' ? headers[name] : null)
  return {
    state: headers.unchanged ? 'unchanged' : 'done',
    status,
    location: text('location'),
    etag: text('etag'),
    resultId: idIn(answered),
    said: null,
  }
}

const nothing = { location: null, etag: null, resultId: null }

const refused = ({ language }: Batch, type: string, status: number, sentence: Sentence): ItemEnding => ({
  ...nothing,
  state: 'refused',
  status,
  said: refusalSaid(language, type, status, sentence),
})

/** As whom, and under which key: the id of the item, which is there once. */
function errandOf(batch: Batch, { id, position }: ItemOfBatch, { ifMatch }: BatchItem): Errand {
  const { organisationId, clientId, memberId, signedIn, credentialId, subjectHash } = batch
  return {
    actor: { organisationId, clientId, memberId, personId: null, signedIn, credentialId, subjectHash },
    scopes: batch.scopes,
    key: `batch ${id}`,
    requestId: `batch:${batch.id}:${position}`,
    action: batch.action,
    route: batch.route,
    read: ifMatch,
  }
}

function requestOf({ route, language }: Batch, { params, body, ifMatch }: BatchItem) {
  const [method = '', path = ''] = route.split(' ')
  return {
    method: method as 'POST' | 'PUT' | 'PATCH',
    url: addressFor(path, params),
    headers: {
      accept: 'application/json',
      'accept-language': language,
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
    },
    ...(body === undefined ? {} : { payload: body as object }),
  }
}

const Named = z.object({ id: z.uuid() })

function bodyOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const idIn = (body: unknown): string | null => Named.safeParse(body).data?.id ?? null
