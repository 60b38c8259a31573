import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { bilingual, competenceOf, type Framework } from '../../measure/frameworks/framework.ts'
import { getVersionById, listSignatures, type Version } from '../../mobility/agreements/store.ts'
import { getMobility, type Mobility } from '../../mobility/mobilities/store.ts'
import { getOrganisation, type Organisation } from '../../parties/organisations/store.ts'
import { getKnownPerson } from '../../parties/people/store.ts'
import { dayOf } from '../../platform/dates.ts'
import { type Assessment, listDecisive } from '../../recognition/assessment/store.ts'
import { type EvidenceWithOutcomes, listEvidence } from '../../recognition/documentation/store.ts'
import { listOutcomes, type Outcome } from '../../recognition/outcome-store.ts'
import type { Recognition } from '../../recognition/store.ts'
import { markingBehind } from '../../recognition/validation/decision.ts'
import { type Decision, listDecisions } from '../../recognition/validation/store.ts'
import type {
  CertificateSnapshot,
  CertifiedFramework,
  CertifiedOrganisation,
  CertifiedOutcome,
} from './snapshot.ts'
import { assessorRole, notice, qualityAssurance, title, validatorRole } from './words.ts'

type Identity = { id: string; number: string; code: string; issuedAt: Date; languages: ('lv' | 'en')[] }

/** Gathers, in the transaction that records it, all that a certificate will say for ever. */
export async function buildSnapshot(
  tx: Tx,
  ctx: Context,
  recognition: Recognition,
  identity: Identity,
): Promise<CertificateSnapshot> {
  const framework = ctx.frameworks.get(recognition.frameworkId)
  if (framework?.hash !== recognition.frameworkHash) {
    throw new Refusal(
      'wrong-state',
      `The framework ${recognition.frameworkId} is not the one that the case was judged by.`,
    )
  }
  const mobility = await getMobility(tx, recognition.mobilityId)
  const learner = await getKnownPerson(tx, mobility.learnerId)
  const agreement = await getVersionById(tx, recognition.agreementVersionId)
  const signatures = await listSignatures(tx, agreement.id)
  const sending = await getOrganisation(tx, recognition.organisationId)
  const hosting = await getOrganisation(tx, recognition.hostingOrganisationId)
  const outcomes = await certifiedOutcomes(
    tx,
    recognition,
    agreement,
    framework,
    new Map([sending, hosting].map((one) => [one.id, one])),
  )
  const { givenName, familyName, birthDate } = learner
  return {
    format: 1,
    id: identity.id,
    number: identity.number,
    verification: { code: identity.code, url: `${ctx.publicUrl}/verify/${identity.code}` },
    issuedAt: identity.issuedAt.toISOString(),
    title,
    languages: identity.languages,
    learner: { givenName, familyName, birthDate },
    issuer: certifiedOrganisation(sending),
    sending: certifiedOrganisation(sending),
    hosting: certifiedOrganisation(hosting),
    mobility: certifiedMobility(mobility),
    eqfLevel: mobility.eqfLevel,
    assessmentTypes: [...new Set(outcomes.flatMap((one) => one.methods))],
    qualityAssurance,
    framework: certifiedFramework(framework),
    agreement: certifiedAgreement(agreement, signatures),
    outcomes,
    notice,
  }
}

function certifiedOrganisation({ id, name, country, city, oid }: Organisation): CertifiedOrganisation {
  return { id, name, country, city, oid, contact: null }
}

function certifiedMobility(mobility: Mobility): CertificateSnapshot['mobility'] {
  const {
    id,
    projectCode,
    mobilityCode,
    europassNumber,
    startsOn,
    endsOn,
    participation,
    objective,
    programme,
    workloadHours,
  } = mobility
  return {
    id,
    projectCode,
    mobilityCode,
    europassNumber,
    startsOn,
    endsOn,
    participation,
    objective,
    programme,
    workloadHours,
  }
}

function certifiedAgreement(
  version: Version,
  signatures: { signedAt: Date }[],
): CertificateSnapshot['agreement'] {
  const last = Math.max(...signatures.map((one) => one.signedAt.getTime()))
  return { version: version.number, hash: version.hash, signedOn: dayOf(new Date(last)) }
}

/** The framework as far as a reader of the paper needs it: names of levels, areas and competences. */
export function certifiedFramework(framework: Framework): CertifiedFramework {
  return {
    id: framework.id,
    title: bilingual(framework, (texts) => texts.title),
    version: framework.version,
    hash: framework.hash,
    attribution: bilingual(framework, (texts) => texts.attribution ?? framework.attribution),
    levels: framework.levels.map(({ level, code, band }) => ({
      level,
      code,
      title: bilingual(framework, (texts) => texts.levels[String(level)]?.title ?? code),
      band: band === null ? null : bilingual(framework, (texts) => texts.bands[band] ?? band),
      lead: bilingual(framework, (texts) => texts.levels[String(level)]?.lead ?? ''),
    })),
    areas: framework.areas.map((area) => ({
      code: area.code,
      title: bilingual(framework, (texts) => texts.areas[area.code]?.title ?? area.code),
      competences: area.competences.map(({ code }) => ({
        code,
        title: bilingual(framework, (texts) => texts.competences[code]?.title ?? code),
      })),
    })),
  }
}

async function certifiedOutcomes(
  tx: Tx,
  recognition: Recognition,
  agreement: Version,
  framework: Framework,
  organisations: Map<string, Organisation>,
): Promise<CertifiedOutcome[]> {
  const outcomes = await listOutcomes(tx, recognition.id)
  const decisions = await listDecisions(tx, recognition.id)
  const assessments = await listDecisive(tx, recognition.id)
  const evidence = await listEvidence(tx, recognition.id)
  const awarding = organisations.get(recognition.organisationId)?.name ?? ''
  return decisions.map((decision) => {
    const outcome = outcomes.find((one) => one.id === decision.outcomeId)!
    const assessment = markingBehind(decision, assessments)
    const assessedBy = assessment ? organisations.get(assessment.assessorOrganisationId) : undefined
    const agreed = agreement.content.outcomes.find((one) => one.competence === outcome.competence)
    const certified = certifiedOutcome(
      framework,
      outcome,
      decision,
      assessment,
      evidence,
      assessedBy?.name ?? awarding,
      awarding,
    )
    const credits = decision.result === 'reached' && agreed?.recognisedAs.kind === 'credit'
    return credits ? { ...certified, credits: agreed.recognisedAs.reference } : certified
  })
}

function certifiedOutcome(
  framework: Framework,
  outcome: Outcome,
  decision: Decision,
  assessment: Assessment | undefined,
  evidence: EvidenceWithOutcomes[],
  assessedBy: string,
  decidedBy: string,
): CertifiedOutcome {
  const own = evidence.filter((one) => one.outcomeIds.includes(outcome.id))
  return {
    competence: outcome.competence,
    title: bilingual(
      framework,
      (texts) => texts.competences[outcome.competence]?.title ?? outcome.competence,
    ),
    kind: outcome.kind,
    baseline: outcome.baseline,
    target: outcome.target,
    level: framework.levels.length > 0 ? decision.level : null,
    result: decision.result,
    improved: decision.improved,
    statements: statementsAt(framework, outcome.competence, decision.level),
    methods: outcome.methods,
    evidenceKinds: [...new Set(own.map((one) => one.row.kind))],
    assessedOn: assessment ? dayOf(assessment.submittedAt) : null,
    decidedOn: dayOf(decision.decidedAt),
    assessor: assessment ? { role: assessorRole, organisation: assessedBy } : null,
    validator: { role: validatorRole, organisation: decidedBy },
    uris: competenceOf(framework, outcome.competence)?.competence.uris ?? {},
  }
}

function statementsAt(framework: Framework, competence: string, level: number | null) {
  return framework.statements
    .filter((one) => one.competence === competence && one.level === level)
    .map((one) => bilingual(framework, (texts) => texts.statements[one.id] ?? one.id))
}
