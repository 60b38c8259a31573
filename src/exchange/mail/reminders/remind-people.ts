import { type Context, type Services, write } from '../../../context.ts'
import { writeLine } from '../../../custody/ledger/write-line.ts'
import type { Tx } from '../../../db/client.ts'
import { guardianSigns, missingSignatories } from '../../../mobility/agreements/agreement.ts'
import { gatherAgreements } from '../../../mobility/agreements/store.ts'
import { settingsOf } from '../../../parties/organisations/store.ts'
import { needsGuardian } from '../../../parties/people/person.ts'
import type { LinkedAs } from '../../../platform/auth/link-terms.ts'
import { addDays } from '../../../platform/dates.ts'
import { dayOf } from '../../../platform/time-zone.ts'
import { lastDayOf } from '../../../recognition/appeals/appeal.ts'
import { enqueue } from '../../outbox/queue-message.ts'
import { findReachable } from '../../outbox/store.ts'
import { tellCoordinators } from '../../outbox/tell-coordinators.ts'
import { findMajorities, loadAppealable } from './appealable-store.ts'
import { remindOfAddresses, tellOfEndedAddresses } from './remind-of-addresses.ts'
import {
  type Days,
  listTelling,
  listUndeclared,
  listUninformed,
  listUnsigned,
  type Undone,
} from './remind-store.ts'
import { remindedBefore, reminderOn, toldAfter } from './reminder.ts'

type UndoneBy = Undone & LinkedAs

/**
 * Reminds of what is due in a week and in three days, twice at most, and tells coordinators what is past its last day; of
 * each organisation that has the service tell of itself. May run twice and in several processes: each message is there once.
 */
export async function remindPeople(services: Services): Promise<void> {
  const failures: unknown[] = []
  for (const organisationId of await listTelling(services.db.owner)) {
    const actor = { organisationId, clientId: null, memberId: null, personId: null }
    const ctx: Context = { ...services, actor, requestId: 'job:remind-people', answer: null }
    await remindIn(ctx).catch((error) => void failures.push(error))
  }
  if (failures.length > 0) throw new AggregateError(failures, 'Some people could not be reminded.')
}

async function remindIn(ctx: Context): Promise<void> {
  const { organisationId } = ctx.actor
  await write(ctx, async (tx) => {
    const settings = await settingsOf(tx, organisationId)
    const { timeZone: zone, identificationDays: days, appealWindowDays } = settings
    const terms = { organisationId, days, zone, appealWindowDays, today: dayOf(ctx.now(), zone) }
    const queued =
      (await remindOfDue(tx, ctx, terms)) +
      (await remindOfAddresses(tx, ctx, terms)) +
      (await tellOfEndedAddresses(tx, ctx, terms)) +
      (await tellOfPast(tx, ctx, terms))
    if (queued > 0)
      await writeLine(tx, ctx, { action: 'message.remind', subjectId: organisationId, details: { queued } })
  })
}

type Terms = { organisationId: string; days: number; zone: string; appealWindowDays: number; today: string }

/** Reminds whoever has an address of what is due; returns how many messages that makes. */
async function remindOfDue(tx: Tx, ctx: Context, terms: Terms): Promise<number> {
  const { organisationId, today } = terms
  const ahead = { from: today, to: addDays(today, remindedBefore[0]) }
  let queued = 0
  const due = [
    ...(await listWaitingFor(tx, ctx, terms, ahead)),
    ...(await listAppealable(tx, terms, ahead, ctx.now())),
  ]
  for (const { party, secondGuardian, personId, ...item } of due) {
    const to = { personId, party, secondGuardian }
    const occasion = reminderOn(today, item.until)
    const { address } = await findReachable(tx, organisationId, to, ctx.now())
    if (occasion && address && (await enqueue(tx, ctx, { ...item, organisationId, to, occasion })))
      queued += 1
  }
  return queued
}

/** Tells coordinators that something is past its last day, once for each such day; returns how many messages that makes. */
async function tellOfPast(tx: Tx, ctx: Context, terms: Terms): Promise<number> {
  const { organisationId, today } = terms
  const behind = { from: addDays(today, -toldAfter), to: addDays(today, -1) }
  const past = new Set((await listWaitingFor(tx, ctx, terms, behind)).map(({ until }) => until))
  let queued = 0
  for (const until of past) {
    const occasion = `overdue-${until}`
    queued += await tellCoordinators(tx, ctx, { template: 'overdue', organisationId, occasion })
  }
  return queued
}

/** Everything whose last day is within these days and that a learner or guardian has not done. */
async function listWaitingFor(tx: Tx, ctx: Context, terms: Terms, days: Days): Promise<UndoneBy[]> {
  const ofLearners = [
    ...(await listUninformed(tx, terms, days)),
    ...(await listUndeclared(tx, terms.organisationId, days)),
  ].map((item) => ({ ...item, party: 'learner' as const }))
  return [...(await listSignaturesMissing(tx, ctx, terms.organisationId, days)), ...ofLearners]
}

const everybody: readonly LinkedAs[] = [
  { party: 'learner' },
  { party: 'guardian' },
  { party: 'guardian', secondGuardian: true },
]

/** What may be appealed until a day within these, and nobody has: by the learner, and each guardian of one who is under 18. */
async function listAppealable(tx: Tx, terms: Terms, days: Days, now: Date): Promise<UndoneBy[]> {
  const cases = await loadAppealable(tx, terms, days, now)
  const majorities = await findMajorities(
    tx,
    cases.map(({ mobility }) => mobility.learnerId),
  )
  return cases.flatMap((loaded) => {
    const { recognition, mobility, appeals } = loaded
    const until = lastDayOf(loaded)
    if (until === null || until < days.from || until > days.to || appeals.length > 0) return []
    const known = majorities.get(mobility.learnerId)
    const isMinor = known !== undefined && needsGuardian(known, terms.today)
    return (isMinor ? everybody : everybody.slice(0, 1)).map((holder) => ({
      template: 'appeal-open' as const,
      subjectId: recognition.id,
      personId: mobility.learnerId,
      hostingOrganisationId: recognition.hostingOrganisationId,
      until,
      ...holder,
    }))
  })
}

async function listSignaturesMissing(
  tx: Tx,
  ctx: Context,
  organisationId: string,
  days: Days,
): Promise<UndoneBy[]> {
  const agreements = await gatherAgreements(tx, await listUnsigned(tx, organisationId, days))
  return [...agreements.values()].flatMap(({ mobility, versions }) => {
    const newest = versions.findLast(({ withdrawn }) => !withdrawn)
    if (!newest) return []
    const missing = missingSignatories(newest).flatMap(({ party, secondGuardian }): LinkedAs[] =>
      party === 'learner' || (party === 'guardian' && guardianSigns(newest, ctx.now()))
        ? [{ party, secondGuardian }]
        : [],
    )
    return missing.map((holder) => ({
      template: 'sign-agreement' as const,
      subjectId: newest.version.id,
      personId: mobility.learnerId,
      hostingOrganisationId: mobility.hostingOrganisationId,
      until: mobility.startsOn,
      ...holder,
    }))
  })
}
