import type { Services } from '../../context.ts'
import { deskRoutes } from '../../platform/pages/link-pages.ts'
import { addAccommodationPages } from './accommodations/accommodation-routes.ts'
import { addEvidencePages } from './evidence/evidence-routes.ts'
import { addMarkingPages } from './marking/marking-routes.ts'
import { addObservationPages } from './observation/observation-routes.ts'

/** The pages on which a member marks, brings evidence and writes what they saw, through the link of their desk. */
export const deskWorkRoutes = (services: Services) =>
  deskRoutes(services, (pages) => {
    addMarkingPages(pages)
    addAccommodationPages(pages)
    addEvidencePages(pages)
    addObservationPages(pages)
  })
