import type { Block } from '../../../platform/pdf/flow.ts'
import { bookmark } from '../../../platform/pdf/headings.ts'
import type { Paper, Tag } from '../../../platform/pdf/paper.ts'
import type { CertificateSnapshot, CertifiedOutcome } from '../../certificates/snapshot.ts'
import { card } from './card.ts'
import type { ToldOutcomes } from './told.ts'

/** Every outcome, area by area in the order of the framework; a bookmark leads to the first of each area. */
export function outcomeBlocks(
  paper: Paper,
  parent: Tag,
  snapshot: CertificateSnapshot,
  saidOnce: ReadonlySet<string>,
  told: ToldOutcomes,
): Block[] {
  const { areas, others } = outcomesByArea(snapshot)
  const cards = (some: readonly CertifiedOutcome[]) =>
    some.map((outcome) => card(paper, parent, snapshot, outcome, saidOnce, told))
  return [
    ...areas.flatMap(({ area, outcomes }) => {
      const [[first, ...rest], ...further] = cards(outcomes) as [[Block, ...Block[]], ...Block[][]]
      const draw = (top: number) => {
        bookmark(paper, 1, area.code, area.title, top)
        first.draw(top)
      }
      return [{ ...first, draw }, ...rest, ...further.flat()]
    }),
    ...cards(others).flat(),
  ]
}

function outcomesByArea(snapshot: CertificateSnapshot) {
  const left = new Set(snapshot.outcomes)
  const areas = snapshot.framework.areas.flatMap((area) => {
    const codes = area.competences.map(({ code }) => code)
    const outcomes = snapshot.outcomes
      .filter(({ competence }) => codes.includes(competence))
      .sort((a, b) => codes.indexOf(a.competence) - codes.indexOf(b.competence))
    for (const outcome of outcomes) left.delete(outcome)
    return outcomes.length > 0 ? [{ area, outcomes }] : []
  })
  return { areas, others: [...left] }
}
