import { addDays, daysUntil } from '../../platform/dates.ts'
import { fullName } from './agree.ts'
import type { Evidence } from './hosts/host.ts'
import type { Case } from './identify.ts'

type Titles = Map<string, string>

/** The learner's own diary: one entry for each outcome, spread over the days of the mobility. */
export function writeDiary(participant: Case, titles: Titles): Evidence {
  const competences = [...participant.shown.keys()]
  const entries = competences.map((code, index) => {
    const own =
      participant.additional?.competence === code
        ? participant.additional.description
        : `Tasks on ${titles.get(code)}.`
    return `${dayWithin(participant, (index + 1) / (competences.length + 1))}  ${code}  ${own}`
  })
  return {
    file: `diary-${participant.learner}.txt`,
    text: [
      `Work diary of ${fullName(participant)} at ${participant.hosting}`,
      participant.programme ?? '',
      ...entries,
      '',
    ].join('\n'),
    title: 'Work diary',
    kind: 'file',
    producedOn: participant.ends_on,
    competences: competences.join(','),
  }
}

/** The mentor's record of what was seen at the workplace. */
export function writeObservation(participant: Case, competence: string, titles: Titles): Evidence {
  const place = [...participant.shown.keys()].indexOf(competence) + 1
  const producedOn = dayWithin(participant, place / (participant.shown.size + 1))
  return {
    file: `observation-${participant.learner}-${competence}.txt`,
    text: [
      `Observation at ${participant.hosting}, ${producedOn}`,
      `Learner: ${fullName(participant)}`,
      `Competence: ${competence} ${titles.get(competence)}`,
      'The learner was observed at ordinary work and asked to explain what was done and why.',
      '',
    ].join('\n'),
    title: `Observation: ${titles.get(competence)}`,
    kind: 'observation',
    producedOn,
    competences: competence,
  }
}

function dayWithin({ starts_on, ends_on }: Case, share: number): string {
  return addDays(starts_on, Math.floor(daysUntil(ends_on, starts_on) * share))
}
