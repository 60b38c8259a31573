import { z } from 'zod'
import { roles } from '../../platform/auth/access.ts'
import type { Language } from '../../platform/words/language.ts'
import type { KeepingGround } from '../erasure/class.ts'
import { say as sayOfErasure } from '../erasure/words.ts'
import type { PersonData } from './read-data.ts'
import { say } from './words.ts'

export const PersonDataView = z
  .object({
    personId: z.uuid(),
    at: z.iso.datetime(),
    controller: z.object({ id: z.uuid(), name: z.string() }).describe('who answers for the data'),
    classes: z.array(
      z.object({
        code: z.string(),
        what: z.string().describe('in words, in the language asked for'),
        basis: z.string().describe('on what ground it is kept, until it is erased'),
        count: z.int(),
        items: z
          .array(z.record(z.string(), z.unknown()))
          .describe('`kind` names what each is; documents are told by their hash, secrets are left out'),
      }),
    ),
    readings: z
      .array(
        z.object({
          day: z.iso.date(),
          organisation: z.string(),
          role: z.enum(roles).nullable().describe('null: a program'),
          purpose: z.string(),
          sentence: z.string(),
        }),
      )
      .describe('who read the file: when, of which organisation, in which role and for what; not who it was'),
  })
  .meta({ id: 'PersonData' })

export function viewPersonData(data: PersonData, language: Language): z.infer<typeof PersonDataView> {
  return {
    ...data,
    at: data.at.toISOString(),
    classes: data.classes.map(({ code, basis, count, items }) => ({
      code,
      what: sayOfErasure(`class-${code}`)(language),
      basis: sayBasis(basis, language),
      count,
      items: items.map(({ table, said }) => ({ kind: table, ...said })),
    })),
    readings: data.readings.map((reading) => ({ ...reading, sentence: sayReading(reading, language) })),
  }
}

/** On what ground it is held, while it is. */
export const sayBasis = (basis: KeepingGround, language: Language): string =>
  basis === 'purpose-over' ? say('until-over')(language) : sayOfErasure(`basis-${basis}`)(language)

/** When, who and why, in a sentence. */
export function sayReading(
  { day, organisation, role, purpose }: PersonData['readings'][number],
  language: Language,
) {
  const w = say.in(language)
  return `${w('reading', { day, organisation, role: role ?? 'other' })}. ${w('purpose', { purpose: purpose === 'case' ? 'other' : purpose })}.`
}
