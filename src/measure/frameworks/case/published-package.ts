import { z } from 'zod'

/** Hexadecimal digits in the form of a UUID, of whatever version: what CASE calls one. */
export const CaseIdentifier = z.guid()

const text = z.string().optional()
const texts = z.array(z.string()).optional()
const Node = z.looseObject({ title: text, identifier: z.string().min(1), uri: text })
const Link = z.looseObject({ title: text, identifier: CaseIdentifier.optional(), uri: text })
const link = Link.optional()
const links = z.array(Link).optional()

/** Where the file leaves out an address or the time of the last change, so does what is kept of it. */
const head = { identifier: CaseIdentifier, uri: text, lastChangeDateTime: text }
const named = { ...head, title: text, description: text }
const validity = { statusStartDate: text, statusEndDate: text }

export const PublishedDocument = z.looseObject({
  ...named,
  title: z.string().trim().min(1),
  lastChangeDateTime: z.string().regex(/^\d{4}/, 'begins with no year'),
  creator: text,
  publisher: text,
  officialSourceURL: text,
  subject: texts,
  subjectURI: links,
  language: text,
  version: text,
  adoptionStatus: text,
  ...validity,
  licenseURI: link,
  notes: text,
  frameworkType: text,
  caseVersion: text,
})

export const PublishedItem = z.looseObject({
  ...head,
  fullStatement: z.string().trim().min(1),
  abbreviatedStatement: text,
  alternativeLabel: text,
  humanCodingScheme: text,
  listEnumeration: text,
  CFItemType: text,
  CFItemTypeURI: link,
  conceptKeywords: texts,
  conceptKeywordsURI: link,
  subject: texts,
  subjectURI: links,
  educationLevel: texts,
  language: text,
  licenseURI: link,
  ...validity,
  notes: text,
})

export const PublishedAssociation = z.looseObject({
  ...head,
  identifier: CaseIdentifier.optional(),
  associationType: z.string().min(1),
  sequenceNumber: z.int().optional(),
  originNodeURI: Node,
  destinationNodeURI: Node,
  CFAssociationGroupingURI: link,
  notes: text,
})

const position = { position: z.int().optional() }
const CriterionLevel = z.looseObject({
  ...head,
  description: text,
  quality: text,
  score: z.number().optional(),
  feedback: text,
  ...position,
  rubricCriterionId: text,
})
const Criterion = z.looseObject({
  ...head,
  category: text,
  description: text,
  CFItemURI: link,
  weight: z.number().optional(),
  ...position,
  rubricId: text,
  CFRubricCriterionLevels: z.array(CriterionLevel).default([]),
})
export const PublishedRubric = z.looseObject({ ...named, CFRubricCriteria: z.array(Criterion).default([]) })

const defined = { ...named, hierarchyCode: text }
export const definitions = {
  CFConcepts: z.looseObject({ ...defined, keywords: text }),
  CFSubjects: z.looseObject(defined),
  CFLicenses: z.looseObject({ ...named, licenseText: text }),
  CFItemTypes: z.looseObject({ ...defined, typeCode: text }),
  CFAssociationGroupings: z.looseObject(named),
}

/**
 * A CASE package as its publisher wrote it, with properties that CASE does not know as well. Only its form is settled:
 * numbers are numbers, what may be one text or several is a list, and what is null is absent.
 */
export const PublishedPackage = z.looseObject({
  CFDocument: PublishedDocument,
  CFItems: z.array(PublishedItem),
  CFAssociations: z.array(PublishedAssociation),
  CFDefinitions: z.looseObject({
    CFConcepts: z.array(definitions.CFConcepts).default([]),
    CFSubjects: z.array(definitions.CFSubjects).default([]),
    CFLicenses: z.array(definitions.CFLicenses).default([]),
    CFItemTypes: z.array(definitions.CFItemTypes).default([]),
    CFAssociationGroupings: z.array(definitions.CFAssociationGroupings).default([]),
  }),
  CFRubrics: z.array(PublishedRubric).default([]),
})
export type PublishedPackage = z.infer<typeof PublishedPackage>
