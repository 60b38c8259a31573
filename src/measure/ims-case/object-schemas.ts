import { z } from 'zod'

const line = z.string().max(2000)
const prose = z.string().max(100_000)
const moment = z.string().max(40).describe('ISO 8601')
const day = z.string().max(40).describe('YYYY-MM-DD').optional()
const head = { identifier: z.guid(), uri: line, lastChangeDateTime: moment }
const described = { title: line, description: prose.optional() }
const extensions = z
  .record(z.string(), z.unknown())
  .describe('what CASE does not know, as its publisher wrote it')
export const listOf = <T extends z.ZodType>(item: T) => z.array(item).max(100_000)

export const LinkURI = z.object({ title: line, identifier: z.guid(), uri: line }).meta({ id: 'CaseLink' })
const links = listOf(LinkURI).optional()
const texts = listOf(line).optional()
const validity = { statusStartDate: day, statusEndDate: day }

const documentFields = {
  ...head,
  creator: line,
  ...described,
  publisher: line.optional(),
  officialSourceURL: line.optional(),
  subject: texts,
  subjectURI: links,
  language: line.optional(),
  version: line.optional(),
  adoptionStatus: line.optional(),
  ...validity,
  licenseURI: LinkURI.optional(),
  notes: prose.optional(),
}

const itemFields = {
  ...head,
  fullStatement: prose,
  abbreviatedStatement: line.optional(),
  alternativeLabel: line.optional(),
  humanCodingScheme: line.optional(),
  listEnumeration: line.optional(),
  conceptKeywords: texts,
  conceptKeywordsURI: LinkURI.optional(),
  educationLevel: texts,
  CFItemType: line.optional(),
  CFItemTypeURI: LinkURI.optional(),
  licenseURI: LinkURI.optional(),
  language: line.optional(),
  ...validity,
  notes: prose.optional(),
}

const types10 = [
  ...(['isChildOf', 'isPeerOf', 'isPartOf', 'exactMatchOf', 'precedes', 'isRelatedTo'] as const),
  ...(['replacedBy', 'exemplar', 'hasSkillLevel'] as const),
] as const

const nodeFields = { title: line, identifier: line, uri: line }
const Node10 = z.object(nodeFields).meta({ id: 'CaseNode' })
const Node11 = z.object({ ...nodeFields, targetType: line.optional() }).meta({ id: 'CaseNodeV1p1' })
const associationFields = {
  ...head,
  sequenceNumber: z.int().optional(),
  CFAssociationGroupingURI: LinkURI.optional(),
}

const levelFields = {
  ...head,
  description: prose.optional(),
  quality: line.optional(),
  score: z.number().optional(),
  feedback: prose.optional(),
  position: z.int().optional(),
  rubricCriterionId: line.optional(),
}
const criterionFields = {
  ...head,
  category: line.optional(),
  description: prose.optional(),
  CFItemURI: LinkURI.optional(),
  weight: z.number().optional(),
  position: z.int().optional(),
  rubricId: line.optional(),
}
const rubricFields = { ...head, title: line.optional(), description: prose.optional() }

const coded = { ...head, ...described, hierarchyCode: line }
const definitions = {
  CFConcept: { ...coded, keywords: line.optional() },
  CFSubject: coded,
  CFLicense: { ...head, ...described, licenseText: prose },
  CFItemType: { ...coded, description: prose, typeCode: line.optional() },
  CFAssociationGrouping: { ...head, ...described },
}

const Level10 = z.object(levelFields).meta({ id: 'CFRubricCriterionLevel' })
const Criterion10 = z
  .object({ ...criterionFields, CFRubricCriterionLevels: listOf(Level10).optional() })
  .meta({ id: 'CFRubricCriterion' })
const Level11 = z
  .object({ ...levelFields, extensions: listOf(extensions).optional() })
  .meta({ id: 'CFRubricCriterionLevelV1p1' })
export const more = { extensions: extensions.optional() }
const Criterion11 = z
  .object({ ...criterionFields, CFRubricCriterionLevels: listOf(Level11).optional(), ...more })
  .meta({ id: 'CFRubricCriterionV1p1' })

export const CFRubric = z
  .object({ ...rubricFields, CFRubricCriteria: listOf(Criterion10).optional() })
  .meta({ id: 'CFRubric' })

/** The objects of CASE 1.0. */
export const parts10 = {
  CFDocument: z.object(documentFields),
  CFItem: z.object(itemFields),
  CFAssociation: z.object({
    ...associationFields,
    associationType: z.enum(types10),
    originNodeURI: Node10,
    destinationNodeURI: Node10,
  }),
  CFRubric,
  CFConcept: z.object(definitions.CFConcept).meta({ id: 'CFConcept' }),
  CFSubject: z.object(definitions.CFSubject).meta({ id: 'CFSubject' }),
  CFLicense: z.object(definitions.CFLicense).meta({ id: 'CFLicense' }),
  CFItemType: z.object(definitions.CFItemType).meta({ id: 'CFItemType' }),
  CFAssociationGrouping: z.object(definitions.CFAssociationGrouping).meta({ id: 'CFAssociationGrouping' }),
}

/** The objects of CASE 1.1. */
export const parts11 = {
  CFDocument: z.object({
    ...documentFields,
    frameworkType: line.optional(),
    caseVersion: z.literal('1.1').optional(),
    ...more,
  }),
  CFItem: z.object({ ...itemFields, subject: texts, subjectURI: links, ...more }),
  CFAssociation: z.object({
    ...associationFields,
    associationType: z.union([
      z.enum([...types10, 'isTranslationOf']),
      z
        .string()
        .max(200)
        .regex(/^ext:[\w.|-]+$/),
    ]),
    originNodeURI: Node11,
    destinationNodeURI: Node11,
    notes: prose.optional(),
    ...more,
  }),
  CFRubric: z
    .object({ ...rubricFields, CFRubricCriteria: listOf(Criterion11).optional(), ...more })
    .meta({ id: 'CFRubricV1p1' }),
  CFConcept: z.object({ ...definitions.CFConcept, ...more }).meta({ id: 'CFConceptV1p1' }),
  CFSubject: z.object({ ...definitions.CFSubject, ...more }).meta({ id: 'CFSubjectV1p1' }),
  CFLicense: z.object({ ...definitions.CFLicense, ...more }).meta({ id: 'CFLicenseV1p1' }),
  CFItemType: z.object({ ...definitions.CFItemType, ...more }).meta({ id: 'CFItemTypeV1p1' }),
  CFAssociationGrouping: z
    .object({ ...definitions.CFAssociationGrouping, ...more })
    .meta({ id: 'CFAssociationGroupingV1p1' }),
}

export type CFDocument = z.infer<typeof parts11.CFDocument>
export type CFItem = z.infer<typeof parts11.CFItem>
export type CFAssociation = z.infer<typeof parts11.CFAssociation>
export type CFRubric = z.infer<typeof CFRubric>
export type CFDefinitions = {
  CFConcepts: z.infer<typeof parts10.CFConcept>[]
  CFSubjects: z.infer<typeof parts10.CFSubject>[]
  CFLicenses: z.infer<typeof parts10.CFLicense>[]
  CFItemTypes: z.infer<typeof parts10.CFItemType>[]
  CFAssociationGroupings: z.infer<typeof parts10.CFAssociationGrouping>[]
}
