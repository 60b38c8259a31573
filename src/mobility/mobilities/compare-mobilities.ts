import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { Tx } from '../../db/client.ts'
import { type Fault, Refusal } from '../../errors.ts'
import { findByExternalIds, findPeople } from '../../parties/people/many-store.ts'
import type { Person } from '../../parties/people/store.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import { listStays } from '../stays/store.ts'
import { changedMobility } from './changed-mobility.ts'
import { courseFaults } from './course.ts'
import { findHosts, findKeyed, findOverlapping } from './many-store.ts'
import { codedTwice, dateFaults, partyFaults } from './mobility.ts'
import type { NamedMobility } from './schemas.ts'
import type { Mobility } from './store.ts'
import { say } from './words.ts'

type Given = z.infer<typeof NamedMobility>

/** What has to be done so that a mobility is registered as given. */
export type MobilityEntry = { learnerId: string | null } & (
  | { fate: 'create'; values: Values & Parties }
  | { fate: 'update'; mobility: Mobility; changes: Partial<Mobility>; changed: string[] }
  | { fate: 'unchanged' }
  | { fate: 'refused'; faults: Fault[] }
)
type Values = Omit<Given, 'learner' | 'host' | 'overlapIsMeant'> & ReturnType<typeof unsaid>
type Parties = { learnerId: string; hostingOrganisationId: string }

/**
 * Holds mobilities as they are given against those that are registered: by their external id, and else by their code in
 * the project. What a row leaves out stays as it is; learner and host stay what they are. `hold`: they are to be entered
 * in this transaction.
 */
export async function compareMobilities(
  tx: Tx,
  organisationId: string,
  rows: readonly Given[],
  { hold }: { hold: boolean },
): Promise<MobilityEntry[]> {
  const learners = await learnersOf(tx, organisationId, rows)
  const hosts = await hostsOf(tx, rows)
  const keyed = await findKeyed(tx, organisationId, rows, { hold })
  const named = rows.map((row) => ({
    row,
    learner: learners.get(row.learner),
    host: hosts(row.host),
    found: foundFor(row, keyed),
  }))
  const fresh = named.flatMap(({ row, learner, found }, index) =>
    learner && !found.byKey && !row.overlapIsMeant
      ? [{ learnerId: learner.id, startsOn: row.startsOn, endsOn: row.endsOn, index }]
      : [],
  )
  const overlapping = new Map(
    (await findOverlapping(tx, fresh)).map((id, place) => [fresh[place]!.index, id]),
  )
  const entries: MobilityEntry[] = []
  for (const [index, one] of named.entries())
    entries.push(
      one.found.byKey
        ? await changeOf(tx, one.found.byKey, one)
        : creation(organisationId, one, overlapping.get(index) ?? null),
    )
  return entries
}

type Named = {
  row: Given
  learner: Person | undefined
  host: string | null
  found: { byKey: Mobility | undefined; byCode: Mobility | undefined }
}

const Id = z.uuid()
const isId = (text: string) => Id.safeParse(text).success

/** By what a row calls them: their external id, or the id that they have here. */
async function learnersOf(
  tx: Tx,
  organisationId: string,
  rows: readonly Given[],
): Promise<Map<string, Person>> {
  const names = [...new Set(rows.map(({ learner }) => learner))]
  const byKey = await findByExternalIds(tx, organisationId, names, { hold: false })
  const byId = await findPeople(tx, names.filter(isId), { hold: false })
  return new Map([
    ...byId.map((person) => [person.id, person] as const),
    ...byKey.map((person) => [person.externalId!, person] as const),
  ])
}

/** The organisation of an id, an OID or a name; null where there is none, or where several have that name. */
async function hostsOf(tx: Tx, rows: readonly Given[]): Promise<(name: string) => string | null> {
  const names = [...new Set(rows.map(({ host }) => host))]
  const hosts = await findHosts(tx, { ids: names.filter(isId), others: names.filter((name) => !isId(name)) })
  return (name) => {
    const exact = hosts.find(({ id, oid }) => id === name || oid === name)
    const called = hosts.filter((host) => host.name.toLowerCase() === name.toLowerCase())
    return exact?.id ?? (called.length === 1 ? called[0]!.id : null)
  }
}

function foundFor({ externalId, projectCode, mobilityCode }: Given, keyed: readonly Mobility[]) {
  const byId = externalId ? keyed.find((mobility) => mobility.externalId === externalId) : undefined
  const byCode = mobilityCode
    ? keyed.find(
        (mobility) =>
          mobility.projectCode === projectCode &&
          mobility.mobilityCode === mobilityCode &&
          mobility.cancelledAt === null,
      )
    : undefined
  // What has another key already is another mobility.
  const isIts = byCode && (!externalId || byCode.externalId === null)
  return { byKey: byId ?? (isIts ? byCode : undefined), byCode }
}

function creation(
  organisationId: string,
  { row, learner, host, found }: Named,
  overlapping: string | null,
): MobilityEntry {
  const { learner: _, host: __, overlapIsMeant: ___, ...said } = row
  const input = { ...said, ...unsaid(said) }
  const hosting = host === null ? undefined : { id: host }
  const faults = [
    ...dateFaults(input),
    ...courseFaults(input),
    ...partyFaults(organisationId, { hosting, learner }).map(asNamed),
    ...(found.byCode ? codedTwice(found.byCode.id).faults : []),
    ...(overlapping === null ? [] : [faultAt('startsOn', say('there-already', { mobility: overlapping }))]),
  ]
  const learnerId = learner?.id ?? null
  return faults.length > 0 || host === null || learnerId === null
    ? { fate: 'refused', faults, learnerId }
    : { fate: 'create', values: { ...input, learnerId, hostingOrganisationId: host }, learnerId }
}

async function changeOf(
  tx: Tx,
  mobility: Mobility,
  { row, learner, host, found }: Named,
): Promise<MobilityEntry> {
  const { learnerId } = mobility
  const faults = [
    ...(learner?.id === learnerId ? [] : [faultAt('learner', say('another-learner'))]),
    ...(host === mobility.hostingOrganisationId ? [] : [faultAt('host', say('another-host'))]),
    ...(found.byCode && found.byCode.id !== mobility.id ? codedTwice(found.byCode.id).faults : []),
  ]
  const changes = changesIn(row, mobility)
  const changed = Object.keys(changes)
  try {
    const { wanted, faults: unfit } = await changedMobility(mobility, changes, () =>
      listStays(tx, mobility.id),
    )
    const all = [...faults, ...unfit]
    if (all.length > 0) return { fate: 'refused', faults: all, learnerId }
    return changed.length === 0
      ? { fate: 'unchanged', learnerId }
      : { fate: 'update', mobility, changes: wanted, changed, learnerId }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { fate: 'refused', faults: [...faults, ...error.faults], learnerId }
  }
}

/** What a row says otherwise than is registered. */
function changesIn(
  { learner: _, host: __, overlapIsMeant: ___, ...row }: Given,
  mobility: Mobility,
): Partial<Mobility> {
  return Object.fromEntries(
    Object.entries(row).filter(
      ([name, value]) => value != null && !isDeepStrictEqual(value, mobility[name as keyof Mobility]),
    ),
  )
}

const faultAt = (field: string, detail: Sentence): Fault => ({ in: 'body', pointer: `/${field}`, detail })

/** What a mobility is taken to be of which nothing else is said. */
const unsaid = ({ participation = 'on-site', participant = 'learner' }: Partial<Given>) => ({
  ...{ participation, participant },
  virtualPeriods: [],
  interruptions: [],
})

/** By the columns in which a table names them. */
const asNamed = ({ pointer, ...fault }: Fault): Fault => ({
  ...fault,
  pointer: pointer === '/learnerId' ? '/learner' : '/host',
})
