import { faultsOfFiles, faultsOfFonts } from './fonts-and-files.ts'
import { readMarked } from './marked-content.ts'
import { type Entries, isReference, type Objects, type Plain, readObjects, STREAM } from './pdf-objects.ts'

const standard = new Set(
  `Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody
  Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Figure
  Formula Form`.split(/\s+/),
)

/** What may stand directly within a type, where not everything may, and within what a type has to stand. */
const within: Record<string, string[]> = {
  L: ['LI', 'L', 'Caption'],
  LI: ['Lbl', 'LBody'],
  Table: ['TR', 'THead', 'TBody', 'TFoot', 'Caption'],
  THead: ['TR'],
  TBody: ['TR'],
  TFoot: ['TR'],
  TR: ['TH', 'TD'],
}
const parents: Record<string, string[]> = {
  LI: ['L'],
  LBody: ['LI'],
  Lbl: ['LI', 'Note'],
  TR: ['Table', 'THead', 'TBody', 'TFoot'],
  TH: ['TR'],
  TD: ['TR'],
}

type Element = {
  at: string
  type: string
  entries: Entries
  children: Element[]
  ids: [page: string, id: number][]
  annotations: string[]
}

/**
 * What of PDF/UA-1 a machine can tell of a paper (after the checkpoints of the Matterhorn Protocol 1.1, whose numbers stand
 * before the faults). Empty where nothing is wrong.
 */
export async function faultsOfPdfUa(bytes: Uint8Array): Promise<string[]> {
  const objects = await readObjects(bytes)
  const { catalog, dict } = objects
  const root = dict(catalog.StructTreeRoot)
  const tree = readTree(objects, root)
  const pages = pagesOf(objects)
  return [
    ...faultsOfDocument(objects, bytes),
    ...faultsOfContent(objects, pages, tree),
    ...faultsOfStructure(objects, tree),
    ...faultsOfAnnotations(objects, pages, tree),
    ...faultsOfFonts(
      objects,
      pages.map(({ entries }) => entries),
    ),
    ...faultsOfFiles(objects),
  ]
}

function faultsOfDocument({ catalog, dict, list }: Objects, bytes: Uint8Array): string[] {
  const packet = Buffer.from(dict(catalog.Metadata)[STREAM] ?? []).toString()
  const title = /<dc:title>[\s\S]*?<rdf:li[^>]*>([^<]+)</.exec(packet)?.[1]
  const is = (fault: string, isWrong: boolean) => (isWrong ? [fault] : [])
  return [
    ...is('06-001 no XMP', packet === ''),
    ...is('06-002 pdfuaid:part is not 1', !/<pdfuaid:part>1<\/pdfuaid:part>/.test(packet)),
    ...is('06-003 no dc:title', !title?.trim()),
    ...is('pdfuaid is not described for PDF/A', !packet.includes('<pdfaSchema:prefix>pdfuaid<')),
    ...is('07-002 DisplayDocTitle', dict(catalog.ViewerPreferences).DisplayDocTitle !== true),
    ...is('01 not marked', dict(catalog.MarkInfo).Marked !== true),
    ...is('02-003 Suspects', dict(catalog.MarkInfo).Suspects === true),
    ...is('11-006 no language', !/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(String(catalog.Lang))),
    ...is('25-001 dynamic XFA', dict(catalog.AcroForm).XFA !== undefined),
    ...is('26-001 encrypted', Buffer.from(bytes).includes('/Encrypt ')),
    ...list(dict(catalog.OCProperties).OCGs).flatMap((group) => is('20-001 no name', !dict(group).Name)),
  ]
}

type Page = { at: string; entries: Entries }

function pagesOf({ catalog, dict, list }: Objects): Page[] {
  const below = (node: Plain): Page[] => {
    const entries = dict(node)
    if (entries.Type === '/Pages') return list(entries.Kids).flatMap(below)
    return [{ at: isReference(node) ? node.to : '', entries }]
  }
  return below(catalog.Pages!)
}

function readTree({ dict, list }: Objects, root: Entries): Element[] {
  const seen = new Set<string>()
  const read = (node: Plain, page: string): Element[] => {
    const at = isReference(node) ? node.to : ''
    const entries = dict(node)
    if (typeof entries.S !== 'string' || seen.has(at)) return []
    seen.add(at)
    const own = isReference(entries.Pg) ? entries.Pg.to : page
    const element: Element = { at, type: entries.S.slice(1), entries, children: [], ids: [], annotations: [] }
    for (const kid of list(entries.K)) {
      if (typeof kid === 'number') {
        element.ids.push([own, kid])
        continue
      }
      const inside = dict(kid)
      const on = isReference(inside.Pg) ? inside.Pg.to : own
      if (inside.Type === '/MCR') element.ids.push([on, Number(inside.MCID)])
      else if (inside.Type === '/OBJR') element.annotations.push(isReference(inside.Obj) ? inside.Obj.to : '')
      else element.children.push(...read(kid, own))
    }
    return [element]
  }
  return list(root.K).flatMap((kid) => read(kid, ''))
}

const flat = (elements: readonly Element[]): Element[] =>
  elements.flatMap((element) => [element, ...flat(element.children)])

/** The elements that the numbers of a page, or of an annotation, lead to. */
function parentsIn({ catalog, dict, list }: Objects): Map<number, Plain> {
  const all = new Map<number, Plain>()
  const read = (node: Entries) => {
    const numbers = list(node.Nums)
    for (let at = 0; at < numbers.length; at += 2) all.set(Number(numbers[at]), numbers[at + 1]!)
    for (const kid of list(node.Kids)) read(dict(kid))
  }
  read(dict(dict(catalog.StructTreeRoot).ParentTree))
  return all
}

function faultsOfContent(objects: Objects, pages: Page[], tree: Element[]): string[] {
  const { dict, list, found } = objects
  const owners = new Map(
    flat(tree).flatMap(({ at, ids }) => ids.map(([page, id]): [string, string] => [`${page} ${id}`, at])),
  )
  const numbers = parentsIn(objects)
  return pages.flatMap(({ at, entries }, index) => {
    const content = list(entries.Contents)
      .map((part) => Buffer.from(dict(part)[STREAM] ?? []).toString('latin1'))
      .join('\n')
    const { ids, faults } = readMarked(content)
    const listed = list(found(numbers.get(Number(entries.StructParents))))
    const forms = Object.values(dict(dict(entries.Resources).XObject)).filter(
      (each) =>
        dict(each).Subtype === '/Form' &&
        /\/MCID/.test(Buffer.from(dict(each)[STREAM] ?? []).toString('latin1')),
    )
    return [
      ...faults,
      ...forms.map(() => '30-002 structure within a form'),
      ...ids.flatMap((id) => {
        const owner = owners.get(`${at} ${id}`)
        const known = listed[id]
        if (owner === undefined) return [`content ${id} is of no element`]
        return isReference(known) && known.to === owner ? [] : [`content ${id} is of another element`]
      }),
      ...(new Set(ids).size === ids.length ? [] : ['a number of content twice']),
    ].map((fault) => `01 page ${index + 1}: ${fault}`)
  })
}

function faultsOfStructure({ catalog, dict }: Objects, tree: Element[]): string[] {
  const roles = dict(dict(catalog.StructTreeRoot).RoleMap)
  const typeOf = ({ type }: Element) => (standard.has(type) ? type : String(roles[type] ?? '').slice(1))
  const faults: string[] = []
  let depth = 0
  const walk = (element: Element, parent: string) => {
    const type = typeOf(element)
    const { entries, children } = element
    if (!standard.has(type)) faults.push(`02-001 ${element.type} is mapped to no standard type`)
    const [, heading] = /^H(\d)$/.exec(type) ?? []
    if (heading) {
      if (depth === 0 && heading !== '1') faults.push('14-002 the first heading is not H1')
      if (Number(heading) > depth + 1) faults.push(`14-003 H${heading} after H${depth}`)
      depth = Number(heading)
    }
    if (parents[type] && !parents[type].includes(parent)) faults.push(`09 ${type} within ${parent}`)
    for (const child of children)
      if (within[type] && !within[type].includes(typeOf(child)))
        faults.push(`09 ${typeOf(child)} within ${type}`)
    if (['Figure', 'Formula'].includes(type) && !String(entries.Alt ?? entries.ActualText ?? '').trim())
      faults.push(`${type === 'Figure' ? '13-004' : '17-002'} ${type} without a text in its place`)
    if (type === 'TH' && !hasScope(entries)) faults.push('15-003 TH without a scope')
    if (type === 'Note' && !entries.ID) faults.push('19-003 Note without an ID')
    if (entries.Lang !== undefined && !/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(String(entries.Lang)))
      faults.push(`11 language ${String(entries.Lang)}`)
    for (const child of children) walk(child, type)
  }
  const hasScope = ({ A }: Entries) =>
    (Array.isArray(A) ? A : [A ?? null]).some((each) =>
      ['/Row', '/Column', '/Both'].includes(String(dict(each).Scope)),
    )
  if (tree.length === 0) faults.push('01 no structure')
  for (const element of tree) walk(element, '')
  if (depth === 0) faults.push('14 no heading')
  return faults
}

/** In which type of element each kind of annotation stands. */
const homes: Record<string, string> = { '/Link': 'Link', '/Widget': 'Form' }

function faultsOfAnnotations(objects: Objects, pages: Page[], tree: Element[]): string[] {
  const { dict, list } = objects
  const owners = new Map(flat(tree).flatMap((owner) => owner.annotations.map((at) => [at, owner] as const)))
  const numbers = parentsIn(objects)
  return pages.flatMap(({ entries }, index) => {
    const annotations = list(entries.Annots)
    const faults = annotations.flatMap((at) => {
      const { Subtype, Contents, TU, StructParent } = dict(at)
      const owner = isReference(at) ? owners.get(at.to) : undefined
      const leads = numbers.get(Number(StructParent))
      return [
        ...(owner?.type === (homes[String(Subtype)] ?? 'Annot')
          ? []
          : [`28-002 ${Subtype} in ${owner?.type}`]),
        ...(owner && isReference(leads) && leads.to === owner.at
          ? []
          : [`28 ${Subtype} leads to no element`]),
        ...(String(Contents ?? '').trim() || Subtype === '/Widget'
          ? []
          : [`28-004 ${Subtype} without contents`]),
        ...(Subtype !== '/Widget' || String(TU ?? '').trim() ? [] : ['28-005 a field without TU']),
      ]
    })
    if (annotations.length > 0 && entries.Tabs !== '/S') faults.push('28-008 Tabs is not S')
    return faults.map((fault) => `${fault} on page ${index + 1}`)
  })
}
