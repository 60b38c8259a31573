import type { StayRow } from '../../mobility/stays/stay.ts'
import type { Partnership } from '../../parties/partnerships/partnership.ts'
import { addDays } from '../../platform/dates.ts'
import { dayOf } from '../../platform/time-zone.ts'
import { followedVersion } from '../case.ts'
import { agreementDue, companionsDue, programmeDue } from './agreement-due.ts'
import { appealDue } from './appeal-due.ts'
import { dueOfStage } from './due.ts'
import type { AwaitedRequest, Due, Page } from './page.ts'
import type { Pending } from './row-store.ts'
import { step } from './steps.ts'
import { seeTo, type Task, tasksOf } from './task.ts'

/** So long an organisation has to decide on what an upgrade has set for it. */
const DAYS_TO_DECIDE = 90

/** So long an address may stay as it is that does not work. */
const DAYS_TO_MEND = 3

/** So long somebody waits at most for the answer to a question. */
const DAYS_TO_ANSWER = 7

/** So long an organisation has to say who was there, once the days of its part are over. */
const DAYS_TO_ATTEST = 7

export function dueOf(pending: Pending, page: Page): Due {
  switch (pending.kind) {
    case 'agreement':
      return agreementDue(page.agreements.get(pending.id)!)
    case 'programme':
      return programmeDue(page.groups.get(pending.id)!)
    case 'companions':
      return companionsDue(page.groups.get(pending.id)!, page)
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
    case 'question': {
      const subject = { state: 'open', organisationId: page.organisationId }
      const tasks = [step('question', 'answer-question', subject)]
      return { tasks, until: addDays(dayOf(pending.updatedAt, page.zone), DAYS_TO_ANSWER) }
    }
    case 'merge':
      return mergeDue(pending, page)
    case 'address': {
      const subject = { state: 'bounced', organisationId: page.organisationId }
      const tasks = [step('address', `mend-${page.returned.get(pending.id)!}-address`, subject)]
      return { tasks, until: addDays(dayOf(pending.updatedAt, page.zone), DAYS_TO_MEND) }
    }
    case 'ended-address': {
      const subject = { state: null, organisationId: page.organisationId }
      const tasks = [step('ended-address', 'ask-for-address', subject)]
      return { tasks, until: addDays(dayOf(pending.updatedAt, page.zone), DAYS_TO_MEND) }
    }
    case 'stay':
      return stayDue(page.stays.get(pending.id)!, page)
    case 'webhook': {
      const subject = { state: 'disabled', organisationId: page.organisationId }
      const tasks = [step('webhook', 'mend-webhook', subject)]
      return { tasks, until: addDays(dayOf(pending.updatedAt, page.zone), DAYS_TO_MEND) }
    }
    case 'order': {
      const tasks = [step('order', 'start-order', { state: null, organisationId: page.organisationId })]
      return { tasks, until: addDays(dayOf(pending.updatedAt, page.zone), DAYS_TO_MEND) }
    }
    case 'setting': {
      const subject = { state: null, organisationId: page.organisationId }
      const tasks = [step('setting', 'decide-second-person', subject)]
      return { tasks, until: addDays(dayOf(pending.updatedAt, page.zone), DAYS_TO_DECIDE) }
    }
    default:
      return caseDue(pending, page)
  }
}

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

/** A right that is to be given waits for another administrator than asked for it. */
function grantDue({ id, updatedAt }: Pending, { organisationId, grants, zone }: Page): Due {
  const { proposedBy, state } = grants.get(id)!
  const subject = { state, organisationId, proposedBy }
  return { tasks: [step('grant', 'confirm-grant', subject)], until: addDays(dayOf(updatedAt, zone), 7) }
}

/** That two records are of one person waits for another member than said so. */
function mergeDue({ id, updatedAt }: Pending, { organisationId, proposersOf, zone }: Page): Due {
  const provided: Task['provided'] = ({ memberId }) => proposersOf(id).some((who) => who !== memberId)
  const task = step('merge', 'confirm-merge', { state: null, organisationId })
  return { tasks: [{ ...task, provided }], until: addDays(dayOf(updatedAt, zone), 7) }
}

/** A part of a mobility waits for its organisation, from its last day on. */
function stayDue(stay: StayRow, { today }: Page): Due {
  const { organisationId, hostingOrganisationId, endsOn } = stay
  const subject = { state: null, organisationId, hostingOrganisationId, stay }
  const isOver = endsOn !== null && endsOn <= today
  return {
    tasks: isOver ? [step('stay', 'attest-stay', subject)] : [],
    until: addDays(endsOn ?? today, DAYS_TO_ATTEST),
  }
}

/** A memorandum waits for the partner to whom it was proposed; to be in force from its first day, until then. */
function memorandumDue({ organisationId, partnerId, startsOn }: Partnership): Due {
  const subject = { state: 'proposed', organisationId, partnerId }
  return { tasks: [step('memorandum', 'confirm-memorandum', subject)], until: startsOn }
}

/** What a person asked for about their data waits for its answer, a month or as long as it was extended to. */
function dataRequestDue({ right, organisationId, dueOn, extendedAt }: AwaitedRequest): Due {
  const subject = { state: extendedAt ? 'extended' : 'open', organisationId }
  return { tasks: [step('data-request', `answer-${right}`, subject)], until: dueOn }
}

/** What fails is overdue from the day on which it was found; a certificate that ends soon, from the day on which it ends. */
function auxiliaryDue({ id }: Pending, { faults, organisationId, zone }: Page): Due {
  const { name, fault, since, endsAt } = faults.get(id)!
  const until = fault === 'ends-soon' && endsAt ? endsAt : since
  return { tasks: [seeTo(`${name}-${fault ?? 'absent'}`, organisationId)], until: dayOf(until, zone) }
}
