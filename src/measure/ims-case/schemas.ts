import { z } from 'zod'

const moment = z.string().describe('ISO 8601')
const head = { identifier: z.uuid(), uri: z.string(), lastChangeDateTime: moment }

export const LinkURI = z
  .object({ title: z.string(), identifier: z.uuid(), uri: z.string() })
  .meta({ id: 'CaseLink' })

export const CFDocument = z
  .object({
    ...head,
    creator: z.string(),
    title: z.string(),
    publisher: z.string().optional(),
    description: z.string().optional(),
    officialSourceURL: z.string().optional(),
    language: z.string(),
    version: z.string(),
    adoptionStatus: z.string(),
    notes: z.string(),
    CFPackageURI: LinkURI.optional(),
  })
  .meta({ id: 'CFDocument' })

export const CFItem = z
  .object({
    ...head,
    fullStatement: z.string(),
    abbreviatedStatement: z.string().optional(),
    humanCodingScheme: z.string().optional(),
    conceptKeywords: z.array(z.string()).optional(),
    CFItemType: z.string(),
    language: z.string(),
    notes: z.string().optional(),
    CFDocumentURI: LinkURI.optional(),
  })
  .meta({ id: 'CFItem' })

export const CFAssociation = z
  .object({
    ...head,
    associationType: z.enum(['isChildOf', 'isPartOf', 'hasSkillLevel', 'exactMatchOf']),
    sequenceNumber: z.int().optional(),
    originNodeURI: LinkURI,
    destinationNodeURI: LinkURI,
    CFDocumentURI: LinkURI.optional(),
  })
  .meta({ id: 'CFAssociation' })

const Definition = z.object({ ...head, title: z.string(), description: z.string() })

export const CFPackage = z
  .object({
    CFDocument,
    CFItems: z.array(CFItem),
    CFAssociations: z.array(CFAssociation),
    CFDefinitions: z.object({
      CFConcepts: z.array(Definition),
      CFSubjects: z.array(Definition),
      CFLicenses: z.array(Definition.extend({ licenseText: z.string() })),
      CFItemTypes: z.array(Definition.extend({ hierarchyCode: z.string() })),
      CFAssociationGroupings: z.array(Definition),
    }),
    CFRubrics: z.array(z.never()),
  })
  .meta({ id: 'CFPackage' })

export const CFDocumentSet = z.object({ CFDocuments: z.array(CFDocument) }).meta({ id: 'CFDocumentSet' })
export const CFAssociationSet = z
  .object({ CFItem, CFAssociations: z.array(CFAssociation) })
  .meta({ id: 'CFAssociationSet' })

export const StatusInfo = z
  .object({
    imsx_codeMajor: z.literal('failure'),
    imsx_severity: z.literal('error'),
    imsx_description: z.string(),
    imsx_codeMinor: z.object({
      imsx_codeMinorField: z.array(
        z.object({ imsx_codeMinorFieldName: z.string(), imsx_codeMinorFieldValue: z.string() }),
      ),
    }),
  })
  .meta({ id: 'imsx_StatusInfo' })
