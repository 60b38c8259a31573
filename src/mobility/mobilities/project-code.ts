import { z } from 'zod'
import { asMessage } from '../../platform/http/word-issue.ts'
import { alpha3Of } from '../../platform/vocabularies/country.ts'
import { say } from './words.ts'

/** Whether the Union co-funds what is done under a project of this code: an accreditation brings none by itself. */
export const isCoFunded = (code: string): boolean => !/-KA1[235]0-/.test(code)

type Form = {
  name: 'since-2021' | 'until-2020' | 'accreditation-2020' | 'central-until-2020' | 'grant-number'
} & {
  /** What stands between the hyphens, one after the other; the last one of them may come again where it says so. */
  parts: readonly string[]
  repeats?: true
  examples: readonly [string, ...string[]]
}

const round = '[1-3]'
const agency = '[A-Z]{2}\\d{2}'
const action = 'KA[1-3]\\d{2}'
const until2020 = '201[4-9]|2020'
const since2021 = '202[1-9]|20[3-9]\\d'
const field = 'VET|SCH|ADU|HED|YOU|SPO'

/** How the codes of Erasmus+ projects are written, by call: of national agencies, and of actions managed centrally. */
export const projectCodeForms: readonly Form[] = [
  {
    name: 'since-2021',
    parts: [since2021, round, agency, action, field, '\\d{9}'],
    examples: [
      '2026-1-LV01-KA121-VET-000012345',
      '2022-1-DE03-KA122-SCH-000071234',
      '2023-1-FI01-KA210-ADU-000151234',
      '2024-1-PT01-KA131-HED-000201234',
      '2021-2-LV02-KA152-YOU-000043210',
      '2025-1-EL01-KA182-SPO-000321234',
    ],
  },
  {
    name: 'since-2021',
    parts: [since2021, round, agency, action, '\\d{9}'],
    examples: ['2021-1-BE03-KA220-000033175'],
  },
  {
    name: 'accreditation-2020',
    parts: ['2020', round, agency, action, field, '\\d{6}'],
    examples: ['2020-1-LV01-KA120-VET-094875'],
  },
  {
    name: 'until-2020',
    parts: [until2020, round, agency, action, '\\d{6}(?:_\\d{1,2})?'],
    examples: ['2020-1-AT01-KA229-078094_6', '2017-1-IT02-KA204-036607', '2014-1-UK01-KA102-000123'],
  },
  {
    name: 'central-until-2020',
    parts: ['\\d{6}', 'EPP', '\\d', until2020, round, '[A-Z]{2}', 'EPPKA[1-3]|EPPJMO|SPO', '[A-Z0-9]+'],
    repeats: true,
    examples: [
      '590141-EPP-1-2017-1-BE-EPPKA3-PI-FORWARD',
      '597889-EPP-1-2018-1-LV-EPPJMO-MODULE',
      '603331-EPP-1-2018-1-HU-SPO-SCP',
    ],
  },
  { name: 'grant-number', parts: ['1\\d{8}'], examples: ['101056148'] },
]

const wholeOf = ({ parts, repeats }: Form) => {
  const joined = parts.map((part) => `(?:${part})`).join('-')
  return repeats ? `${joined}(?:-(?:${parts.at(-1)}))*` : joined
}

/** A code as it was typed or copied: with hyphens for what looks like them, and in capitals. */
export const projectCodeAsTyped = (text: string): string =>
  text
    .trim()
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .toUpperCase()

/** The country that a code names is one that there is. */
function namesCountry(code: string): boolean {
  const [, letters] =
    /^\d{4}-\d-([A-Z]{2})|^\d{6}-EPP-\d-\d{4}-\d-([A-Z]{2})/.exec(code)?.filter(Boolean) ?? []
  return letters === undefined || alpha3Of(letters) !== undefined
}

const likeness = projectCodeForms.map((form) => ({
  form,
  parts: form.parts.map((part) => new RegExp(`^(?:${part})$`)),
  message: asMessage(
    say('project-code', { form: say(`project-code-${form.name}`), example: form.examples[0] }),
  ),
}))

/** What is said of a text that is no code: the form that it is nearest to, with an example. */
function nearestForm(text: string): string {
  const given = text.split('-')
  const scored = likeness.map(({ parts, message }) => {
    const alike = parts.filter((part, index) => part.test(given[index] ?? '')).length
    const asMany = parts.length === given.length ? 0.1 : 0
    return { message, score: alike / Math.max(parts.length, given.length) + asMany }
  })
  return scored.reduce((best, next) => (next.score > best.score ? next : best)).message
}

const aProjectCode = new RegExp(`^(?:${projectCodeForms.map(wholeOf).join('|')})$`)
const ofInput = ({ input }: { input?: unknown }) => nearestForm(String(input))

export const ProjectCode = z
  .string()
  .max(100, { abort: true })
  .overwrite(projectCodeAsTyped)
  .regex(aProjectCode, { error: ofInput, abort: true })
  .refine(namesCountry, asMessage(say('project-code-country')))
  .describe('code of an Erasmus+ project since 2014, or the number of a grant managed centrally')

/** A project code that is looked for: whatever was once taken is found. */
export const SoughtProjectCode = z.string().min(1).max(200).overwrite(projectCodeAsTyped)
