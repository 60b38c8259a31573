import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { Refusal } from '../../errors.ts'
import { chooseLanguage } from '../../platform/http/language.ts'
import { say } from '../../platform/http/words.ts'
import { replacementOf } from '../frameworks/editions.ts'
import { type FrameworkLibrary, languagesOf } from '../frameworks/framework.ts'
import { FrameworkParams, known, noFramework, open, tags } from '../frameworks/open-data.ts'
import { suggestOutcome } from '../frameworks/suggest-outcome.ts'
import { suggestSkills } from '../vocabularies/suggest-skills.ts'
import { SuggestionRequest, SuggestionView } from './suggestion-schemas.ts'

/** What could be agreed for a competence. Nothing is stored: the answer follows from the framework alone. */
export const suggestionRoutes =
  (library: FrameworkLibrary): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/frameworks/:id/suggestions',
      {
        ...open('suggestOutcome'),
        schema: {
          summary: 'Suggest criteria for a planned outcome',
          description:
            'Default criteria (the statements at the levels around the target), fitting examples and use cases. `outcome` goes into a learning agreement as it is, with the baseline, methods and recognition said beside it.',
          tags,
          params: FrameworkParams,
          body: SuggestionRequest,
          response: { 200: SuggestionView },
        },
      },
      async (request, reply) => {
        const framework = known(library, request.params.id, noFramework)
        const languages = languagesOf(framework)
        const asked = request.body.language
        if (asked !== undefined && !languages.includes(asked)) {
          throw new Refusal('bad-input', say('language-not-there'), [
            { in: 'body', pointer: '/language', detail: say('is-none-of', { known: languages.join(', ') }) },
          ])
        }
        const chosen = asked ?? chooseLanguage(request, languages)
        reply.header('content-language', chosen)
        return {
          ...suggestOutcome(framework, request.body, chosen),
          ...suggestSkills(framework, request.body.competence, chosen),
          replacedBy: replacementOf(framework, library),
        }
      },
    )
  }
