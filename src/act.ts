import { type Context, write } from './context.ts'
import { writeLine, writeLines } from './custody/ledger/write-line.ts'
import type { Tx } from './db/client.ts'
import { Refusal } from './errors.ts'
import { tellOf } from './exchange/outbox/tell-of.ts'
import type { Action, Subject } from './platform/actions/action.ts'
import { assertMay, assertUnblocked, roleFor } from './platform/actions/may.ts'
import { say } from './platform/actions/words.ts'
import type { Actor, Role } from './platform/auth/access.ts'
import { insertDeskAct } from './recognition/desks/store.ts'

/** What a verb works with: the thing, held; who acts, with the roles that they have now; and the moment. */
export type Acting<S> = { tx: Tx; subject: S; actor: Actor; role: Role | null; now: Date }

/** What came of it, and what the ledger says: of which thing, and no personal data. */
export type Done<T> = {
  value: T
  subjectId: string
  details?: Record<string, unknown>
  reason?: string | null
  /** The states before and after, where they are not those of the thing and of the row; null after: nothing moved. */
  from?: string | null
  to?: string | null
  /** Writes the lines of what followed from it, which come after its own. */
  afterwards?: () => Promise<void>
}

/** That it was done before, so that nothing changed and there is nothing to write down. */
export type Unchanged<T> = { value: T; unchanged: true }

/**
 * Does one action of the table, in one transaction: holds the thing, refuses whoever may not do this now or what is
 * missing first, does it, and writes the one line of the ledger; none where nothing changed.
 */
export function act<S extends Subject, Held extends S, T>(
  ctx: Context,
  action: Action<S>,
  hold: (tx: Tx) => Promise<Held>,
  perform: (acting: Acting<Held>) => Promise<Done<T> | Unchanged<T>>,
): Promise<T> {
  return write(ctx, async (tx, actor) => {
    const subject = await hold(tx)
    assertMeant(ctx, action)
    assertMay(action, subject, actor)
    assertRead(ctx, action, subject)
    assertUnblocked(action, subject)
    const role = roleFor(action, actor)
    // The moment is one after the thing was held, so that what is done later never seems to be earlier.
    const done = await perform({ tx, subject, actor, role, now: ctx.now() })
    if ('unchanged' in done) {
      if (ctx.answer) ctx.answer.unchanged = true
      return done.value
    }
    await writeDown(tx, ctx, action, subject, byOrder(ctx, done), role)
    await noteByHand(tx, action, subject, done, { actor, role, now: ctx.now() })
    await done.afterwards?.()
    return done.value
  })
}

/** What is done by a standing order says so, and since when that is in force: whoever gave it did not ask for just this. */
const byOrder = ({ errand }: Context, done: Done<unknown>): Done<unknown> =>
  errand?.order ? { ...done, details: { ...done.details, byOrder: errand.order } } : done

/** A route that does several of them was sent on an errand for one. */
function assertMeant<S extends Subject>({ errand }: Context, { key, route }: Action<S>): void {
  if (errand && errand.route === route && errand.action !== key)
    throw new Refusal('bad-input', say('another-action'))
}

/** What is judged on an errand was read before: it must be what lies there now. */
function assertRead<S extends Subject>({ errand }: Context, { judges }: Action<S>, subject: S): void {
  if (errand && judges && (errand.read === undefined || errand.read !== subject.readHash?.()))
    throw new Refusal('stale', say('judge-what-is-there'))
}

/**
 * The line of something that was done under a row of the table, and in which role, and the messages that tell of it; for
 * what follows from another action, too.
 */
export async function writeDown<S extends Subject>(
  tx: Tx,
  ctx: Pick<Context, 'actor' | 'now' | 'requestId'>,
  action: Action<S>,
  subject: S,
  {
    subjectId,
    details = {},
    reason = null,
    from = subject.state,
    to = action.to,
  }: Omit<Done<unknown>, 'value' | 'afterwards'>,
  role: Role | null = null,
): Promise<void> {
  const { organisationId, hostingOrganisationId, recognitionId } = subject
  const parties = hostingOrganisationId ? { organisationId, hostingOrganisationId } : undefined
  const { linkId, deskId, desk } = ctx.actor
  const through = linkId === undefined ? {} : { linkId }
  const at = deskId ? { desk: { id: deskId, ...desk } } : {}
  const move = to ? { from, to, reason, inputHash: subject.inputHash?.() } : {}
  await writeLine(tx, ctx, {
    action: action.ledger,
    subjectId,
    details: { ...details, ...through, ...at },
    role,
    ...move,
    ...(parties && recognitionId ? { recognition: { id: recognitionId, ...parties } } : { parties }),
  })
  await tellOf(tx, ctx, action, subject, subjectId)
}

/** One of many things that were done, and what the ledger says of it. */
export type LedgerEntry = {
  action: Action
  subjectId: string
  details: Record<string, unknown>
  parties?: { organisationId: string; hostingOrganisationId: string }
  /** Writes the lines of what followed from it. */
  afterwards?: (() => Promise<void>) | undefined
}

/** The lines of much that was done at once, to things that have neither states nor cases. */
export async function writeDownAll(
  tx: Tx,
  ctx: Pick<Context, 'actor' | 'now' | 'requestId'>,
  entries: readonly LedgerEntry[],
  actor: Actor,
): Promise<void> {
  await writeLines(
    tx,
    ctx,
    entries.map(({ action, subjectId, details, parties }) => ({
      action: action.ledger,
      subjectId,
      details,
      parties,
      role: roleFor(action, actor),
    })),
  )
  for (const { afterwards } of entries) await afterwards?.()
}

/** What came by a link that was handed over, and is to be the host's own act, is noted: it waits to be confirmed. */
async function noteByHand<S extends Subject>(
  tx: Tx,
  { independent, key }: Action<S>,
  { organisationId, hostingOrganisationId, recognitionId = null }: S,
  { subjectId }: { subjectId: string },
  { actor, role, now: at }: { actor: Actor; role: Role | null; now: Date },
): Promise<void> {
  const { memberId, deskId, byHand } = actor
  if (!independent || !byHand || !deskId || memberId === null || !hostingOrganisationId) return
  const act = { organisationId, hostingOrganisationId, recognitionId, subjectId, memberId, deskId }
  await insertDeskAct(tx, { ...act, action: key, role, at })
}

/** The acting organisation itself, for what is done to nothing that is there already. */
export const own = (ctx: Context) => async (): Promise<Subject> => ({
  state: null,
  organisationId: ctx.actor.organisationId,
})
