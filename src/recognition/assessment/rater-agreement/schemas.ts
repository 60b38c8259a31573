import { z } from 'zod'
import { longText } from '../../../platform/http/texts.ts'
import type { IssuingPause } from './issuing-pause-store.ts'

const Statistic = z.number().nullable().describe('null where it is undefined')

export const AgreementReport = z
  .object({
    from: z.iso.date(),
    until: z.iso.date(),
    items: z.array(
      z.object({
        sendingOrganisationId: z.uuid(),
        hostingOrganisationId: z.uuid(),
        framework: z.string(),
        quarter: z.string().describe('of the second marks, UTC'),
        pairs: z.int().describe('outcomes marked twice'),
        rawAgreement: Statistic,
        linearKappa: Statistic,
        quadraticKappa: Statistic,
        alpha: Statistic.describe("Krippendorff's alpha, ordinal; null where it is undefined"),
        alarm: z.boolean().describe('quadratic kappa below the limit that is set'),
      }),
    ),
  })
  .meta({ id: 'AgreementReport' })

export const PauseView = z
  .object({
    id: z.uuid(),
    sendingOrganisationId: z.uuid(),
    hostingOrganisationId: z.uuid(),
    framework: z.string(),
    kappa: z.number(),
    pairs: z.int(),
    pausedAt: z.iso.datetime(),
    resumedAt: z.iso.datetime().nullable(),
    resumedBy: z.uuid().nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'IssuingPause' })

export const Resumption = z
  .strictObject({ reason: longText(2000) })
  .meta({ id: 'Resumption', examples: [{ reason: 'The rubric was clarified with both assessors.' }] })

export function viewPause(row: IssuingPause): z.infer<typeof PauseView> {
  const { id, organisationId, hostingOrganisationId, frameworkId, kappa, pairs, resumedBy, reason } = row
  return {
    id,
    sendingOrganisationId: organisationId,
    hostingOrganisationId,
    framework: frameworkId,
    kappa,
    pairs,
    pausedAt: row.pausedAt.toISOString(),
    resumedAt: row.resumedAt?.toISOString() ?? null,
    resumedBy,
    reason,
  }
}
