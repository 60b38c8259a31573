import type { SigningMethod } from '../../../db/schema/mobility/signing-method.ts'
import { type Framework, textsIn } from '../../../measure/frameworks/framework.ts'
import type { Party } from '../../../mobility/agreements/agreement.ts'
import { participantOf } from '../../../mobility/mobilities/course.ts'
import type { Mobility } from '../../../mobility/mobilities/store.ts'
import type { Language } from '../../../platform/words/language.ts'
import type { Sentence } from '../../../platform/words/sentence.ts'
import { followedVersion, type LoadedCase } from '../../../recognition/case.ts'
import { type CaseDeviation, deviationsOf } from '../../../recognition/validation/deviations.ts'
import { type CertificateSnapshot, type CertifiedOutcome, certifiedDeviations } from '../snapshot.ts'
import { say } from '../words.ts'

type Agreed = CertificateSnapshot['agreement']
type Carried = Required<Pick<Agreed, 'signedBefore' | 'signedBy' | 'deviations'>> &
  Pick<Agreed, 'signedOnPaper' | 'signedByProgramme'>

/** How a case kept to its agreement: when and by whom that was signed, and in what it was departed from. */
export function carriedOut(loaded: LoadedCase): Carried {
  const { facts } = loaded
  const { signatures } = followedVersion(loaded)
  const signedBy = (wanted: SigningMethod) =>
    signatures.filter(({ method }) => method === wanted).map(({ party }) => party)
  const [onPaper, byProgramme] = [signedBy('paper'), signedBy('programme')]
  const outside = facts.deviations.includes('outside-memorandum')
  const found = [
    ...(outside ? [{ code: 'outside-memorandum' as const, competence: null }] : []),
    ...deviationsOf(loaded).flatMap(certified),
  ]
  const named = new Map(found.map((each) => [`${each.code} ${each.competence}`, each]))
  return {
    signedBefore: !facts.deviations.includes('signed-after-start'),
    signedBy: signatures.map(({ party }) => party),
    ...(onPaper.length > 0 && { signedOnPaper: onPaper }),
    ...(byProgramme.length > 0 && { signedByProgramme: byProgramme }),
    deviations: [...named.values()],
  }
}

type Certified = Carried['deviations'][number]

/**
 * What people wrote of it is theirs. That all signed late, `signedBefore` says; evidence from another time counts for
 * nothing; and nothing is issued while facts have changed.
 */
function certified({ code, competence }: CaseDeviation): Certified[] {
  const isSaid = (certifiedDeviations as readonly string[]).includes(code)
  return isSaid ? [{ code: code as Certified['code'], competence }] : []
}

/** How the outcomes came about, told by the facts of the case. */
export function procedureOf(
  { settings, mobility }: Pick<LoadedCase, 'settings'> & { mobility?: Pick<Mobility, 'participant'> },
  framework: Framework,
  outcomes: readonly CertifiedOutcome[],
  { signedBefore, deviations, ...signed }: Carried,
): Sentence {
  const assessed = outcomes.filter(({ result }) => result !== 'not-assessed')
  const twice = assessed.filter(({ markedTwice }) => markedTwice).length
  const sentences = [
    say('quality-assurance', {
      signed: signedBefore ? 'before' : 'other',
      marked: twice === 0 ? 'other' : twice === assessed.length ? 'twice' : 'some',
    }),
    say('signed-by', { parties: listed(partiesSaid(signed, participantOf(mobility ?? {}))) }),
    deviations.length === 0
      ? say('as-agreed')
      : say('deviated', {
          deviations: joined(deviations.map((each) => deviationSaid(framework, outcomes, each))),
        }),
    ...settings.qualityAssurance.map((kind) => say(`assured-${kind}`)),
  ]
  return (language) => sentences.map((said) => said(language)).join(' ')
}

/** Each party once; two guardians who signed in the same way together. */
const partiesSaid = (
  {
    signedBy,
    signedOnPaper = [],
    signedByProgramme = [],
  }: Pick<Carried, 'signedBy' | 'signedOnPaper' | 'signedByProgramme'>,
  participant: ReturnType<typeof participantOf>,
): Sentence[] =>
  [...new Set(signedBy)].flatMap((party) => {
    const called = party === 'learner' ? participant : party
    if (signedByProgramme.includes(party)) return [say('by-programme', { party: say(`party-${called}`) })]
    const times = signedBy.filter((each) => each === party).length
    const papers = signedOnPaper.filter((each) => each === party).length
    if (times === 2 && papers !== 1) return [partySaid('guardians', papers > 0)]
    return Array.from({ length: times }, (_, index) => partySaid(called, index < papers))
  })

const partySaid = (party: Party | 'staff' | 'guardians', isOnPaper: boolean): Sentence =>
  isOnPaper ? say('on-paper', { party: say(`party-${party}`) }) : say(`party-${party}`)

/** An outcome that is certified is named by its code, beside which its title stands. */
function deviationSaid(
  framework: Framework,
  outcomes: readonly CertifiedOutcome[],
  { code, competence }: Certified,
): Sentence {
  const isCertified = outcomes.some((outcome) => outcome.competence === competence)
  const outcome = (language: Language) => {
    const isTitled = competence !== null && !isCertified
    const title = isTitled ? textsIn(framework, language).competences[competence]?.title : undefined
    return [competence, title].filter(Boolean).join(' ')
  }
  return say(`deviation-${code}`, { outcome })
}

const joined =
  (sentences: readonly Sentence[]): Sentence =>
  (language) =>
    sentences.map((said) => said(language)).join('; ')

const listed =
  (sentences: readonly Sentence[]): Sentence =>
  (language) =>
    new Intl.ListFormat(language).format(sentences.map((said) => said(language)))
