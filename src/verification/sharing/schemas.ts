import { z } from 'zod'
import type { Certificate } from '../../certification/certificates/store.ts'
import { type Level, levels, lifetimes } from './sharing.ts'
import type { Share } from './store.ts'

export const HolderLinkView = z
  .object({
    url: z.url().describe('shown this once; works until it expires'),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'HolderLink' })

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
    shares: z.array(ShareView).describe('those that still open, the newest first'),
  })
  .meta({ id: 'Sharing' })

export function viewShare({ id, level, createdAt, expiresAt }: Share): z.infer<typeof ShareView> {
  return { id, level, createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() }
}

export type Sharing = { certificate: Certificate; level: Level; shares: Share[] }

export function viewSharing(
  { certificate, level, shares }: Sharing,
  publicUrl: string,
): z.infer<typeof SharingView> {
  return {
    number: certificate.number,
    status: certificate.revokedAt ? 'revoked' : 'valid',
    verificationUrl: `${publicUrl}/verify/${certificate.code}`,
    level,
    shares: shares.map(viewShare),
  }
}
