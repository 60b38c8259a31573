import { z } from 'zod'
import type { Certificate } from '../../certification/certificates/store.ts'
import {
  awaitsBirthDate,
  formsOffered,
  holderFiles,
  placeOfFile,
} from '../../certification/downloads/holder-form.ts'
import type { Link } from '../../platform/auth/links.ts'
import type { Language } from '../../platform/words/language.ts'
import { addToProfileUrl } from './add-to-profile.ts'
import { type Level, levels, lifetimes } from './sharing.ts'
import type { Share } from './store.ts'

export const HolderLinkView = z
  .object({
    url: z.url().describe('shown this once; works until it expires'),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'HolderLink' })

export const BirthDateForm = z
  .strictObject({ birthDate: z.iso.date().describe('of the learner, as whoever holds the link says it') })
  .meta({ id: 'HolderBirthDate', examples: [{ birthDate: '2006-05-14' }] })

export const LevelForm = z
  .strictObject({ level: z.enum(levels).describe('what anyone sees who has the verification code') })
  .meta({ id: 'DisclosureLevel', examples: [{ level: 'validity' }] })

export const ShareForm = z
  .strictObject({
    level: z.enum(levels),
    days: z.coerce
      .number()
      .pipe(z.literal([...lifetimes]))
      .describe('how long it opens'),
  })
  .meta({ id: 'NewShare', examples: [{ level: 'everything', days: 30 }] })

const ShareView = z
  .object({
    id: z.uuid(),
    level: z.enum(levels),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'Share' })

export const NewShareView = ShareView.extend({ url: z.url().describe('shown this once') }).meta({
  id: 'ShareWithAddress',
})

export const SharingView = z
  .object({
    number: z.string(),
    status: z.enum(['valid', 'revoked']),
    verificationUrl: z.url(),
    level: z.enum(levels),
    forms: z
      .array(
        z.object({
          form: z.enum(holderFiles),
          url: z.url(),
          awaitsBirthDate: z
            .boolean()
            .describe('given once the birth date was said through this link: `POST …/birth-date`'),
        }),
      )
      .describe('what there is to download through this link'),
    addToProfile: z
      .url()
      .optional()
      .describe('where LinkedIn adds it to a profile, fields filled; not of one that is revoked'),
    shares: z.array(ShareView).describe('those that still open, the newest first'),
  })
  .meta({ id: 'Sharing' })

export function viewShare({ id, level, createdAt, expiresAt }: Share): z.infer<typeof ShareView> {
  return { id, level, createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() }
}

export type Sharing = {
  link: Pick<Link, 'birthDateSaidAt'>
  certificate: Certificate
  level: Level
  shares: Share[]
}

export function viewSharing(
  { link, certificate, level, shares }: Sharing,
  { publicUrl }: { publicUrl: string },
  base: string,
  language: Language,
): z.infer<typeof SharingView> {
  const verificationUrl = `${publicUrl}/verify/${certificate.code}`
  const offered = formsOffered(certificate, publicUrl)
  return {
    number: certificate.number,
    status: certificate.revokedAt ? 'revoked' : 'valid',
    verificationUrl,
    level,
    forms: (['certificate.pdf', ...offered] as const).map((form) => ({
      form,
      url: `${publicUrl}${base}/${placeOfFile(form)}`,
      awaitsBirthDate: awaitsBirthDate(form, certificate, link),
    })),
    ...(certificate.revokedAt
      ? {}
      : { addToProfile: addToProfileUrl(JSON.parse(certificate.snapshot), language, verificationUrl) }),
    shares: shares.map(viewShare),
  }
}
