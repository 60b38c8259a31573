import { writeDown } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import type { AgreementContent } from '../../db/schema/mobility/agreements.ts'
import { Refusal } from '../../errors.ts'
import { isKnown } from '../../parties/people/person.ts'
import { dayOf } from '../../platform/time-zone.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import { hashOfAgreement, scheduleFaults } from '../agreements/agreement.ts'
import type { VersionWithSignatures } from '../agreements/agreement-rows.ts'
import { amendmentFaults, type OpenCase } from '../agreements/amendment.ts'
import { partiesAgreed } from '../agreements/signed/agreed-content.ts'
import { insertSignatures, insertVersions, lockCaseOf, type Version } from '../agreements/store.ts'
import { type Mobility, noteAgreements } from '../mobilities/store.ts'
import { groupActions } from './actions.ts'
import { hasOwnAgreement, type Programme } from './group.ts'
import { gatherParticipants, type gatherWriting } from './store.ts'
import { say } from './words.ts'

type There = Pick<Awaited<ReturnType<typeof gatherWriting>>, 'sending' | 'hosting' | 'terms'>

/** The agreement of a mobility as it is to be, and those before it. */
type Next = { mobility: Mobility; versions: VersionWithSignatures[]; content: AgreementContent }

const closed = ['certified', 'refused', 'withdrawn']

/**
 * Lets a programme that both organisations have signed stand in the agreement of each of these mobilities, which are held:
 * the next version says what the programme says, with the signatures of the programme, and waits for that of the learner.
 * Whose agreement says just that has it already; a case that is closed stays as it is. Names all that does not fit.
 */
export async function adopting(
  tx: Tx,
  { sending, hosting, terms }: There,
  programme: Programme,
  mobilities: Mobility[],
  now: Date,
): Promise<Version[]> {
  if (mobilities.length === 0) return []
  const there = await gatherParticipants(
    tx,
    mobilities.map(({ id }) => id),
  )
  const unfit: { mobilityId: string; detail: Sentence }[] = []
  const next: Next[] = []
  for (const mobility of mobilities) {
    const learner = there.learnerOf(mobility)
    const open = there.hasCase(mobility) ? await lockCaseOf(tx, mobility.id) : null
    // What was erased is not written anew, and what is closed stays.
    if (!isKnown(learner) || (open && closed.includes(open.stage))) continue
    const versions = there.versionsOf(mobility)
    const registers = { sending, hosting, learner, mobility, terms, stays: there.staysOf(mobility) }
    const parties = partiesAgreed(registers, dayOf(now, terms.timeZone))
    const one = { mobility, versions, content: contentOf(programme, parties) }
    unfit.push(...misfits(one, open).map((detail) => ({ mobilityId: mobility.id, detail })))
    const standing = versions.findLast(({ withdrawn }) => !withdrawn)
    if (standing?.version.hash !== hashOfAgreement(one.content)) next.push(one)
  }
  if (unfit.length > 0) throw new Refusal('wrong-state', say('participants-unfit'), [], { missing: unfit })
  return write(tx, programme, next, now)
}

/** Why a programme cannot stand in the agreement of a mobility. */
function misfits({ mobility, versions, content }: Next, open: OpenCase | null): Sentence[] {
  const { learningProgramme } = content
  const own = hasOwnAgreement(versions, learningProgramme!.groupId) ? [say('own-agreement')] : []
  const faults = [
    ...scheduleFaults(content, content.outcomes, mobility),
    ...(open ? amendmentFaults(content, open) : []),
  ]
  return [...own, ...faults.map(({ detail }) => detail)]
}

/** The agreement of one participant: of whom and which mobility it is, and for all else what the programme says. */
function contentOf(
  { version }: Programme,
  parties: Pick<AgreementContent, 'sending' | 'hosting' | 'learner' | 'mobility'>,
): AgreementContent {
  const { id, groupId, number, hash, content } = version
  const { sending: _, hosting: __, group, activities: ___, ...agreed } = content
  return {
    rule: 2,
    ...parties,
    ...agreed,
    learningProgramme: { id, groupId, group: group.name, number, hash },
  }
}

async function write(
  tx: Tx,
  { version: programme, signatures }: Programme,
  next: Next[],
  now: Date,
): Promise<Version[]> {
  if (next.length === 0) return []
  const { organisationId, hostingOrganisationId, id: programmeId, hash } = programme
  const pair = { organisationId, hostingOrganisationId }
  const written = await insertVersions(
    tx,
    next.map(({ mobility, versions, content }) => ({
      ...pair,
      mobilityId: mobility.id,
      number: (versions.at(-1)?.version.number ?? 0) + 1,
      content,
      hash: hashOfAgreement(content),
      createdAt: now,
    })),
  )
  await insertSignatures(
    tx,
    written.flatMap(({ id: versionId }) =>
      signatures.map(({ party, name, memberId, partnershipId, signedAt }) => ({
        ...pair,
        versionId,
        party,
        name,
        memberId,
        partnershipId,
        signedAt,
        hash,
        programmeId,
        method: 'programme' as const,
      })),
    ),
  )
  await noteAgreements(
    tx,
    written.map(({ mobilityId }) => mobilityId),
    now,
  )
  return written
}

/** The line of each agreement that a programme has come to stand in. */
export async function noteAdoption(
  tx: Tx,
  ctx: Context,
  { version: { id: programme, organisationId, hostingOrganisationId } }: Programme,
  adopted: readonly Version[],
): Promise<void> {
  const subject = { state: null, organisationId, hostingOrganisationId }
  for (const { id: subjectId, mobilityId, number, hash } of adopted) {
    const details = { mobilityId, number, hash, programme }
    await writeDown(tx, ctx, groupActions.adoptProgramme, subject, { subjectId, details })
  }
}
