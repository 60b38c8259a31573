import { hasSigned, missingSignatures, type Party } from '../../mobility/agreements/agreement.ts'
import type { VersionWithSignatures } from '../../mobility/agreements/agreement-rows.ts'
import type { Mobility } from '../../mobility/mobilities/store.ts'
import type { Stay } from '../../mobility/stays/stay.ts'
import type { LinkedAs } from '../../platform/auth/link-terms.ts'
import { lastDayOf } from '../../recognition/appeals/appeal.ts'
import type { CaseBlocker } from '../../recognition/blockers.ts'
import { type Case, followedVersion } from '../../recognition/case.ts'
import { presentBlockers } from '../../recognition/recognition.ts'
import { isOpen, type openStages } from '../../recognition/stage.ts'
import { dueOfStage } from '../../recognition/work/due.ts'

type Organisation = { name: string; contact: { email: string | null; phone: string | null } | null }

/** As many mobilities as a learner's page shows. */
export const MAX_WAYS = 20

/** One mobility of a learner with all that their page says of it. */
export type LearnerWay = {
  mobility: Mobility
  sending: Organisation
  hosting: Organisation
  /** Its parts, where it has several hosts or an intermediary. */
  stays: readonly Stay[]
  versions: VersionWithSignatures[]
  loaded: Case | null
}

/** What may be next on the way, in its order. */
export const waySteps = [
  'draft',
  'sign',
  'signatures',
  'open',
  'inform',
  'claim',
  'amend',
  'evidence',
  'scan',
  'declare',
  'attest',
  'hand-in',
  'assess',
  'mobility',
  'decide',
  'issue',
  'certified',
  'refused',
  'withdrawn',
] as const
export type Step = (typeof waySteps)[number]

/** For whom the next step waits; `you`: for whoever reads the page. */
export const waitedFor = [
  'you',
  'learner',
  'guardian',
  'other-guardian',
  'sending',
  'hosting',
  'assessors',
  'nobody',
] as const
export type WaitedFor = (typeof waitedFor)[number]

/** What is next, who has to do it, until when, and what it is done with. */
export type Next = {
  step: Step
  who: WaitedFor
  until: string | null
  subjectId: string | null
  /** One of several hosts whose turn it is; absent where it is that of the mobility. */
  host?: string | undefined
}

/** The newest version of the agreement that was not taken back. */
export const currentVersion = ({
  versions,
}: Pick<LearnerWay, 'versions'>): VersionWithSignatures | undefined =>
  versions.findLast(({ withdrawn }) => !withdrawn)

/** What is next on a way, as the holder of the page may know it: for whom it waits, and nothing of what was found. */
export function nextOf(way: LearnerWay, holder: LinkedAs): Next {
  const { loaded } = way
  const isOver = loaded !== null && !isOpen(loaded.recognition.stage)
  return (isOver ? null : signing(way, holder)) ?? (loaded ? inCase(loaded, holder) : says('open', 'sending'))
}

const says = (
  step: Step,
  who: WaitedFor,
  until: string | null = null,
  subjectId: string | null = null,
): Next => ({
  step,
  who,
  until,
  subjectId,
})

/** Who of those who sign waits for whom; null where nothing is left to be signed. */
function signing(way: LearnerWay, holder: LinkedAs): Next | null {
  const newest = currentVersion(way)
  if (!newest) return says('draft', 'sending')
  const missing = missingSignatures(newest)
  const until = way.mobility.startsOn
  if (missing.includes(holder.party) && !hasSigned(newest, holder))
    return says('sign', 'you', until, newest.version.id)
  const order: Party[] = ['learner', 'guardian', 'hosting', 'sending']
  const first = order.find((party) => missing.includes(party))
  // Whoever reads it has signed: it is the other one who has not.
  const who = first === 'guardian' && holder.party === 'guardian' ? 'other-guardian' : first
  return who ? says('signatures', who, until) : null
}

function inCase(loaded: Case, { party }: LinkedAs): Next {
  const { facts, recognition, settings } = loaded
  const { stage, stageSince, id } = recognition
  if (stage === 'certified' || stage === 'refused') return says(stage, 'nobody', lastDayOf(loaded), id)
  if (stage === 'withdrawn') return says('withdrawn', 'nobody')
  const { evidenceUntil } = followedVersion(loaded).version.content
  const due = dueOfStage(stage, stageSince, evidenceUntil, settings)
  const learner: WaitedFor = party === 'learner' ? 'you' : 'learner'
  const [first] = presentBlockers(facts)
  if (!first) return says(onward[stage as keyof typeof onward], 'sending', due)
  const [step, who] = waiting[first.code]
  const until = step === 'mobility' ? loaded.mobility.endsOn : due
  const host = first.code === 'stay-unattested' ? facts.unattested?.[0]?.organisation : undefined
  return { ...says(step, who === 'learner' ? learner : who, until, id), host }
}

/** What comes where nothing is missing. */
const onward = {
  identification: 'claim',
  documentation: 'hand-in',
  assessment: 'assess',
  validation: 'issue',
} as const satisfies Record<(typeof openStages)[number], Step>

/** What each thing that is missing means for the learner: how often and by whom something is marked is no part of it. */
const waiting: Record<CaseBlocker['code'], readonly [Step, WaitedFor]> = {
  'guardian-missing': ['signatures', 'guardian'],
  'agreement-outdated': ['amend', 'sending'],
  'slip-unconfirmed': ['amend', 'sending'],
  'amendment-unsigned': ['amend', 'sending'],
  'amendment-signed': ['amend', 'sending'],
  'no-amendment': ['amend', 'sending'],
  'information-not-acknowledged': ['inform', 'learner'],
  'outcome-open': ['claim', 'sending'],
  'nothing-claimed': ['claim', 'sending'],
  'evidence-missing': ['evidence', 'learner'],
  'evidence-held': ['scan', 'nobody'],
  'authorship-missing': ['declare', 'learner'],
  'attestation-missing': ['attest', 'hosting'],
  'unconfirmed-desk': ['attest', 'hosting'],
  'marks-missing': ['assess', 'assessors'],
  'second-marks-missing': ['assess', 'assessors'],
  'adjudication-missing': ['assess', 'assessors'],
  'decision-missing': ['decide', 'sending'],
  'nothing-to-certify': ['issue', 'sending'],
  'something-to-certify': ['issue', 'sending'],
  'mobility-not-ended': ['mobility', 'nobody'],
  'stay-unattested': ['attest', 'hosting'],
  'issuing-paused': ['issue', 'sending'],
}
