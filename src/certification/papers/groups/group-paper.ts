import type { Tx } from '../../../db/client.ts'
import type { GroupPaperSays } from '../../../db/schema/certification/group-papers.ts'
import type { Group, Programme } from '../../../mobility/groups/group.ts'
import { gatherParticipants, gatherProgrammes, getGroup } from '../../../mobility/groups/store.ts'
import { writtenNames } from '../../../parties/names/names.ts'
import { isKnown } from '../../../parties/people/person.ts'
import { hashOf } from '../../../platform/hash.ts'
import { dayOf } from '../../../platform/time-zone.ts'
import type { PaperStanding } from '../paper.ts'
import { type KnownGroupPaper, listParticipants } from './store.ts'

/** Somebody on the list: by name, from when until when, and when they signed; null: they have not. */
export type Listed = {
  mobilityId: string
  name: string
  startsOn: string
  endsOn: string
  signedOn: string | null
}

/** Who is in a group now; nobody whose data were erased. */
export async function gatherListed(tx: Tx, groupId: string): Promise<Listed[]> {
  const mobilities = await listParticipants(tx, groupId)
  if (mobilities.length === 0) return []
  const there = await gatherParticipants(
    tx,
    mobilities.map(({ id }) => id),
  )
  return mobilities.flatMap((mobility): Listed[] => {
    const learner = there.learnerOf(mobility)
    if (!isKnown(learner)) return []
    const { givenName, familyName } = writtenNames(learner)
    const standing = there.versionsOf(mobility).findLast(({ withdrawn }) => !withdrawn)
    const own = standing?.signatures.find(({ party }) => party === 'learner')
    const { id: mobilityId, startsOn, endsOn } = mobility
    const signedOn = own && standing ? (own.signedOn ?? dayOf(own.signedAt, standing.zone)) : null
    return [{ mobilityId, name: `${givenName} ${familyName}`, startsOn, endsOn, signedOn }]
  })
}

/** What a programme is drawn from. */
export const basisOfProgramme = ({ version, signatures }: Programme): string =>
  hashOf(version.hash, signatures.map(({ id }) => id).sort())

/** What a list is drawn from. */
export const basisOfList = (group: Group, listed: readonly Listed[]): string =>
  hashOf(
    group.version,
    listed.map(({ mobilityId, name, startsOn, endsOn, signedOn }) => [
      mobilityId,
      name,
      startsOn,
      endsOn,
      signedOn,
    ]),
  )

/** What has become of a programme since its paper was drawn. */
function standingOfProgramme(
  { version, signatures = [] }: GroupPaperSays,
  programmes: readonly Programme[],
): PaperStanding {
  const newest = programmes.at(-1)
  if (newest?.version.id !== version?.id) return 'newer-version'
  return newest && newest.signatures.length > signatures.length ? 'more-signed' : 'current'
}

/** What has become of a paper of a group since it was drawn. */
export async function standingOfGroupPaper(
  tx: Tx,
  { groupId, kind, says, basis }: Pick<KnownGroupPaper, 'groupId' | 'kind' | 'says' | 'basis'>,
): Promise<PaperStanding> {
  if (kind === 'accompanying') return 'current'
  if (kind === 'programme') return standingOfProgramme(says, await gatherProgrammes(tx, groupId))
  const now = basisOfList(await getGroup(tx, groupId), await gatherListed(tx, groupId))
  return now === basis ? 'current' : 'list-changed'
}
