import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import { Refusal } from '../../errors.ts'
import { highestLevel } from '../../measure/frameworks/framework.ts'
import type { Link } from '../../platform/auth/links.ts'
import { outcomeOf } from '../case.ts'
import { theCase } from '../load-case.ts'
import { updateOutcome } from '../outcome-store.ts'
import { touchRecognition } from '../store.ts'
import { ownLevelActions } from './actions.ts'
import { say } from './words.ts'

/** The learner says where they see themselves, or that they see themselves at no level: recorded, and never counted. */
export async function declareOwnLevel(
  ctx: Context,
  { subjectId: recognitionId }: Link,
  competence: string,
  chosen: string,
): Promise<{ competence: string; level: number | null }> {
  const { declareOwnLevel: action } = ownLevelActions
  return act(ctx, action, theCase(ctx, recognitionId), async ({ tx, subject, now }) => {
    const outcome = outcomeOf(subject, competence)
    if (outcome.status === 'dropped') throw new Refusal('wrong-state', say('dropped'))
    const level = chosen === 'none' ? null : Number(chosen)
    const framework = ctx.frameworks.get(subject.recognition.frameworkId)
    if (level !== null && framework && level > highestLevel(framework))
      throw new Refusal('incomplete', say('no-such-level'), [
        { in: 'body', pointer: '/level', detail: say('no-such-level') },
      ])
    await updateOutcome(tx, outcome.id, {
      selfLevel: level,
      selfFound: level === null ? 'none' : 'level',
      updatedAt: now,
    })
    await touchRecognition(tx, recognitionId, now)
    return { value: { competence, level }, subjectId: outcome.id, details: { recognitionId, competence } }
  })
}
