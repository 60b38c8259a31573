import type { z } from 'zod'
import { type Context, write } from '../context.ts'
import type { AgreementContent } from '../db/schema/agreements.ts'
import { type Fault, notFound, Refusal } from '../errors.ts'
import type { Framework } from '../frameworks/framework.ts'
import { suggestCriteria } from '../frameworks/suggest-criteria.ts'
import { lockMobility, type Mobility } from '../mobilities/store.ts'
import { getOrganisation } from '../organisations/store.ts'
import { getPerson } from '../people/store.ts'
import { record } from '../platform/audit/record.ts'
import { addDays } from '../platform/dates.ts'
import { hashOfAgreement, outcomeFaults } from './agreement.ts'
import type { NewAgreementVersion } from './schemas.ts'
import { insertVersion, listVersions, noteFrameworkUse, type Version } from './store.ts'

type Draft = z.infer<typeof NewAgreementVersion>

/** Days after the last day of a mobility within which evidence may still be produced. */
const EVIDENCE_DAYS = 30

/** Writes the next version of a mobility's agreement, which nobody has signed yet. Names every gap at once. */
export async function draftAgreement(ctx: Context, mobilityId: string, draft: Draft): Promise<Version> {
  return write(ctx, async (tx) => {
    const mobility = await lockMobility(tx, mobilityId)
    if (mobility.organisationId !== ctx.actor.organisationId) throw notFound('mobility')
    const framework = frameworkOf(ctx, draft.framework)
    const window = evidenceWindow(mobility, draft)
    const faults = [...outcomeFaults(framework, draft.outcomes), ...windowFaults(window, mobility)]
    if (faults.length > 0) throw new Refusal('incomplete', 'The agreement is not complete.', faults)

    const sending = await getOrganisation(tx, mobility.organisationId)
    const hosting = await getOrganisation(tx, mobility.hostingOrganisationId)
    const learner = await getPerson(tx, mobility.learnerId)
    const content: AgreementContent = {
      sending: { id: sending.id, name: sending.name },
      hosting: { id: hosting.id, name: hosting.name },
      learner: {
        id: learner.id,
        givenName: learner.givenName,
        familyName: learner.familyName,
        birthDate: learner.birthDate,
      },
      mobility: mobilityFacts(mobility),
      framework: { id: framework.id, hash: framework.hash },
      outcomes: draft.outcomes.map((outcome) => ({
        ...outcome,
        criteria: outcome.criteria ?? suggestCriteria(framework, outcome.competence, outcome.target),
      })),
      procedure: draft.procedure,
      assessorRole: draft.assessorRole,
      ...window,
    }
    const now = ctx.now()
    const version = await insertVersion(tx, {
      organisationId: mobility.organisationId,
      hostingOrganisationId: mobility.hostingOrganisationId,
      mobilityId,
      number: ((await listVersions(tx, mobilityId)).at(-1)?.number ?? 0) + 1,
      content,
      hash: hashOfAgreement(content),
      createdAt: now,
    })
    await noteFrameworkUse(tx, framework.id, framework.fileHashes, now)
    await record(tx, ctx, 'agreement.draft', version.id, {
      mobilityId,
      number: version.number,
      hash: version.hash,
    })
    return version
  })
}

export function mobilityFacts(mobility: Mobility): AgreementContent['mobility'] {
  const { projectCode, startsOn, endsOn, participation, workloadHours, objective, programme } = mobility
  return { projectCode, startsOn, endsOn, participation, workloadHours, objective, programme }
}

function frameworkOf(ctx: Context, id: string): Framework {
  const framework = ctx.frameworks.get(id)
  if (framework) return framework
  const known = [...ctx.frameworks.keys()].join(', ')
  throw new Refusal('incomplete', 'The agreement is not complete.', [
    { in: 'body', pointer: '/framework', detail: `is none of: ${known}` },
  ])
}

function evidenceWindow(mobility: Mobility, draft: Draft) {
  return {
    evidenceFrom: draft.evidenceFrom ?? mobility.startsOn,
    evidenceUntil: draft.evidenceUntil ?? addDays(mobility.endsOn, EVIDENCE_DAYS),
  }
}

function windowFaults(window: { evidenceFrom: string; evidenceUntil: string }, mobility: Mobility): Fault[] {
  const faults: Fault[] = []
  if (window.evidenceUntil < mobility.endsOn) {
    faults.push({ in: 'body', pointer: '/evidenceUntil', detail: 'lies before the end of the mobility' })
  }
  if (window.evidenceFrom > mobility.endsOn) {
    faults.push({ in: 'body', pointer: '/evidenceFrom', detail: 'lies after the end of the mobility' })
  }
  return faults
}
