import type { Readable } from 'node:stream'
import { writeDown } from '../../act.ts'
import { type Context, type Services, write } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
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
    await writeDownScan(tx, ctx, found)
    return found
  })
}

/**
 * What the scanner says of a file that is about to be kept. One that does not answer now is asked again by the job, and
 * the piece is held until then.
 */
export async function scanNow({ antivirus }: Services, file: Readable): Promise<Evidence['scan']> {
  if (!antivirus) return 'not-scanned'
  return antivirus.scan(file).catch(() => 'held' as const)
}

export const isScanned = (scan: Evidence['scan']): boolean => scan === 'clean' || scan === 'infected'

/** The line of what was found in a piece, which nobody in person did; of the organisation whose transaction it is. */
export async function writeDownScan(tx: Tx, { actor, ...services }: Context, piece: Evidence): Promise<void> {
  const { id, organisationId, hostingOrganisationId, recognitionId, scan } = piece
  const subject = { state: null, organisationId, hostingOrganisationId, recognitionId }
  const line = { subjectId: id, details: { recognitionId, scan } }
  const ctx = jobContext(services, { id, organisationId: actor.organisationId })
  await writeDown(tx, ctx, documentationActions.scanEvidence, subject, line)
}

/** Tries again what is held; one that cannot be scanned does not keep the others waiting. */
export async function scanHeldEvidence(services: Services): Promise<void> {
  if (!services.antivirus) return
  const due = await listHeld(services.db.owner, services.now(), 100)
  const failures = await workThrough(services, scanning, due, ({ piece }) => scanEvidence(services, piece))
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} pieces could not be scanned`)
}

function jobContext(
  services: Services,
  { id, organisationId }: Pick<Evidence, 'id' | 'organisationId'>,
): Context {
  const actor = { organisationId, clientId: null, memberId: null, personId: null }
  return { ...services, actor, requestId: `job:${id}`, answer: null }
}
