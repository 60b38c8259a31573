import { z } from 'zod'
import { linkHolders, links } from '../../db/schema/mobility/links.ts'
import { MobilityQuery } from '../../mobility/mobilities/schemas.ts'
import { PageQuery } from '../../platform/http/pages.ts'
import { longText } from '../../platform/http/texts.ts'
import { linkStates, stateOfLink } from './link-state.ts'
import type { ListedLink } from './store.ts'

const Purpose = z.enum(links.purpose.enumValues).describe('what it is for')
const State = z
  .enum(linkStates)
  .describe('`used`: something was done through it, and it may go on showing what became of that')

export const LinkQuery = z.strictObject({
  ...PageQuery,
  personId: z.uuid().optional().describe('whose links'),
  mobilityId: z.uuid().optional(),
  recognitionId: z.uuid().optional(),
  cohortId: MobilityQuery.cohortId,
  projectId: MobilityQuery.projectId,
  purpose: Purpose.optional(),
  state: State.optional().describe('with `open` and `expired` those come first that end first'),
})

export const ListedLinkView = z
  .object({
    id: z.uuid(),
    purpose: Purpose,
    personId: z.uuid().nullable().describe('the learner whose link it is, or whose guardian’s'),
    party: z.enum(linkHolders),
    secondGuardian: z.boolean().describe('of two guardians, whether it is the second one’s'),
    subjectId: z.uuid().describe('what it is for: the version of an agreement, a case, or a certificate'),
    mobilityId: z.uuid().nullable(),
    recognitionId: z.uuid().nullable().describe('the case of that mobility; null while there is none'),
    state: State,
    createdAt: z.iso.datetime(),
    makerId: z.uuid().nullable().describe('the member who made it; null: a client that named nobody'),
    openedAt: z.iso.datetime().nullable().describe('when its page was first asked for, by whomever'),
    usedAt: z.iso.datetime().nullable(),
    endedAt: z.iso.datetime().nullable().describe('when somebody, or a newer link, ended it'),
    endReason: z.string().nullable(),
    expiresAt: z.iso.datetime().describe('until when it works'),
  })
  .meta({ id: 'ListedLink' })

const written = (moment: Date | null) => moment?.toISOString() ?? null

export const viewLink =
  (now: Date) =>
  (row: ListedLink): z.infer<typeof ListedLinkView> => ({
    id: row.id,
    purpose: row.purpose,
    personId: row.personId,
    party: row.party,
    secondGuardian: row.secondGuardian,
    subjectId: row.subjectId,
    mobilityId: row.mobilityId,
    recognitionId: row.recognitionId,
    state: stateOfLink(row, now),
    createdAt: row.createdAt.toISOString(),
    makerId: row.makerId,
    openedAt: written(row.openedAt),
    usedAt: written(row.usedAt),
    endedAt: written(row.endedAt),
    endReason: row.endReason,
    expiresAt: row.expiresAt.toISOString(),
  })

export const EndOfLinks = z
  .strictObject({ reason: longText(500).optional() })
  .nullish()
  .meta({ id: 'EndOfLinks', examples: [{ reason: 'It went to the wrong address.' }] })

export const EndedLinks = z
  .object({ ended: z.array(z.uuid()).max(10_000).describe('the links that this has ended') })
  .meta({ id: 'EndedLinks' })
