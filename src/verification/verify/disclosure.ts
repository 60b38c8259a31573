import {
  type CertificateSnapshot,
  type CertifiedFramework,
  type CertifiedOutcome,
  dayForIssuer,
  dayOfIssue,
} from '../../certification/certificates/snapshot.ts'
import { behindIt } from '../../certification/documents/behind.ts'
import { hostingSaid, sendingSaid } from '../../certification/documents/described-said.ts'
import { competenceSaid, contactSaid, identitySaid } from '../../certification/documents/issuer-said.ts'
import { say as sayOnPaper } from '../../certification/documents/pdf/words.ts'
import { levelInPlace, shownOf, validityOf } from '../../certification/documents/shown.ts'
import { wordingNamed } from '../../measure/frameworks/wordings/wording-named.ts'
import { courseRows } from '../../mobility/mobilities/course-said.ts'
import { fullName } from '../../parties/names/names.ts'
import { logoPath } from '../../parties/organisations/presentation/presentation.ts'
import { termIn } from '../../platform/vocabularies/terms.ts'
import type { Language } from '../../platform/words/language.ts'
import type { Multilingual } from '../../platform/words/multilingual.ts'
import type { Level } from '../sharing/sharing.ts'

/**
 * What a stranger is told at the level that the learner chose. Only at `everything` is the learner named; the birth date
 * is never told, for it is what confirms whose the certificate is.
 */
export function discloseSnapshot(snapshot: CertificateSnapshot, level: Level, asked: Language) {
  const language = printedIn(asked)
  const { expiresAt } = snapshot
  const validity = {
    title: snapshot.title[language],
    number: snapshot.number,
    issuedAt: snapshot.issuedAt,
    issuedOn: dayOfIssue(snapshot),
    ...(expiresAt
      ? {
          expiresAt,
          expiresOn: dayForIssuer(snapshot, new Date(expiresAt)),
          afterwards: validityOf(snapshot)?.(language),
        }
      : {}),
    issuer: snapshot.issuer.name,
    ...issuerAtIssue(snapshot.issuer, language),
    notice: snapshot.notice[language],
  }
  if (level === 'validity') return validity
  const { learner, sending, hosting, mobility, framework } = snapshot
  const outcomes = {
    ...validity,
    learner: initialsOf(learner),
    ...(mobility.participant && { participant: mobility.participant }),
    sendingOrganisation: sending.name,
    hostingOrganisation: hosting.name,
    ...staysTold(mobility),
    startsOn: mobility.startsOn,
    endsOn: mobility.endsOn,
    framework: framework.title[language],
    ...wordingOf(framework, language),
    ...(snapshot.funding ? { funding: sayOnPaper('co-funded')(language) } : {}),
    behind: behindIt(snapshot, 'page').map((said) => said(language)),
    levels: framework.levels.length,
    outcomes: snapshot.outcomes.map((outcome) => discloseOutcome(framework, outcome, language)),
  }
  if (level === 'outcomes') return outcomes
  return {
    ...outcomes,
    learner: fullName(learner),
    hostingCountry: hosting.country,
    projectCode: mobility.projectCode,
    ...(mobility.projectTitle && { projectTitle: mobility.projectTitle[language] }),
    programme: mobility.programme,
    objective: mobility.objective,
    workloadHours: mobility.workloadHours,
    participation: mobility.participation,
    ...courseTold(mobility, language),
    eqfLevel: snapshot.eqfLevel,
    qualityAssurance: snapshot.qualityAssurance[language],
    ...describedBesides(snapshot, language),
    outcomes: snapshot.outcomes.map((outcome) => ({
      ...discloseOutcome(framework, outcome, language),
      ...named(framework, { baselineName: outcome.baseline }, language),
      baseline: outcome.baseline,
      lead: framework.levels.find(({ level }) => level === outcome.level)?.lead[language] ?? null,
      statements: statementsOf(outcome).map((statement) => statement[language]),
      shown: shownOf(framework, outcome).map(({ level, lead, sentences }) => ({
        level,
        lead: lead?.(language) ?? null,
        sentences: sentences.map((sentence) => sentence[language]),
      })),
      methods: outcome.methods.map((method) => termIn(language, method)),
      assessedOn: outcome.assessedOn,
    })),
  }
}

/** Which wording the framework's texts are in; nothing in certificates of earlier releases. */
function wordingOf({ wordings, wordedIn = {} }: CertifiedFramework, language: Language) {
  const named = wordingNamed(wordings, wordedIn[language] ?? language)
  return named ? { frameworkWording: named(language) } : {}
}

/** What was known of the issuer on the day of issue; nothing in certificates of earlier releases. */
function issuerAtIssue(issuer: CertificateSnapshot['issuer'], language: Language) {
  const identity = identitySaid(issuer.confirmed)
  const competence = competenceSaid(issuer)
  const contact = contactSaid(issuer)
  return {
    ...(issuer.logo && { issuerLogo: logoPath(issuer.id, issuer.logo) }),
    ...(contact && { issuerContact: contact }),
    ...(identity && { issuerIdentity: identity(language) }),
    ...(competence.length > 0 && { issuerCompetence: competence.map((said) => said(language)) }),
  }
}

/** What the organisations describe besides what was judged: neither who wrote it, nor whom to ask about it. */
function describedBesides(snapshot: CertificateSnapshot, language: Language) {
  const said = hostingSaid(snapshot)
  const fields = [...sendingSaid(snapshot), ...(said?.fields ?? [])]
  if (fields.length === 0) return {}
  const named = fields.map(({ field, label, value }) => ({
    field: `${field}. ${sayOnPaper(label)(language)}`,
    text: value,
  }))
  return { described: { on: said?.described.on, fields: named } }
}

/** Certificates are printed in two languages; whoever reads another one is shown the English. */
const printedIn = (language: Language) => (language === 'lv' ? 'lv' : 'en')

/** The framework's own sentences at the level reached; from format 2, those of them that were judged. */
const statementsOf = ({ statements, criteria, level }: CertifiedOutcome) =>
  criteria
    ?.filter((criterion) => criterion.source === 'framework' && criterion.level === level)
    .map(({ text }) => text) ?? statements

/** Levels in the framework's words, with their place; those that are there. */
function named<K extends string>(
  framework: CertifiedFramework,
  levels: Record<K, number | null>,
  language: Language,
): { [Name in K]?: string } {
  const said = Object.entries<number | null>(levels).flatMap(([name, level]) => {
    const sentence = levelInPlace(framework, level)
    return sentence ? [[name, sentence(language)]] : []
  })
  return Object.fromEntries(said)
}

function discloseOutcome(
  framework: CertifiedFramework,
  { competence, title, kind, target, level, result, partial, byPartners }: CertifiedOutcome,
  language: ReturnType<typeof printedIn>,
) {
  const told = (units: Multilingual[]) => units.map((unit) => unit[language])
  return {
    competence,
    title: title[language],
    kind,
    target,
    level,
    ...named(framework, { targetName: target, levelName: level }, language),
    result,
    ...(partial && { partial: { covered: told(partial.covered), missing: told(partial.missing) } }),
    ...(byPartners && { byPartners }),
  }
}

/** Who hosted which days, and who arranged it; none where one organisation hosted all of it. */
function staysTold({ stays }: CertificateSnapshot['mobility']) {
  if (!stays) return {}
  return {
    stays: stays.map(({ organisation: { name, country }, ...stay }) => ({
      ...stay,
      organisation: name,
      country,
    })),
  }
}

/** What of the mobility's course was not as usual; none: left out. */
function courseTold(mobility: CertificateSnapshot['mobility'], language: Language) {
  const { stays: _, ...rest } = mobility
  const course = courseRows(rest, language).map(({ term, words }) => ({ term, words }))
  return course.length > 0 ? { course } : {}
}

/** The initials of a name, each part's first letter: enough to see that a paper and its page belong together. */
function initialsOf({ givenName, familyName }: { givenName: string; familyName: string }): string {
  return fullName({ givenName, familyName })
    .split(/[\s-]+/)
    .flatMap((part) => [...part].slice(0, 1))
    .map((letter) => `${letter.toUpperCase()}.`)
    .join(' ')
}
