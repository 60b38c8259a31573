import { z } from 'zod'
import { eventNames } from './event-types.ts'
import type { SeenEvent } from './read-events.ts'
import { abouts } from './topics.ts'

const Type = z.enum(eventNames)

/** Some types of events, in a query: their names with commas between them. */
const Types = z
  .string()
  .max(5000)
  .transform((text) => text.split(','))
  .pipe(z.array(Type).max(eventNames.length))
  .describe('only events of these types, with commas between them; all when left out')

export const EventQuery = z.strictObject({
  after: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .describe(
      'only events after this `position` of an earlier answer, or of a list. Nothing is ever missed. When left out: only what comes from now on.',
    ),
  types: Types.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('how many at most'),
  wait: z.coerce
    .number()
    .int()
    .min(0)
    .max(25)
    .default(0)
    .describe('so many seconds the answer may wait for an event where there is none yet'),
})

export const EventView = z
  .object({
    id: z.uuid().describe('the same for ever, here and in webhooks: what has it was told already'),
    position: z.int().describe('its place in the order in which everything became visible'),
    type: Type.describe('what happened; new types may come'),
    occurredAt: z.iso.datetime(),
    organisationId: z.uuid().describe('the organisation whose people did it, or whose learner'),
    subject: z
      .object({
        type: z.enum(abouts),
        id: z.uuid(),
        url: z.url().describe('where it is read, with a token'),
      })
      .describe('the thing that it happened to; what became of it is read there'),
    hostingOrganisationId: z.uuid().nullable(),
    mobilityId: z.uuid().nullable(),
    recognitionId: z.uuid().nullable(),
    projectCode: z.string().nullable(),
  })
  .meta({
    id: 'Event',
    description: 'That something happened, by ids alone: no name, no mark, no result.',
    examples: [
      {
        id: '01993c7e-0000-7000-8000-00000000000a',
        position: 1204,
        type: 'certificate.issued',
        occurredAt: '2026-11-21T14:00:00.000Z',
        organisationId: '01993c7e-0000-7000-8000-000000000001',
        subject: {
          type: 'certificate',
          id: '01993c7e-0000-7000-8000-000000000008',
          url: 'https://recognition.example.org/v1/certificates/01993c7e-0000-7000-8000-000000000008',
        },
        hostingOrganisationId: '01993c7e-0000-7000-8000-000000000002',
        mobilityId: '01993c7e-0000-7000-8000-000000000003',
        recognitionId: '01993c7e-0000-7000-8000-000000000004',
        projectCode: '2026-1-LV01-KA121-VET-000012345',
      },
    ],
  })

export const EventPage = z
  .object({
    items: z.array(EventView),
    position: z.int().describe('what to give as `after` the next time'),
    more: z.boolean().describe('whether there is more already'),
  })
  .meta({ id: 'EventPage' })

/** Where each kind of thing is read. */
function addressOf({ about, subjectId, mobilityId }: SeenEvent): string {
  const at: Record<SeenEvent['about'], string> = {
    organisation: `organisations/${subjectId}`,
    'issuing-pause': 'issuing-pauses',
    client: 'clients',
    member: `members/${subjectId}`,
    authorisation: 'members',
    partnership: `partnerships/${subjectId}`,
    person: `people/${subjectId}`,
    'data-request': 'data-requests',
    question: 'questions',
    project: `projects/${subjectId}`,
    mobility: `mobilities/${subjectId}`,
    'group-mobility': `group-mobilities/${subjectId}`,
    cohort: `cohorts/${subjectId}`,
    'agreement-template': `agreement-templates/${subjectId}`,
    agreement: mobilityId ? `mobilities/${mobilityId}/agreement/versions` : 'mobilities',
    recognition: `recognitions/${subjectId}`,
    appeal: `appeals/${subjectId}`,
    certificate: `certificates/${subjectId}`,
    message: 'messages',
    webhook: `webhooks/${subjectId}`,
    import: `imports/${subjectId}`,
  }
  return at[about]
}

/** An event as it is told, here and by webhooks; `origin` is the address of the service. */
export function viewEvent(event: SeenEvent, origin: string): z.infer<typeof EventView> {
  const { id, position, type, at, organisationId, about, subjectId } = event
  const { hostingOrganisationId, mobilityId, recognitionId, projectCode } = event
  return {
    ...{ id, position, type, occurredAt: at.toISOString(), organisationId },
    subject: { type: about, id: subjectId, url: `${origin}/v1/${addressOf(event)}` },
    ...{ hostingOrganisationId, mobilityId, recognitionId, projectCode },
  }
}
