import { z } from 'zod'
import type { organisations } from '../../../db/schema/parties/organisations.ts'
import { shortText } from '../../../platform/http/texts.ts'
import { asMessage } from '../../../platform/http/word-issue.ts'
import { say } from '../words.ts'
import { logoPath, MAX_LOGO_BYTES } from './presentation.ts'

/** An address on the web that papers can print. */
export const PrintedLink = z
  .url({ protocol: /^https$/ })
  .max(500)
  .regex(/^[\x21-\x7e]+$/)

export const Phone = z
  .string()
  .max(40)
  .regex(/^\+?[0-9][0-9 ()/-]{2,}$/, asMessage(say('no-phone')))
const Colour = z
  .string()
  .regex(/^#[0-9a-f]{6}$/i, asMessage(say('no-colour')))
  .describe('as #rrggbb, dark enough to be read on white: 4.5 to 1')
const Title = shortText(100)

/** What an organisation says itself of how it is reached, and what its papers look like. */
export const presentationFields = {
  contact: z.strictObject({
    email: z.email().max(200).nullable(),
    phone: Phone.nullable(),
    url: PrintedLink.nullable(),
  }),
  address: z.strictObject({ street: shortText(200), postalCode: shortText(20).nullable() }),
  colours: z.strictObject({ primary: Colour, accent: Colour.nullable() }),
  signatories: z
    .array(z.strictObject({ name: shortText(200), title: z.strictObject({ lv: Title, en: Title }) }))
    .max(4)
    .describe('who signs papers on paper; not necessarily members'),
}

/** A red square of one pixel. */
const sample =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg=='

export const NewLogo = z
  .strictObject({
    image: z
      .base64()
      .min(1)
      .max(Math.ceil(MAX_LOGO_BYTES / 3) * 4)
      .describe('the file, in base64: a PNG or SVG of at most 200 000 bytes'),
  })
  .meta({ id: 'NewLogo', examples: [{ image: sample }] })

export const presentationViews = {
  contact: presentationFields.contact.nullable().describe('how it is reached'),
  address: presentationFields.address.nullable().describe('where in its town it is'),
  colours: presentationFields.colours.nullable(),
  signatories: z.array(presentationFields.signatories.element),
  logo: z.object({ sha256: z.string(), path: z.string().describe('where anyone reads it') }).nullable(),
}

export function viewPresentation(row: typeof organisations.$inferSelect) {
  const { id, contact, address, colours, signatories, logo } = row
  return {
    contact,
    address,
    colours,
    signatories: signatories ?? [],
    logo: logo === null ? null : { sha256: logo, path: logoPath(id, logo) },
  }
}
