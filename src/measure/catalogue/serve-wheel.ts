import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { chooseLanguage } from '../../platform/http/language.ts'
import { type Framework, type FrameworkLibrary, languagesOf, textsIn } from '../frameworks/framework.ts'
import { FrameworkParams, known, language, noFramework, open, tags } from '../frameworks/open-data.ts'
import { depictFramework } from '../wheel/depict-framework.ts'
import { wheelSvg, widths } from '../wheel/draw-wheel.ts'
import type { Profiles } from '../wheel/profiles.ts'
import { readProfiles } from '../wheel/read-profiles.ts'
import { type Answers, prepare, sendAnswer } from './answer.ts'
import { sendOneOf } from './answer-again.ts'

const SVG = 'image/svg+xml; charset=utf-8'
/** Sent as the bytes that were made beforehand, so what is sent is not typed by it. */
const picture: z.ZodType = z.string().describe('the picture')

const profile = (what: string) =>
  z
    .string()
    .min(1)
    .max(4000)
    .optional()
    .describe(`${what}, such as 1.1:5,2.3:4; where a framework has no levels, 1.1:reached`)
    .meta({ examples: ['1.1:5,2.3:4'] })

const Wanted = z.strictObject({
  levels: profile('levels reached, as filled spokes'),
  planned: profile('levels that were planned, as outlines over those reached'),
  before: profile('levels before, as outlines over those after; not beside `planned`'),
  width: z.coerce
    .number()
    .int()
    .min(widths.least)
    .max(widths.most)
    .default(widths.usual)
    .describe(
      'of the picture, in pixels; what its codes stand for is below, or beside it where there is room',
    ),
  ...language,
})

/** The picture of a framework. Without a profile it is drawn once, at start, as wide as usual. */
export const wheelRoutes =
  (library: FrameworkLibrary): FastifyPluginAsyncZod =>
  async (app) => {
    const nothing: Profiles = { filled: null, outlined: null }
    const plain = new Map(
      [...library.values()].map((framework): [string, Answers] => [
        framework.id,
        new Map(
          languagesOf(framework).map((spoken) => [spoken, drawn(framework, nothing, spoken, widths.usual)]),
        ),
      ]),
    )

    app.get(
      '/frameworks/:id/wheel.svg',
      {
        ...open('drawWheel'),
        schema: {
          summary: 'Draw the wheel of a framework',
          description:
            'Areas and competences as a labelled picture (SVG) that is told in words, too; with `levels` a profile, with `planned` or `before` another one over it.',
          tags,
          produces: ['image/svg+xml'],
          params: FrameworkParams,
          querystring: Wanted,
          response: { 200: picture },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const answers = known(plain, id, noFramework)
        const { levels, planned, before, width } = request.query
        const isPlain = [levels, planned, before].every((text) => text === undefined)
        if (isPlain && width === widths.usual) return sendOneOf(request, reply, answers)
        const framework = library.get(id)!
        const spoken = chooseLanguage(request, [...answers.keys()])
        const profiles = readProfiles(framework, { levels, planned, before })
        return sendAnswer(request, reply, drawn(framework, profiles, spoken, width))
      },
    )
  }

function drawn(framework: Framework, profiles: Profiles, spoken: string, width: number) {
  const title = (language: string) => textsIn(framework, language).title
  return prepare(wheelSvg(depictFramework(framework, profiles), title, spoken, width), spoken, SVG)
}
