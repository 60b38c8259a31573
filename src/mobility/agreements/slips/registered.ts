import { isDeepStrictEqual } from 'node:util'
import type { AgreedStay } from '../../../db/schema/mobility/agreed-mobility.ts'
import type { AgreementContent, RegisteredFact, SlipField } from '../../../db/schema/mobility/agreements.ts'
import type { Organisation } from '../../../parties/organisations/store.ts'
import { isKnown, type KnownPerson, knownPerson } from '../../../parties/people/person.ts'
import { courseSaid, daysOfInterval, extensionSaid } from '../../mobilities/course.ts'
import type { Mobility } from '../../mobilities/store.ts'
import type { Stay } from '../../stays/stay.ts'

/** Whom and what an agreement is about, as the registers have it now. */
export type Registers = {
  sending: Organisation
  hosting: Organisation
  learner: Parameters<typeof isKnown>[0]
  mobility: Mobility
  /** Its parts, where it has several hosts or an intermediary. */
  stays: readonly Stay[]
}

const parts = ['sending', 'hosting', 'learner', 'mobility'] as const
type Part = (typeof parts)[number]

/** The parts of an agreement that are taken from the registers when it is drafted; no learner where they were erased. */
type Registered = Pick<AgreementContent, Exclude<Part, 'learner'>> & {
  learner: AgreementContent['learner'] | null
}

export const organisationFacts = ({ id, name, latinName, country }: Organisation) => ({
  id,
  name,
  latinName,
  country,
})

/** What a version says of a learner; of guardians only where one signs, and of a second one as both or either of them do. */
export const learnerFacts = ({
  id,
  givenName,
  familyName,
  latinGivenName,
  latinFamilyName,
  birthDate,
  ofAge,
  guardianName,
  secondGuardianName,
}: KnownPerson) => ({
  id,
  givenName,
  familyName,
  latinGivenName,
  latinFamilyName,
  birthDate,
  ...(birthDate === null && { ofAge }),
  guardianName,
  secondGuardianName,
  otherGuardianName: secondGuardianName,
})

/** What a version that is drafted now says of whom and what it is about. */
export function draftedFacts({ sending, hosting, learner, mobility, stays }: Registers): Registered {
  const { projectCode, startsOn, endsOn, participation, workloadHours, objective, programme } = mobility
  const { eqfLevel, languages, fieldOfEducation } = mobility
  return {
    sending: organisationFacts(sending),
    hosting: organisationFacts(hosting),
    learner: isKnown(learner) ? learnerFacts(learner) : null,
    mobility: {
      projectCode,
      startsOn,
      endsOn,
      participation,
      workloadHours,
      objective,
      programme,
      eqfLevel,
      languages,
      fieldOfEducation,
      ...courseSaid(mobility),
      ...extensionSaid(mobility.extensions),
      ...(stays.length > 0 && { stays: stays.map(stayFacts) }),
    },
  }
}

const stayFacts = ({ organisation, role, startsOn, endsOn }: Stay): AgreedStay => ({
  organisation: organisationFacts(organisation),
  role,
  startsOn,
  endsOn,
})

/** What a version holds only where it is not as usual: absent, it is. */
const sparse = ['ofAge', 'participant', 'virtualPeriods', 'firstEndsOn', 'extensionReason', 'stays']

type Facts = Record<string, RegisteredFact | boolean | undefined>

/**
 * What was signed and stands otherwise in the registers now, by an RFC 6901 pointer into the content. A version is compared
 * on what it holds: those of earlier releases hold less.
 */
export function changedFacts(content: AgreementContent, registers: Registers): SlipField[] {
  const registered = draftedFacts(registers)
  return parts.flatMap((part) => {
    const [signed, now]: [Facts, Facts | null] = [content[part], registered[part]]
    if (now === null) return []
    const names = [...Object.keys(signed), ...sparse.filter((name) => !(name in signed))]
    return names.flatMap((name) => {
      const [old, value] = [signed[name] ?? null, now[name] ?? null]
      // Which record of a learner it is about is no fact about them: two of one person may have been merged.
      if (part === 'learner' && name === 'id') return []
      // What happened on the way is nothing that the parties agreed upon.
      if (part === 'mobility' && name === 'interruptions') return []
      return (name in now || sparse.includes(name)) && !isDeepStrictEqual(value, old)
        ? [{ pointer: `/${part}/${name}`, old, new: value }]
        : []
    })
  })
}

/** What was signed, with what both organisations have confirmed since to be the correction of a slip; the last one counts. */
export function correctedContent(
  content: AgreementContent,
  slips: readonly { fields: readonly SlipField[] }[],
): AgreementContent {
  const fields = slips.flatMap((slip) => slip.fields)
  const corrected = (part: Part) =>
    Object.fromEntries(
      fields.flatMap(({ pointer, new: value }) => {
        const [, of, name = ''] = pointer.split('/')
        return of === part ? [[name, value]] : []
      }),
    )
  return fields.length === 0
    ? content
    : {
        ...content,
        sending: { ...content.sending, ...corrected('sending') },
        hosting: { ...content.hosting, ...corrected('hosting') },
        learner: { ...content.learner, ...corrected('learner') },
        mobility: { ...content.mobility, ...corrected('mobility') },
      }
}

/**
 * The registers with what was signed in the place of what they say of it. While the two differ nothing is issued; once a
 * case is closed, what was signed stays. Codes that a mobility is given afterwards, and what is not agreed, are those of now.
 */
export function asSigned(
  { sending, hosting, learner, mobility }: Omit<Registers, 'stays'>,
  agreed: AgreementContent,
) {
  const { participation, eqfLevel = mobility.eqfLevel, ...stay } = agreed.mobility
  const { languages = mobility.languages, fieldOfEducation = mobility.fieldOfEducation } = stay
  return {
    sending: { ...sending, ...agreed.sending },
    hosting: { ...hosting, ...agreed.hosting },
    learner: { ...knownPerson(learner), ...agreed.learner, id: learner.id },
    mobility: {
      ...mobility,
      ...stay,
      participation: participation as Mobility['participation'],
      participant: stay.participant ?? ('learner' as const),
      virtualPeriods: (stay.virtualPeriods ?? []).map(daysOfInterval),
      interruptions: mobility.interruptions,
      eqfLevel,
      languages,
      fieldOfEducation,
    },
  }
}
