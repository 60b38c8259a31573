import { z } from 'zod'

const text = z.string().nullish()
const Link = z.looseObject({ identifier: z.string() })
const Document = z.looseObject({
  identifier: z.string(),
  title: z.string().min(1),
  creator: text,
  publisher: text,
  description: text,
  language: text,
  version: text,
  notes: text,
  lastChangeDateTime: z.string().min(4),
  licenseURI: z.looseObject({ title: text }).nullish(),
})
const ImportedItem = z.looseObject({
  identifier: z.string(),
  fullStatement: z.string().trim().min(1),
  abbreviatedStatement: text,
  humanCodingScheme: text,
  CFItemType: text,
  conceptKeywords: z.array(z.string()).nullish(),
  notes: text,
})
const Association = z.looseObject({
  associationType: z.string(),
  sequenceNumber: z.number().nullish(),
  originNodeURI: Link,
  destinationNodeURI: Link,
})

/** As much of a CASE 1.0 package as an import reads; whatever else is in it is passed over. */
export const ImportedPackage = z.looseObject({
  CFDocument: Document,
  CFItems: z.array(ImportedItem).min(1),
  CFAssociations: z.array(Association),
  CFDefinitions: z
    .looseObject({ CFLicenses: z.array(z.looseObject({ title: text, licenseText: text })).nullish() })
    .nullish(),
})

export type ImportedPackage = z.infer<typeof ImportedPackage>
export type ImportedItem = z.infer<typeof ImportedItem>
