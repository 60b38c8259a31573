import type { Context } from '../../context.ts'
import { writeLine } from '../../custody/ledger/write-line.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import type { LinkedAs } from '../../platform/auth/link-terms.ts'
import { findReachable, insertMessage, type Message, type NewMessage } from './store.ts'
import { say } from './words.ts'

/** To whom: a learner or one of their guardians, or a member of an organisation. */
export type MessageTo = (LinkedAs & { personId: string }) | { memberId: string }

export type Queued = {
  /** What it says, and which link it carries: a row of `src/exchange/mail/templates.ts`. */
  template: Message['template']
  to: MessageTo
  /** Whose message it is. */
  organisationId: string
  hostingOrganisationId?: string | null
  /** The thing that it is about, for which its link is made. */
  subjectId: string
  /** The last day for what it asks. */
  until?: string | null
  /** Where there is to be only one: for what. */
  occasion?: string | null
}

type Acting = Pick<Context, 'actor' | 'now' | 'requestId'>

/**
 * Queues a message in the transaction of what it tells of; returns its id. Refuses where no address is on file, or the
 * organisation has no mail sent.
 */
export async function queueMessage(tx: Tx, ctx: Acting, queued: Queued): Promise<string> {
  const { mail, address, isKnown } = await findReachable(tx, queued.organisationId, queued.to, ctx.now())
  if (mail === 'none') throw new Refusal('wrong-state', say('no-mail'))
  if (isKnown && !address) throw new Refusal('wrong-state', say('no-address', { party: partyOf(queued.to) }))
  const message = await enqueue(tx, ctx, queued)
  return message!.id
}

/** The same where nobody asked for it; undefined where there is one for the same occasion already. */
export async function enqueue(tx: Tx, ctx: Acting, queued: Queued): Promise<Message | undefined> {
  const { to, occasion = null, until = null, hostingOrganisationId = null, ...rest } = queued
  const now = ctx.now()
  const values: NewMessage = {
    ...rest,
    ...('memberId' in to
      ? { memberId: to.memberId }
      : { personId: to.personId, secondGuardian: to.secondGuardian ?? false }),
    party: partyOf(to),
    hostingOrganisationId,
    occasion,
    until,
    createdAt: now,
    dueAt: now,
  }
  const message = await insertMessage(tx, values)
  if (message) await writeMessageLine(tx, ctx, 'message.queue', message)
  return message
}

const partyOf = (to: MessageTo): Message['party'] => ('memberId' in to ? 'member' : to.party)

/** The line of something that was done with a message: to whom by their id, and no address. */
export async function writeMessageLine(
  tx: Tx,
  ctx: Acting,
  action: `message.${string}`,
  { id, template, party, secondGuardian, personId, memberId, subjectId }: Message,
  more: Record<string, unknown> = {},
): Promise<void> {
  const details = {
    template,
    party,
    ...(secondGuardian && { secondGuardian }),
    about: subjectId,
    ...(personId ? { personId } : { toMember: memberId }),
    ...more,
  }
  await writeLine(tx, ctx, { action, subjectId: id, details })
}
