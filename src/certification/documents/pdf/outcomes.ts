import type { Block } from '../../../platform/pdf/flow.ts'
import { areaHeading } from '../../../platform/pdf/headings.ts'
import { sheet, textWidth, type } from '../../../platform/pdf/look.ts'
import { decorate, type Paper, type Tag, tag } from '../../../platform/pdf/paper.ts'
import { passage } from '../../../platform/pdf/passage.ts'
import { inEach } from '../../../platform/pdf/text.ts'
import type { CertificateSnapshot, CertifiedOutcome } from '../../certificates/snapshot.ts'
import { drawMark, drawSwatch } from './bar.ts'
import { card } from './card.ts'
import { say } from './words.ts'

/** Every outcome under its area, in the order of the framework, below a legend of the bars. */
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
    ...(snapshot.framework.levels.length > 0 ? [legend(paper, parent)] : []),
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

/** What the colours and the mark of the bars mean. */
function legend(paper: Paper, parent: Tag): Block {
  const [indent, gap] = [16, 22]
  const width = (textWidth - 2 * gap) / 3
  const keys = (['level-before', 'level-gained', 'level-target'] as const).map((word, index) => {
    const box = { x: sheet.left + index * (width + gap) + indent, width: width - indent }
    return passage(paper, parent, 'P', inEach(paper.languages, say(word), type.label, type.labelSecond), box)
  })
  const [before, gained, target] = keys.map((key) => key.box.x - indent) as [number, number, number]
  return {
    height: Math.max(...keys.map((key) => key.height)),
    gap: 12,
    keep: true,
    draw(top) {
      decorate(paper, () => {
        drawSwatch(paper, 'middle', before, top + 1.5, 10)
        drawSwatch(paper, 'deep', gained, top + 1.5, 10)
        drawMark(paper, target + 6, top + 8)
      })
      for (const key of keys) key.draw(top)
    },
  }
}
