import { type Context, type Services, write } from '../../context.ts'
import { noteSent } from '../../platform/auth/links.ts'
import { Unavailable } from '../../platform/auxiliaries/auxiliary.ts'
import { isPutOff, pauseItem, settleItem } from '../../platform/jobs/attempts-store.ts'
import { type Delivery, domainOf, envelopeFor, type Mail, type Mailer } from '../../platform/mail/mailer.ts'
import { writeMessageLine } from '../outbox/queue-message.ts'
import { claimMessage, giveBack, lockMessage, type Message, updateMessage } from '../outbox/store.ts'
import { nextAttempt } from './attempts.ts'
import { endLinkOf, prepareMessage, routeOf } from './prepare-message.ts'

/** The job, and the server that it waits for where that cannot be reached, as attempts and metrics name them. */
const sending = 'send-messages'
const server = 'mail-server'

/** Whoever claims a message has so long for it; longer than a mail may take. One turn of the job takes no longer. */
const LEASE_MS = 180_000
const TURN_MS = 50_000

/** How long the queue waits while the server cannot be reached. */
const PAUSE_MS = 60_000

/**
 * Sends what is due, one by one, for as long as a turn may take. May run twice and in several processes: each message is
 * claimed for a time, so that none is lost with its process, and none is sent by two.
 */
export async function sendMessages(services: Services): Promise<void> {
  const { mail, db, now } = services
  if (!mail || (await isPutOff(db.owner, sending, server, now()))) return
  const failures: unknown[] = []
  const ends = performance.now() + TURN_MS
  let isSettled = false
  while (performance.now() < ends) {
    const claimed = await claimMessage(db.owner, now(), new Date(now().getTime() + LEASE_MS))
    if (!claimed) break
    try {
      await sendMessage({ ...services, mail }, claimed)
      if (!isSettled) await settleItem(db.owner, sending, server, now(), true)
      isSettled = true
    } catch (error) {
      if (error instanceof Unavailable) {
        await giveBack(db.owner, claimed.id)
        await pauseItem(db.owner, sending, server, now(), PAUSE_MS)
        break
      }
      failures.push(error)
      await writeDelivery(services, claimed, { outcome: 'later', problem: 'internal' })
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'Some messages could not be sent.')
}

/** As whom a message of an organisation is sent. */
function jobContextOf(services: Services, organisationId: string): Context {
  const actor = { organisationId, clientId: null, memberId: null, personId: null }
  return { ...services, actor, requestId: `job:${sending}`, answer: null }
}

/** Makes what is sent, sends it outside of any transaction, and writes down what became of it. */
async function sendMessage(services: Services & { mail: Mailer }, claimed: Message): Promise<void> {
  const mail = await makeMail(jobContextOf(services, claimed.organisationId), services.mail, claimed)
  if (!mail) return
  const delivery = await services.mail.send(mail)
  await writeDelivery(services, claimed, delivery)
}

/** The mail of a message, its link made and kept before it leaves; null where it is not to be sent any more. */
async function makeMail(ctx: Context, mailer: Mailer, claimed: Message): Promise<Mail | null> {
  return write(ctx, async (tx) => {
    const message = await lockMessage(tx, claimed.id)
    if (message?.state !== 'queued' || message.attempts !== claimed.attempts) return null
    const now = ctx.now()
    const route = await routeOf(tx, message, now)
    if ('state' in route) {
      const ended = await updateMessage(tx, message.id, { ...route, endedAt: now, leasedUntil: null })
      await writeMessageLine(tx, ctx, 'message.give-up', ended, {
        state: route.state,
        problem: route.problem,
      })
      return null
    }
    const { link, ...made } = await prepareMessage(tx, ctx, message, 'mail')
    const messageId = message.messageId ?? `<${message.id}@${domainOf(mailer.from)}>`
    const kept = { messageId, addressHash: route.addressHash, linkId: link?.id ?? null }
    const prepared = await updateMessage(tx, message.id, kept)
    await writeMessageLine(tx, ctx, 'message.attempt', prepared, { attempt: message.attempts })
    return {
      messageId,
      envelopeFrom: envelopeFor(message.id, mailer),
      fromName: made.fromName,
      replyTo: made.replyTo,
      to: route.address,
      subject: made.subject,
      text: made.text,
      html: made.html,
      languages: made.languages,
    }
  })
}

/** Writes down what became of a message. The link of one that did not leave ends with it. */
async function writeDelivery(
  services: Services,
  { id, organisationId }: Message,
  said: Delivery,
): Promise<void> {
  const ctx = jobContextOf(services, organisationId)
  await write(ctx, async (tx) => {
    const message = await lockMessage(tx, id)
    if (message?.state !== 'queued') return
    const now = ctx.now()
    if (said.outcome === 'sent') {
      const sent = await updateMessage(tx, id, {
        state: 'sent',
        endedAt: now,
        leasedUntil: null,
        problem: null,
      })
      if (sent.linkId) await noteSent(tx, sent.linkId, now)
      return writeMessageLine(tx, ctx, 'message.send', sent, { link: sent.linkId })
    }
    await endLinkOf(tx, message, now)
    const next = said.outcome === 'later' ? nextAttempt(message.attempts, now) : null
    const { problem } = said
    if (next) {
      const waiting = await updateMessage(tx, id, { dueAt: next, leasedUntil: null, problem })
      return writeMessageLine(tx, ctx, 'message.put-off', waiting, { problem, attempt: message.attempts })
    }
    const ended = await updateMessage(tx, id, { ...ending(said, now), leasedUntil: null, problem })
    const { state } = ended
    const action = state === 'bounced' ? 'message.bounce' : 'message.give-up'
    await writeMessageLine(tx, ctx, action, ended, { state, problem })
  })
}

/** How a message ends that was not sent. */
const ending = ({ outcome }: Delivery, now: Date) =>
  outcome === 'bounced'
    ? { state: 'bounced' as const, bouncedAt: now, endedAt: now }
    : { state: 'failed' as const, endedAt: now }
