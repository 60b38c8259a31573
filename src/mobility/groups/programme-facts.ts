import type { ProgrammeContent } from '../../db/schema/mobility/learning-programmes.ts'
import { type Framework, textsIn } from '../../measure/frameworks/framework.ts'
import { writeDayWithin } from '../../platform/dates.ts'
import type { Language } from '../../platform/words/language.ts'
import { type FactRow, partyNamed, wordingOf } from '../agreements/agreement-facts.ts'
import { say as sayOfAgreements } from '../agreements/words.ts'
import { say } from './words.ts'

/** What is agreed of a group as a whole, in the order in which it is read; on the page and on paper. */
export function factsOfProgramme(
  content: ProgrammeContent,
  framework: Framework | undefined,
  language: Language,
): FactRow[] {
  const w = sayOfAgreements.in(language)
  const { sending, hosting, group } = content
  const days = [group.startsOn, group.endsOn].map((day) => writeDayWithin(day, language)).join(' – ')
  const wording = wordingOf(content, framework, language)
  return [
    [say('group')(language), group.name],
    [w('sending'), partyNamed(sending, language)],
    [w('hosting'), partyNamed(hosting, language)],
    [w('period'), days],
    [w('project'), group.projectCode],
    [w('workload'), String(group.workloadHours)],
    [w('framework'), framework ? textsIn(framework, language).title : content.framework.id],
    ...(wording ? [[w('wording'), wording] as FactRow] : []),
  ]
}
