import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { bilingual, competenceOf, type Framework, textsIn } from '../../measure/frameworks/framework.ts'
import type { TextsFile } from '../../measure/frameworks/framework-file.ts'
import type { Version } from '../../mobility/agreements/store.ts'
import type { Mobility } from '../../mobility/mobilities/store.ts'
import { fullName, writtenName, writtenNames } from '../../parties/names/names.ts'
import { type Organisation, organisationsById } from '../../parties/organisations/store.ts'
import type { KnownPerson } from '../../parties/people/person.ts'
import { getKnownPerson } from '../../parties/people/store.ts'
import { dayOf, type Zone } from '../../platform/time-zone.ts'
import { isoCountry } from '../../platform/vocabularies/country.ts'
import { type Language, spoken } from '../../platform/words/language.ts'
import { inLanguages, type Multilingual } from '../../platform/words/multilingual.ts'
import type { Assessment } from '../../recognition/assessment/store.ts'
import { decisiveOf, followedVersion, type LoadedCase, standingDecisions } from '../../recognition/case.ts'
import type { EvidenceWithOutcomes } from '../../recognition/documentation/store.ts'
import type { Outcome } from '../../recognition/outcome-store.ts'
import { markingBehind } from '../../recognition/validation/decision.ts'
import type { Decision } from '../../recognition/validation/store.ts'
import type {
  CertificateSnapshot,
  CertifiedFramework,
  CertifiedOrganisation,
  CertifiedOutcome,
} from './snapshot.ts'
import { say } from './words.ts'

type Identity = {
  id: string
  number: string
  code: string
  issuedAt: Date
  issuedOn: string
  languages: Language[]
}

/** What we say ourselves, in every language that is spoken now. */
const kept = (key: 'title' | 'notice' | 'quality-assurance' | 'assessor' | 'validator') =>
  inLanguages(spoken, say(key))

/** A text of the framework in every language that is spoken and that it has; a reader falls back to English. */
function textsOf(framework: Framework, pick: (texts: TextsFile) => string): Multilingual {
  const further = spoken.filter((language) => framework.texts.has(language))
  const picked = further.map((language) => [language, pick(textsIn(framework, language))])
  return { ...Object.fromEntries(picked), ...bilingual(framework, pick) }
}

/** Gathers, in the transaction that records it, all that a certificate will say for ever. */
export async function buildSnapshot(
  tx: Tx,
  ctx: Context,
  loaded: LoadedCase,
  identity: Identity,
): Promise<CertificateSnapshot> {
  const { recognition, mobility } = loaded
  const framework = ctx.frameworks.get(recognition.frameworkId)
  if (framework?.hash !== recognition.frameworkHash) {
    throw new Refusal('wrong-state', say('other-framework', { framework: recognition.frameworkId }))
  }
  const learner = await getKnownPerson(tx, mobility.learnerId)
  const { version: agreement, signatures } = followedVersion(loaded)
  const parties = [recognition.organisationId, recognition.hostingOrganisationId] as const
  const organisations = await organisationsById(tx, [...parties])
  const [sending, hosting] = parties.map((id) => organisations.get(id)!) as [Organisation, Organisation]
  const outcomes = certifiedOutcomes(loaded, agreement, framework, organisations)
  return {
    format: 1,
    id: identity.id,
    number: identity.number,
    verification: { code: identity.code, url: `${ctx.publicUrl}/verify/${identity.code}` },
    issuedAt: identity.issuedAt.toISOString(),
    issuedOn: identity.issuedOn,
    timeZone: loaded.settings.timeZone,
    title: kept('title'),
    languages: identity.languages,
    learner: certifiedLearner(learner),
    issuer: certifiedOrganisation(sending),
    sending: certifiedOrganisation(sending),
    hosting: certifiedOrganisation(hosting),
    mobility: certifiedMobility(mobility),
    eqfLevel: mobility.eqfLevel,
    assessmentTypes: [...new Set(outcomes.flatMap(({ methods }) => methods))],
    qualityAssurance: kept('quality-assurance'),
    framework: certifiedFramework(framework),
    agreement: certifiedAgreement(agreement, signatures, loaded.settings.timeZone),
    outcomes,
    notice: kept('notice'),
  }
}

function certifiedLearner(learner: KnownPerson): CertificateSnapshot['learner'] {
  const written = writtenNames(learner)
  const own = fullName(learner)
  const { birthDate } = learner
  return { ...written, birthDate, ...(own !== fullName(written) && { ownName: own }) }
}

function certifiedOrganisation(organisation: Organisation): CertifiedOrganisation {
  const { id, name: own, country, city, oid } = organisation
  const name = writtenName(organisation)
  return {
    id,
    name,
    ...(own !== name && { ownName: own }),
    country: isoCountry(country),
    city,
    oid,
    contact: null,
  }
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
    languages,
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
    ...(languages && { languages }),
  }
}

function certifiedAgreement(
  version: Version,
  signatures: { signedAt: Date }[],
  zone: Zone,
): CertificateSnapshot['agreement'] {
  const last = Math.max(...signatures.map(({ signedAt }) => signedAt.getTime()))
  return { version: version.number, hash: version.hash, signedOn: dayOf(new Date(last), zone) }
}

/** The framework as far as a reader of the paper needs it: names of levels, areas and competences. */
export function certifiedFramework(framework: Framework): CertifiedFramework {
  return {
    id: framework.id,
    title: textsOf(framework, (texts) => texts.title),
    version: framework.version,
    hash: framework.hash,
    attribution: textsOf(framework, (texts) => texts.attribution ?? framework.attribution),
    levels: framework.levels.map(({ level, code, band }) => ({
      level,
      code,
      title: textsOf(framework, (texts) => texts.levels[String(level)]?.title ?? code),
      band: band === null ? null : textsOf(framework, (texts) => texts.bands[band] ?? band),
      lead: textsOf(framework, (texts) => texts.levels[String(level)]?.lead ?? ''),
    })),
    areas: framework.areas.map((area) => ({
      code: area.code,
      title: textsOf(framework, (texts) => texts.areas[area.code]?.title ?? area.code),
      competences: area.competences.map(({ code }) => ({
        code,
        title: textsOf(framework, (texts) => texts.competences[code]?.title ?? code),
      })),
    })),
  }
}

function certifiedOutcomes(
  loaded: LoadedCase,
  agreement: Version,
  framework: Framework,
  organisations: Map<string, Organisation>,
): CertifiedOutcome[] {
  const { recognition, outcomes, evidence, settings } = loaded
  const assessments = decisiveOf(loaded)
  const named = (organisation: Organisation | undefined) => organisation && writtenName(organisation)
  const awarding = named(organisations.get(recognition.organisationId)) ?? ''
  return standingDecisions(loaded).map((decision) => {
    const outcome = outcomes.find(({ id }) => id === decision.outcomeId)!
    const assessment = markingBehind(decision, assessments)
    const assessedBy = assessment ? organisations.get(assessment.assessorOrganisationId) : undefined
    const agreed = agreement.content.outcomes.find(({ competence }) => competence === outcome.competence)
    const certified = certifiedOutcome(
      framework,
      outcome,
      decision,
      assessment,
      evidence,
      named(assessedBy) ?? awarding,
      awarding,
      settings.timeZone,
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
  zone: Zone,
): CertifiedOutcome {
  const own = evidence.filter(({ outcomeIds }) => outcomeIds.includes(outcome.id))
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
    evidenceKinds: [...new Set(own.map(({ row }) => row.kind))],
    assessedOn: assessment ? dayOf(assessment.submittedAt, zone) : null,
    decidedOn: dayOf(decision.decidedAt, zone),
    assessor: assessment ? { role: kept('assessor'), organisation: assessedBy } : null,
    validator: { role: kept('validator'), organisation: decidedBy },
    uris: competenceOf(framework, outcome.competence)?.competence.uris ?? {},
  }
}

function statementsAt(framework: Framework, competence: string, level: number | null) {
  return framework.statements
    .filter((statement) => statement.competence === competence && statement.level === level)
    .map(({ id }) => textsOf(framework, (texts) => texts.statements[id] ?? id))
}
