import type { askedQuestions } from '../../db/schema/custody/questions.ts'

export type Question = typeof askedQuestions.$inferSelect

export const questionStates = ['open', 'answered'] as const
export type QuestionState = (typeof questionStates)[number]

export const stateOfQuestion = ({ answeredAt }: Pick<Question, 'answeredAt'>): QuestionState =>
  answeredAt ? 'answered' : 'open'

/** So many questions of one person wait at once: whoever has more waits for an answer first. */
export const MAX_OPEN = 5

/** As many questions as the page of whoever asked shows. */
export const MAX_QUESTIONS_SHOWN = 20
