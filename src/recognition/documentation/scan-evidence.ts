import { writeDown } from '../../act.ts'
import { type Services, write } from '../../context.ts'
import { workThrough } from '../../platform/jobs/work-through.ts'
import { touchRecognition } from '../store.ts'
import { documentationActions } from './actions.ts'
import { type Evidence, getEvidence, listHeld, scanning, writeScan } from './store.ts'

/**
 * Has a held piece of evidence looked through and writes down what was found. Where there is no scanner, or it does not
 * answer, the piece stays held and is tried again later. Returns the piece as it is then.
 */
export async function scanEvidence(services: Services, held: Evidence): Promise<Evidence> {
  if (!services.antivirus || held.scan !== 'held' || held.sha256 === null) return held
  const bytes = await services.storage.open(held.sha256)
  const scan = await services.antivirus.scan(bytes)
  const ctx = jobContext(services, held)
  return write(ctx, async (tx) => {
    const now = services.now()
    const found = await writeScan(tx, held.id, scan, now)
    if (!found) return getEvidence(tx, held.recognitionId, held.id)
    await touchRecognition(tx, held.recognitionId, now)
    const { organisationId, hostingOrganisationId, recognitionId } = held
    const piece = { state: null, organisationId, hostingOrganisationId, recognitionId }
    const line = { subjectId: held.id, details: { recognitionId, scan } }
    await writeDown(tx, ctx, documentationActions.scanEvidence, piece, line)
    return found
  })
}

/** Tries again what is held; one that cannot be scanned does not keep the others waiting. */
export async function scanHeldEvidence(services: Services): Promise<void> {
  if (!services.antivirus) return
  const due = await listHeld(services.db.owner, services.now(), 100)
  const failures = await workThrough(services, scanning, due, ({ piece }) => scanEvidence(services, piece))
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} pieces could not be scanned`)
}

function jobContext(services: Services, { id, organisationId }: Evidence) {
  const actor = { organisationId, clientId: null, memberId: null, personId: null }
  return { ...services, actor, requestId: `job:${id}`, idempotency: null }
}
