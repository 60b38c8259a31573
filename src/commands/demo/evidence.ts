import { fullName } from './agree.ts'
import type { Case } from './identify.ts'

/** A file that speaks for outcomes, with the fields of the form that hands it in. */
export type Evidence = {
  file: string
  text: string
  title: string
  kind: 'file' | 'observation'
  producedOn: string
  competences: string
}

type Titles = Map<string, string>

/** The learner's own diary: one entry for each outcome, spread over the days of the mobility. */
export function writeDiary(one: Case, titles: Titles): Evidence {
  const competences = [...one.shown.keys()]
  const entries = competences.map((code, index) => {
    const own =
      one.additional?.competence === code ? one.additional.description : `Tasks on ${titles.get(code)}.`
    return `${dayWithin(one, (index + 1) / (competences.length + 1))}  ${code}  ${own}`
  })
  return {
    file: `diary-${one.learner}.txt`,
    text: [`Work diary of ${fullName(one)} at ${one.hosting}`, one.programme ?? '', ...entries, ''].join(
      '\n',
    ),
    title: 'Work diary',
    kind: 'file',
    producedOn: one.ends_on,
    competences: competences.join(','),
  }
}

/** The mentor's record of what was seen at the workplace. */
export function writeObservation(one: Case, competence: string, titles: Titles): Evidence {
  const place = [...one.shown.keys()].indexOf(competence) + 1
  const producedOn = dayWithin(one, place / (one.shown.size + 1))
  return {
    file: `observation-${one.learner}-${competence}.txt`,
    text: [
      `Observation at ${one.hosting}, ${producedOn}`,
      `Learner: ${fullName(one)}`,
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
  const [from, until] = [Date.parse(starts_on), Date.parse(ends_on)]
  return new Date(from + (until - from) * share).toISOString().slice(0, 10)
}
