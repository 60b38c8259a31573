import { fullName } from '../../../../parties/names/names.ts'
import { period } from '../../../../platform/dates.ts'
import { type Block, flow, heightOf, newPage } from '../../../../platform/pdf/flow.ts'
import { bookmark } from '../../../../platform/pdf/headings.ts'
import { type Style, sheet, textWidth, type } from '../../../../platform/pdf/look.ts'
import { type Paper, type Tag, tag } from '../../../../platform/pdf/paper.ts'
import { type Box, type Passage, passage } from '../../../../platform/pdf/passage.ts'
import { fittingStyle, inRow } from '../../../../platform/pdf/text.ts'
import type { Language } from '../../../../platform/words/language.ts'
import { readIn } from '../../../../platform/words/multilingual.ts'
import type { CertificateSnapshot, Layout } from '../../../certificates/snapshot.ts'
import { hostsOf } from '../../hosts.ts'
import { hours, placeIn, say } from '../words.ts'
import { masthead } from './masthead.ts'
import { reachedBlocks, rowsThatFit, type Table } from './reached.ts'
import { signatures } from './signatures.ts'
import { verification } from './verification.ts'

const full: Box = { x: sheet.left, width: textWidth }
const bottom = sheet.height - sheet.bottom
const frontTop = 38

/**
 * The page that answers an employer: from whom, who, when and where, what was reached, who stands behind it, and how
 * anyone can check it. Gives the blocks that found no room on it, to stand first on the next.
 */
export function front(paper: Paper, snapshot: CertificateSnapshot, layout: Layout): Block[] {
  const parent = tag(paper, paper.root, 'Sect')
  const top = [...masthead(paper, parent, snapshot), ...holder(paper, parent, snapshot)]
  const tableTag = tag(paper, parent, 'Sect')
  const foot = [...signatures(paper, parent, snapshot), verification(paper, parent, snapshot)]
  const footHeight = foot[0]!.gap + heightOf(foot)

  newPage(paper)
  bookmark(paper, 0, '', say('document'), 0)
  const spare = bottom - frontTop - heightOf(top) - footHeight
  const table = rowsThatFit(paper, snapshot, spare)
  const end = flow(paper, top, frontTop)
  const overleaf = (rest: Table) => reachedBlocks(paper, tableTag, snapshot, rest)
  if (spare < 0) return [...overleaf(table.rest), ...foot]
  flow(paper, reachedBlocks(paper, tableTag, snapshot, table.here, layout), end)
  let y = bottom - heightOf(foot)
  for (const [index, block] of foot.entries()) {
    if (index > 0) y += block.gap
    block.draw(y)
    y += block.height
  }
  return layout === 'summary' && table.here.outcomes.length > 0 ? [] : overleaf(table.rest)
}

function holder(paper: Paper, parent: Tag, snapshot: CertificateSnapshot): Block[] {
  const { learner, mobility, framework } = snapshot
  const hosts = hostsOf(snapshot)
  const name = fullName(learner)
  const certifies = inRow(paper.languages, say('certifies'), type.bodySecond, type.bodySecond)
  const style = fittingStyle(paper, name, [type.name, type.nameLess, type.nameLeast], textWidth)
  const heads = [
    single(passage(paper, parent, 'P', certifies, full), 9),
    single(passage(paper, parent, 'P', [{ text: name, style }], full), 0),
  ]
  const leads = paper.languages.map((language, index) => {
    const text = say('achievement', {
      ...hosted(hosts, language),
      period: period(mobility.startsOn, mobility.endsOn, language),
      framework: readIn(framework.title, language),
    })(language)
    const worked =
      mobility.workloadHours > 0
        ? ` ${say('workload')(language)}: ${hours(language, mobility.workloadHours)}.`
        : ''
    const run = { text: text + worked, style: leadStyle(hosts, index), language }
    return single(passage(paper, parent, 'P', [run], full), index ? 1 : 3)
  })
  return [...heads, ...leads]
}

const single = (text: Passage, gap: number): Block => ({
  height: text.height,
  gap,
  draw: (top) => text.draw(top),
})

type Hosts = ReturnType<typeof hostsOf>

/** At which organisations; of more than two, how many there were beside the first. */
function hosted(hosts: Hosts, language: Language) {
  const [host, other] = hosts
  return {
    host: host?.name ?? '',
    place: host ? placeIn(language, host) : '',
    other: other?.name ?? '',
    otherPlace: other ? placeIn(language, other) : '',
    further: hosts.length - 1,
  }
}

/** Smaller for organisations with long names. */
function leadStyle(hosts: Hosts, index: number): Style {
  if (hosts.slice(0, 2).reduce((length, { name }) => length + name.length, 0) > 60)
    return index ? type.leadLongSecond : type.leadLong
  return index ? type.leadSecond : type.lead
}
