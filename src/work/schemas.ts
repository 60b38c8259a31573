import { z } from 'zod'

const TaskView = z.object({
  code: z.string().describe('stable: a blocker or a step'),
  sentence: z.string().describe('in the language asked for'),
  competence: z.string().optional(),
  waitsFor: z.object({
    who: z.string().describe('a role, or learner'),
    side: z.enum(['sending', 'hosting', 'either']),
    people: z
      .array(z.object({ memberId: z.uuid(), name: z.string() }))
      .describe('members of your organisation who could do it now, at most 20; none: nobody can'),
  }),
})

export const WorkItem = z
  .object({
    kind: z.enum(['case', 'appeal', 'certificate-after-appeal', 'recognition-act']),
    id: z.uuid().describe('of the case, the appeal, or the certificate'),
    recognitionId: z.uuid(),
    stage: z.string(),
    since: z.iso.datetime(),
    until: z.iso.date().describe('the last day for it'),
    overdue: z.boolean(),
    tasks: z.array(TaskView),
  })
  .meta({ id: 'WorkItem' })
