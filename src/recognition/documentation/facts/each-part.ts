import { type Handlers, parseXml } from '../../../platform/sheets/xlsx/parse-xml.ts'
import type { ArchiveParts } from '../../../platform/zip/open-parts.ts'

/** Reads the parts of an archive that are called so, each with handlers of its own. */
export async function eachPart(
  { names, open }: ArchiveParts,
  called: RegExp,
  handlers: () => Handlers,
): Promise<void> {
  for (const name of names.filter((path) => called.test(path))) {
    const part = open(name)
    if (part) await parseXml(part, handlers())
  }
}
