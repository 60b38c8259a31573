import type { AgreementContent } from '../../db/schema/mobility/agreements.ts'
import type { InformationSheet } from '../../db/schema/recognition/identification.ts'
import { type Framework, textsIn } from '../../measure/frameworks/framework.ts'
import { nameOfLevel } from '../../measure/frameworks/level-name.ts'
import { afterLead, byLead } from '../../measure/frameworks/rubric/lead.ts'
import { withinDays } from '../../platform/dates.ts'
import { hashOf } from '../../platform/hash.ts'
import type { Language } from '../../platform/words/language.ts'
import { readIn } from '../../platform/words/multilingual.ts'
import { say } from './words.ts'

type Section = InformationSheet['sections'][number]

/** What the learner of a case is told before identification begins: procedure, criteria, costs, data use, appeal (R21). */
export function informationSheet(
  content: AgreementContent,
  framework: Framework | undefined,
  terms: { appealWindowDays: number; appealDecisionDays: number },
  language: Language,
): InformationSheet {
  const w = say.in(language)
  const sending = content.sending.name
  const hosting = content.hosting.name
  const { procedure, evidenceFrom: from, evidenceUntil: until } = content
  const section = (title: string, paragraphs: string[], items: string[] = []): Section => ({
    title,
    paragraphs,
    items,
  })
  return {
    language,
    sections: [
      section(w('procedure'), [
        w('procedure-stages'),
        w('procedure-steps', { from, until, sending }),
        w('procedure-agreed', { procedure }),
      ]),
      section(
        w('criteria'),
        [w('criteria-level'), w('criteria-target')],
        criteriaItems(content, framework, language),
      ),
      section(w('costs'), [w('costs-none')]),
      section(w('data'), [
        w('data-purpose'),
        w('data-readers', { sending, hosting }),
        w('data-certificate'),
        w('data-kept'),
        w('data-rights', { sending }),
      ]),
      section(w('appeal'), [
        w('appeal-window', { window: withinDays(terms.appealWindowDays, language) }),
        w('appeal-decision', { sending, decision: withinDays(terms.appealDecisionDays, language) }),
      ]),
    ],
  }
}

/** SHA-256 over the canonical sheet (RFC 8785), hexadecimal: what the learner acknowledges. */
export const hashOfSheet = (sheet: InformationSheet): string => hashOf(sheet)

/** Each outcome, and what has to be shown at its target. */
function criteriaItems(
  content: AgreementContent,
  framework: Framework | undefined,
  language: Language,
): string[] {
  const w = say.in(language)
  const titles = framework ? textsIn(framework, language).competences : {}
  return content.outcomes.map(({ competence, target, criteria: all }) => {
    const outcome = [competence, titles[competence]?.title].filter(Boolean).join(' ')
    const criteria = byLead(all.filter(({ mandatory, level }) => mandatory && level === target))
      .map(({ lead, criteria: group }) => {
        const listed = group.map((criterion) => readIn(afterLead(criterion), language).replace(/[.;]$/, ''))
        return [...(lead ? [readIn(lead, language)] : []), listed.join('; ')].join(' ')
      })
      .join('; ')
    return target === null
      ? w('outcome-without-level', { outcome, criteria })
      : w('outcome-at-level', { outcome, level: nameOfLevel(framework, target, language), criteria })
  })
}
