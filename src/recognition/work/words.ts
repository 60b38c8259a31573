import type { WhichGuardian } from '../../mobility/agreements/agreement.ts'
import { catalogue } from '../../platform/words/catalogue.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import type { Task } from './task.ts'
import type { Messages } from './words/messages.ts'

const say = catalogue<Messages>(import.meta.url)

/** One sentence for each task: of the step, or of the blocker that stands before it. */
export function explainTask({
  code,
  competence = '',
  comment = '',
  guardian = 'other',
  sentence = () => code,
}: Pick<Task, 'code' | 'competence' | 'comment' | 'sentence'> & {
  guardian?: WhichGuardian | 'other'
}): Sentence {
  const step = `step-${code}` as const
  return say.has(step) ? say(step, { competence, comment, guardian }) : sentence
}
