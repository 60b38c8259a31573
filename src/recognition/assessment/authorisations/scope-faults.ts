import type { z } from 'zod'
import type { Fault } from '../../../errors.ts'
import { competenceOf, type FrameworkLibrary } from '../../../measure/frameworks/framework.ts'
import type { Sentence } from '../../../platform/words/sentence.ts'
import { say } from '../words.ts'
import type { NewAuthorisation } from './schemas.ts'

/** What is wrong with what somebody is to be authorised for. */
export function scopeFaults(
  frameworks: FrameworkLibrary,
  { framework: id, area, competence, validFrom, validUntil }: z.infer<typeof NewAuthorisation>,
): Fault[] {
  const faults: Fault[] = []
  const report = (pointer: string, detail: Sentence) => faults.push({ in: 'body', pointer, detail })
  const framework = frameworks.get(id)
  if (!framework) report('/framework', say('not-a-framework'))
  if (framework && area !== null && !framework.areas.some(({ code }) => code === area))
    report('/area', say('not-an-area'))
  const found = framework && competence !== null ? competenceOf(framework, competence) : undefined
  if (framework && competence !== null && (!found || (area !== null && found.area.code !== area)))
    report('/competence', say('not-a-competence'))
  if (validUntil < validFrom) report('/validUntil', say('lies-before-start'))
  return faults
}
