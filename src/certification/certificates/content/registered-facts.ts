import type { Tx } from '../../../db/client.ts'
import type { AgreementContent } from '../../../db/schema/mobility/agreements.ts'
import { asSigned } from '../../../mobility/agreements/slips/registered.ts'
import { courseSaid } from '../../../mobility/mobilities/course.ts'
import type { Mobility } from '../../../mobility/mobilities/store.ts'
import type { Stay } from '../../../mobility/stays/stay.ts'
import { fullName, writtenName, writtenNames } from '../../../parties/names/names.ts'
import type { Organisation } from '../../../parties/organisations/store.ts'
import type { KnownPerson } from '../../../parties/people/person.ts'
import { isoCountry } from '../../../platform/vocabularies/country.ts'
import type { LoadedCase } from '../../../recognition/case.ts'
import type { CertificateSnapshot, CertifiedOrganisation, CertifiedStay, LinkOfHost } from '../snapshot.ts'
import { certifiedEuropass } from './certified-europass.ts'
import { type DeskUsed, readRegistered } from './registered-store.ts'

/** What a certificate says of people, organisations and the mobility, whatever was judged. */
export type RegisteredFacts = Pick<
  CertificateSnapshot,
  'learner' | 'issuer' | 'sending' | 'hosting' | 'mobility' | 'europass' | 'eqfLevel'
>

/**
 * The same as the register has it now, or, where a content is given, as it was signed and as the register has what was not;
 * and the organisations by their ids. Refuses where the learner was erased.
 */
export async function registeredFacts(
  tx: Tx,
  { recognition, mobility: registered, declarations, settings, stays }: LoadedCase,
  signed: AgreementContent | null = null,
): Promise<{ facts: RegisteredFacts; organisations: Map<string, Organisation>; byLink: LinkOfHost[] }> {
  const found = await readRegistered(tx, registered)
  const organisations = new Map(found.organisations.map((organisation) => [organisation.id, organisation]))
  const parties = [recognition.organisationId, recognition.hostingOrganisationId] as const
  const [sender, host] = parties.map((id) => organisations.get(id)!) as [Organisation, Organisation]
  const registers = { sending: sender, hosting: host, learner: found.learner, mobility: registered }
  const { sending, hosting, learner, mobility } = signed ? asSigned(registers, signed) : registers
  organisations.set(sending.id, sending).set(hosting.id, hosting)
  const europass = certifiedEuropass(found.descriptions, declarations, settings.timeZone)
  const facts = {
    learner: certifiedLearner(learner),
    issuer: certifiedOrganisation(sending),
    sending: certifiedOrganisation(sending),
    hosting: certifiedOrganisation(hosting),
    mobility: {
      ...certifiedMobility(mobility),
      ...(found.project?.code === mobility.projectCode && { projectTitle: found.project.title }),
      ...(stays.length > 0 && { stays: stays.map(certifiedStay) }),
    },
    ...(europass && { europass }),
    eqfLevel: mobility.eqfLevel,
  }
  return { facts, organisations, byLink: linksOfHost(found.desks, registered) }
}

/** Each way in which links came to people of the host, once. */
function linksOfHost(
  desks: readonly DeskUsed[],
  { organisationId, hostingOrganisationId }: Mobility,
): LinkOfHost[] {
  const links = desks.map(
    ({ travelled, givenBy, confirmed }): LinkOfHost => ({
      travelled,
      givenBy:
        givenBy === organisationId ? 'sending' : givenBy === hostingOrganisationId ? 'hosting' : 'other',
      ...(travelled === 'by-hand' && { confirmed: confirmed ? 'themselves' : 'operator' }),
    }),
  )
  return [...new Map(links.map((link) => [Object.values(link).join(), link])).values()]
}

function certifiedLearner(learner: KnownPerson): CertificateSnapshot['learner'] {
  const written = writtenNames(learner)
  const own = fullName(learner)
  const { birthDate } = learner
  return { ...written, birthDate, ...(own !== fullName(written) && { ownName: own }) }
}

function certifiedOrganisation(organisation: Organisation): CertifiedOrganisation {
  const { id, name: own, country, city, oid } = organisation
  const name = writtenName(organisation)
  return {
    id,
    name,
    ...(own !== name && { ownName: own }),
    country: isoCountry(country),
    city,
    oid,
    contact: null,
  }
}

/** A part with the days that its organisation has attested. */
function certifiedStay({ organisation, role, attestation, ...planned }: Stay): CertifiedStay {
  const { contact: _, ...host } = certifiedOrganisation(organisation)
  const { startsOn, endsOn } = attestation ?? planned
  return { organisation: host, role, startsOn, endsOn }
}

function certifiedMobility(mobility: Mobility): CertificateSnapshot['mobility'] {
  const {
    id,
    projectCode,
    mobilityCode,
    europassNumber,
    startsOn,
    endsOn,
    participation,
    objective,
    programme,
    workloadHours,
    languages,
    fieldOfEducation,
  } = mobility
  return {
    id,
    projectCode,
    mobilityCode,
    europassNumber,
    startsOn,
    endsOn,
    participation,
    objective,
    programme,
    workloadHours,
    ...(languages && { languages }),
    ...(fieldOfEducation && { fieldOfEducation }),
    ...courseSaid(mobility),
  }
}
