import type { z } from 'zod'
import { act, type Done, writeDown } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { onBehalfOf } from '../../db/tenancy.ts'
import { type Fault, Refusal } from '../../errors.ts'
import { foldAddress } from '../../parties/names/addresses.ts'
import { addRoles, getOrganisation, insertMember } from '../../parties/organisations/store.ts'
import { roleFor } from '../../platform/actions/may.ts'
import type { Actor } from '../../platform/auth/access.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import { assessorActions } from '../assessment/actions.ts'
import { scopeFaults } from '../assessment/authorisations/scope-faults.ts'
import { insertAuthorisation } from '../assessment/authorisations/store.ts'
import { deskActions } from './actions.ts'
import { deliverDesk } from './deliver-desk.ts'
import { givesMore, type Host, type Invited, lacksRole } from './invitation.ts'
import type { NewInvitation } from './schemas.ts'
import { findAtHost, insertInvitation, isOwnAddress, isPartnerOf } from './store.ts'
import { say } from './words.ts'

type Input = z.infer<typeof NewInvitation>

/**
 * Invites somebody of a partner to work by link: the member of the host with that address, who is registered where there is
 * none. Nobody of whoever invites works for a host of theirs, and where a host has an administrator of its own, only that one
 * gives roles. One desk a person, whoever invites.
 */
export async function inviteToDesk(ctx: Context, hostId: string, input: Input): Promise<Invited> {
  const { inviteToDesk: action } = deskActions
  const { organisationId } = ctx.actor
  const isOwn = hostId === organisationId
  const hold = async (tx: Tx) => {
    await getOrganisation(tx, hostId)
    return { state: null, organisationId, hostId, ...(isOwn ? {} : { hostingOrganisationId: hostId }) }
  }
  return act(ctx, action, hold, async ({ tx, actor, now }): Promise<Done<Invited>> => {
    const address = foldAddress(input.email)
    await assertMayInvite(tx, actor, hostId, address, input)
    const asHost = <T>(work: () => Promise<T>) => onBehalfOf(tx, hostId, organisationId, work)
    const host = await asHost(() => findAtHost(tx, hostId, address))
    assertGivesNothing(host, input, isOwn)
    const { memberId, authorisations } = await asHost(() => enter(tx, ctx, hostId, host, input, now))
    const invitation = await insertInvitation(tx, {
      organisationId,
      hostingOrganisationId: hostId,
      memberId,
      name: input.name,
      email: input.email,
      foldedEmail: address,
      roles: input.roles,
      language: input.language ?? null,
      deliver: input.deliver,
      invitedBy: actor.memberId,
      createdAt: now,
    })
    const delivered = await deliverDesk(tx, ctx, invitation)
    return {
      value: { ...invitation, link: delivered.link, messageId: delivered.messageId },
      subjectId: invitation.id,
      details: { host: hostId, memberId, roles: input.roles, deliver: input.deliver },
      afterwards: async () => {
        const subject = { state: null, organisationId, hostingOrganisationId: hostId }
        const role = roleFor(action, actor)
        for (const id of authorisations)
          await writeDown(
            tx,
            ctx,
            assessorActions.authoriseAssessor,
            subject,
            {
              subjectId: id,
              details: { memberId, invitation: invitation.id },
            },
            role,
          )
        await delivered.afterwards(role)
      },
    }
  })
}

const fault = (pointer: string, detail: Sentence): Fault => ({ in: 'body', pointer, detail })

/** Refuses whoever has nothing to do with the host, and an address of their own people. */
async function assertMayInvite(
  tx: Tx,
  { organisationId }: Actor,
  hostId: string,
  address: string,
  { roles, assesses }: Input,
): Promise<void> {
  if (hostId !== organisationId) {
    if (!(await isPartnerOf(tx, organisationId, hostId))) throw new Refusal('not-found', say('no-partner'))
    if (await isOwnAddress(tx, organisationId, address))
      throw new Refusal('incomplete', say('own-address'), [fault('/email', say('own-address-advice'))])
  }
  if (lacksRole(assesses, roles))
    throw new Refusal('incomplete', say('not-an-assessor'), [fault('/assesses', say('not-an-assessor'))])
}

function assertGivesNothing(host: Host, { roles, assesses, deliver }: Input, isOwn: boolean): void {
  const { member, hasAdmin } = host
  if (isOwn && !member)
    throw new Refusal('incomplete', say('no-such-member'), [fault('/email', say('register-first'))])
  if (member && !member.active) throw new Refusal('wrong-state', say('member-left'))
  const isFree = isOwn || !hasAdmin
  if (givesMore(host, roles, isOwn) || (!isFree && (assesses.length > 0 || deliver === 'by-hand')))
    throw new Refusal('conflict', say('host-has-admin'))
}

/** Acting for the host: its member of this address, with the roles, and what they may assess. */
async function enter(
  tx: Tx,
  ctx: Context,
  hostId: string,
  { member }: Host,
  { name, email, roles, assesses }: Input,
  now: Date,
): Promise<{ memberId: string; authorisations: string[] }> {
  const more = member ? roles.filter((role) => !member.roles.includes(role)) : roles
  const faults = assesses.flatMap((scope, index) =>
    scopeFaults(ctx.frameworks, scope).map(({ pointer, detail }) =>
      fault(`/assesses/${index}${pointer}`, detail),
    ),
  )
  if (faults.length > 0) throw new Refusal('incomplete', say('no-such-scope'), faults)
  let memberId = member?.id
  if (memberId === undefined) {
    const made = {
      organisationId: hostId,
      name,
      email,
      roles: [...new Set(roles)],
      createdAt: now,
      updatedAt: now,
    }
    memberId = (await insertMember(tx, made)).id
  } else if (more.length > 0) await addRoles(tx, memberId, more, now)
  const authorisations: string[] = []
  for (const { framework: frameworkId, ...scope } of assesses) {
    const row = { organisationId: hostId, memberId, frameworkId, ...scope, grantedBy: null, createdAt: now }
    authorisations.push((await insertAuthorisation(tx, row)).id)
  }
  return { memberId, authorisations }
}
