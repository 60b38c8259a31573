import type { WhichGuardian } from '../../mobility/agreements/agreement.ts'
import { factNames } from '../../mobility/agreements/render-differences.ts'
import { catalogue } from '../../platform/words/catalogue.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import { say as sayOfCase } from '../words.ts'
import type { Task } from './task.ts'
import type { Messages } from './words/messages.ts'

const say = catalogue<Messages>(import.meta.url)

/** One sentence for each task: of the step, or of the blocker that stands before it. */
export function explainTask({
  code,
  competence = '',
  fields = [],
  comment = '',
  guardian = 'other',
}: Pick<Task, 'code' | 'competence' | 'fields' | 'comment'> & {
  guardian?: WhichGuardian | 'other'
}): Sentence {
  const step = `step-${code}` as const
  if (say.has(step)) return say(step, { competence, comment, guardian })
  const blocker = `blocker-${code}` as const
  return sayOfCase.has(blocker)
    ? sayOfCase(blocker, { competence, fields: factNames(fields), host: '', days: '', guardian })
    : () => code
}
