import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../../context.ts'
import { reads } from '../../platform/actions/route-config.ts'
import { certificateStatuses, statusOfCertificate } from '../certificates/certificate.ts'
import type { CertificateSnapshot } from '../certificates/snapshot.ts'
import { passageLengths, skillsPassage } from '../documents/passage/skills-passage.ts'
import { formReaders } from './actions.ts'
import { getForm } from './get-form.ts'

const languages = ['lv', 'en'] as const

const SkillsPassages = z
  .object({
    number: z.string(),
    status: z.enum(certificateStatuses).describe('do not copy the passage of one that is not valid'),
    passages: z.array(
      z.object({
        language: z.enum(languages),
        maxLength: z.union([z.literal(passageLengths[0]), z.literal(passageLengths[1])]),
        text: z.string(),
      }),
    ),
  })
  .meta({ id: 'SkillsPassages' })

/** What other documents of a mobility say in words of ours. */
export const passageRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/certificates/:id/skills-passage',
    {
      config: reads('readSkillsPassage', { scope: 'read', roles: formReaders }),
      schema: {
        summary: 'Read what a certificate says of the skills shown, to copy into another document',
        description:
          'Plain text for the digital skills of the Europass Mobility that the Beneficiary Module makes, or any other document: in each language, of at most 500 and of at most 2000 characters. Made of what the certificate says alone: levels in words, criteria that were met, what is partial, who assessed and validated, and the code to check. Sentences are whole; what there is no room for is counted.',
        tags: ['Certificates'],
        params: z.object({ id: z.uuid() }),
        response: { 200: SkillsPassages },
      },
    },
    async ({ ctx, params }) => {
      const row = await read(ctx, (tx, actor) => getForm(tx, actor, params.id, ctx.now()))
      const snapshot: CertificateSnapshot = JSON.parse(row.snapshot)
      return {
        number: row.number,
        status: statusOfCertificate(row),
        passages: languages.flatMap((language) =>
          passageLengths.map((maxLength) => ({
            language,
            maxLength,
            text: skillsPassage(snapshot, language, maxLength),
          })),
        ),
      }
    },
  )
}
