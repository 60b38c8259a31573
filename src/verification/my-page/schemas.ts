import { z } from 'zod'
import { linkHolders } from '../../db/schema/mobility/links.ts'
import { stayRoles } from '../../db/schema/mobility/stays.ts'
import { stages } from '../../db/schema/recognition/recognitions.ts'
import { DeliverWire } from '../../exchange/outbox/schemas.ts'
import { MAX_OUTCOMES } from '../../mobility/mobilities/extent.ts'
import { MAX_STAYS } from '../../mobility/stays/schemas.ts'
import { SecondGuardian } from '../../parties/people/schemas.ts'
import { MAX_WAYS, waitedFor, waySteps } from './way.ts'

export const NewPageLink = z
  .strictObject({
    party: z.enum(linkHolders).describe('whose page: each guardian of a learner under 18 has their own'),
    secondGuardian: SecondGuardian,
    deliver: DeliverWire,
  })
  .meta({ id: 'NewPageLink', examples: [{ party: 'learner' }] })

export const PageLinkView = z
  .object({
    url: z.url().describe('shown this once; works as often as it is opened'),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'PageLink' })

const At = z.string().describe('where it is, below this service')

const Asked = z
  .object({
    name: z.string(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
  })
  .describe('whom to ask')

const WayView = z
  .object({
    mobilityId: z.uuid(),
    sending: z.string(),
    hosting: z.string(),
    startsOn: z.iso.date(),
    endsOn: z.iso.date(),
    stays: z
      .array(
        z.object({
          organisation: z.string(),
          role: z.enum(stayRoles),
          startsOn: z.iso.date().nullable(),
          endsOn: z.iso.date().nullable(),
        }),
      )
      .max(MAX_STAYS)
      .describe('who hosts which days, and who arranges it; none where one organisation hosts all of it'),
    stage: z.enum(stages).nullable().describe('of the case; null while there is none'),
    next: z.object({
      step: z.enum(waySteps),
      waitsFor: z.enum(waitedFor).describe('`you`: for whoever holds the page'),
      host: z.string().optional().describe('for which of several hosts, where not for that of the mobility'),
      until: z.iso.date().nullable(),
      at: At.nullable().describe('where it is done; null where it is done elsewhere'),
    }),
    outcomes: z
      .array(
        z.object({
          competence: z.string(),
          title: z.string(),
          baseline: z.string().nullable().describe('the level before, as agreed'),
          target: z.string().nullable().describe('the level aimed at, as agreed'),
          pieces: z.int().describe('of evidence'),
        }),
      )
      .max(MAX_OUTCOMES)
      .describe('what is to be reached; nothing of what was found'),
    bring: z
      .object({ evidence: At, diary: At, levels: At.describe('where learners say how they see themselves') })
      .nullable()
      .describe('where evidence is brought and the diary written; null: not now, or not by a guardian'),
    signed: z
      .array(
        z.object({
          kind: z.enum(['agreement', 'information', 'authorship']),
          number: z.int().nullable().describe('the version of an agreement'),
          on: z.iso.date(),
          at: At,
        }),
      )
      .describe('what whoever holds the page gave their word on, to be read again'),
    withdrawAt: At.nullable().describe(
      'where the case is ended; null where it is over, or a guardian would have to',
    ),
    resultsAt: At.nullable().describe('results, marks and appeal; null before a final decision'),
    certificates: z.array(z.object({ number: z.string(), at: At })),
    ask: Asked,
  })
  .meta({ id: 'LearnerWay' })

export const MyPageView = z
  .object({
    party: z.enum(linkHolders),
    learner: z.string(),
    items: z.array(WayView).max(MAX_WAYS).describe('every mobility, the newest first'),
    questionsAt: At.describe('where the school is asked something, and its answers are read'),
    addressAt: At.nullable().describe(
      'where learners see at which addresses they are reached, and give one of their own; null for a guardian',
    ),
    addressEnds: z.iso
      .date()
      .nullable()
      .describe(
        'the last day of the address that their school has, where it ends within a month, or has, and they have none of their own',
      ),
    dataAt: At.describe('where something is asked for about the data, and what became of it is seen'),
  })
  .meta({ id: 'LearnerPage' })

export type MyPage = z.infer<typeof MyPageView>
export type ShownWay = MyPage['items'][number]
