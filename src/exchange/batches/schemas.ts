import { z } from 'zod'
import { itemStates } from '../../db/schema/exchange/batches.ts'
import { PageQuery } from '../../platform/http/pages.ts'
import { Problem } from '../../platform/http/problems.ts'
import { shortText } from '../../platform/http/texts.ts'
import { endedOf, MAX_ITEMS } from './batch.ts'
import type { Batch, ItemOfBatch } from './store.ts'

const key = z.string().min(1).max(100)

/** More than any address, and any body of an action, has. */
const [MAX_PARAMS, MAX_FIELDS] = [10, 100]

const namedValues = <T extends z.ZodType>(value: T, most: number) =>
  z
    .record(z.string().max(200), value)
    .superRefine((given, ctx) => {
      if (Object.keys(given).length > most)
        ctx.addIssue({ code: 'too_big', origin: 'object', maximum: most, inclusive: true, input: given })
    })
    .meta({ maxProperties: most })

const Body = namedValues(z.unknown(), MAX_FIELDS)
const ActionKey = key.describe('what is done with each of them: `key` of a row of GET /v1/actions')

export const NewBatch = z
  .strictObject({
    action: ActionKey,
    items: z
      .array(
        z.strictObject({
          id: shortText(200).optional().describe('what you call it; each once in a batch'),
          params: namedValues(z.string().max(255), MAX_PARAMS)
            .default({})
            .describe('what stands in the address of the action, by its name there'),
          body: Body.optional().describe('what the action is sent, as its route takes it'),
          ifMatch: z
            .string()
            .max(200)
            .optional()
            .describe(
              'the ETag that you have read, where it takes one; of what judges, the hash of what you have read: `hash` of the decision basis, `workHash` of the case',
            ),
        }),
      )
      .min(1)
      .max(MAX_ITEMS),
  })
  .meta({
    id: 'NewBatch',
    examples: [
      {
        action: 'completeIdentification',
        items: [
          {
            id: 'learner-17',
            params: { id: '01993c7e-0000-7000-8000-000000000005' },
            body: { action: 'complete-identification' },
          },
        ],
      },
    ],
  })

export const NewCohortBatch = z
  .strictObject({
    action: ActionKey.describe(
      'what is done with each of them: `key` of a row of GET /v1/actions, of a mobility or a case, that judges nothing and edits nothing',
    ),
    cohortId: z.uuid().describe('a cohort of yours: all who are part of it now'),
    except: z
      .array(z.uuid())
      .max(MAX_ITEMS)
      .default([])
      .describe('mobilities of it with which it is not done'),
    body: Body.optional().describe(
      'what the action is sent of each, as its route takes it; the id of the mobility or case is put in',
    ),
  })
  .meta({
    id: 'NewCohortBatch',
    examples: [
      {
        action: 'draftAgreement',
        cohortId: '01993c7e-0000-7000-8000-000000000007',
        body: { template: { id: '01993c7e-0000-7000-8000-000000000006' } },
      },
    ],
  })

export const BatchQuery = z.strictObject({ ...PageQuery })

export const ItemQuery = z.strictObject({
  ...PageQuery,
  state: z.enum(itemStates).optional(),
})

const Counts = z
  .object({ waiting: z.int(), done: z.int(), refused: z.int(), unchanged: z.int(), cancelled: z.int() })
  .meta({ id: 'BatchCounts', description: 'how many items came to which end, and how many wait' })

export const BatchView = z
  .object({
    id: z.uuid(),
    action: z.string(),
    state: z.enum(['running', 'finished']),
    items: z.int().describe('how many there are'),
    counts: Counts,
    clientId: z.uuid().describe('through which it was asked for'),
    memberId: z.uuid().nullable().describe('who asked for it; null: a client that names nobody'),
    createdAt: z.iso.datetime(),
    cancelledAt: z.iso.datetime().nullable(),
    finishedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Batch' })

export const BatchItemView = z
  .object({
    position: z.int().describe('its place in what was sent, from 0'),
    id: z.string().nullable().describe('what you call it'),
    state: z
      .enum(itemStates)
      .describe(
        'unchanged: it had been done before; cancelled: it had not begun when the batch was cancelled',
      ),
    status: z.int().nullable().describe('of the answer that the request alone would have got'),
    location: z.string().nullable().describe('where what was made is found, where the answer says that'),
    etag: z.string().nullable(),
    resultId: z.uuid().nullable().describe('`id` of the answer, where it has one'),
    problem: Problem.nullable().describe('why it was refused, in the language in which the batch was sent'),
    endedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'BatchItem' })

export const BatchResult = z.object({ items: z.array(BatchItemView) }).meta({ id: 'BatchResult' })

export function viewBatch(batch: Batch): z.infer<typeof BatchView> {
  const { id, action, items, done, refused, unchanged, cancelled, clientId, memberId } = batch
  const waiting = items - endedOf(batch)
  return {
    ...{ id, action, items, clientId, memberId },
    state: batch.finishedAt ? 'finished' : 'running',
    counts: { waiting, done, refused, unchanged, cancelled },
    createdAt: batch.createdAt.toISOString(),
    cancelledAt: batch.cancelledAt?.toISOString() ?? null,
    finishedAt: batch.finishedAt?.toISOString() ?? null,
  }
}

export function viewItem(item: ItemOfBatch): z.infer<typeof BatchItemView> {
  const { position, key, state, status, location, etag, resultId, said, endedAt } = item
  return {
    ...{ position, id: key, state, status, location, etag, resultId },
    problem: state === 'refused' && said !== null ? JSON.parse(said) : null,
    endedAt: endedAt?.toISOString() ?? null,
  }
}
