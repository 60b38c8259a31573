import { act } from '../../act.ts'
import { type Context, read } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { lastDay } from '../../mobility/mobilities/course.ts'
import { getMobility, lockMobility, type Mobility } from '../../mobility/mobilities/store.ts'
import { hostsNamed, type Stay } from '../../mobility/stays/stay.ts'
import { getOrganisation } from '../../parties/organisations/store.ts'
import { getKnownPerson } from '../../parties/people/store.ts'
import { assertMay, assertUnblocked } from '../../platform/actions/may.ts'
import type { Actor } from '../../platform/auth/access.ts'
import { assertNotBlind } from '../../platform/auth/assert-access.ts'
import { hashOf } from '../../platform/hash.ts'
import { dayOf } from '../../platform/time-zone.ts'
import type { Language } from '../../platform/words/language.ts'
import type { CertificateSnapshot } from '../certificates/snapshot.ts'
import { paperActions } from './actions.ts'
import { type Attended, readAttended } from './attended.ts'
import { fromOrganisation } from './from-organisation.ts'
import { newIdentityOf, paperFrom } from './identity.ts'
import { layOutParticipation } from './lay-out-participation.ts'
import type { Participating } from './paper.ts'
import * as store from './store.ts'
import { say } from './words.ts'

/**
 * Certifies that somebody took part, once the mobility is over and its host has attested it. Levels stand there only as
 * the certificate in force has them. The same facts in the same language make one paper.
 */
export async function issueParticipation(
  ctx: Context,
  mobilityId: string,
  language: Language,
): Promise<store.KnownPaper> {
  const { issueParticipation: action } = paperActions
  const found = await read(ctx, async (tx, actor) => {
    const subject = await standing(tx, actor, await getMobility(tx, mobilityId), dayOf(ctx.now(), actor.zone))
    assertMay(action, subject, actor)
    assertUnblocked(action, subject)
    const { mobility, certificate } = subject
    assertNotBlind(certificate?.isBlind ?? false)
    const facts = factsOf(subject, language)
    const sending = await getOrganisation(tx, mobility.organisationId)
    return {
      ...subject,
      facts,
      kept: await store.findPaper(tx, facts),
      learner: await getKnownPerson(tx, mobility.learnerId),
      sending,
      from: await fromOrganisation(tx, sending, language),
      hosting: await getOrganisation(tx, mobility.hostingOrganisationId),
      zone: actor.zone,
    }
  })
  if (found.kept) return found.kept
  const { mobility, certificate, stays, sending, hosting, facts } = found
  const attended = found.attended!
  const identity = newIdentityOf(ctx, 'participation', found.zone)
  const certified = certificate && (JSON.parse(certificate.snapshot) as CertificateSnapshot)
  const said = { ...found, attended, certified, identity, language }
  const bytes = await ctx.drawCaseFile(layOutParticipation(said))
  const hold = async (tx: Tx) =>
    standing(tx, ctx.actor, await lockMobility(tx, mobilityId), dayOf(ctx.now(), found.zone))
  return act(ctx, action, hold, async ({ tx, subject, actor }) => {
    if (factsOf(subject, language).basis !== facts.basis) throw new Refusal('stale', say('changed-meanwhile'))
    const value = await store.keepPaper(tx, {
      ...paperFrom(mobility, identity, bytes, actor),
      ...facts,
      says: {
        sending: sending.name,
        hosting: hostsNamed(stays) ?? hosting.name,
        startsOn: attended.startsOn,
        endsOn: attended.endsOn,
        certificate: certificate && { id: certificate.id, number: certificate.number },
      },
    })
    if (value.id !== identity.id) return { value, unchanged: true }
    return { value, subjectId: mobilityId, details: { paper: value.number, sha256: value.sha256 } }
  })
}

type Standing = Participating & {
  mobility: Mobility
  attended: Attended | null
  stays: readonly Stay[]
  certificate: store.CertificateInForce | null
}

async function standing(
  tx: Tx,
  { memberId }: Pick<Actor, 'memberId'>,
  mobility: Mobility,
  today: string,
): Promise<Standing> {
  const { attended, unattested, stays } = await readAttended(tx, mobility.id)
  return {
    state: null,
    organisationId: mobility.organisationId,
    hostingOrganisationId: mobility.hostingOrganisationId,
    cancelledAt: mobility.cancelledAt,
    // What the host has attested is over, whatever was planned.
    isOver: attended !== null || lastDay(mobility) <= today,
    attestedBy: attended?.memberId ?? null,
    unattested,
    mobility,
    attended,
    stays,
    certificate: await store.certificateInForce(tx, mobility.id, memberId),
  }
}

/** What the paper is drawn from: the mobility as it is registered, what the host has said, and which results it repeats. */
const factsOf = ({ mobility, attended, certificate }: Standing, language: Language) => ({
  mobilityId: mobility.id,
  kind: 'participation' as const,
  language,
  basis: hashOf(mobility.version, attended?.basis ?? null, certificate?.id ?? null),
})
