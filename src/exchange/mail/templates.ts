import { writeDown } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { onBehalfOf } from '../../db/tenancy.ts'
import {
  guardianMaySign,
  hasSigned,
  missingSignatures,
  signableUntil,
  takesOver,
} from '../../mobility/agreements/agreement.ts'
import { newestOf } from '../../mobility/agreements/agreement-rows.ts'
import { gatherVersions, getVersionById } from '../../mobility/agreements/store.ts'
import { getKnownPerson } from '../../parties/people/store.ts'
import { makeDesk } from '../../platform/auth/desks.ts'
import type { LinkPurpose } from '../../platform/auth/link-terms.ts'
import { makeLink } from '../../platform/auth/links.ts'
import { endOfDay } from '../../platform/dates.ts'
import { lastDayOf } from '../../recognition/appeals/appeal.ts'
import type { LoadedCase } from '../../recognition/case.ts'
import { deskActions } from '../../recognition/desks/actions.ts'
import { findOpenInvitation } from '../../recognition/desks/store.ts'
import { acknowledgedUntil, declaredUntil } from '../../recognition/identification/link-ends.ts'
import { loadCase } from '../../recognition/load-case.ts'
import { findUnconfirmed } from '../../verification/my-page/private-address/store.ts'
import type { Message } from '../outbox/store.ts'
import { findMobilityOf } from './store.ts'

/** How the link of a message travels: with it, or by whoever hands it over. */
export type Travel = 'mail' | 'by-hand'

/** A link just made for a message: the end of its address, which nobody keeps. */
export type CarriedLink = { id: string; path: string; expiresAt: Date }

type TemplateRow = {
  /** Makes the link that the message carries, when it is sent; null: for this recipient it carries none. */
  link: null | ((tx: Tx, ctx: Context, message: Message, travelled: Travel) => Promise<CarriedLink | null>)
  /** Whether what it asks can still be done; left out where that is always so. */
  isWanted?: IsWanted
  /** Nobody hands it over: that its link came by mail is what it is for. */
  onlyByMail?: true
}

type IsWanted = (tx: Tx, message: Message, now: Date) => Promise<boolean>

type AtLeast = (tx: Tx, message: Message, now: Date) => Promise<Date | null>

/** A link of the person whom the message is about, under the page of its purpose. */
const personal =
  (
    purpose: LinkPurpose,
    page: string,
    only: readonly Message['party'][],
    atLeast?: AtLeast,
  ): TemplateRow['link'] =>
  async (tx, ctx, message, travelled) => {
    const { organisationId, hostingOrganisationId, personId, party, secondGuardian, subjectId } = message
    if (party === 'member' || !personId || !hostingOrganisationId || !only.includes(party)) return null
    const mobilityId = await findMobilityOf(tx, subjectId)
    const { secret, expiresAt, ledger } = await makeLink(
      tx,
      ctx,
      {
        organisationId,
        hostingOrganisationId,
        purpose,
        party,
        secondGuardian,
        personId,
        subjectId,
        mobilityId,
        travelled,
      },
      (await atLeast?.(tx, message, ctx.now())) ?? null,
    )
    return { id: ledger.linkId, path: `${page}/${secret}`, expiresAt }
  }

const both = ['learner', 'guardian'] as const

const toLastDay: AtLeast = async (tx, { subjectId }, now) => {
  const loaded = await loadCase(tx, subjectId, now)
  const lastDay = lastDayOf(loaded)
  return lastDay === null ? null : endOfDay(lastDay, loaded.settings.timeZone)
}

/** Until the end of what the link is for, as the case has it. */
const inTime =
  (endOf: (loaded: LoadedCase) => Date): AtLeast =>
  async (tx, { subjectId }, now) =>
    endOf(await loadCase(tx, subjectId, now))

const toSign: AtLeast = async (tx, { subjectId }) => {
  const { mobilityId } = await getVersionById(tx, subjectId)
  return signableUntil(newestOf(await gatherVersions(tx, mobilityId)))
}

const inCase =
  (isWanted: (loaded: LoadedCase) => boolean): IsWanted =>
  async (tx, { subjectId }, now) =>
    isWanted(await loadCase(tx, subjectId, now))

/** Whether the version is the newest one, and waits for just this signature. */
const isUnsigned: IsWanted = async (tx, { subjectId, party, secondGuardian }, now) => {
  const { mobilityId } = await getVersionById(tx, subjectId)
  const newest = newestOf(await gatherVersions(tx, mobilityId))
  if (newest.version.id !== subjectId || newest.withdrawn || party === 'member') return false
  if (party === 'learner' && takesOver(newest, now)) return true
  if (hasSigned(newest, { party, secondGuardian })) return false
  return missingSignatures(newest).includes(party) && (party === 'learner' || guardianMaySign(newest, now))
}

/** The desk of whoever was invited by the organisation whose message it is; a newer one ends the older. */
const desk: TemplateRow['link'] = async (tx, ctx, { memberId, subjectId }, travelled) => {
  const invitation = await findOpenInvitation(tx, subjectId)
  if (!invitation || !memberId) return null
  const { organisationId, hostingOrganisationId, invitedBy } = invitation
  const given = { givenByOrganisation: organisationId, givenByMember: invitedBy }
  const made = await onBehalfOf(tx, hostingOrganisationId, organisationId, () =>
    makeDesk(tx, ctx, { organisationId: hostingOrganisationId, memberId, travelled, ...given }),
  )
  const subject = { state: null, organisationId, hostingOrganisationId }
  const details = { memberId, travelled, invitation: subjectId }
  await writeDown(tx, ctx, deskActions.makeDesk, subject, { subjectId: made.id, details })
  return { id: made.id, path: `desk/${made.secret}`, expiresAt: made.expiresAt }
}

const isInvited: IsWanted = async (tx, { subjectId }) => Boolean(await findOpenInvitation(tx, subjectId))

/** Whether the address that it goes to is the one that waits to be confirmed. */
const isUnconfirmed: IsWanted = async (tx, { subjectId }) => Boolean(await findUnconfirmed(tx, subjectId))

/** Whether they have no address of their own yet. */
const hasNoneOfOwn: IsWanted = async (tx, { subjectId }) =>
  (await getKnownPerson(tx, subjectId)).privateEmail === null

/** A reminder of the last day to appeal is not sent once somebody has; that a case was decided is. */
const isAppealable: IsWanted = async (tx, { subjectId, occasion }, now) => {
  if (occasion === null) return true
  const loaded = await loadCase(tx, subjectId, now)
  const lastDay = lastDayOf(loaded)
  return loaded.appeals.length === 0 && lastDay !== null && loaded.today <= lastDay
}

const appeal = personal('appeal', 'appeal', both, toLastDay)
const holder = personal('share-certificate', 'holder', ['learner'])

/** By what a message is about: which link it carries, and whether it is still to be sent. Its words are under the same key. */
const templates: Readonly<Record<Message['template'], TemplateRow>> = {
  'sign-agreement': { link: personal('sign-agreement', 'sign', both, toSign), isWanted: isUnsigned },
  'read-information': {
    link: personal('acknowledge-information', 'information', ['learner'], inTime(acknowledgedUntil)),
    isWanted: inCase(({ facts }) => facts.stage === 'identification' && !facts.informed),
  },
  'declare-authorship': {
    link: personal('declare-authorship', 'declare', ['learner'], inTime(declaredUntil)),
    isWanted: inCase(({ facts }) => facts.stage === 'documentation' && !facts.declared.authorship),
  },
  appeal: { link: appeal },
  holder: { link: holder },
  'certificate-ready': { link: holder },
  'certificate-revoked': { link: null },
  'certificate-replaced': { link: null },
  'certificate-shared': { link: null },
  'appeal-open': { link: appeal, isWanted: isAppealable },
  'appeal-decided': { link: appeal },
  overdue: { link: null },
  'webhook-disabled': { link: null },
  'question-asked': { link: null },
  'question-answered': { link: null },
  'my-page': { link: personal('me', 'me', both) },
  'agreement-signed': { link: personal('sign-agreement', 'sign', both) },
  'information-read': { link: personal('acknowledge-information', 'information', ['learner']) },
  'authorship-declared': { link: personal('declare-authorship', 'declare', ['learner']) },
  'desk-invitation': { link: desk, isWanted: isInvited },
  'confirm-address': {
    link: personal('confirm-address', 'confirm', ['learner']),
    isWanted: isUnconfirmed,
    onlyByMail: true,
  },
  'address-confirmed': { link: null },
  'address-ended': { link: null },
  'address-ends': { link: personal('me', 'me', ['learner']), isWanted: hasNoneOfOwn },
}

/** Makes the link that a message carries, when it is sent; null where it carries none. */
export const linkFor = async (
  tx: Tx,
  ctx: Context,
  message: Message,
  travelled: Travel,
): Promise<CarriedLink | null> =>
  (await templates[message.template].link?.(tx, ctx, message, travelled)) ?? null

/** Whether a message goes by mail alone. */
export const isOnlyByMail = ({ template }: Message): boolean => templates[template].onlyByMail ?? false

/** Whether what a message asks can still be done. */
export const isStillWanted = async (tx: Tx, message: Message, now: Date): Promise<boolean> =>
  (await templates[message.template].isWanted?.(tx, message, now)) ?? true
