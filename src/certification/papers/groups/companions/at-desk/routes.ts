import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import { type Context, read, type Services } from '../../../../../context.ts'
import { getGroup } from '../../../../../mobility/groups/store.ts'
import { does, reads } from '../../../../../platform/actions/route-config.ts'
import { deskRoutes, FormName } from '../../../../../platform/pages/link-pages.ts'
import { wrongIn } from '../../../../../platform/pages/typed-form.ts'
import { paperActions } from '../../../actions.ts'
import { attestCompanion } from '../attest-companion.ts'
import { CompanionAttestationView, NewCompanionAttestation, viewCompanionAttestation } from '../schemas.ts'
import { gatherCompanionAttestations } from '../store.ts'
import { renderCompanions } from './render-companions.ts'

const params = z.object({ group: z.uuid() })

const AttestingAtDesk = NewCompanionAttestation.extend(FormName).meta({
  id: 'AttestingCompanionAtDesk',
  examples: [{ name: 'Teacher One' }],
})

const Companions = z
  .object({
    companions: z.array(z.object({ name: z.string(), role: z.string() })).describe('who goes with the group'),
    attested: z.array(CompanionAttestationView),
  })
  .meta({ id: 'CompanionsAtDesk' })

const readCompanions = (ctx: Context, groupId: string) =>
  read(ctx, async (tx, { zone }) => ({
    group: await getGroup(tx, groupId),
    attested: await gatherCompanionAttestations(tx, groupId),
    zone,
  }))

const fields = ['name', 'startsOn', 'endsOn']
const fieldAt = (pointer: string) => fields.find((field) => pointer === `/${field}`) ?? null

/** Who goes with a group, as its host attests it at their desk. */
export const deskCompanionRoutes = (services: Services): FastifyPluginAsync =>
  deskRoutes(services, (pages) => {
    pages.shows(
      '/desk/:secret/group-mobilities/:group/companions',
      {
        ...reads('readCompanionsAtDesk', 'public'),
        summary: 'Read at a desk who goes with a group, and who was attested',
        params,
        view: Companions,
      },
      {
        read: ({ ctx, params: { group } }) => readCompanions(ctx, group),
        json: ({ group: { companions }, attested }) => ({
          companions,
          attested: attested.map(viewCompanionAttestation),
        }),
        page: (there, { secret, language }) => renderCompanions(there, secret, null, language),
      },
    )

    pages.takes(
      '/desk/:secret/group-mobilities/:group/companions',
      {
        ...does(paperActions.attestCompanion),
        access: 'public',
        operation: 'attestCompanionAtDesk',
        summary: 'Attest at a desk that somebody who goes with a group was there',
        params,
        body: AttestingAtDesk,
        view: CompanionAttestationView,
      },
      {
        act: ({ ctx, params: { group }, body: { name, startsOn, endsOn } }) =>
          attestCompanion(ctx, group, { name, startsOn, endsOn }),
        json: viewCompanionAttestation,
        page: ({ groupId }, { secret }) => ({
          seeOther: `/desk/${secret}/group-mobilities/${groupId}/companions`,
        }),
        async again({ ctx, params: { group }, secret, language }, typed, refusal) {
          const wrong = wrongIn(refusal, typed, language, fieldAt)
          return renderCompanions(await readCompanions(ctx, group), secret, { typed, wrong }, language)
        },
      },
    )
  })
