import { type Entries, isReference, type Objects, type Plain, STREAM } from './pdf-objects.ts'

/** What is wrong with the fonts that pages use. */
export function faultsOfFonts({ dict, list }: Objects, pages: Entries[]): string[] {
  const fonts = new Map<string, Entries>()
  for (const entries of pages)
    for (const font of Object.values(dict(dict(entries.Resources).Font)))
      fonts.set(isReference(font) ? font.to : '', dict(font))
  return [...fonts.values()].flatMap((font) => {
    const [descendant] = list(font.DescendantFonts)
    const own = descendant === undefined ? font : dict(descendant)
    const { FontFile, FontFile2, FontFile3 } = dict(own.FontDescriptor)
    const name = String(font.BaseFont)
    return [
      ...((FontFile ?? FontFile2 ?? FontFile3) ? [] : [`31-009 ${name} is not embedded`]),
      ...(dict(font.ToUnicode)[STREAM]?.length ? [] : [`31-027 ${name} without ToUnicode`]),
      ...(own.Subtype !== '/CIDFontType2' || own.CIDToGIDMap === '/Identity' || dict(own.CIDToGIDMap)[STREAM]
        ? []
        : [`31-006 ${name} without CIDToGIDMap`]),
    ]
  })
}

/** What is wrong with the files that are attached. */
export function faultsOfFiles({ catalog, dict, list }: Objects): string[] {
  const read = (node: Entries): Plain[] => [
    ...list(node.Names).filter((_, index) => index % 2 === 1),
    ...list(node.Kids).flatMap((kid) => read(dict(kid))),
  ]
  return read(dict(dict(catalog.Names).EmbeddedFiles)).flatMap((file) => {
    const { F, UF, Desc, AFRelationship } = dict(file)
    return F && UF && Desc && AFRelationship ? [] : [`21-001 ${String(UF ?? F)} is not described`]
  })
}
