import type { AgreedTask } from '../../db/schema/mobility/agreements.ts'
import { type CaseRows, versionOf } from '../case.ts'
import type { Outcome } from '../outcome-store.ts'

/** The tasks that are agreed for an outcome, in the version under which it is judged. */
export const agreedTasks = (
  loaded: Pick<CaseRows, 'versions'>,
  { agreementVersionId, competence }: Pick<Outcome, 'agreementVersionId' | 'competence'>,
): AgreedTask[] =>
  versionOf(loaded, agreementVersionId).content.outcomes.find((agreed) => agreed.competence === competence)
    ?.tasks ?? []
