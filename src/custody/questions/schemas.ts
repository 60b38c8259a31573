import { z } from 'zod'
import { linkHolders } from '../../db/schema/mobility/links.ts'
import { PageQuery } from '../../platform/http/pages.ts'
import { longText } from '../../platform/http/texts.ts'
import { MAX_QUESTIONS_SHOWN, type Question, questionStates, stateOfQuestion } from './question.ts'

export const NewQuestion = z
  .strictObject({ question: longText(2000) })
  .meta({ id: 'NewQuestion', examples: [{ question: 'May I come home a day earlier?' }] })

export const QuestionAnswer = z
  .strictObject({ answer: longText(2000).describe('what whoever asked reads on their page') })
  .meta({ id: 'QuestionAnswer', examples: [{ answer: 'Yes. We change the dates of your mobility.' }] })

export const QuestionView = z
  .object({
    id: z.uuid(),
    personId: z.uuid(),
    askedBy: z.enum(linkHolders),
    secondGuardian: z.boolean().describe('of two guardians, whether it is the second one'),
    question: z.string(),
    askedAt: z.iso.datetime(),
    state: z.enum(questionStates),
    answer: z.string().nullable(),
    answeredAt: z.iso.datetime().nullable(),
    answeredBy: z.uuid().nullable(),
  })
  .meta({ id: 'Question' })

export const QuestionQuery = z.strictObject({
  ...PageQuery,
  state: z.enum(questionStates).optional(),
  personId: z.uuid().optional(),
})

/** What somebody asked on their page, as that page says it. */
export const OwnQuestions = z
  .object({
    items: z
      .array(
        QuestionView.pick({
          id: true,
          question: true,
          askedAt: true,
          state: true,
          answer: true,
          answeredAt: true,
        }),
      )
      .max(MAX_QUESTIONS_SHOWN)
      .describe('the newest first'),
    asks: z.boolean().describe('whether one more may be asked now'),
  })
  .meta({ id: 'OwnQuestions' })

export type OwnAsked = z.infer<typeof OwnQuestions>

export const viewQuestion = (row: Question): z.infer<typeof QuestionView> => ({
  id: row.id,
  personId: row.personId,
  askedBy: row.party,
  secondGuardian: row.secondGuardian,
  question: row.question,
  askedAt: row.askedAt.toISOString(),
  state: stateOfQuestion(row),
  answer: row.answer,
  answeredAt: row.answeredAt?.toISOString() ?? null,
  answeredBy: row.answeredBy,
})
