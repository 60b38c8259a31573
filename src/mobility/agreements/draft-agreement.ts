import type { z } from 'zod'
import { type Context, write } from '../../context.ts'
import { record } from '../../custody/ledger/record.ts'
import type { Tx } from '../../db/client.ts'
import type { AgreementContent } from '../../db/schema/mobility/agreements.ts'
import { notFound, Refusal } from '../../errors.ts'
import type { Framework } from '../../measure/frameworks/framework.ts'
import { suggestCriteria } from '../../measure/frameworks/suggest-criteria.ts'
import { getOrganisation } from '../../parties/organisations/store.ts'
import { termsInForce } from '../../parties/partnerships/store.ts'
import { getKnownPerson } from '../../parties/people/store.ts'
import { addDays, dayOf } from '../../platform/dates.ts'
import { lockMobility, type Mobility, noteAgreement } from '../mobilities/store.ts'
import { hashOfAgreement, outcomeFaults, scheduleFaults } from './agreement.ts'
import { amendmentFaults } from './amendment.ts'
import type { NewAgreementVersion } from './schemas.ts'
import { insertVersion, lastNumber, lockCaseOf, noteFrameworkUse, type Version } from './store.ts'

type Draft = z.infer<typeof NewAgreementVersion>

const closed = ['certified', 'refused', 'withdrawn']

/** Writes the next version of a mobility's agreement, which nobody has signed yet. Names every gap at once. */
export async function draftAgreement(ctx: Context, mobilityId: string, draft: Draft): Promise<Version> {
  return write(ctx, async (tx) => {
    const mobility = await lockMobility(tx, mobilityId)
    const { organisationId, hostingOrganisationId } = mobility
    if (organisationId !== ctx.actor.organisationId) throw notFound('mobility')
    const open = await lockCaseOf(tx, mobilityId)
    if (open && closed.includes(open.stage)) {
      throw new Refusal(
        'wrong-state',
        `The case of this mobility is ${open.stage}; its agreement stays as it is.`,
      )
    }
    const framework = frameworkOf(ctx, draft.framework)
    const today = dayOf(ctx.now())
    const { evidenceDays } = await termsInForce(tx, organisationId, hostingOrganisationId, today)
    const window = {
      evidenceFrom: draft.evidenceFrom ?? mobility.startsOn,
      evidenceUntil: draft.evidenceUntil ?? addDays(mobility.endsOn, evidenceDays),
    }
    const faults = [
      ...outcomeFaults(framework, draft.outcomes),
      ...scheduleFaults(window, draft.outcomes, mobility),
    ]
    assertComplete(faults)
    const content = await contentOf(tx, mobility, framework, draft, window)
    if (open) assertComplete(amendmentFaults(content, open))
    const now = ctx.now()
    const version = await insertVersion(tx, {
      organisationId,
      hostingOrganisationId,
      mobilityId,
      number: (await lastNumber(tx, mobilityId)) + 1,
      content,
      hash: hashOfAgreement(content),
      createdAt: now,
    })
    await noteAgreement(tx, mobilityId, { unsignedSince: now, signedSince: null })
    await noteFrameworkUse(tx, framework.id, framework.fileHashes, now)
    const { number, hash } = version
    await record(tx, ctx, 'agreement.draft', version.id, { mobilityId, number, hash })
    return version
  })
}

function assertComplete(faults: Refusal['faults']): void {
  if (faults.length > 0)
    throw new Refusal('incomplete', 'The agreement is not complete or does not fit.', faults)
}

function frameworkOf(ctx: Context, id: string): Framework {
  const framework = ctx.frameworks.get(id)
  if (framework) return framework
  const known = [...ctx.frameworks.keys()].join(', ')
  throw new Refusal('incomplete', 'The agreement is not complete or does not fit.', [
    { in: 'body', pointer: '/framework', detail: `is none of: ${known}` },
  ])
}

async function contentOf(
  tx: Tx,
  mobility: Mobility,
  framework: Framework,
  draft: Draft,
  window: { evidenceFrom: string; evidenceUntil: string },
): Promise<AgreementContent> {
  const sending = await getOrganisation(tx, mobility.organisationId)
  const hosting = await getOrganisation(tx, mobility.hostingOrganisationId)
  const learner = await getKnownPerson(tx, mobility.learnerId)
  return {
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
      assessorRole: outcome.assessorRole ?? draft.assessorRole,
      evidenceFrom: outcome.evidenceFrom ?? window.evidenceFrom,
      evidenceUntil: outcome.evidenceUntil ?? window.evidenceUntil,
    })),
    procedure: draft.procedure,
    assessorRole: draft.assessorRole,
    ...window,
  }
}

function mobilityFacts(mobility: Mobility): AgreementContent['mobility'] {
  const { projectCode, startsOn, endsOn, participation, workloadHours, objective, programme } = mobility
  return { projectCode, startsOn, endsOn, participation, workloadHours, objective, programme }
}
