import { z } from 'zod'
import { messageTemplates } from '../../db/schema/exchange/message-templates.ts'
import {
  mailModes,
  otherSigners,
  qualityAssurances,
  type RetentionClass,
  retentionModes,
} from '../../db/schema/parties/settings.ts'
import { longText, shortText } from '../../platform/http/texts.ts'
import { asMessage } from '../../platform/http/word-issue.ts'
import { isZone } from '../../platform/time-zone.ts'
import { GrantId } from '../grants/schemas.ts'
import { MAX_FILM_BYTES, withDefaults } from './settings.ts'
import type { SettingsRow } from './store.ts'
import { say } from './words.ts'

const Share = z.number().min(0).max(1)
const Days = z.int().min(1).max(3650)

const KeptDays = z.int().min(1).max(36_500)
const Ground = longText(500)

const settingFields = {
  outsideMemorandum: z
    .enum(['warn', 'refuse'])
    .describe('what happens to an agreement signed while no memorandum with the partner is in force'),
  secondMarkingRate: Share.describe('the share of assessments that a second assessor marks too'),
  secondMarkingMinimum: z
    .int()
    .min(0)
    .max(1000)
    .describe('at least so many second markings for each partner and quarter'),
  kappaAlarm: Share.describe('agreement of markers below which an alarm is shown'),
  kappaPause: Share.describe('agreement of markers below which nothing is issued until someone has looked'),
  appealWindowDays: Days.describe('days after a decision within which an appeal may be made'),
  appealDecisionDays: Days.describe('days in which an appeal or a complaint is to be decided'),
  identificationDays: Days.describe('days in which a case is to leave identification'),
  assessmentDays: Days.describe('days in which a case is to leave assessment'),
  validationDays: Days.describe('days in which a case is to leave validation'),
  certificateAfterAppealDays: Days.describe('days in which the certificate after an appeal is to be issued'),
  recognitionActDays: Days.describe(
    'days after its issue in which the act on a certificate is to be recorded',
  ),
  revocationDays: Days.describe('days in which a revocation that was asked for is to be decided'),
  qualityAssurance: z
    .array(z.enum(qualityAssurances))
    .max(qualityAssurances.length)
    .refine((kinds) => new Set(kinds).size === kinds.length, asMessage(say('kinds-twice')))
    .describe(
      'by what you assure the quality of recognition, for certificates to say; empty: by the procedure of this service alone',
    ),
  validityMonths: z
    .array(
      z.strictObject({
        framework: z.string().max(60).nullable().describe('its id; null: every other one'),
        months: z.int().min(1).max(240),
      }),
    )
    .max(50)
    .refine(
      (each) => new Set(each.map(({ framework }) => framework)).size === each.length,
      asMessage(say('frameworks-twice')),
    )
    .describe(
      'months for which certificates issued from now on are valid, by framework; empty: they do not expire. Replaced as a whole',
    ),
  timeZone: z
    .string()
    .max(60)
    .refine(isZone, asMessage(say('no-zone')))
    .describe(
      'IANA name of the time zone whose calendar days count for what you send, decide and award: the day of issue, last days, ages; instants are UTC everywhere',
    ),
  evidenceDays: Days.describe('days after a mobility within which evidence may still be produced'),
  evidenceQuotaBytes: z.int().min(1).max(1e12).describe('bytes of evidence that one case may hold'),
  evidenceFilmBytes: z
    .int()
    .min(1)
    .max(MAX_FILM_BYTES)
    .describe('bytes that one film or recording may have (MP4, MOV, M4A); other files have 10 MiB at most'),
  requireSignIn: z
    .boolean()
    .describe(
      'whether your people have to sign in themselves, with the OpenID provider, to judge, decide, issue and revoke; changed only by an admin who has',
    ),
  secondPersonForRights: z
    .boolean()
    .describe(
      'whether roles, scopes and credentials wait for a second administrator, where there are two; switching it off waits for one too. Without `requireSignIn` whoever has the secret of one client can ask as one administrator and confirm as the other: `byOneClient` of the grant says where that can have been',
    ),
  otherSigner: z
    .enum(otherSigners)
    .describe(
      'what becomes of what somebody else signs through a link on behalf of who was asked: it stands as a deviation, or is refused',
    ),
  bothGuardians: z
    .boolean()
    .describe(
      'whether both guardians of a learner under 18 sign the learning agreement, where two are named; otherwise the signature of either is enough. It counts for versions that are drafted from then on',
    ),
  mail: z
    .enum(mailModes)
    .describe(
      '`none`: no mail is sent for you; `asked`: what your people ask for, with `deliver`; `all`: also what the service tells of itself, such as that a certificate is ready, and reminders',
    ),
  mailFromName: shortText(100).nullable().describe('who your mail is from; null: your name'),
  mailReplyTo: z
    .email()
    .max(200)
    .nullable()
    .describe('where answers to your mail go, and whom it says to ask; null: the e-mail of your contact'),
  mailTexts: z
    .array(
      z.strictObject({
        template: z.enum(messageTemplates),
        lv: longText(600),
        en: longText(600),
      }),
    )
    .max(messageTemplates.length)
    .refine(
      (texts) => new Set(texts.map(({ template }) => template)).size === texts.length,
      asMessage(say('templates-twice')),
    )
    .describe(
      'a paragraph of your own in messages of a kind, plain text at a fixed place before the link; name nobody in it. Replaced as a whole',
    ),
  retention: z
    .enum(retentionModes)
    .describe(
      'what becomes of data whose period is over: `tell` counts them in GET /v1/retention, `remove` removes them day by day',
    ),
  keepDraftsDays: KeptDays.describe('days after the end of a case for which drafts of assessors are kept'),
  keepLinksDays: KeptDays.describe('days for which links that have run out are kept'),
  keepMessagesDays: z
    .int()
    .min(60)
    .max(36_500)
    .describe(
      'days after which messages that were sent or given up are forgotten; those that came back stay, so that nothing more goes there',
    ),
  keepSpecialNeedsDays: KeptDays.describe(
    'days after the end of a case for which special needs and accommodations are kept',
  ),
  keepEvidenceDays: KeptDays.describe('days after the end of a case for which its evidence is kept'),
  keepAppealTextsDays: KeptDays.describe(
    'days after the end of a case for which names and grounds in appeals and complaints are kept',
  ),
  keepUncertifiedDays: KeptDays.describe(
    'days after their last mobility or case for which people without any certificate are kept',
  ),
  keepPeopleDays: KeptDays.describe(
    'days after their last mobility or case for which people with a certificate are kept in the register',
  ),
  retentionGrounds: z
    .strictObject({
      drafts: Ground,
      links: Ground,
      messages: Ground,
      'special-needs': Ground,
      evidence: Ground,
      'appeal-texts': Ground,
      uncertified: Ground,
      people: Ground,
    } satisfies Record<RetentionClass, typeof Ground>)
    .partial()
    .describe(
      'by class of data: the legal ground of its period in your own words, where it is another than ours; replaced as a whole',
    ),
}

export const SettingsView = z
  .object({
    ...settingFields,
    changed: z.array(z.string()).describe('the settings that are not at their default'),
    undecided: z.array(z.string()).describe('those that an upgrade has set, and nobody has decided on yet'),
  })
  .meta({ id: 'Settings' })

export const SettingsAnswer = SettingsView.extend({ grantId: GrantId }).meta({ id: 'SettingsAnswer' })

export const ChangedSettings = z
  .strictObject(settingFields)
  .extend(
    Object.fromEntries(Object.entries(settingFields).map(([name, field]) => [name, field.nullable()])) as {
      [K in keyof typeof settingFields]: z.ZodNullable<(typeof settingFields)[K]>
    },
  )
  .partial()
  .meta({ id: 'ChangedSettings', examples: [{ outsideMemorandum: 'refuse', secondMarkingRate: null }] })

export function viewSettings(row: SettingsRow | undefined): z.infer<typeof SettingsView> {
  const set = row?.set ?? {}
  return { ...withDefaults(set), changed: Object.keys(set).sort(), undecided: row?.undecided ?? [] }
}
