import { z } from 'zod'
import { projectActions } from '../../db/schema/mobility/projects.ts'
import { PartnershipView } from '../../parties/partnerships/schemas.ts'
import { longText, shortText } from '../../platform/http/texts.ts'
import { ProjectCode } from '../mobilities/project-code.ts'
import type { Project } from './project.ts'

const fields = {
  title: z.strictObject({ lv: shortText(300), en: shortText(300) }),
  action: z
    .enum(projectActions)
    .describe('key action of Erasmus+ under which it is funded; `other`: of another programme'),
  leadId: z.uuid().describe('the organisation that leads it'),
  partnerIds: z.array(z.uuid()).max(200).describe('the other organisations that take part'),
  aims: longText(4000).nullable(),
  startsOn: z.iso.date().nullable(),
  endsOn: z.iso.date().nullable().describe('the last day'),
  funding: longText(1000).nullable().describe('who funds it, and with how much'),
}

export const NewProject = z
  .strictObject({
    code: ProjectCode,
    ...fields,
    leadId: fields.leadId.optional().describe('the organisation that leads it; left out: yours'),
    partnerIds: fields.partnerIds.default([]),
    aims: fields.aims.default(null),
    startsOn: fields.startsOn.default(null),
    endsOn: fields.endsOn.default(null),
    funding: fields.funding.default(null),
  })
  .meta({
    id: 'NewProject',
    examples: [
      {
        code: '2026-1-LV01-KA121-VET-000012345',
        title: { lv: 'Koka darbi un dizains', en: 'Woodwork and design' },
        action: 'KA121',
        startsOn: '2026-06-01',
        endsOn: '2027-08-31',
      },
    ],
  })

export const ChangedProject = z
  .strictObject(fields)
  .partial()
  .meta({ id: 'ChangedProject', examples: [{ endsOn: '2027-11-30' }] })

export const ProjectView = z
  .object({
    id: z.uuid(),
    code: z.string().describe('mobilities, groups and cohorts with this `projectCode` are of it'),
    ...fields,
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Project' })

export const JointMemorandumView = z
  .object({
    jointId: z.uuid().describe('`GET /v1/partnerships?jointId=…` tells who has signed by now'),
    items: z.array(PartnershipView).describe('with each partner of the project'),
  })
  .meta({ id: 'JointMemorandum' })

export const viewProject = ({ createdAt, updatedAt, ...project }: Project): z.infer<typeof ProjectView> => ({
  ...project,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
})
