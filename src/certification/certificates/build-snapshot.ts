import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { bilingual, competenceOf, type Framework, textsIn } from '../../measure/frameworks/framework.ts'
import { agreedFramework } from '../../measure/frameworks/wordings/in-wording.ts'
import { matchesOf } from '../../measure/vocabularies/vocabularies.ts'
import type { Version } from '../../mobility/agreements/store.ts'
import { isCoFunded } from '../../mobility/mobilities/project-code.ts'
import { writtenName } from '../../parties/names/names.ts'
import type { Organisation } from '../../parties/organisations/store.ts'
import { dayOf, type Zone } from '../../platform/time-zone.ts'
import { type Language, spoken } from '../../platform/words/language.ts'
import { inLanguages } from '../../platform/words/multilingual.ts'
import type { Assessment } from '../../recognition/assessment/store.ts'
import {
  decisiveOf,
  followedVersion,
  type LoadedCase,
  type NamedDecision,
  standingDecisions,
} from '../../recognition/case.ts'
import { agreedContent } from '../../recognition/case-facts.ts'
import type { EvidenceWithOutcomes } from '../../recognition/documentation/store.ts'
import type { Outcome } from '../../recognition/outcome-store.ts'
import { isOpen } from '../../recognition/stage.ts'
import { isImproved, markingBehind } from '../../recognition/validation/decision.ts'
import { judgedContent, methodsOf } from '../../recognition/validation/judged-content.ts'
import { expiryOf } from './certificate.ts'
import { certifiedFramework } from './content/certified-framework.ts'
import { issuerStanding } from './content/issuer-standing.ts'
import { carriedOut, procedureOf } from './content/procedure.ts'
import { registeredFacts } from './content/registered-facts.ts'
import type { CertificateSnapshot, CertifiedOutcome } from './snapshot.ts'
import { say } from './words.ts'

/** What tells a certificate from every other one. */
export type Identity = {
  id: string
  number: string
  code: string
  issuedAt: Date
  issuedOn: string
  languages: Language[]
  /** Whose place it takes. */
  supersedes?: CertificateSnapshot['supersedes']
}

/** What we say ourselves, in every language that is spoken now. */
const kept = (key: 'notice' | 'assessor' | 'validator') => inLanguages(spoken, say(key))

/** Gathers, in the transaction that records it, all that a certificate will say for ever. */
export async function buildSnapshot(
  tx: Tx,
  ctx: Context,
  loaded: LoadedCase,
  identity: Identity,
): Promise<CertificateSnapshot> {
  const { recognition } = loaded
  const { version: agreement, signatures } = followedVersion(loaded)
  const framework = agreedFramework(ctx.frameworks, agreement.content.framework)
  if (framework?.hash !== recognition.frameworkHash) {
    throw new Refusal('wrong-state', say('other-framework', { framework: recognition.frameworkId }))
  }
  // Once a case is closed, what was put right in the register since is what a certificate after it says.
  const signed = isOpen(recognition.stage) ? agreedContent(loaded) : null
  const { facts, organisations, byLink } = await registeredFacts(tx, loaded, signed)
  const outcomes = certifiedOutcomes(loaded, agreement, framework, organisations)
  const carried = carriedOut(loaded)
  const expiresAt = expiryOf(loaded.settings, recognition.frameworkId, identity.issuedOn)
  return {
    format: 2,
    id: identity.id,
    number: identity.number,
    verification: { code: identity.code, url: `${ctx.publicUrl}/verify/${identity.code}` },
    issuedAt: identity.issuedAt.toISOString(),
    issuedOn: identity.issuedOn,
    timeZone: loaded.settings.timeZone,
    ...(expiresAt && { expiresAt: expiresAt.toISOString() }),
    ...(identity.supersedes && { supersedes: identity.supersedes }),
    title: inLanguages(spoken, say('title', { framework: (language) => textsIn(framework, language).title })),
    languages: identity.languages,
    ...facts,
    issuer: {
      ...facts.issuer,
      ...issuerStanding(organisations.get(recognition.organisationId)!, identity.issuedOn),
    },
    assessmentTypes: [...new Set(outcomes.flatMap(({ methods }) => methods))],
    qualityAssurance: inLanguages(spoken, procedureOf(loaded, framework, outcomes, carried)),
    ...(isCoFunded(facts.mobility.projectCode) && { funding: 'european-union' as const }),
    framework: certifiedFramework(framework),
    agreement: { ...certifiedAgreement(agreement, signatures, loaded.settings.timeZone), ...carried },
    outcomes,
    ...(byLink.length > 0 && { byLink }),
    notice: kept('notice'),
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
    const certified = {
      ...certifiedOutcome(
        framework,
        outcome,
        decision,
        assessment,
        evidence,
        named(assessedBy) ?? awarding,
        awarding,
        settings.timeZone,
      ),
      ...(agreed?.skills && { skills: agreed.skills }),
      markedTwice: loaded.assessments.some((row) => row.outcomeId === outcome.id && row.round === 'second'),
    }
    const credits = decision.result === 'reached' && agreed?.recognisedAs.kind === 'credit'
    if (!credits) return certified
    const { reference, ects } = agreed.recognisedAs
    return { ...certified, credits: reference, ...(ects !== undefined && { ects }) }
  })
}

function certifiedOutcome(
  framework: Framework,
  outcome: Outcome,
  decision: NamedDecision,
  assessment: Assessment | undefined,
  evidence: EvidenceWithOutcomes[],
  assessedBy: string,
  decidedBy: string,
  zone: Zone,
): CertifiedOutcome {
  const own = evidence.filter(({ outcomeIds }) => outcomeIds.includes(outcome.id))
  const uris = competenceOf(framework, outcome.competence)?.competence.uris ?? {}
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
    improved: isImproved(decision.gain),
    gain: decision.gain,
    statements: [],
    ...judgedContent(framework, outcome, decision.level, assessment),
    methods: methodsOf(outcome, assessment),
    evidenceKinds: [...new Set(own.map(({ row }) => row.kind))],
    assessedOn: assessment ? dayOf(assessment.submittedAt, zone) : null,
    decidedOn: dayOf(decision.decidedAt, zone),
    assessor: assessment ? { role: kept('assessor'), organisation: assessedBy } : null,
    validator: { role: kept('validator'), organisation: decidedBy },
    uris,
    matches: matchesOf(framework, uris).map(({ source: _, ...match }) => match),
  }
}
