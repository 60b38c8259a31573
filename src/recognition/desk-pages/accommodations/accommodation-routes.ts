import { z } from 'zod'
import { reads } from '../../../platform/actions/route-config.ts'
import { html } from '../../../platform/pages/html.ts'
import { linkPage } from '../../../platform/pages/link-page.ts'
import type { DeskPages } from '../../../platform/pages/link-pages.ts'
import { readAccommodations } from '../../identification/read-accommodations.ts'
import { AccommodationView, viewAccommodation } from '../../identification/schemas.ts'
import { OneCase } from '../evidence/schemas.ts'
import { outcomeAt } from '../marking/due-marking.ts'
import { readNextOutcome } from '../marking/read-marking-sheet.ts'
import { say } from '../words.ts'

/** What a learner needs is read by a tap of its own, which is written down; the page of the marks does not show it. */
export function addAccommodationPages(pages: DeskPages): void {
  pages.shows(
    '/desk/:secret/recognitions/:id/accommodations',
    {
      ...reads('readAccommodationsAtDesk', 'public'),
      summary: 'Read what was recorded of the special needs of a learner, at a desk',
      description: 'That it was read is written down.',
      params: OneCase,
      view: z.object({ items: z.array(AccommodationView) }).meta({ id: 'AccommodationsAtDesk' }),
    },
    {
      read: ({ ctx, params }) => readAccommodations(ctx, params.id),
      json: (rows) => ({ items: rows.map(viewAccommodation) }),
      page: async (rows, { ctx, params, secret, language }) => {
        const w = say.in(language)
        const listed = html`<ul>${rows.map(({ text }) => html`<li>${text}</li>`)}</ul>`
        const next = await readNextOutcome(ctx, params.id, language)
        const body = html`${rows.length === 0 ? html`<p>${w('no-needs')}</p>` : listed}
${next && html`<p><a class="button" href="${outcomeAt(secret, next)}?lang=${language}">${w('mark-now', next)}</a></p>`}
<p><a class="go quiet" href="/desk/${secret}?lang=${language}">${w('to-desk')}</a></p>`
        return linkPage(language, w('needs'), body, 'assessment')
      },
    },
  )
}
