import { posix } from 'node:path'
import type { Parts } from './open-archive.ts'
import { parseXml } from './parse-xml.ts'

export type Worksheet = { name: string; path: string }

/** What a workbook says of its sheets that can be seen, and of its days: they may be counted from 1904. */
export type Workbook = { worksheets: Worksheet[]; from1904: boolean; path: string }

const MAIN = 'xl/workbook.xml'

/** The workbook of an archive; null for an archive that is none. */
export async function readWorkbookPart(parts: Parts): Promise<Workbook | null> {
  const roots = await readRelations(parts, '')
  const path = [...roots.values()].find(({ type }) => type.endsWith('/officeDocument'))?.path ?? MAIN
  const part = parts(path)
  if (!part) return null
  const listed: { name: string; relation: string }[] = []
  let from1904 = false
  await parseXml(part, {
    open: (name, attributes) => {
      if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes.date1904 ?? '')
      else if (name === 'sheet' && (attributes.state ?? 'visible') === 'visible')
        listed.push({ name: attributes.name ?? '', relation: relationIn(attributes) })
    },
  })
  const relations = await readRelations(parts, path)
  const worksheets = listed.flatMap(({ name, relation }) => {
    const found = relations.get(relation)
    return found?.type.endsWith('/worksheet') ? [{ name, path: found.path }] : []
  })
  return { worksheets, from1904, path }
}

const relationIn = (attributes: Readonly<Record<string, string>>) =>
  Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1] ?? ''

type Relation = { type: string; path: string }

/** What a part of an archive refers to, by the names that it uses for it. */
export async function readRelations(parts: Parts, path: string): Promise<Map<string, Relation>> {
  const folder = posix.dirname(path)
  const relations = new Map<string, Relation>()
  const part = parts(posix.join(folder, '_rels', `${posix.basename(path)}.rels`))
  if (!part) return relations
  await parseXml(part, {
    open: (name, { Id = '', Type: type = '', Target = '', TargetMode }) => {
      if (name !== 'Relationship' || TargetMode === 'External') return
      const target = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target)
      relations.set(Id, { type, path: target })
    },
  })
  return relations
}

/** The texts that cells refer to by their number. What is only said of how to pronounce one is not part of it. */
export async function readSharedTexts(part: AsyncIterable<Uint8Array> | null): Promise<string[]> {
  const texts: string[] = []
  if (!part) return texts
  let text = ''
  let within = 0
  let spoken = false
  await parseXml(part, {
    open: (name) => {
      if (name === 'si') text = ''
      else if (name === 'rPh') spoken = true
      else if (name === 't') within++
    },
    text: (piece) => {
      if (within > 0 && !spoken) text += piece
    },
    close: (name) => {
      if (name === 't') within--
      else if (name === 'rPh') spoken = false
      else if (name === 'si') texts.push(withoutEscapes(text))
    },
  })
  return texts
}

/** SheetLine ends and other letters that XML would not keep are written by their number. */
export const withoutEscapes = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([\dA-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text
