import type { z } from 'zod'
import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import type { CorrectedField } from '../../db/schema/certification/corrections.ts'
import { Refusal } from '../../errors.ts'
import type { Organisation } from '../../parties/organisations/store.ts'
import type { LoadedCase } from '../../recognition/case.ts'
import { registeredFacts } from '../certificates/content/registered-facts.ts'
import type { CertificateSnapshot } from '../certificates/snapshot.ts'
import * as store from '../certificates/store.ts'
import { correctionActions } from './actions.ts'
import { correctionFaults } from './correction.ts'
import { correctable } from './hold-correctable.ts'
import type { NewCorrection } from './schemas.ts'
import { insertCorrection } from './store.ts'
import { say } from './words.ts'

/** The first of two people says what is wrong on a certificate and what is right, once the register is. */
export async function proposeCorrection(
  ctx: Context,
  id: string,
  { reason, fields }: z.infer<typeof NewCorrection>,
): Promise<store.CertificateWithRequest> {
  const { proposeCorrection: action } = correctionActions
  return act(ctx, action, correctable(ctx, id), async ({ tx, subject, actor, now }) => {
    const { certificate, loaded } = subject
    await assertCorrects(tx, loaded, certificate, fields)
    const { organisationId, hostingOrganisationId } = certificate
    const correction = await insertCorrection(tx, {
      organisationId,
      hostingOrganisationId,
      certificateId: id,
      reason,
      fields,
      proposedBy: actor.memberId!,
      proposedAt: now,
    })
    const row = await store.updateCertificate(tx, id, { updatedAt: now })
    const details = { correctionId: correction.id, fields: fields.map(({ field }) => field) }
    return { value: { ...row, request: null, correction }, subjectId: id, details }
  })
}

/** Refuses a correction that is none, naming every fault; returns what the certificate says, and the issuer and what both organisations describe as they are now. */
export async function assertCorrects(
  tx: Tx,
  loaded: LoadedCase,
  { snapshot, revokedAt }: Pick<store.Certificate, 'snapshot' | 'revokedAt'>,
  fields: readonly CorrectedField[],
): Promise<{
  says: CertificateSnapshot
  issuer: Organisation
  described: CertificateSnapshot['europass']
  projectTitle: CertificateSnapshot['mobility']['projectTitle']
}> {
  const says: CertificateSnapshot = JSON.parse(snapshot)
  const { facts, organisations } = await registeredFacts(tx, loaded)
  const issuer = organisations.get(loaded.recognition.organisationId)!
  const { legalName, registrationNumber } = issuer
  const registered = {
    ...facts,
    issuer: {
      ...facts.issuer,
      ...(legalName && { legalName }),
      ...(registrationNumber && { registrationNumber }),
    },
  }
  const faults = correctionFaults(fields, { loaded, says, registered }, revokedAt !== null)
  if (faults.length > 0) throw new Refusal('incomplete', say('not-to-correct'), faults)
  return { says, issuer, described: facts.europass, projectTitle: facts.mobility.projectTitle }
}
