import { z } from 'zod'
import { linkTravels } from '../../db/schema/mobility/links.ts'
import { deskRoles } from '../../db/schema/recognition/desks.ts'
import { longText, shortText } from '../../platform/http/texts.ts'
import { spoken } from '../../platform/words/language.ts'
import { NewAuthorisation } from '../assessment/authorisations/schemas.ts'
import type { Vouched } from './confirm-desk-acts.ts'
import type { Invitation, Invited } from './invitation.ts'
import type { Did as Line, DeskHome as ReadHome } from './read-desk.ts'
import type { DeskRow } from './store.ts'

const Address = z.email().max(320)
const InvitedRole = z.enum(deskRoles).exclude(['validator'])
const Travel = z.enum(linkTravels)

export const NewInvitation = z
  .strictObject({
    name: shortText(200),
    email: Address.describe('their own; not that of any member, learner or guardian of yours'),
    roles: z.array(InvitedRole).min(1).max(3).describe('at the host; a coordinator signs for it'),
    assesses: z
      .array(NewAuthorisation)
      .max(10)
      .default([])
      .describe('for what an assessor may assess, where the host has no administrator of its own to say so'),
    language: z.enum(spoken).optional().describe('of what we send them; left out: all that we speak'),
    deliver: Travel.default('by-hand').describe(
      'mail: we send the link to that address. by-hand: hand the address over yourself; what is done there waits to be confirmed by another way',
    ),
  })
  .meta({
    id: 'NewInvitation',
    examples: [
      {
        name: 'Mentor One',
        email: 'mentor.one@host.example',
        roles: ['mentor'],
        deliver: 'by-hand',
      },
    ],
  })

export const InvitationView = z
  .object({
    id: z.uuid(),
    hostingOrganisationId: z.uuid(),
    memberId: z.uuid().describe('the member of the host'),
    name: z.string(),
    email: z.string(),
    roles: z.array(z.string()),
    language: z.string().nullable(),
    deliver: Travel,
    invitedBy: z.uuid().nullable().describe('your member; null where no person was named'),
    createdAt: z.iso.datetime(),
    withdrawnAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Invitation' })

export const InvitedView = InvitationView.extend({
  link: z
    .object({ url: z.string(), expiresAt: z.iso.datetime() })
    .nullable()
    .describe('the address of the desk, shown this once; null where we send it'),
  messageId: z.uuid().nullable().describe('the message that brings it; null where you hand it over'),
}).meta({ id: 'InvitationMade' })

export const DeskView = z
  .object({
    id: z.uuid(),
    memberId: z.uuid(),
    name: z.string(),
    email: z.string().nullable(),
    travelled: Travel.describe('how the link came to them'),
    givenBy: z
      .object({ organisationId: z.uuid(), memberId: z.uuid().nullable() })
      .describe('who gave the address'),
    createdAt: z.iso.datetime(),
    openedAt: z.iso.datetime().nullable(),
    expiresAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Desk' })

const About = z.object({
  mobilityId: z.uuid(),
  recognitionId: z.uuid().nullable(),
  stage: z.string().nullable(),
  learner: z.string(),
  sending: z.string().describe('the organisation that sends them'),
  startsOn: z.iso.date(),
  endsOn: z.iso.date(),
})
const Did = z.object({ action: z.string(), at: z.iso.datetime(), learner: z.string().nullable() })

export const DeskHomeView = z
  .object({
    name: z.string(),
    organisation: z.string(),
    byHand: z.boolean().describe('what they do here waits to be confirmed by another way'),
    waiting: z.array(
      z.object({
        code: z.string(),
        sentence: z.string(),
        until: z.iso.date(),
        overdue: z.boolean(),
        page: z.string().nullable().describe('below the address of the desk; null: not done here'),
        about: About.nullable(),
      }),
    ),
    cases: z.array(About),
    brings: z.boolean().describe('whether they may bring evidence while it is gathered'),
    did: z.array(Did).describe('what they did last, the newest first'),
    unconfirmed: z.array(Did).describe('what does not count yet: it was done at a desk that was handed over'),
    inviters: z.array(
      z.object({ name: z.string(), email: z.string().nullable(), phone: z.string().nullable() }),
    ),
  })
  .meta({ id: 'DeskHome' })

export function viewHome({ did, unconfirmed, ...home }: ReadHome): z.infer<typeof DeskHomeView> {
  const told = (line: Line) => ({ ...line, at: line.at.toISOString() })
  return { ...home, did: did.map(told), unconfirmed: unconfirmed.map(told) }
}

export const NewVouchedAddress = z
  .strictObject({
    address: Address,
    checked: longText(500).describe('how you found out whose it is'),
  })
  .meta({
    id: 'VouchedAddress',
    examples: [{ address: 'mentor.one@host.example', checked: 'Called the number in the trade register.' }],
  })

export const VouchedView = z
  .object({
    id: z.uuid(),
    organisationId: z.uuid(),
    address: z.string(),
    checked: z.string(),
    createdAt: z.iso.datetime(),
    confirmed: z.int().describe('how many acts count from now on'),
  })
  .meta({ id: 'AddressVouchedFor' })

export const viewVouched = ({ id, organisationId, address, checked, createdAt, confirmed }: Vouched) => ({
  id,
  organisationId,
  address,
  checked,
  createdAt: createdAt.toISOString(),
  confirmed,
})

export function viewInvitation(row: Invitation): z.infer<typeof InvitationView> {
  const { id, hostingOrganisationId, memberId, name, email, roles, language, deliver, invitedBy } = row
  return {
    id,
    hostingOrganisationId,
    memberId,
    name,
    email,
    roles,
    language,
    deliver,
    invitedBy,
    createdAt: row.createdAt.toISOString(),
    withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
  }
}

export function viewInvited({ link, messageId, ...row }: Invited): z.infer<typeof InvitedView> {
  const made = link && { url: link.url, expiresAt: link.expiresAt.toISOString() }
  return { ...viewInvitation(row), link: made, messageId }
}

export function viewDesk(row: DeskRow): z.infer<typeof DeskView> {
  const { id, memberId, name, email, travelled, givenByOrganisation, givenByMember } = row
  return {
    id,
    memberId,
    name,
    email,
    travelled,
    givenBy: { organisationId: givenByOrganisation, memberId: givenByMember },
    createdAt: row.createdAt.toISOString(),
    openedAt: row.openedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  }
}
