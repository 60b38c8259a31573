import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import type { Services } from '../../../context.ts'
import { stayActions } from '../../../mobility/stays/actions.ts'
import { does, reads } from '../../../platform/actions/route-config.ts'
import { deskRoutes, FormName } from '../../../platform/pages/link-pages.ts'
import { attestStay } from '../../stays/attest-stay.ts'
import { doEach } from './do-several.ts'
import { readDays } from './read-several.ts'
import { renderDays } from './render-several.ts'
import { DoneAtDesk, severalIds, toDesk } from './schemas.ts'

const anId = '01993c7e-0000-7000-8000-000000000001'

const AttestingDays = z
  .strictObject({ stays: severalIds, ...FormName })
  .meta({ id: 'AttestingDaysAtDesk', examples: [{ stays: [anId] }] })

const Waiting = z
  .object({
    items: z.array(
      z.object({
        id: z.uuid(),
        mobilityId: z.uuid(),
        learner: z.string(),
        sending: z.string(),
        startsOn: z.iso.date(),
        endsOn: z.iso.date(),
      }),
    ),
  })
  .meta({ id: 'DaysAtDesk' })

/** The days of parts of mobilities, attested at a desk for several learners at once. */
export const deskDaysRoutes = (services: Services): FastifyPluginAsync =>
  deskRoutes(services, (pages) => {
    pages.shows(
      '/desk/:secret/days',
      {
        ...reads('readDaysAtDesk', 'public'),
        summary: 'Read whose days wait to be attested',
        view: Waiting,
      },
      {
        read: ({ ctx, language }) => readDays(ctx, language),
        json: (items) => ({ items }),
        page: (items, { secret, language }) => renderDays(items, secret, language),
      },
    )
    pages.takes(
      '/desk/:secret/days',
      {
        ...does(stayActions.attestStay),
        access: 'public',
        operation: 'attestDaysAtDesk',
        summary: 'Attest at a desk on which days several learners were there',
        body: AttestingDays,
        view: DoneAtDesk,
      },
      {
        async act({ ctx, language, body: { stays } }) {
          const waiting = (await readDays(ctx, language)).filter(({ id }) => stays.includes(id))
          const byId = new Map(waiting.map((part) => [part.id, part]))
          return doEach(ctx, [...byId.keys()], (own, id) => {
            const { mobilityId, startsOn, endsOn } = byId.get(id)!
            return attestStay(own, mobilityId, id, { startsOn, endsOn })
          })
        },
        json: (done) => ({ done }),
        page: toDesk,
      },
    )
  })
