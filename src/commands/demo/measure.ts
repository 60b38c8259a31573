import { DEFAULT_ZONE, dayOf } from '../../platform/time-zone.ts'
import type { Api } from './api-client.ts'

/** The framework that the demo agrees and judges by. */
export const FRAMEWORK = 'digcomp-2.2'

/** What the demo needs to know of a framework: how many levels it has, and the title of each competence by its code. */
export type Measure = { levels: number; titles: Map<string, string> }

type FrameworkAnswer = { levels: number; areas: { competences: { code: string; title: string }[] }[] }

export async function readMeasure(anyone: Api): Promise<Measure> {
  const { levels, areas } = await anyone.get<FrameworkAnswer>(`/v1/frameworks/${FRAMEWORK}?lang=en`)
  const competences = areas.flatMap((area) => area.competences)
  return { levels, titles: new Map(competences.map(({ code, title }) => [code, title])) }
}

/** Why the framework cannot judge this competence at these levels, or null. */
export function outcomeFault({ levels, titles }: Measure, competence: string, at: number[]): string | null {
  if (!titles.has(competence)) return `${competence} is not a competence of ${FRAMEWORK}`
  if (at.some((level) => level < 1 || level > levels)) return `levels go from 1 to ${levels}`
  return null
}

/** For what an assessor is authorised: the whole framework, this year and the next. */
export function termOf() {
  const year = Number(dayOf(new Date(), DEFAULT_ZONE).slice(0, 4))
  return { framework: FRAMEWORK, validFrom: `${year}-01-01`, validUntil: `${year + 1}-12-31` }
}
