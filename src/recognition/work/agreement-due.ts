import { actions } from '../../actions.ts'
import {
  guardiansMissing,
  missingSignatures,
  type Party,
  type WhichGuardian,
} from '../../mobility/agreements/agreement.ts'
import type { Agreement } from '../../mobility/agreements/agreement-rows.ts'
import { type GroupWithProgrammes, missingSides, newestProgramme } from '../../mobility/groups/group.ts'
import type { Subject } from '../../platform/actions/action.ts'
import { sideOf } from '../../platform/actions/may.ts'
import { addDays } from '../../platform/dates.ts'
import type { Due, Page } from './page.ts'
import { step } from './steps.ts'
import { stepTask, type Task } from './task.ts'

/** An organisation signs by its own people; a learner or guardian through a link, which the sending one makes. */
function signingTask(party: Party, subject: Subject, guardian?: WhichGuardian): Task {
  if (party === 'learner' || party === 'guardian')
    return {
      ...stepTask('sign-agreement', actions.signThroughLink, subject),
      by: party,
      ...(guardian && { guardian }),
    }
  const provided: Task['provided'] = ({ organisationId }) => sideOf(subject, organisationId) === party
  return { ...step('agreement', 'sign-agreement', subject), side: party, provided }
}

/**
 * An agreement waits to be written, then for whoever has not signed it; to be signed in time, until the mobility begins.
 * Signed by everyone, it waits for its case to be opened, until the mobility ends.
 */
export function agreementDue({ mobility, versions }: Agreement): Due {
  const newest = versions.findLast(({ withdrawn }) => !withdrawn)
  const { organisationId, hostingOrganisationId } = newest?.version ?? mobility
  const subject = { state: null, organisationId, hostingOrganisationId }
  if (!newest) return { tasks: [step('agreement', 'draft-agreement', subject)], until: mobility.startsOn }
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
    tasks: missing.flatMap((party) => {
      const both = party === 'guardian' ? guardiansMissing(newest) : []
      return both.length > 0
        ? both.map((guardian) => signingTask(party, subject, guardian))
        : [signingTask(party, subject)]
    }),
    until: mobility.startsOn,
  }
}

/** A learning programme waits for whichever organisation has not signed it, or returned for its answer; until the group goes. */
export function programmeDue({ group, programmes }: GroupWithProgrammes): Due {
  const { organisationId, hostingOrganisationId } = group
  const subject = { state: null, organisationId, hostingOrganisationId }
  const newest = newestProgramme(programmes)
  if (newest.returned) {
    const { comment } = newest.returned
    const answer = { ...step('programme', 'answer-returned-programme', subject), comment }
    return { tasks: [answer], until: group.startsOn }
  }
  const tasks = missingSides(newest).map(
    (side): Task => ({
      ...step('programme', 'sign-programme', subject),
      side,
      comment: group.name,
      provided: ({ organisationId: own }) => sideOf(subject, own) === side,
    }),
  )
  return { tasks, until: group.startsOn }
}

/** So long a host has to say who went with a group, once it is over. */
const DAYS_TO_ATTEST_COMPANIONS = 7

/** Who went with a group waits for its host, from its last day on. */
export function companionsDue(
  { group }: Pick<GroupWithProgrammes, 'group'>,
  { today }: Pick<Page, 'today'>,
): Due {
  const { organisationId, hostingOrganisationId, endsOn, name } = group
  const subject = { state: null, organisationId, hostingOrganisationId }
  const tasks = [{ ...step('companions', 'attest-companions', subject), comment: name }]
  return { tasks: endsOn <= today ? tasks : [], until: addDays(endsOn, DAYS_TO_ATTEST_COMPANIONS) }
}
