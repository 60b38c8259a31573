import { z } from 'zod'
import { linkHolders } from '../../db/schema/mobility/links.ts'
import { daysUntil } from '../../platform/dates.ts'
import { PageQuery } from '../../platform/http/pages.ts'
import { longText } from '../../platform/http/texts.ts'
import {
  dataOutcomes,
  dataRequestStates,
  dataRights,
  MAX_SHOWN,
  type ShownRequest,
  stateOf,
} from './data-request.ts'

const Told = z.literal(true).describe('that the person was told this')

export const NewDataRequest = z
  .strictObject({
    right: z.enum(dataRights).describe('Articles 15 to 18, 20 and 21 GDPR'),
    receivedOn: z.iso.date().optional().describe('when it came, by whichever way; today when left out'),
  })
  .meta({ id: 'NewDataRequest', examples: [{ right: 'access' }] })

export const Extension = z
  .strictObject({ reason: longText(2000).describe('why it takes longer; names nobody'), told: Told })
  .meta({ id: 'DataRequestExtension', examples: [{ reason: 'Two hosts have to be asked.', told: true }] })

export const DataAnswer = z
  .strictObject({
    outcome: z.enum(dataOutcomes),
    answer: longText(2000).describe('what was done, or why nothing is; names nobody'),
    told: Told,
  })
  .meta({
    id: 'DataRequestAnswer',
    examples: [{ outcome: 'refused', answer: 'The decision stands; an appeal is possible.', told: true }],
  })

export const DataRequestView = z
  .object({
    id: z.uuid(),
    personId: z.uuid(),
    right: z.enum(dataRights),
    state: z.enum(dataRequestStates),
    receivedOn: z.iso.date(),
    dueOn: z.iso.date().describe('the last day for the answer: a month after it was received, or three'),
    daysLeft: z.int().nullable().describe('until that day, below zero once it is over; null: answered'),
    recordedBy: z.uuid().nullable().describe('the member who wrote it down; null: asked for through a link'),
    askedBy: z
      .enum(linkHolders)
      .nullable()
      .describe('who asked for it on their page; null: a member wrote it down'),
    said: z.string().nullable().describe('what they wrote on their page; null also once they were erased'),
    extensionReason: z.string().nullable(),
    extendedAt: z.iso.datetime().nullable(),
    outcome: z.enum(dataOutcomes).nullable(),
    answer: z.string().nullable(),
    answeredAt: z.iso.datetime().nullable(),
    answeredBy: z.uuid().nullable(),
  })
  .meta({ id: 'DataRequest' })

export const DataQuestion = z
  .strictObject({
    right: z.enum(dataRights).describe('Articles 15 to 18, 20 and 21 GDPR'),
    said: z
      .union([z.literal(''), longText(2000)])
      .optional()
      .describe('in words of their own'),
  })
  .meta({ id: 'OwnDataRequest', examples: [{ right: 'access' }] })

export const DataRequestQuery = z.strictObject({
  ...PageQuery,
  state: z.enum(dataRequestStates).optional(),
  personId: z.uuid().optional(),
})

export function viewDataRequest({ row, today }: ShownRequest): z.infer<typeof DataRequestView> {
  const {
    id,
    personId,
    right,
    receivedOn,
    dueOn,
    recordedBy,
    extensionReason,
    outcome,
    answer,
    party,
    said,
  } = row
  return {
    id,
    personId,
    right,
    state: stateOf(row),
    receivedOn,
    dueOn,
    daysLeft: row.answeredAt ? null : daysUntil(dueOn, today),
    recordedBy,
    askedBy: party,
    said,
    extensionReason,
    extendedAt: row.extendedAt?.toISOString() ?? null,
    outcome,
    answer,
    answeredAt: row.answeredAt?.toISOString() ?? null,
    answeredBy: row.answeredBy,
  }
}

/** What somebody asked for on their page, and what became of it, as that page says it. */
export const OwnDataRequests = z
  .object({
    items: z
      .array(
        DataRequestView.pick({
          id: true,
          right: true,
          state: true,
          receivedOn: true,
          dueOn: true,
          said: true,
          extensionReason: true,
          outcome: true,
          answer: true,
        }),
      )
      .max(MAX_SHOWN)
      .describe('the newest first'),
    open: z
      .array(z.enum(dataRights))
      .max(dataRights.length)
      .describe('what was not answered yet: it is asked for once'),
  })
  .meta({ id: 'OwnDataRequests' })

export type OwnRequests = z.infer<typeof OwnDataRequests>
