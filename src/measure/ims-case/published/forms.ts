export type CaseVersion = '1.0' | '1.1'

/** How an object of CASE is written: what it must have, what it may have, and what stands in it. */
export type CaseForm = {
  required: readonly string[]
  optional: readonly string[]
  /** What CASE 1.1 has added. */
  since11?: readonly string[]
  /** Objects and lists of objects inside. */
  inner?: Readonly<Record<string, CaseForm>>
  /** How CASE 1.1 writes what it does not know: an object unless said otherwise. */
  extensions?: 'list' | 'none'
}

const head = ['identifier', 'uri', 'lastChangeDateTime']
const validity = ['statusStartDate', 'statusEndDate']

const LinkForm: CaseForm = { required: ['title', 'identifier', 'uri'], optional: [], extensions: 'none' }
const NodeForm: CaseForm = { ...LinkForm, since11: ['targetType'] }

export const DocumentForm: CaseForm = {
  required: [...head, 'creator', 'title'],
  optional: [
    ...['officialSourceURL', 'publisher', 'description', 'subject', 'subjectURI', 'language', 'version'],
    ...['adoptionStatus', 'licenseURI', 'notes'],
    ...validity,
  ],
  since11: ['frameworkType', 'caseVersion'],
  inner: { subjectURI: LinkForm, licenseURI: LinkForm },
}

export const ItemForm: CaseForm = {
  required: [...head, 'fullStatement'],
  optional: [
    ...['alternativeLabel', 'CFItemType', 'humanCodingScheme', 'listEnumeration', 'abbreviatedStatement'],
    ...['conceptKeywords', 'conceptKeywordsURI', 'notes', 'language', 'educationLevel', 'CFItemTypeURI'],
    'licenseURI',
    ...validity,
  ],
  since11: ['subject', 'subjectURI'],
  inner: {
    conceptKeywordsURI: LinkForm,
    CFItemTypeURI: LinkForm,
    licenseURI: LinkForm,
    subjectURI: LinkForm,
  },
}

export const AssociationForm: CaseForm = {
  required: [...head, 'associationType', 'originNodeURI', 'destinationNodeURI'],
  optional: ['sequenceNumber', 'CFAssociationGroupingURI'],
  since11: ['notes'],
  inner: { originNodeURI: NodeForm, destinationNodeURI: NodeForm, CFAssociationGroupingURI: LinkForm },
}

const CriterionLevelForm: CaseForm = {
  required: head,
  optional: ['description', 'quality', 'score', 'feedback', 'position', 'rubricCriterionId'],
  extensions: 'list',
}
const CriterionForm: CaseForm = {
  required: head,
  optional: [
    ...['category', 'description', 'CFItemURI', 'weight', 'position', 'rubricId'],
    'CFRubricCriterionLevels',
  ],
  inner: { CFItemURI: LinkForm, CFRubricCriterionLevels: CriterionLevelForm },
}
export const RubricForm: CaseForm = {
  required: head,
  optional: ['title', 'description', 'CFRubricCriteria'],
  inner: { CFRubricCriteria: CriterionForm },
}

const coded = { required: [...head, 'title', 'hierarchyCode'], optional: ['description'] }
export const definitionForms = {
  CFConcepts: { ...coded, optional: ['description', 'keywords'] },
  CFSubjects: coded,
  CFLicenses: { required: [...head, 'title', 'licenseText'], optional: ['description'] },
  CFItemTypes: { required: [...coded.required, 'description'], optional: ['typeCode'] },
  CFAssociationGroupings: { required: [...head, 'title'], optional: ['description'] },
} satisfies Record<string, CaseForm>
