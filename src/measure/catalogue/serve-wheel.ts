import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { chooseLanguage } from '../../platform/http/language.ts'
import { wheelSvg } from '../frameworks/draw-wheel.ts'
import { type FrameworkLibrary, languagesOf } from '../frameworks/framework.ts'
import { FrameworkParams, known, language, noFramework, open, tags } from '../frameworks/open-data.ts'
import { readProfile } from '../frameworks/read-profile.ts'
import { type Answers, prepare, sendAnswer, sendOneOf } from './answer.ts'

const SVG = 'image/svg+xml; charset=utf-8'
/** Sent as the bytes that were made beforehand, so what is sent is not typed by it. */
const picture: z.ZodType = z.string().describe('the picture')

/** The picture of a framework. Without a profile it is drawn once, at start. */
export const wheelRoutes =
  (library: FrameworkLibrary): FastifyPluginAsyncZod =>
  async (app) => {
    const plain = new Map(
      [...library.values()].map((framework): [string, Answers] => [
        framework.id,
        new Map(
          languagesOf(framework).map((spoken) => [
            spoken,
            prepare(wheelSvg(framework, spoken, null), spoken, SVG),
          ]),
        ),
      ]),
    )

    app.get(
      '/frameworks/:id/wheel.svg',
      {
        ...open('drawWheel'),
        schema: {
          summary: 'Draw the wheel of a framework',
          description: 'Areas and competences as a labelled picture (SVG), with `levels` a profile.',
          tags,
          produces: ['image/svg+xml'],
          params: FrameworkParams,
          querystring: z.strictObject({
            levels: z
              .string()
              .min(1)
              .max(2000)
              .optional()
              .describe('such as 1.1:5,2.3:4; where a framework has no levels, 1.1:reached')
              .meta({ examples: ['1.1:5,2.3:4'] }),
            ...language,
          }),
          response: { 200: picture },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const answers = known(plain, id, noFramework)
        const { levels } = request.query
        if (levels === undefined) return sendOneOf(request, reply, answers)
        const framework = library.get(id)!
        const spoken = chooseLanguage(request, [...answers.keys()])
        const drawing = wheelSvg(framework, spoken, readProfile(framework, levels))
        return sendAnswer(request, reply, prepare(drawing, spoken, SVG))
      },
    )
  }
