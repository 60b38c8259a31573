import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import { read, type Services } from '../../../context.ts'
import { agreedFramework } from '../../../measure/frameworks/wordings/in-wording.ts'
import { getOrganisation } from '../../../parties/organisations/store.ts'
import { does, reads } from '../../../platform/actions/route-config.ts'
import { deskRoutes, FormName } from '../../../platform/pages/link-pages.ts'
import { NewObjection, NewSignature } from '../../agreements/schemas.ts'
import { groupActions } from '../actions.ts'
import { newestProgramme } from '../group.ts'
import { returnProgramme } from '../return-programme.ts'
import { ProgrammeView, viewProgramme } from '../schemas.ts'
import { signProgramme } from '../sign-programme.ts'
import { loadGroup } from '../store.ts'
import { renderProgramme } from './render-programme.ts'

const params = z.object({ group: z.uuid() })

const SigningProgrammeAtDesk = NewSignature.extend({
  accept: z.union([z.literal(true), z.literal('true')]).describe('the box that was ticked'),
  ...FormName,
}).meta({ id: 'SigningProgrammeAtDesk' })

const ReturnProgrammeAtDesk = NewObjection.extend({
  number: z.coerce.number().int().min(1).max(10_000).describe('of the version that was read'),
  ...FormName,
}).meta({
  id: 'ReturnProgrammeAtDesk',
  examples: [{ number: 1, comment: 'We have no such work in September.' }],
})

/** The learning programme of a group, as the host's coordinator reads, signs and returns it at their desk. */
export const deskProgrammeRoutes = (services: Services): FastifyPluginAsync =>
  deskRoutes(services, (pages) => {
    pages.shows(
      '/desk/:secret/group-mobilities/:group',
      {
        ...reads('readProgrammeAtDesk', 'public'),
        summary: 'Read the learning programme of a group at a desk',
        params,
        view: ProgrammeView,
      },
      {
        read: ({ ctx, params: { group } }) =>
          read(ctx, async (tx, { organisationId, zone }) => {
            const { programmes } = await loadGroup(tx, group)
            return {
              programme: newestProgramme(programmes),
              earlier: programmes.at(-2),
              organisation: await getOrganisation(tx, organisationId),
              zone,
            }
          }),
        json: ({ programme }) => viewProgramme(programme),
        page({ programme, ...there }, { secret, language }) {
          const framework = agreedFramework(services.frameworks, programme.version.content.framework)
          return renderProgramme({ programme, framework, ...there, secret }, language)
        },
      },
    )

    pages.takes(
      '/desk/:secret/group-mobilities/:group/signature',
      {
        ...does(groupActions.signProgramme),
        access: 'public',
        operation: 'signProgrammeAtDesk',
        summary: 'Sign the learning programme of a group at a desk',
        params,
        body: SigningProgrammeAtDesk,
        view: ProgrammeView,
      },
      {
        act: ({ ctx, params: { group }, body }) => signProgramme(ctx, group, body.hash),
        json: (programme) => viewProgramme(programme),
        page: (_programme, { secret }) => ({ seeOther: `/desk/${secret}` }),
      },
    )

    pages.takes(
      '/desk/:secret/group-mobilities/:group/objection',
      {
        ...does(groupActions.returnProgramme),
        access: 'public',
        operation: 'returnProgrammeAtDesk',
        summary: 'Return the learning programme of a group with a comment at a desk',
        params,
        body: ReturnProgrammeAtDesk,
        view: ProgrammeView,
      },
      {
        act: ({ ctx, params: { group }, body }) => returnProgramme(ctx, group, body.number, body.comment),
        json: (programme) => viewProgramme(programme),
        page: (_programme, { secret }) => ({ seeOther: `/desk/${secret}` }),
      },
    )
  })
