import { actions } from '../../actions.ts'
import type { dataRequests } from '../../db/schema/custody/data-requests.ts'
import type { auxiliaries } from '../../db/schema/operation.ts'
import { missingSignatures, type Party } from '../../mobility/agreements/agreement.ts'
import type { Agreement } from '../../mobility/agreements/agreement-rows.ts'
import type { Grant } from '../../parties/grants/grant.ts'
import type { Member } from '../../parties/organisations/store.ts'
import type { Partnership } from '../../parties/partnerships/partnership.ts'
import type { Action, Subject } from '../../platform/actions/action.ts'
import { sideOf } from '../../platform/actions/may.ts'
import { addDays } from '../../platform/dates.ts'
import { dayOf, type Zone } from '../../platform/time-zone.ts'
import { standingOfAppeal } from '../appeals/handling.ts'
import type { Appeal } from '../appeals/store.ts'
import { covers } from '../assessment/assessor.ts'
import type { Authorisation } from '../assessment/authorisations/store.ts'
import { type Case, followedVersion } from '../case.ts'
import { dueOfStage } from './due.ts'
import type { Pending } from './row-store.ts'
import { steps } from './steps.ts'
import { seeTo, stepTask, type Task, tasksOf } from './task.ts'

type DataRequest = typeof dataRequests.$inferSelect

/** All that was read of what is on one page. */
export type Page = {
  /** The day, and the time zone, of whoever asks; a case goes by its own. */
  today: string
  zone: Zone
  /** Whose work it is, and the people who are there for it. */
  organisationId: string
  colleagues: readonly Pick<Member, 'id' | 'name' | 'roles'>[]
  cases: ReadonlyMap<string, Case>
  /** The cases to which whoever asks is blind. */
  closed: ReadonlySet<string>
  /** By appeal: who took part in what it is about. */
  took: ReadonlyMap<string, ReadonlySet<string>>
  /** What the organisation's members are authorised to assess. */
  authorised: readonly Authorisation[]
  areaOf: (frameworkId: string, competence: string) => string | null
  /** Of mobilities without a case: the mobility, and the versions of its agreement. */
  agreements: ReadonlyMap<string, Agreement>
  /** What was found of what stands beside the service. */
  faults: ReadonlyMap<string, Pick<typeof auxiliaries.$inferSelect, 'name' | 'fault' | 'since' | 'endsAt'>>
  /** By stuck item: which job failed at it. */
  jobs: ReadonlyMap<string, string>
  dataRequests: ReadonlyMap<string, DataRequest>
  memoranda: ReadonlyMap<string, Partnership>
  grants: ReadonlyMap<string, Grant>
  /** By certificate: who asked to revoke it. */
  revocationsAsked: ReadonlyMap<string, string>
  /** By certificate: who proposed to correct it. */
  correctionsProposed: ReadonlyMap<string, string>
}

/** So long an organisation has to decide on what an upgrade has set for it. */
const DAYS_TO_DECIDE = 90

/** What something waits for, and until when (calendar date). */
export type Due = { tasks: Task[]; until: string }

export function dueOf(pending: Pending, page: Page): Due {
  switch (pending.kind) {
    case 'agreement':
      return agreementDue(pending, page)
    case 'memorandum':
      return memorandumDue(page.memoranda.get(pending.id)!)
    case 'data-request':
      return dataRequestDue(page.dataRequests.get(pending.id)!)
    case 'appeal':
      return appealDue(pending, page)
    case 'auxiliary':
      return auxiliaryDue(pending, page)
    case 'stuck':
      return {
        tasks: [seeTo(`stuck-${page.jobs.get(pending.id)}`, page.organisationId)],
        until: dayOf(pending.updatedAt, page.zone),
      }
    case 'grant':
      return grantDue(pending, page)
    case 'setting': {
      const subject = { state: null, organisationId: page.organisationId }
      const tasks = [step('setting', 'decide-second-person', subject)]
      return { tasks, until: addDays(dayOf(pending.updatedAt, page.zone), DAYS_TO_DECIDE) }
    }
    default:
      return caseDue(pending, page)
  }
}

type Steps = typeof steps

/** A step that waits for what is no case of itself. */
const step = <Kind extends keyof Steps>(kind: Kind, code: keyof Steps[Kind] & string, subject: Subject) =>
  stepTask(code, (steps[kind] as Record<string, Action>)[code]!, subject)

/** What waits in a case, or for the certificate that came of it. */
function caseDue({ kind, id, recognitionId, updatedAt }: Pending, page: Page): Due {
  const loaded = page.cases.get(recognitionId!)!
  const { settings, recognition, organisationId, hostingOrganisationId } = loaded
  const within = (days: number) => addDays(dayOf(updatedAt, settings.timeZone), days)
  const certificate = { organisationId, hostingOrganisationId: hostingOrganisationId ?? null }
  switch (kind) {
    case 'certificate-after-appeal':
      return {
        tasks: [step(kind, 'issue', { ...loaded, state: 'validation' })],
        until: within(settings.certificateAfterAppealDays),
      }
    case 'recognition-act':
      return {
        tasks: [step(kind, 'record-act', { ...certificate, state: 'valid' })],
        until: within(settings.recognitionActDays),
      }
    case 'revocation': {
      const requestedBy = page.revocationsAsked.get(id) ?? null
      const asked = { ...certificate, state: 'revocation-asked', requestedBy }
      return {
        tasks: [step(kind, 'decide-revocation', asked)],
        until: within(settings.revocationDays),
      }
    }
    case 'correction': {
      const { took, facts } = loaded
      const proposed = {
        ...certificate,
        ...(took && { took }),
        state: 'correction-asked',
        proposedBy: page.correctionsProposed.get(id) ?? null,
        isPaused: facts.issuingPaused === true,
      }
      return {
        tasks: [step(kind, 'decide-correction', proposed)],
        until: within(settings.revocationDays),
      }
    }
    default: {
      const { evidenceUntil } = followedVersion(loaded).version.content
      return {
        tasks: tasksOf(loaded),
        until: dueOfStage(recognition.stage, updatedAt, evidenceUntil, settings),
      }
    }
  }
}

/**
 * An appeal waits to be taken on, then for a word, which is the sending organisation's affair alone; where assessors were
 * asked, it also waits for each outcome to be marked.
 */
function appealDue({ id, recognitionId }: Pending, page: Page): Due {
  const loaded = page.cases.get(recognitionId!)!
  const appeal = loaded.appeals.find((appeal) => appeal.id === id)!
  const standing = standingOfAppeal(appeal, page.took.get(id) ?? new Set(), loaded.facts.assessedBy)
  const word = step('appeal', appeal.state === 'submitted' ? 'hear-appeal' : 'decide-appeal', standing)
  const isOwn = appeal.organisationId === page.organisationId
  return {
    tasks: [
      ...(isOwn ? [word] : []),
      ...unmarked(appeal, loaded).map((competence) => ({
        ...step('appeal', 'mark-again', standing),
        competence,
        provided: authorisedFor(loaded.recognition.frameworkId, competence, page),
      })),
    ],
    until: appeal.dueOn,
  }
}

function unmarked({ id, competences, markingAskedOf }: Appeal, loaded: Case): string[] {
  if (!markingAskedOf) return []
  const marked = loaded.assessments
    .filter(({ appealId }) => appealId === id)
    .map(({ outcomeId }) => outcomeId)
  const done = loaded.outcomes
    .filter((outcome) => marked.includes(outcome.id))
    .map(({ competence }) => competence)
  return competences.filter((competence) => !done.includes(competence))
}

const authorisedFor =
  (
    frameworkId: string,
    competence: string,
    { authorised, areaOf, today }: Page,
  ): NonNullable<Task['provided']> =>
  ({ memberId }) => {
    const scope = { frameworkId, area: areaOf(frameworkId, competence), competence }
    return authorised.some((held) => held.memberId === memberId && covers(held, scope, today))
  }

/** An organisation signs by its own people; a learner or guardian through a link, which the sending one makes. */
function signingTask(party: Party, subject: Subject): Task {
  if (party === 'learner' || party === 'guardian')
    return { ...stepTask('sign-agreement', actions.signThroughLink, subject), by: party }
  const provided: Task['provided'] = ({ organisationId }) => sideOf(subject, organisationId) === party
  return { ...step('agreement', 'sign-agreement', subject), side: party, provided }
}

/**
 * An agreement waits for whoever has not signed it; to be signed in time, until the mobility begins. Signed by everyone, it
 * waits for its case to be opened, until the mobility ends.
 */
function agreementDue({ id }: Pending, { agreements }: Page): Due {
  const { mobility, versions } = agreements.get(id)!
  const newest = versions.findLast(({ withdrawn }) => !withdrawn)!
  const { organisationId, hostingOrganisationId } = newest.version
  const subject = { state: null, organisationId, hostingOrganisationId }
  if (newest.returned) {
    const { comment } = newest.returned
    return { tasks: [{ ...step('agreement', 'answer-return', subject), comment }], until: mobility.startsOn }
  }
  const missing = missingSignatures(newest)
  if (missing.length === 0)
    return {
      tasks: [step('agreement', 'open-recognition', subject)],
      until: mobility.endsOn,
    }
  return {
    tasks: missing.map((party) => signingTask(party, subject)),
    until: mobility.startsOn,
  }
}

/** A right that is to be given waits for another administrator than asked for it. */
function grantDue({ id, updatedAt }: Pending, { organisationId, grants, zone }: Page): Due {
  const { proposedBy, state } = grants.get(id)!
  const subject = { state, organisationId, proposedBy }
  return { tasks: [step('grant', 'confirm-grant', subject)], until: addDays(dayOf(updatedAt, zone), 7) }
}

/** A memorandum waits for the partner to whom it was proposed; to be in force from its first day, until then. */
function memorandumDue({ organisationId, partnerId, startsOn }: Partnership): Due {
  const subject = { state: 'proposed', organisationId, partnerId }
  return { tasks: [step('memorandum', 'confirm-memorandum', subject)], until: startsOn }
}

/** What a person asked for about their data waits for its answer, a month or as long as it was extended to. */
function dataRequestDue({ right, organisationId, dueOn, extendedAt }: DataRequest): Due {
  const subject = { state: extendedAt ? 'extended' : 'open', organisationId }
  return { tasks: [step('data-request', `answer-${right}`, subject)], until: dueOn }
}

/** What fails is overdue from the day on which it was found; a certificate that ends soon, from the day on which it ends. */
function auxiliaryDue({ id }: Pending, { faults, organisationId, zone }: Page): Due {
  const { name, fault, since, endsAt } = faults.get(id)!
  const until = fault === 'ends-soon' && endsAt ? endsAt : since
  return { tasks: [seeTo(`${name}-${fault ?? 'absent'}`, organisationId)], until: dayOf(until, zone) }
}
