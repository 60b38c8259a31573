import type { FastifyPluginAsync } from 'fastify'
import type { Services } from '../../context.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { partRoutes } from '../../platform/pages/link-pages.ts'
import { wrongIn } from '../../platform/pages/typed-form.ts'
import { ownLevelActions } from './actions.ts'
import { declareOwnLevel } from './declare-own-level.ts'
import { readOwnLevel, readOwnLevels } from './read-own-levels.ts'
import { renderOwnLevel, renderOwnLevels } from './render-own-levels.ts'
import * as wire from './schemas.ts'

const fieldAt = (pointer: string) => pointer.split('/')[1] || null

/** Where a learner says how they see themselves, from their own page. */
export const ownLevelRoutes = (services: Services): FastifyPluginAsync =>
  partRoutes(services, (pages) => {
    pages.shows(
      '/levels/:subject',
      {
        ...reads('readOwnLevels', 'public'),
        summary: 'Read at which levels a learner sees themselves, on their page',
        view: wire.OwnLevelsView,
      },
      {
        read: ({ ctx, link, language }) => readOwnLevels(ctx, link, language),
        json: (own) => own,
        page: (own, visit) => renderOwnLevels(own, visit),
      },
    )

    pages.shows(
      '/levels/:subject/outcomes/:competence',
      {
        ...reads('readOwnLevel', 'public'),
        summary: 'Read what somebody can do at each level of an outcome, on the page of its learner',
        params: wire.OneCompetence,
        view: wire.OwnLevelView,
      },
      {
        read: ({ ctx, link, params, language }) => readOwnLevel(ctx, link, params.competence, language),
        json: ({ recognitionId, competence, title, level, takes, levels }) => ({
          recognitionId,
          competence,
          title,
          level,
          takes,
          levels,
        }),
        page: (own, visit) => renderOwnLevel(own, null, visit),
      },
    )

    pages.takes(
      '/levels/:subject/outcomes/:competence',
      {
        ...does(ownLevelActions.declareOwnLevel),
        summary: 'Say at which level one sees oneself, as the learner',
        params: wire.OneCompetence,
        body: wire.OwnLevelForm,
        view: wire.OwnLevelSaid,
      },
      {
        act: ({ ctx, link, params, body }) => declareOwnLevel(ctx, link, params.competence, body.level),
        json: (said) => said,
        page: (_said, { back, link }) => ({ seeOther: `${back}/levels/${link.subjectId}` }),
        again: async (visit, typed, refusal) => {
          const { ctx, link, params, language } = visit
          const own = await readOwnLevel(ctx, link, params.competence, language)
          return renderOwnLevel(own, { typed, wrong: wrongIn(refusal, typed, language, fieldAt) }, visit)
        },
      },
    )
  })
