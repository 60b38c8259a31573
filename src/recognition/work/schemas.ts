import { z } from 'zod'
import { guardians } from '../../mobility/agreements/agreement.ts'

export const TaskView = z.object({
  code: z.string().describe('stable: a blocker or a step'),
  sentence: z.string().describe('in the language asked for'),
  competence: z.string().optional(),
  waitsFor: z.object({
    who: z.string().describe('a role, learner or guardian'),
    guardian: z
      .enum(guardians)
      .optional()
      .describe('of two guardians who both sign: which of them has not signed'),
    side: z
      .enum(['sending', 'hosting', 'either', 'partner'])
      .describe('of the case or mobility; partner: to whom a memorandum was proposed'),
    people: z
      .array(z.object({ memberId: z.uuid(), name: z.string() }))
      .describe('members of your organisation who could do it now, at most 20; none: nobody can'),
  }),
})

export const WorkKind = z.enum([
  'case',
  'appeal',
  'certificate-after-appeal',
  'recognition-act',
  'revocation',
  'correction',
  'agreement',
  'programme',
  'companions',
  'memorandum',
  'data-request',
  'question',
  'merge',
  'address',
  'ended-address',
  'auxiliary',
  'stuck',
  'grant',
  'setting',
  'stay',
  'webhook',
  'order',
])

export const WorkItem = z
  .object({
    kind: WorkKind,
    id: z
      .uuid()
      .describe(
        'of the case, the appeal, the certificate (act, revocation or correction), the mobility (agreement), the group (programme, companions), the memorandum, what a person asked for (data-request), the question, the person who is kept (merge), the message that came back (address), the person who cannot be reached (ended-address), the part of a mobility (stay), the grant, the webhook, the standing order or the organisation (setting); of the entry itself for auxiliary and stuck',
      ),
    recognitionId: z.uuid().nullable().describe('null where it belongs to no case'),
    stage: z.string().nullable().describe('of the case; null where there is none'),
    since: z.iso.datetime(),
    until: z.iso.date().describe('the last day for it'),
    daysLeft: z.int().describe('until then; below zero once it is over'),
    overdue: z.boolean(),
    tasks: z.array(TaskView),
  })
  .meta({ id: 'WorkItem' })
