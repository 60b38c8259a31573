import { type Block, drawStack, stackHeight } from '../../../platform/pdf/flow.ts'
import { sheet, textWidth, type } from '../../../platform/pdf/look.ts'
import { type Paper, type Tag, tag } from '../../../platform/pdf/paper.ts'
import { type Box, type Passage, passage } from '../../../platform/pdf/passage.ts'
import { inRow, inRowIfFits, type Run } from '../../../platform/pdf/text.ts'
import type { CertificateSnapshot } from '../../certificates/snapshot.ts'
import { depictCertificate, drawWheel, wheelKey, wheelRadius } from './wheel.ts'
import { hoursFigure, say, type Word } from './words.ts'

/** Between what stands beside the wheel. */
const GAP = 4

/**
 * The wheel, and beside it what the certificate is of, its figures, the names of the areas, what the wheel shows, and whose
 * structure the pages follow.
 */
export function achieved(paper: Paper, parent: Tag, snapshot: CertificateSnapshot): Block {
  const shown = depictCertificate(snapshot, 'planned')
  const radius = wheelRadius(paper, snapshot)
  const wheelTag = tag(paper, parent, 'Div')
  const box: Box = { x: sheet.left + 2 * radius + 24, width: textWidth - 2 * radius - 24 }
  const titles = inRowIfFits(paper, snapshot.title, [type.noteStrong, type.noteSecond], box.width)
  const above = [
    passage(paper, parent, 'H2', titles, box),
    passage(paper, parent, 'P', figures(paper, snapshot), box),
    passage(paper, parent, 'P', areaNames(paper, snapshot), box),
  ]
  const key = wheelKey(paper, parent, shown, box)
  const structure = inRow(paper.languages, say('structure'), type.small, type.small)
  const below = [passage(paper, parent, 'P', structure, box)]
  const right = spacedHeight(above) + GAP + key.height + GAP + stackHeight(below)
  const height = Math.max(2 * radius, right)
  return {
    height,
    gap: 3,
    draw(top) {
      drawWheel(paper, wheelTag, shown, { x: sheet.left + radius, y: top + height / 2, radius })
      let y = top + (height - right) / 2
      for (const text of above) {
        text.draw(y)
        y += text.height + GAP
      }
      key.draw(y)
      drawStack(below, y + key.height + GAP)
    },
  }
}

const spacedHeight = (texts: readonly Passage[]) => stackHeight([...texts]) + GAP * (texts.length - 1)

/** How much of what was certified, and how long it took, one after the other. */
function figures({ languages }: Paper, { outcomes, framework, mobility }: CertificateSnapshot): Run[] {
  const reached = outcomes.filter(({ result }) => result === 'reached').length
  const highest = Math.max(0, ...outcomes.map(({ level }) => level ?? 0))
  const shown: [Word, string][] = [
    ['outcomes-reached', `${reached} / ${outcomes.length}`],
    ...(highest ? [['highest-level', `${highest} / ${framework.levels.length}`] as [Word, string]] : []),
    ...(mobility.workloadHours > 0
      ? [['workload', hoursFigure(mobility.workloadHours)] as [Word, string]]
      : []),
  ]
  return joined(
    shown.map(([label, figure]) => [
      ...inRow(languages, say(label), type.label, type.labelSecond).map((run, index, all) =>
        index === all.length - 1 ? { ...run, text: `${run.text}: ` } : run,
      ),
      { text: figure, style: type.figure },
    ]),
  )
}

/** The areas by code and name, one after the other. */
const areaNames = ({ languages }: Paper, { framework }: CertificateSnapshot): Run[] =>
  joined(
    framework.areas.map(({ code, title }) => [
      { text: `${code}\u00a0`, style: type.areaCode },
      ...inRow(languages, title, type.note, type.noteSecond),
    ]),
  )

const joined = (parts: Run[][]): Run[] =>
  parts.flatMap((runs, index) =>
    index < parts.length - 1
      ? runs.map((run, at) => (at === runs.length - 1 ? { ...run, text: `${run.text}  ·  ` } : run))
      : runs,
  )
