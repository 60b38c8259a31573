import type { Services } from '../../context.ts'
import { Trouble } from '../../errors.ts'
import { type CertificateFault, checkCertificates } from './check-certificates.ts'
import { beginCheck, finishCheck } from './store.ts'

/** A little less than a day, in milliseconds, so that the hour of the check does not wander. */
const BETWEEN = 23 * 3_600_000
/** So many faults are written down one by one; all are counted. */
const WRITTEN_FAULTS = 1_000

/**
 * Checks every certificate and every file of evidence once a day, in one process however many there are, and writes down what it found. Throws when
 * anything was found, so that it is heard.
 */
export async function checkDaily(services: Services): Promise<void> {
  const { owner } = services.db
  const startedAt = services.now()
  const id = await beginCheck(owner, startedAt, new Date(startedAt.getTime() - BETWEEN))
  if (!id) return
  await services.storage.tidy()
  const written: CertificateFault[] = []
  let faults = 0
  const checked = await checkCertificates(services, (fault) => {
    faults += 1
    if (written.length < WRITTEN_FAULTS) written.push(fault)
  })
  await finishCheck(owner, id, { finishedAt: services.now(), checked, faults, details: written })
  if (faults > 0) {
    const first = written[0]!
    throw new Trouble(
      `${faults} faults in ${checked} certificates; the first: ${first.number}: ${first.what}: ${first.detail}. npm run check-certificates lists all.`,
    )
  }
}
