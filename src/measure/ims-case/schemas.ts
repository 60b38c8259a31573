import { z } from 'zod'
import { LinkURI, listOf, more, parts10, parts11 } from './object-schemas.ts'
import type { CaseVersion } from './published/forms.ts'

type Parts = typeof parts10 | typeof parts11

/** What each address of a version of CASE answers with, by the collection that it is in. */
function answersOf(parts: Parts, mark: string, further: typeof more | object) {
  const { CFConcept, CFSubject, CFItemType, CFLicense, CFAssociationGrouping, CFRubric: Rubric } = parts
  const named = <T extends z.ZodType>(id: string, schema: T) => schema.meta({ id: `${id}${mark}` })
  const CFDocument = named('CFDocument', parts.CFDocument.extend({ CFPackageURI: LinkURI }))
  const CFItem = named('CFItem', parts.CFItem.extend({ CFDocumentURI: LinkURI }))
  const PackageAssociation = named('CFPckgAssociation', parts.CFAssociation)
  const set = <T extends z.ZodType>(id: string, key: string, item: T) =>
    named(id, z.object({ [key]: listOf(item) }))
  const CFDefinitions = {
    CFConcepts: listOf(CFConcept),
    CFSubjects: listOf(CFSubject),
    CFLicenses: listOf(CFLicense),
    CFItemTypes: listOf(CFItemType),
    CFAssociationGroupings: listOf(CFAssociationGrouping),
    ...further,
  }
  return {
    CFDocuments: CFDocument,
    CFPackages: named(
      'CFPackage',
      z.object({
        CFDocument: named('CFPckgDocument', parts.CFDocument),
        CFItems: listOf(named('CFPckgItem', parts.CFItem)),
        CFAssociations: listOf(PackageAssociation),
        CFDefinitions: z.object(CFDefinitions),
        CFRubrics: listOf(Rubric),
        ...further,
      }),
    ),
    CFItems: CFItem,
    CFAssociations: named('CFAssociation', parts.CFAssociation.extend({ CFDocumentURI: LinkURI })),
    CFItemAssociations: named(
      'CFAssociationSet',
      z.object({ CFItem, CFAssociations: listOf(PackageAssociation) }),
    ),
    CFAssociationGroupings: CFAssociationGrouping,
    CFConcepts: set('CFConceptSet', 'CFConcepts', CFConcept),
    CFItemTypes: set('CFItemTypeSet', 'CFItemTypes', CFItemType),
    CFLicenses: CFLicense,
    CFSubjects: set('CFSubjectSet', 'CFSubjects', CFSubject),
    CFRubrics: Rubric,
  }
}

export const caseAnswers = { '1.0': answersOf(parts10, '', {}), '1.1': answersOf(parts11, 'V1p1', more) }

/** Some of the properties of a document, where `fields` names those that are asked for. */
export const documentSets = {
  '1.0': z
    .object({ CFDocuments: z.array(caseAnswers['1.0'].CFDocuments.partial()).max(500) })
    .meta({ id: 'CFDocumentSet' }),
  '1.1': z
    .object({ CFDocuments: z.array(caseAnswers['1.1'].CFDocuments.partial()).max(500) })
    .meta({ id: 'CFDocumentSetV1p1' }),
}

/** The properties that a document may have, by which it is chosen, sorted and cut. */
export const documentProperties = (version: CaseVersion): readonly string[] =>
  Object.keys(caseAnswers[version].CFDocuments.shape)

export const StatusInfo = z
  .object({
    imsx_codeMajor: z.literal('failure'),
    imsx_severity: z.literal('error'),
    imsx_description: z.string().max(2000),
    imsx_codeMinor: z.object({
      imsx_codeMinorField: z
        .array(
          z.object({
            imsx_codeMinorFieldName: z.string().max(100),
            imsx_codeMinorFieldValue: z.enum([
              'invalid_sort_field',
              'invalid_selection_field',
              'forbidden',
              'unauthorisedrequest',
              'internal_server_error',
              'unknownobject',
              'server_busy',
              'invaliduuid',
            ]),
          }),
        )
        .max(10),
    }),
  })
  .meta({ id: 'imsx_StatusInfo' })
export type StatusInfo = z.infer<typeof StatusInfo>
