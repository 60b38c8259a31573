import { posix } from 'node:path'
import { TooMuch } from '../../zip/open-parts.ts'
import { FaultList, Misfit } from '../fault.ts'
import type { SheetLimits } from '../limits.ts'
import { type Opened, unread } from '../opened.ts'
import type { IsHeading, SheetLine } from '../read-csv.ts'
import { say } from '../words.ts'
import { readCellForms } from './cell-forms.ts'
import type { Look } from './cell-value.ts'
import { MAX_PART_MIB, openArchive, type Parts } from './open-archive.ts'
import { readRelations, readSharedTexts, readWorkbookPart, type Workbook } from './read-parts.ts'
import { readWorksheet } from './read-worksheet.ts'

/** So many sheets are looked through for one whose headings are known. */
const MAX_SHEETS = 20

/**
 * The lines of a workbook: of its first sheet under whose headings there are any that are known, else of the first that
 * can be seen. Where there are several, a remark says which it was.
 */
export async function readWorkbook(
  bytes: Uint8Array,
  isHeading: IsHeading,
  faults: FaultList,
  limits: SheetLimits,
): Promise<Opened> {
  try {
    const parts = await openArchive(bytes)
    const workbook = await readWorkbookPart(parts)
    if (!workbook || workbook.worksheets.length === 0) return unread(faults, new Misfit('not-a-workbook'))
    return await readFitting(parts, workbook, isHeading, faults, limits)
  } catch (error) {
    // What is wrong with it the two libraries say in their own words, each differently.
    return unread(faults, misfitOf(error))
  }
}

const misfitOf = (error: unknown): Misfit =>
  error instanceof TooMuch
    ? new Misfit('unpacks-too-large', { most: MAX_PART_MIB })
    : new Misfit('workbook-broken')

async function readFitting(
  parts: Parts,
  workbook: Workbook,
  isHeading: IsHeading,
  faults: FaultList,
  limits: SheetLimits,
): Promise<Opened> {
  const look = await readLook(parts, workbook)
  const read: { name: string; lines: SheetLine[]; found: FaultList }[] = []
  for (const { name, path } of workbook.worksheets.slice(0, MAX_SHEETS)) {
    const part = parts(path)
    if (!part) continue
    const found = new FaultList()
    const lines = await readWorksheet(part, look, found, limits)
    read.push({ name, lines, found })
    if (lines[0]?.cells.some((cell) => isHeading(String(cell)))) break
  }
  const fitting = read.at(-1)?.lines[0]?.cells.some((cell) => isHeading(String(cell)))
  const chosen = fitting ? read.at(-1) : (read.find(({ lines }) => lines.length > 0) ?? read[0])
  if (!chosen) return unread(faults, new Misfit('not-a-workbook'))
  for (const fault of chosen.found.faults) faults.add(named(fault, chosen.lines), fault)
  const others = workbook.worksheets.filter(({ name }) => name !== chosen.name).map(({ name }) => name)
  const remark = say('sheet-chosen', { sheet: chosen.name, others: others.join(', ') })
  return {
    form: { kind: 'xlsx', sheet: chosen.name },
    lines: chosen.lines,
    remarks: others.length > 0 ? [remark] : [],
  }
}

/** The column by its heading, which was not known yet as the sheet was read. */
function named(fault: FaultList['faults'][number], [first]: SheetLine[]): FaultList['faults'][number] {
  const number = /^number (\d+)$/.exec(fault.column)?.[1]
  const heading = String(first?.cells[Number(number) - 1] ?? '').trim()
  return heading && fault.line !== first?.line ? { ...fault, column: heading } : fault
}

async function readLook(parts: Parts, { path, from1904 }: Workbook): Promise<Look> {
  const relations = [...(await readRelations(parts, path)).values()]
  const partOf = (type: string) => {
    const beside = posix.join(posix.dirname(path), `${type}.xml`)
    return parts(relations.find((relation) => relation.type.endsWith(`/${type}`))?.path ?? beside)
  }
  const texts = await readSharedTexts(partOf('sharedStrings'))
  return { texts, forms: await readCellForms(partOf('styles')), from1904 }
}
