import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import { read, type Services } from '../../context.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { personRoutes, type Visit } from '../../platform/pages/link-pages.ts'
import { wrongIn } from '../../platform/pages/typed-form.ts'
import { dataRequestActions } from './actions.ts'
import { askAboutData } from './ask-about-data.ts'
import { MAX_SHOWN, stateOf } from './data-request.ts'
import { renderDataRequests } from './render-data-requests.ts'
import * as wire from './schemas.ts'
import { listOwnRequests } from './store.ts'

const path = '/data-requests'

const fieldAt = (pointer: string) => pointer.split('/')[1] || null

const readOwn = ({ ctx, link }: Pick<Visit, 'ctx' | 'link'>): Promise<wire.OwnRequests> =>
  read(ctx, async (tx) => {
    const rows = await listOwnRequests(tx, link.personId, MAX_SHOWN)
    const items = rows.map((row) => ({ ...row, state: stateOf(row) }))
    const open = items.filter(({ state }) => state !== 'answered').map(({ right }) => right)
    return { items, open: [...new Set(open)] }
  })

/** Where a learner, or their guardian, asks for something about their data, and sees what became of it. */
export const dataRequestPages = (services: Services): FastifyPluginAsync =>
  personRoutes(services, (pages) => {
    pages.shows(
      path,
      {
        ...reads('readOwnDataRequests', 'public'),
        summary: 'Read what was asked for about the data of a learner, and what became of it',
        view: wire.OwnDataRequests,
      },
      {
        read: readOwn,
        json: (seen) => seen,
        page: (seen, visit) => renderDataRequests(seen, { typed: {}, wrong: [] }, visit),
      },
    )

    pages.takes(
      path,
      {
        ...does(dataRequestActions.askAboutData),
        summary: 'Ask for something about one’s data, as a learner or their guardian',
        description:
          'It is due a month later (Article 12(3) GDPR) and stands in the work list of the school, as what POST /v1/people/{id}/data-requests records.',
        body: wire.DataQuestion,
        view: z.object({ id: z.uuid() }).meta({ id: 'DataRequestMade' }),
        status: 201,
      },
      {
        act: ({ ctx, link, body }) => askAboutData(ctx, link, body),
        json: (made) => made,
        page: (_made, { base }) => ({ seeOther: base }),
        again: async (visit, typed, refusal) =>
          renderDataRequests(
            await readOwn(visit),
            { typed, wrong: wrongIn(refusal, typed, visit.language, fieldAt) },
            visit,
          ),
      },
    )
  })
