import { standingOfAppeal } from '../appeals/handling.ts'
import type { Appeal } from '../appeals/store.ts'
import { covers } from '../assessment/assessor.ts'
import type { Case } from '../case.ts'
import type { Due, Page } from './page.ts'
import type { Pending } from './row-store.ts'
import { step } from './steps.ts'
import type { Task } from './task.ts'

/**
 * An appeal waits to be taken on, then for a word, which is the sending organisation's affair alone; where assessors were
 * asked, it also waits for each outcome to be marked.
 */
export function appealDue({ id, recognitionId }: Pending, page: Page): Due {
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
