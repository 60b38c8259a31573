import { z } from 'zod'
import { formsOfParticipation } from '../../db/schema/mobility/mobilities.ts'
import { stayRoles } from '../../db/schema/mobility/stays.ts'
import { outcomeResults } from '../../db/schema/recognition/decisions.ts'
import { outcomeKinds } from '../../db/schema/recognition/recognitions.ts'
import { levels } from '../sharing/sharing.ts'
import { type CheckName, findings, kinds, statuses } from './verification.ts'

const claim = {
  birthDate: z.iso.date().optional().describe('to confirm that the certificate is this person’s'),
  email: z.email().max(254).optional().describe('likewise; where both are given, both have to match'),
}

/** Who copies an address copies all that was added to it. */
export const MAX_CODE = 2_000
const whatCode =
  'the verification code, in small letters, in groups or with words around it, or the address of a verification page or a share'

/** What may be sent for checking as JSON, besides an Open Badge or a snapshot as it is. */
export const VerificationRequest = z
  .union([
    z.strictObject({ code: z.string().min(1).max(MAX_CODE).describe(whatCode), ...claim }),
    z.strictObject({ jwt: z.string().min(1).max(1_000_000), ...claim }),
  ])
  .meta({
    id: 'VerificationRequest',
    examples: [{ code: 'ABCD EFGH JKMN PQRS TVWX YZ01 23', birthDate: '2006-05-14' }],
  })

const emptyIsAbsent = (value: unknown) => (value === '' ? undefined : value)

/** The fields of the form beside its file; what is left empty is not given. */
export const VerificationForm = z
  .strictObject({
    code: z.preprocess(emptyIsAbsent, z.string().max(MAX_CODE).optional()),
    birthDate: z.preprocess(emptyIsAbsent, claim.birthDate),
    email: z.preprocess(emptyIsAbsent, claim.email),
    record: z
      .preprocess(emptyIsAbsent, z.literal('on').optional())
      .describe('to be answered with a record of the check, where a page is asked for'),
  })
  .meta({ id: 'VerificationForm' })

/** Whose the certificate of a share is said to be. */
export const PersonForm = z
  .strictObject({
    birthDate: z.preprocess(emptyIsAbsent, claim.birthDate),
    email: z.preprocess(emptyIsAbsent, claim.email),
  })
  .meta({ id: 'PersonForm', examples: [{ birthDate: '2006-05-14' }] })

const Check = z
  .object({
    check: z.enum(Object.keys(findings) as [CheckName, ...CheckName[]]),
    result: z.enum(['pass', 'warning', 'fail', 'not-checked']),
    finding: z.string().describe('stable name of what was found; compare this, not the sentence'),
    sentence: z.string(),
  })
  .meta({ id: 'Check' })

const LevelName = z
  .string()
  .optional()
  .describe("in the framework's words, with its place among the levels; absent where there is no level")

const VerifiedOutcome = z.object({
  competence: z.string(),
  title: z.string(),
  kind: z.enum(outcomeKinds),
  target: z.int().nullable(),
  level: z.int().nullable(),
  targetName: LevelName,
  levelName: LevelName,
  result: z.enum(outcomeResults),
  partial: z
    .object({ covered: z.array(z.string()), missing: z.array(z.string()) })
    .optional()
    .describe('there where the level is claimed for a part only: for which, and what was not judged'),
  byPartners: z
    .literal(true)
    .optional()
    .describe("there where the level rests on the partners' own criteria"),
  baseline: z.int().nullable().optional(),
  baselineName: LevelName,
  lead: z.string().nullable().optional().describe('what the statements are read after'),
  statements: z.array(z.string()).optional(),
  shown: z
    .array(
      z.object({
        level: z.int().nullable(),
        lead: z.string().nullable().describe('what the sentences are read after'),
        sentences: z.array(z.string()),
      }),
    )
    .optional()
    .describe('what was judged and met; agreed between the partners where the lead says so'),
  methods: z.array(z.string()).optional(),
  assessedOn: z.iso.date().nullable().optional(),
})

/** What the learner lets strangers see: more properties at a higher level. */
export const VerifiedCertificate = z
  .object({
    title: z.string(),
    number: z.string(),
    issuedAt: z.iso.datetime(),
    issuedOn: z.iso.date().describe('the calendar day of it where the issuer is'),
    expiresAt: z.iso.datetime().optional(),
    afterwards: z.string().optional().describe('of one that expires: what to do then'),
    expiresOn: z.iso.date().optional().describe('the calendar day of it where the issuer is'),
    issuer: z.string(),
    issuerLogo: z.string().optional().describe('the path of its logo, as it was on the day of issue'),
    issuerContact: z
      .string()
      .optional()
      .describe('whom to ask: how the issuer could be reached on the day of issue'),
    issuerIdentity: z
      .string()
      .optional()
      .describe(
        'as of the day of issue, who had confirmed that the issuer is who it says it is; not in earlier ones',
      ),
    issuerCompetence: z
      .array(z.string())
      .optional()
      .describe('what the issuer was competent for on the day of issue, by whom and until when'),
    notice: z.string(),
    learner: z.string().optional().describe('initials; the whole name at the level `everything`'),
    participant: z.literal('staff').optional().describe('left out for learners'),
    sendingOrganisation: z.string().optional(),
    hostingOrganisation: z.string().optional(),
    stays: z
      .array(
        z.object({
          organisation: z.string(),
          country: z.string(),
          role: z.enum(stayRoles),
          startsOn: z.iso.date().nullable(),
          endsOn: z.iso.date().nullable(),
        }),
      )
      .optional()
      .describe('of a mobility with several hosts, or an intermediary: its parts, with the days attested'),
    startsOn: z.iso.date().optional(),
    endsOn: z.iso.date().optional(),
    framework: z.string().optional(),
    frameworkWording: z
      .string()
      .optional()
      .describe(
        'whose words the texts of the framework are, and how much a partial wording has; not in earlier ones',
      ),
    funding: z.string().optional().describe('there where the European Union co-funds the mobility'),
    behind: z
      .array(z.string())
      .optional()
      .describe('what stands behind it: how it was judged, and by which links people of the host worked'),
    levels: z.int().optional().describe('how many the framework has'),
    outcomes: z.array(VerifiedOutcome).optional(),
    hostingCountry: z.string().optional(),
    projectCode: z.string().optional(),
    projectTitle: z
      .string()
      .optional()
      .describe('there where the issuer keeps the project, since this release'),
    programme: z.string().nullable().optional(),
    objective: z.string().nullable().optional(),
    workloadHours: z.number().optional(),
    participation: z.enum(formsOfParticipation).optional(),
    course: z
      .array(z.object({ term: z.string(), words: z.string() }))
      .optional()
      .describe(
        'what was not as usual: who takes part, virtual days, interruptions, and the days that count',
      ),
    eqfLevel: z.int().nullable().optional(),
    qualityAssurance: z.string().optional(),
    described: z
      .object({
        on: z.iso.date().optional().describe('when the hosting organisation wrote its statement'),
        fields: z.array(z.object({ field: z.string(), text: z.string() })),
      })
      .optional()
      .describe(
        'what the organisations describe themselves, in the fields of the Europass Mobility form: nobody assessed it',
      ),
  })
  .meta({ id: 'VerifiedCertificate' })

export const VerificationView = z
  .object({
    status: z.enum(statuses),
    kind: z
      .enum(kinds)
      .describe(
        'told apart more finely: a `valid` certificate may be `under-appeal`, `saved-again` (a file whose content is unchanged) or `code-only` (of a picture only the code was read: what is printed on it is not confirmed); a `revoked` one may be `replaced`; what is `unknown` may be `unreadable`, `not-ours` or a `number-given` for the code. `several`: an archive of several certificates, see `files`. More may be added',
      ),
    sentence: z.string().describe('what that means'),
    issuedBy: z
      .object({ name: z.string(), says: z.enum(['issuer', 'address']) })
      .optional()
      .describe(
        'of what is not ours: who has issued it by its own word, or where its address leads; nobody has checked it',
      ),
    files: z
      .array(z.object({ name: z.string(), kind: z.enum(kinds), number: z.string().nullable() }))
      .optional()
      .describe('what was looked at in an archive or a mail, the gravest first'),
    checkedAt: z.iso.datetime(),
    revokedAt: z.iso.datetime().optional(),
    revocationReason: z.string().optional(),
    supersedes: z.object({ number: z.string() }).optional().describe('the certificate whose place it took'),
    supersededBy: z
      .object({ number: z.string(), url: z.url().optional() })
      .optional()
      .describe(
        'the certificate that took its place; its page shows what the learner chose for it, and is not told through a share',
      ),
    checks: z.array(Check),
    issuer: z
      .object({
        confirmed: z.object({ by: z.string(), on: z.iso.date() }).nullable(),
        sentence: z.string(),
      })
      .optional()
      .describe('who has confirmed by now that the issuer is who it says it is; null: nobody has'),
    level: z.enum(levels).optional().describe('how much the learner lets strangers see'),
    certificate: VerifiedCertificate.optional(),
  })
  .meta({ id: 'Verification' })
