import { z } from 'zod'
import type { Context } from '../../context.ts'
import { keepReading } from '../../custody/ledger/readings-store.ts'
import type { Tx } from '../../db/client.ts'
import { outcomeResults } from '../../db/schema/recognition/decisions.ts'
import type { Actor, Role } from '../../platform/auth/access.ts'
import { sha256 } from '../../platform/hash.ts'
import type { CertificateSnapshot } from '../certificates/snapshot.ts'
import type { Certificate } from '../certificates/store.ts'
import { listIdentifiers } from './identifiers-store.ts'

/** What a certificate in a list says of itself, to whoever may know who the learners are. */
export const CertifiedView = z
  .object({
    learner: z.object({
      id: z.uuid().nullable(),
      givenName: z.string(),
      familyName: z.string(),
      externalId: z.string().nullable(),
    }),
    mobility: z.object({
      id: z.uuid(),
      mobilityCode: z.string().nullable(),
      externalId: z.string().nullable(),
      startsOn: z.iso.date(),
      endsOn: z.iso.date(),
    }),
    projectCode: z.string(),
    projectId: z.uuid().nullable(),
    framework: z.string(),
    outcomes: z.array(
      z.object({
        competence: z.string(),
        baseline: z.int().nullable(),
        target: z.int().nullable(),
        level: z.int().nullable(),
        result: z.enum(outcomeResults),
      }),
    ),
  })
  .nullable()
  .describe(
    'what it says of whom, as it was issued, with what the register calls them now; null for whoever has none of the roles that may read who the learners are, and where what is kept is not what was registered',
  )

type DescribeCertificate = (row: Certificate) => z.infer<typeof CertifiedView>

const knowing: readonly Role[] = ['coordinator', 'admin', 'auditor']

/** Whether somebody may read who the learners are; a token that names nobody reads for its organisation. */
const mayKnow = ({ memberId, roles }: Actor) =>
  memberId === null || roles.some((role) => knowing.includes(role))

/** Tells of certificates what they say, and keeps that it was read; nothing to whoever may not know. */
export async function describeCertified(
  tx: Tx,
  ctx: Context,
  actor: Actor,
  rows: readonly Certificate[],
): Promise<DescribeCertificate> {
  if (!mayKnow(actor)) return () => null
  await keepReading(tx, actor, rows, ctx.now())
  const identifiers = await listIdentifiers(
    tx,
    rows.map(({ recognitionId }) => recognitionId),
  )
  return ({ recognitionId, snapshot, snapshotSha256 }) => {
    // Of what is not what was registered nothing is told.
    if (sha256(snapshot) !== snapshotSha256) return null
    const { learner, mobility, framework, outcomes } = JSON.parse(snapshot) as CertificateSnapshot
    const known = identifiers.get(recognitionId)
    return {
      learner: {
        id: known?.learnerId ?? null,
        givenName: learner.givenName,
        familyName: learner.familyName,
        externalId: known?.learnerExternalId ?? null,
      },
      mobility: {
        id: mobility.id,
        mobilityCode: mobility.mobilityCode,
        externalId: known?.externalId ?? null,
        startsOn: mobility.startsOn,
        endsOn: mobility.endsOn,
      },
      projectCode: mobility.projectCode,
      projectId: known?.projectId ?? null,
      framework: framework.id,
      outcomes: outcomes.map(({ competence, baseline, target, level, result }) => ({
        ...{ competence, baseline, target, level, result },
      })),
    }
  }
}
