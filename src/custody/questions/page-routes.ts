import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import { read, type Services } from '../../context.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { personRoutes, type Visit } from '../../platform/pages/link-pages.ts'
import { wrongIn } from '../../platform/pages/typed-form.ts'
import { questionActions } from './actions.ts'
import { askQuestion } from './ask-question.ts'
import { MAX_OPEN, MAX_QUESTIONS_SHOWN } from './question.ts'
import { renderQuestions } from './render-questions.ts'
import * as wire from './schemas.ts'
import { countOpen, listOwnQuestions } from './store.ts'

const path = '/questions'

const fieldAt = (pointer: string) => pointer.split('/')[1] || null

const readOwn = ({ ctx, link }: Pick<Visit, 'ctx' | 'link'>): Promise<wire.OwnAsked> =>
  read(ctx, async (tx) => ({
    items: (await listOwnQuestions(tx, link, MAX_QUESTIONS_SHOWN)).map(wire.viewQuestion),
    asks: (await countOpen(tx, link.personId)) < MAX_OPEN,
  }))

/** Where a learner, or their guardian, asks the school something, and reads the answer. */
export const questionPages = (services: Services): FastifyPluginAsync =>
  personRoutes(services, (pages) => {
    pages.shows(
      path,
      {
        ...reads('readOwnQuestions', 'public'),
        summary: 'Read what whoever holds the page asked the school, and its answers',
        view: wire.OwnQuestions,
      },
      {
        read: readOwn,
        json: (seen) => seen,
        page: (seen, visit) => renderQuestions(seen, { typed: {}, wrong: [] }, visit),
      },
    )

    pages.takes(
      path,
      {
        ...does(questionActions.askQuestion),
        summary: 'Ask the school something, as a learner or their guardian',
        description:
          'It stands in the work list of its coordinators until it is answered; five wait at most.',
        body: wire.NewQuestion,
        view: z.object({ id: z.uuid() }).meta({ id: 'QuestionAsked' }),
        status: 201,
      },
      {
        act: ({ ctx, link, body }) => askQuestion(ctx, link, body.question),
        json: ({ id }) => ({ id }),
        page: (_asked, { base }) => ({ seeOther: base }),
        again: async (visit, typed, refusal) =>
          renderQuestions(
            await readOwn(visit),
            { typed, wrong: wrongIn(refusal, typed, visit.language, fieldAt) },
            visit,
          ),
      },
    )
  })
