import type { Block } from '../../../platform/pdf/flow.ts'
import { areaHeading } from '../../../platform/pdf/headings.ts'
import { type Paper, type Tag, tag } from '../../../platform/pdf/paper.ts'
import type { CertificateSnapshot, CertifiedOutcome } from '../../certificates/snapshot.ts'
import { card } from './card.ts'

/** Every outcome under its area, in the order of the framework. */
export function outcomeBlocks(
  paper: Paper,
  parent: Tag,
  snapshot: CertificateSnapshot,
  saidOnce: ReadonlySet<string>,
): Block[] {
  const { areas, others } = outcomesByArea(snapshot)
  const cards = (under: Tag, some: readonly CertifiedOutcome[]) =>
    some.flatMap((outcome, index) => card(paper, under, snapshot, outcome, { ruled: index > 0, saidOnce }))
  return [
    ...areas.flatMap(({ area, outcomes: outcomeBlocks }) => {
      const section = tag(paper, parent, 'Sect')
      return [areaHeading(paper, section, area), ...cards(section, outcomeBlocks)]
    }),
    ...cards(parent, others),
  ]
}

function outcomesByArea(snapshot: CertificateSnapshot) {
  const left = new Set(snapshot.outcomes)
  const areas = snapshot.framework.areas.flatMap((area) => {
    const codes = area.competences.map(({ code }) => code)
    const outcomeBlocks = snapshot.outcomes
      .filter(({ competence }) => codes.includes(competence))
      .sort((a, b) => codes.indexOf(a.competence) - codes.indexOf(b.competence))
    for (const outcome of outcomeBlocks) left.delete(outcome)
    return outcomeBlocks.length ? [{ area, outcomes: outcomeBlocks }] : []
  })
  return { areas, others: [...left] }
}
