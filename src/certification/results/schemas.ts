import { z } from 'zod'
import { gains, outcomeResults } from '../../db/schema/recognition/decisions.ts'
import { outcomeKinds } from '../../db/schema/recognition/recognitions.ts'
import { sentOrHosted } from '../../db/sides.ts'
import { MobilityQuery } from '../../mobility/mobilities/schemas.ts'
import { LanguageQuery } from '../../platform/http/language.ts'
import { PageQuery } from '../../platform/http/pages.ts'
import type { ResultRow } from './store.ts'

const moment = z.iso.datetime({ offset: true }).max(40)

export const ResultQuery = {
  ...PageQuery,
  side: z.enum(sentOrHosted).default('sent'),
  from: moment.optional().describe('only what was decided at or after this moment'),
  until: moment.optional().describe('only what was decided before this moment'),
  ...MobilityQuery,
  recognitionId: z.uuid().optional(),
  lang: LanguageQuery.lang.describe('language of the titles; Accept-Language when left out'),
}

const Place = z.object({
  id: z.uuid(),
  name: z.string(),
  country: z.string(),
  city: z.string().nullable(),
  oid: z.string().nullable(),
})

export const ResultView = z
  .object({
    id: z.uuid().describe('of the decision'),
    learner: z.object({
      id: z.uuid(),
      givenName: z.string().nullable(),
      familyName: z.string().nullable(),
      externalId: z.string().nullable(),
    }),
    sending: Place,
    hosting: Place,
    projectCode: z.string(),
    projectId: z
      .uuid()
      .nullable()
      .describe('null where the sending organisation keeps no project of this code, or is another'),
    mobility: z.object({
      id: z.uuid(),
      mobilityCode: z.string().nullable(),
      externalId: z.string().nullable(),
      programme: z.string().nullable(),
      startsOn: z.iso.date(),
      endsOn: z.iso.date(),
    }),
    recognitionId: z.uuid(),
    framework: z.string(),
    competence: z.string().describe('code of the competence'),
    title: z
      .string()
      .nullable()
      .describe('its title in the language of the answer; null where the framework is gone'),
    kind: z.enum(outcomeKinds),
    baseline: z
      .int()
      .nullable()
      .describe('the level before; null where none was there, or nobody looked for one'),
    target: z.int().nullable(),
    level: z.int().nullable().describe('the level shown; null where none was'),
    result: z.enum(outcomeResults),
    gain: z.enum(gains).nullable(),
    partial: z.boolean().nullable().describe('whether less than the whole of the competence was judged'),
    decidedAt: z.iso.datetime(),
    certificate: z
      .object({
        id: z.uuid(),
        number: z.string(),
        issuedAt: z.iso.datetime(),
        expiresAt: z.iso.datetime().nullable(),
        verificationUrl: z.url(),
      })
      .nullable()
      .describe('the one that says so now; null where none was issued yet, none will be, or it was revoked'),
  })
  .meta({ id: 'Result' })

/** `title`: of its competence, as whoever asks reads it. */
export function viewResult(
  row: ResultRow,
  title: string | null,
  publicUrl: string,
): z.infer<typeof ResultView> {
  const { decision, outcome, mobility, learner, certificate } = row
  return {
    id: decision.id,
    learner: {
      id: learner.id,
      givenName: learner.givenName,
      familyName: learner.familyName,
      externalId: learner.externalId,
    },
    sending: row.sending,
    hosting: row.hosting,
    projectCode: mobility.projectCode,
    projectId: row.projectId,
    mobility: {
      id: mobility.id,
      mobilityCode: mobility.mobilityCode,
      externalId: mobility.externalId,
      programme: mobility.programme,
      startsOn: mobility.startsOn,
      endsOn: mobility.endsOn,
    },
    recognitionId: decision.recognitionId,
    framework: row.framework,
    ...outcome,
    title,
    level: decision.level,
    result: decision.result,
    gain: decision.gain,
    decidedAt: decision.decidedAt.toISOString(),
    certificate: certificate && viewOfCertificate(certificate, publicUrl),
  }
}

function viewOfCertificate(
  { id, number, code, issuedAt, expiresAt }: NonNullable<ResultRow['certificate']>,
  publicUrl: string,
) {
  return {
    id,
    number,
    issuedAt: issuedAt!.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    verificationUrl: `${publicUrl}/verify/${code}`,
  }
}
