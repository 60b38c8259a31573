import { z } from 'zod'
import { After, PageQuery } from '../../platform/http/pages.ts'
import { asMessage } from '../../platform/http/word-issue.ts'
import type { AuditLine } from './store.ts'
import { say } from './words.ts'

export const AuditQuery = z.strictObject({
  ...PageQuery,
  subject: z.string().min(1).max(100).optional().describe('id of the thing that was acted on'),
  action: z
    .string()
    .max(100)
    .regex(
      /^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/,
      asMessage(say('such-as', { example: 'certificate.issue' })),
    )
    .optional(),
  memberId: z.uuid().optional().describe('the member who acted'),
  after: After.optional(),
  since: z.iso
    .datetime({ offset: true })
    .max(40)
    .optional()
    .describe(
      'only what was done at or after this moment. It does not tell what is new: where clocks differ, or an act takes long to be kept, lines can come to stand before those that were read. Use `after`.',
    ),
})

export const AuditLineView = z
  .object({
    id: z.uuid(),
    organisationId: z
      .uuid()
      .describe('the organisation whose people did it: your own, or the host of a case that you send'),
    at: z.iso.datetime(),
    action: z.string().describe('what was done: noun.verb'),
    subjectId: z.string().describe('id of the thing that was acted on'),
    clientId: z.uuid().nullable().describe('the API client through which it was done'),
    memberId: z.uuid().nullable().describe('the member who did it'),
    personId: z
      .uuid()
      .nullable()
      .describe('the learner, or the learner of the guardian, who did it through a link'),
    requestId: z.string().describe('of the request in which it was done; the logs name the same'),
    details: z.record(z.string(), z.unknown()),
  })
  .meta({
    id: 'AuditLine',
    examples: [
      {
        id: '01993c7e-0000-7000-8000-00000000000a',
        organisationId: '01993c7e-0000-7000-8000-000000000001',
        at: '2026-11-21T14:00:00.000Z',
        action: 'mobility.register',
        subjectId: '01993c7e-0000-7000-8000-000000000003',
        clientId: '01993c7e-0000-7000-8000-000000000006',
        memberId: null,
        personId: null,
        requestId: '01993c7e-0000-7000-8000-00000000000b',
        details: {},
      },
    ],
  })

export function viewAuditLine(line: AuditLine): z.infer<typeof AuditLineView> {
  const { id, organisationId, at, action, subjectId, clientId, memberId, personId, requestId, details } = line
  const by = { clientId, memberId, personId }
  return { id, organisationId, at: at.toISOString(), action, subjectId, ...by, requestId, details }
}
