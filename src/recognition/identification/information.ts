import type { AgreementContent } from '../../db/schema/mobility/agreements.ts'
import type { InformationSheet } from '../../db/schema/recognition/identification.ts'
import { type Framework, textsIn } from '../../measure/frameworks/framework.ts'
import { withinDays, writeDayWithin } from '../../platform/dates.ts'
import { hashOf } from '../../platform/hash.ts'
import type { Language } from '../../platform/http/language.ts'
import { words } from './words.ts'

/** What the learner of a case is told before identification begins: procedure, criteria, costs, data use, appeal (R21). */
export function informationSheet(
  content: AgreementContent,
  framework: Framework | undefined,
  terms: { appealWindowDays: number; appealDecisionDays: number },
  language: Language,
): InformationSheet {
  const w = words[language]
  const facts: Record<string, string> = {
    from: writeDayWithin(content.evidenceFrom, language),
    until: writeDayWithin(content.evidenceUntil, language),
    sending: content.sending.name,
    hosting: content.hosting.name,
    procedure: content.procedure,
    window: withinDays(terms.appealWindowDays, language),
    decision: withinDays(terms.appealDecisionDays, language),
  }
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (whole, name: string) => facts[name] ?? whole)
  const section = (
    { title, paragraphs }: { title: string; paragraphs: readonly string[] },
    items: string[],
  ) => ({
    title,
    paragraphs: paragraphs.map(fill),
    items,
  })
  return {
    language,
    sections: [
      section(w.procedure, []),
      section(w.criteria, criteriaItems(content, framework, language)),
      section(w.costs, []),
      section(w.data, []),
      section(w.appeal, []),
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
  const titles = framework ? textsIn(framework, language).competences : {}
  return content.outcomes.map(({ competence, target, criteria }) => {
    const title = [competence, titles[competence]?.title].filter(Boolean).join(' ')
    const level = target === null ? '' : `, ${words[language].level.replace('{level}', String(target))}`
    const asked = criteria.filter((one) => one.mandatory && one.level === target)
    return `${title}${level}: ${asked.map((one) => one.text[language].replace(/[.;]$/, '')).join('; ')}.`
  })
}
