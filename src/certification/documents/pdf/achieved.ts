import { type Block, drawStack, heightOf, stackHeight } from '../../../platform/pdf/flow.ts'
import { sheet, textWidth, type } from '../../../platform/pdf/look.ts'
import { type Paper, type Tag, tag } from '../../../platform/pdf/paper.ts'
import { type Box, passage } from '../../../platform/pdf/passage.ts'
import { inEach, inRowIfFits } from '../../../platform/pdf/text.ts'
import type { CertificateSnapshot } from '../../certificates/snapshot.ts'
import { depictCertificate, drawWheel, wheelKey, wheelRadius } from './wheel.ts'
import { hoursFigure, say, type Word } from './words.ts'

/** The wheel, and beside it what the certificate is of, its figures, the names of the areas, and what the wheel shows. */
export function achieved(paper: Paper, parent: Tag, snapshot: CertificateSnapshot): Block {
  const shown = depictCertificate(snapshot, 'planned')
  const radius = wheelRadius(paper, snapshot)
  const wheelTag = tag(paper, parent, 'Div')
  const box: Box = { x: sheet.left + 2 * radius + 24, width: textWidth - 2 * radius - 24 }
  const titles = inRowIfFits(paper, snapshot.title, [type.noteStrong, type.noteSecond], box.width)
  const title = passage(paper, parent, 'H2', titles, box)
  const figures = numbers(paper, parent, snapshot, box)
  const below = [...areaNames(paper, parent, snapshot, box), wheelKey(paper, parent, shown, box)]
  const right = title.height + 4 + figures.height + 5 + heightOf(below)
  const height = Math.max(2 * radius, right)
  return {
    height,
    gap: 3,
    draw(top) {
      drawWheel(paper, wheelTag, shown, { x: sheet.left + radius, y: top + height / 2, radius })
      const y = top + (height - right) / 2
      title.draw(y)
      figures.draw(y + title.height + 4)
      let at = y + title.height + 4 + figures.height + 5
      for (const [index, block] of below.entries()) {
        if (index > 0) at += block.gap
        block.draw(at)
        at += block.height
      }
    },
  }
}

function numbers(paper: Paper, parent: Tag, snapshot: CertificateSnapshot, box: Box) {
  const { outcomes, framework, mobility } = snapshot
  const reached = outcomes.filter(({ result }) => result === 'reached').length
  const highest = Math.max(0, ...outcomes.map(({ level }) => level ?? 0))
  const shown: { figure: string; label: Word }[] = [
    { figure: `${reached} / ${outcomes.length}`, label: 'outcomes-reached' },
    ...(highest
      ? [{ figure: `${highest} / ${framework.levels.length}`, label: 'highest-level' } as const]
      : []),
    ...(mobility.workloadHours > 0
      ? [{ figure: hoursFigure(mobility.workloadHours), label: 'workload' } as const]
      : []),
  ]
  const gap = 10
  const width = (box.width - gap * 2) / 3
  const stacks = shown.map(({ figure, label }, index) => {
    const own = { x: box.x + index * (width + gap), width }
    return [
      passage(paper, parent, 'P', [{ text: figure, style: type.figure }], own),
      passage(paper, parent, 'P', inEach(paper.languages, say(label), type.label, type.labelSecond), own),
    ]
  })
  return {
    height: Math.max(...stacks.map(stackHeight)),
    draw(top: number) {
      for (const stack of stacks) drawStack(stack, top)
    },
  }
}

function areaNames(paper: Paper, parent: Tag, snapshot: CertificateSnapshot, box: Box): Block[] {
  const list = tag(paper, parent, 'L')
  const { face, size } = type.areaCode
  const widths = snapshot.framework.areas.map(({ code }) => (paper.fonts.measure(face, code) * size) / 1000)
  const indent = Math.min(80, Math.max(16, ...widths.map((width) => width + 5)))
  const [outer, inner] = [
    { x: box.x, width: indent - 4 },
    { x: box.x + indent, width: box.width - indent },
  ]
  return snapshot.framework.areas.map((area) => {
    const item = tag(paper, list, 'LI')
    const code = passage(paper, item, 'Lbl', [{ text: area.code, style: type.areaCode }], outer)
    const names = inRowIfFits(paper, area.title, [type.note, type.noteSecond], inner.width)
    const name = passage(paper, item, 'LBody', names, inner)
    return {
      height: Math.max(code.height, name.height),
      gap: 1,
      draw(top) {
        code.draw(top)
        name.draw(top)
      },
    }
  })
}
