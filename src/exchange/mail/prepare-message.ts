import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { getOrganisation, settingsOf } from '../../parties/organisations/store.ts'
import { endLinks } from '../../platform/auth/links.ts'
import { dayOf } from '../../platform/time-zone.ts'
import { spoken } from '../../platform/words/language.ts'
import { findRecipient } from '../outbox/recipient-store.ts'
import { hasBounced, hashOfAddress, type Message } from '../outbox/store.ts'
import { type Rendered, renderMessage } from './render-message.ts'
import { type CarriedLink, isStillWanted, linkFor, type Travel } from './templates.ts'

/** A message as it goes out now: its link is made, and it is written with it. */
export type Prepared = Rendered & {
  link: CarriedLink | null
  url: string | null
  fromName: string
  replyTo: string | null
}

/** Makes the link that a message carries, and writes it. Nothing of it is kept but which link it was. */
export async function prepareMessage(
  tx: Tx,
  ctx: Context,
  message: Message,
  travelled: Travel,
): Promise<Prepared> {
  const { organisationId, template } = message
  const organisation = await getOrganisation(tx, organisationId)
  const settings = await settingsOf(tx, organisationId)
  const now = ctx.now()
  const { name, learner, ...recipient } = await findRecipient(tx, message.id, now)
  const link = await linkFor(tx, ctx, message, travelled)
  const language = message.language ?? (spoken.find((known) => known === recipient.language) || null)
  // What it opens is in the language of the message.
  const url = link && `${ctx.publicUrl}/${link.path}${language ? `?lang=${language}` : ''}`
  const fromName = settings.mailFromName ?? organisation.name
  const replyTo = settings.mailReplyTo ?? organisation.contact?.email ?? null
  const own = settings.mailTexts.find((text) => text.template === template)
  const rendered = renderMessage({
    ...message,
    language,
    name,
    learner,
    organisation: organisation.name,
    url,
    linkUntil: link && lastDayBefore(link.expiresAt, settings.timeZone),
    contact: replyTo,
    ownText: own ? { lv: own.lv, en: own.en } : {},
  })
  return { ...rendered, link, url, fromName, replyTo }
}

/** The last day on which a link works to its end. */
const lastDayBefore = (end: Date, zone: string) => dayOf(new Date(end.getTime() - 1), zone)

/** Whether a message can go to where its recipient is reached now: the address, or why it does not go there. */
export async function routeOf(
  tx: Tx,
  message: Message,
  now: Date,
): Promise<
  { address: string; addressHash: string } | { state: 'failed' | 'suppressed' | 'cancelled'; problem: string }
> {
  const { organisationId } = message
  if (!(await isStillWanted(tx, message, now))) return { state: 'cancelled', problem: 'not-needed' }
  const { address } = await findRecipient(tx, message.id, now)
  if (!address) return { state: 'failed', problem: 'no-address' }
  const addressHash = hashOfAddress(organisationId, address)
  if (await hasBounced(tx, organisationId, addressHash)) return { state: 'suppressed', problem: 'address' }
  return { address, addressHash }
}

/** Ends the link that a message carried, where somebody could still act through it. */
export async function endLinkOf(tx: Tx, { linkId }: Pick<Message, 'linkId'>, now: Date): Promise<void> {
  if (linkId) await endLinks(tx, { id: linkId }, now)
}
