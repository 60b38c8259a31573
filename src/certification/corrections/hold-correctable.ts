import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { type LoadedCase, uncertifiedAppeal } from '../../recognition/case.ts'
import { holdCase } from '../../recognition/load-case.ts'
import { issuedCertificate } from '../certificates/hold-certificate.ts'
import { type Certificate, getCertificate } from '../certificates/store.ts'
import type { CorrectableCertificate } from './actions.ts'

/** Holds a certificate with its case, in the order in which an issue does. */
export const correctable =
  ({ now }: Pick<Context, 'now'>, id: string) =>
  async (tx: Tx) => {
    const { recognitionId } = await getCertificate(tx, id)
    const loaded = await holdCase(tx, recognitionId, now())
    const held = await issuedCertificate(id)(tx)
    const { correction } = held.certificate
    return {
      ...held,
      ...correctableIn(loaded, held.certificate),
      proposedBy: correction?.proposedBy ?? null,
      loaded,
    }
  }

/** What the case says of whether its certificate may be corrected. */
export function correctableIn(
  loaded: LoadedCase,
  certificate: Pick<Certificate, 'id' | 'revokedAt' | 'revocationReason'>,
): Pick<CorrectableCertificate, 'against' | 'isPaused' | 'took'> {
  const { certificates, appeals, facts, took } = loaded
  const isPaused = facts.issuingPaused === true
  return { against: standsAgainst(), isPaused, ...(took && { took }) }

  function standsAgainst(): CorrectableCertificate['against'] {
    if (certificates.some(({ supersedes, status }) => supersedes === certificate.id && status === 'issued'))
      return 'successor'
    if (appeals.some(({ closedAt }) => closedAt === null) || uncertifiedAppeal(loaded)) return 'appeal'
    const { revokedAt, revocationReason } = certificate
    if (revokedAt === null || revocationReason !== 'fraud') return null
    const isUpheld = appeals.some(
      ({ state, closedAt }) => state === 'upheld' && closedAt !== null && closedAt > revokedAt,
    )
    return isUpheld ? null : 'fraud'
  }
}
