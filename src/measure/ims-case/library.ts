import { setImmediate } from 'node:timers/promises'
import { type FrameworkLibrary, languagesOf } from '../frameworks/framework.ts'
import { CASE_ROOT } from './addresses.ts'
import { type CasePackage, describePackage } from './describe-package.ts'

/** Everything that CASE can ask for, by identifier: a document for each framework in each of its languages. */
export type CaseLibrary = {
  documents: object[]
  CFDocuments: Map<string, object>
  CFPackages: Map<string, object>
  CFItems: Map<string, object>
  CFAssociations: Map<string, object>
  CFItemAssociations: Map<string, object>
}

/** Other requests are answered between one document and the next. */
export async function makeCaseLibrary(frameworks: FrameworkLibrary, publicUrl: string): Promise<CaseLibrary> {
  const library: CaseLibrary = {
    documents: [],
    CFDocuments: new Map(),
    CFPackages: new Map(),
    CFItems: new Map(),
    CFAssociations: new Map(),
    CFItemAssociations: new Map(),
  }
  for (const framework of frameworks.values()) {
    if (framework.measuredInBands !== undefined) continue
    for (const language of languagesOf(framework)) {
      addPackage(library, describePackage(framework, language, publicUrl), publicUrl)
      await setImmediate()
    }
  }
  return library
}

function addPackage(library: CaseLibrary, whole: CasePackage, publicUrl: string): void {
  const { title, identifier, uri } = whole.CFDocument
  // Outside of a package every part says which document it belongs to.
  const CFDocumentURI = { title, identifier, uri }
  const document = {
    ...whole.CFDocument,
    CFPackageURI: { title, identifier, uri: `${publicUrl}${CASE_ROOT}/CFPackages/${identifier}` },
  }
  library.documents.push(document)
  library.CFDocuments.set(identifier, document)
  library.CFPackages.set(identifier, whole)
  const about = new Map<string, object[]>()
  for (const inPackage of whole.CFAssociations) {
    const association = { ...inPackage, CFDocumentURI }
    const { identifier, originNodeURI, destinationNodeURI } = association
    library.CFAssociations.set(identifier, association)
    for (const node of [originNodeURI.identifier, destinationNodeURI.identifier]) {
      const list = about.get(node)
      if (list) list.push(association)
      else about.set(node, [association])
    }
  }
  for (const inPackage of whole.CFItems) {
    const item = { ...inPackage, CFDocumentURI }
    library.CFItems.set(item.identifier, item)
    library.CFItemAssociations.set(item.identifier, {
      CFItem: item,
      CFAssociations: about.get(item.identifier) ?? [],
    })
  }
}
