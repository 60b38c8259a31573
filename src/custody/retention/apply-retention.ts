import { writeDown } from '../../act.ts'
import { type Context, read, type Services } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { asEraser } from '../../db/tenancy.ts'
import { Refusal } from '../../errors.ts'
import { settingsOf } from '../../parties/organisations/store.ts'
import { workThrough } from '../../platform/jobs/work-through.ts'
import { getRecognition, touchRecognition } from '../../recognition/store.ts'
import { eraseHeld, thePerson } from '../erasure/erase-person.ts'
import { matrix } from '../erasure/matrix.ts'
import { findBlockers } from '../erasure/read-erasure.ts'
import { removeFiles } from '../erasure/remove-files.ts'
import { countClasses, eraseClasses, holdPerson, ofCaseAlone, theRows, type Which } from '../erasure/store.ts'
import { retentionActions } from './actions.ts'
import { retained } from './retention.ts'
import * as store from './store.ts'

/** So much of one organisation in one turn; the rest comes in the next ones. */
const AT_A_TIME = 200

/** What a turn did, for whoever asked for it: of which organisation and class, how many. */
export type Removed = Partial<Record<store.Running['code'], number>>

/**
 * Removes what organisations have kept for as long as they set, of those that have it removed: each organisation in its
 * turn, a part at a time. May run twice and in several processes. Failures are thrown at the end.
 */
export async function applyRetention(services: Services): Promise<void> {
  const due = await store.listRemoving(services.db.owner, services.now(), 100)
  const failures = await workThrough(
    services,
    store.retaining,
    due,
    ({ item }) => removeOver(jobContext(services, item)),
    { comesAgain: true },
  )
  if (failures.length > 0) throw new AggregateError(failures, 'Some data could not be removed in time.')
}

export function jobContext(services: Services, organisationId: string): Context {
  const actor = { organisationId, clientId: null, memberId: null, personId: null }
  return { ...services, actor, requestId: `job:${store.retaining}`, answer: null }
}

/** One turn of one organisation: what is over is removed, thing by thing; one that fails holds up no other. */
export async function removeOver(ctx: Context): Promise<Removed> {
  const over = await read(ctx, (tx) => listOver(tx, ctx, AT_A_TIME))
  const removed: Removed = {}
  const failures: unknown[] = []
  const attempt = async (code: store.Running['code'], remove: () => Promise<number>) => {
    try {
      const count = await remove()
      if (count > 0) removed[code] = (removed[code] ?? 0) + count
    } catch (error) {
      failures.push(error)
    }
  }
  for (const code of inOne) {
    const ended = over.filter((running) => running.code === code)
    if (ended.length > 0) await attempt(code, () => removeEnded(ctx, code, ended))
  }
  for (const running of over) {
    const { code } = running
    if (retained[code].of === 'case') await attempt(code, () => removeFromCase(ctx, running))
    if (retained[code].of === 'person') await attempt(code, () => eraseAfterPeriod(ctx, running))
  }
  // The job takes up what this leaves.
  await removeFiles(ctx).catch(() => {})
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} could not be removed in time.`)
  return removed
}

/** What is over by the settings of now; nothing where the organisation does not have it removed. */
async function listOver(tx: Tx, { actor, now }: Context, limit: number, id?: string) {
  const { organisationId } = actor
  const settings = await settingsOf(tx, organisationId)
  if (settings.retention !== 'remove') return []
  return asEraser(tx, () => store.listOver(tx, { organisationId, settings, now: now() }, limit, id))
}

async function isStillOver(tx: Tx, ctx: Context, { code, id }: store.Running): Promise<boolean> {
  return (await listOver(tx, ctx, AT_A_TIME, id)).some((running) => running.code === code)
}

/** What has come to its end goes in one, whomever it is of. */
const inOne = ['links', 'messages'] as const

async function removeEnded(
  ctx: Context,
  code: (typeof inOne)[number],
  ended: readonly store.Running[],
): Promise<number> {
  const { organisationId } = ctx.actor
  return read(ctx, async (tx) => {
    const gone = await eraseOf(tx, code, theRows(ended.map(({ id }) => id)), ctx.now())
    if (gone === 0) return 0
    const subject = { state: null, organisationId }
    const action = code === 'links' ? retentionActions.removeLinks : retentionActions.removeMessages
    await writeDown(tx, ctx, action, subject, {
      subjectId: organisationId,
      details: { class: code, count: gone },
    })
    return gone
  })
}

/** Removes one class of data from one case, unless something of it may still be contested. */
async function removeFromCase(ctx: Context, running: store.Running): Promise<number> {
  const { code, id } = running
  return read(ctx, async (tx) => {
    await holdPerson(tx, await store.findLearner(tx, id))
    const recognition = await getRecognition(tx, id)
    const blockers = await findBlockers(tx, [recognition], ctx.now())
    if (blockers.length > 0 || !(await isStillOver(tx, ctx, running))) return 0
    const gone = await eraseOf(tx, code, ofCaseAlone(id), ctx.now())
    await touchRecognition(tx, id, ctx.now())
    const { organisationId, hostingOrganisationId } = recognition
    const subject = { state: null, organisationId, hostingOrganisationId, recognitionId: id }
    await writeDown(tx, ctx, retentionActions.removeFromCase, subject, {
      subjectId: id,
      details: { class: code, count: gone },
    })
    return 1
  })
}

/** Erases a person, as if somebody had asked for it. */
async function eraseAfterPeriod(ctx: Context, running: store.Running): Promise<number> {
  const { code, id: personId } = running
  const { organisationId } = ctx.actor
  try {
    return await read(ctx, async (tx, { zone }) => {
      const held = await thePerson(personId)(tx)
      if (held.isErased || !(await isStillOver(tx, ctx, running))) return 0
      const at = ctx.now()
      const reason = 'no-longer-needed'
      const counts = await eraseHeld(tx, { personId, organisationId, memberId: null, reason, at }, zone)
      await writeDown(tx, ctx, retentionActions.eraseAfterPeriod, held, {
        subjectId: personId,
        details: { class: code, reason, counts },
      })
      return 1
    })
  } catch (error) {
    // Something of theirs may still be contested: they wait.
    if (error instanceof Refusal && error.reason === 'blocked') return 0
    throw error
  }
}

/** Erases what a class of data stands for of these rows; returns how many there were. */
async function eraseOf(tx: Tx, code: store.Running['code'], which: Which, now: Date): Promise<number> {
  const classes = matrix.filter((known) => retained[code].removes.includes(known.code))
  return asEraser(tx, async () => {
    const counts = await countClasses(tx, which, classes)
    await eraseClasses(tx, which, now, classes)
    return Math.max(...Object.values(counts))
  })
}
