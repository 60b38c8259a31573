import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { getClient, writeScopes } from '../organisations/clients/store.ts'
import { takenFrom } from '../organisations/member.ts'
import { findSettings, getMember, updateMember, writeSettings } from '../organisations/store.ts'
import { takeUpCredential } from '../sign-in/add-credential.ts'
import { grantActions } from './actions.ts'
import { type Grant, isByOneClient, toldOf } from './grant.ts'
import { isProposerGone, lockGrant, updateGrant } from './store.ts'
import { say } from './words.ts'

const theGrant = (ctx: Context, id: string) => (tx: Tx) => lockGrant(tx, ctx.actor.organisationId, id)

/**
 * Gives what waited. What a client that named nobody asked for is taken on by the first administrator who confirms it,
 * and given by the second.
 */
export async function confirmGrant(ctx: Context, id: string): Promise<Grant> {
  const hold = async (tx: Tx) => {
    const grant = await theGrant(ctx, id)(tx)
    return { ...grant, isGone: await isProposerGone(tx, grant) }
  }
  return act(ctx, grantActions.confirmGrant, hold, async ({ tx, subject, actor, now }) => {
    const { kind, subjectId, rights } = subject
    const details = { kind, subjectId, rights: toldOf(rights) }
    if (subject.proposedBy === null) {
      const proposedInPerson = actor.signedIn === true
      const takenOn = { proposedBy: actor.memberId, proposedInPerson, takenOnThrough: actor.clientId }
      const value = await updateGrant(tx, subject, takenOn)
      return { value, subjectId: id, details, to: null }
    }
    await give(tx, subject, now)
    const byOneClient = isByOneClient(subject, actor)
    const decided = { state: 'confirmed', decidedBy: actor.memberId, decidedAt: now, byOneClient } as const
    const value = await updateGrant(tx, subject, decided)
    return { value, subjectId: id, details: { ...details, byOneClient } }
  })
}

/** Gives nothing of what waited; whoever asked for it may take it back so. */
export async function dismissGrant(ctx: Context, id: string): Promise<Grant> {
  return act(ctx, grantActions.dismissGrant, theGrant(ctx, id), async ({ tx, subject, actor, now }) => {
    const decided = { state: 'rejected', decidedBy: actor.memberId, decidedAt: now } as const
    return { value: await updateGrant(tx, subject, decided), subjectId: id }
  })
}

async function give(tx: Tx, grant: Grant, now: Date): Promise<void> {
  const { organisationId, kind, subjectId, rights } = grant
  if (kind === 'client')
    return writeScopes(tx, await getClient(tx, organisationId, subjectId), rights.scopes ?? [])
  if (kind === 'credential')
    return takeUpCredential(tx, { organisationId, clientId: subjectId, ...rights.credential! }, now)
  const given = kind === 'setting' ? await letGo(tx, grant, now) : await giveMember(tx, grant, now)
  if (!given) throw new Refusal('stale', say('changed-meanwhile'))
}

async function letGo(tx: Tx, { organisationId, rights }: Grant, now: Date): Promise<object | undefined> {
  const before = await findSettings(tx, organisationId)
  const undecided = (before?.undecided ?? []).filter((name) => !Object.hasOwn(rights, name))
  const set = { ...before?.set, ...rights }
  return writeSettings(tx, organisationId, before?.version ?? 0, set, now, undecided)
}

async function giveMember(tx: Tx, { organisationId, subjectId, rights }: Grant, now: Date) {
  const member = await getMember(tx, organisationId, subjectId)
  const roles = [...new Set([...member.roles, ...(rights.roles ?? [])])]
  const { subject = member.subject } = rights
  const given = { roles, subject, active: member.active || rights.active === true }
  const taken = takenFrom(member, given, { byThemselves: false, now })
  return updateMember(tx, member, { ...given, ...taken }, now)
}
