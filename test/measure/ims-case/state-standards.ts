/** Made up, in the shape in which states publish their standards. */
export const uuid = (n: number) => `5d1c0000-84b2-11ef-a1c0-${String(n).padStart(12, '0')}`

const host = 'https://standards.example.gov'
const changed = '2019-03-05T12:00:00+00:00'
const head = (n: number) => ({
  identifier: uuid(n),
  uri: `${host}/uri/${uuid(n)}`,
  lastChangeDateTime: changed,
})
const link = (n: number, title: string) => ({ title, identifier: uuid(n), uri: `${host}/uri/${uuid(n)}` })

const item = (n: number, code: string, fullStatement: string, more: object = {}) => ({
  ...head(n),
  humanCodingScheme: code,
  fullStatement,
  language: 'en',
  educationLevel: ['09', '10'],
  ...more,
})

let associations = 100
const associate = (associationType: string, from: number, to: number, more: object = {}) => {
  associations += 1
  return {
    ...head(associations),
    associationType,
    originNodeURI: link(from, `item ${from}`),
    destinationNodeURI: link(to, `item ${to}`),
    ...more,
  }
}

/** Domains, standards and their parts, skill levels, a rubric, and what leads out of the document; deprecated since 2023. */
export const stateStandards = {
  CFDocument: {
    ...head(1),
    title: 'Digital Learning Standards',
    creator: 'Department of Education of an Example State',
    publisher: 'State Board of Education',
    description: 'Grades 9 and 10',
    language: 'en-US',
    version: '2019.1',
    adoptionStatus: 'Deprecated',
    statusStartDate: '2019-07-01',
    statusEndDate: '2023-06-30',
    officialSourceURL: `${host}/digital-learning.pdf`,
    subject: ['Digital literacy'],
    subjectURI: [link(90, 'Digital literacy')],
    licenseURI: link(91, 'CC BY 4.0'),
    notes: 'Replaced by the standards of 2023.',
  },
  CFItems: [
    item(2, 'DL-9-10', 'Digital citizenship', { CFItemType: 'Domain', abbreviatedStatement: 'Citizenship' }),
    item(3, 'HS-DL1-1', 'Evaluate the effects of a device on others.', { CFItemType: 'Standard' }),
    item(4, 'HS-DL1-1.a', 'Name an effect.', { CFItemType: 'Component', listEnumeration: 'a' }),
    item(5, 'SL.9-10/2 (b)', 'Evaluate a source.', {
      CFItemType: 'Standard',
      CFItemTypeURI: link(92, 'Standard'),
      conceptKeywords: ['sources'],
      conceptKeywordsURI: link(93, 'Sources'),
      alternativeLabel: 'Sources',
      licenseURI: link(91, 'CC BY 4.0'),
      statusStartDate: '2019-07-01',
      statusEndDate: '2023-06-30',
    }),
    item(6, 'B', 'Beginning', { CFItemType: 'Proficiency' }),
    item(7, 'P', 'Proficient', { CFItemType: 'Proficiency' }),
    item(8, 'SL.9-10/2 (b)-P', 'Says who wrote it and why.', { CFItemType: 'Indicator' }),
  ],
  CFAssociations: [
    associate('isChildOf', 2, 1, { sequenceNumber: 1 }),
    associate('isChildOf', 3, 2, { sequenceNumber: 2 }),
    associate('isChildOf', 5, 2, { sequenceNumber: 1 }),
    associate('isChildOf', 4, 3, { sequenceNumber: 1 }),
    associate('isChildOf', 8, 5, { sequenceNumber: 1 }),
    associate('isChildOf', 6, 1, { sequenceNumber: 8 }),
    associate('isChildOf', 7, 1, { sequenceNumber: 9 }),
    associate('hasSkillLevel', 8, 7),
    associate('hasSkillLevel', 4, 6),
    associate('precedes', 3, 5, { CFAssociationGroupingURI: link(94, 'Order of teaching') }),
    associate('isPeerOf', 3, 5),
    associate('exemplar', 3, 4),
    associate('replacedBy', 3, 70),
    associate('isRelatedTo', 5, 71),
  ],
  CFDefinitions: {
    CFConcepts: [{ ...head(93), title: 'Sources', hierarchyCode: '1.1', keywords: 'source' }],
    CFSubjects: [{ ...head(90), title: 'Digital literacy', hierarchyCode: '1' }],
    CFLicenses: [{ ...head(91), title: 'CC BY 4.0', licenseText: 'Share and adapt, with credit.' }],
    CFItemTypes: [
      {
        ...head(92),
        title: 'Standard',
        description: 'What is to be learned',
        hierarchyCode: '1',
        typeCode: 'ST',
      },
    ],
    CFAssociationGroupings: [{ ...head(94), title: 'Order of teaching' }],
  },
  CFRubrics: [
    {
      ...head(80),
      title: 'Marking a review of sources',
      CFRubricCriteria: [
        {
          ...head(81),
          category: 'Sources',
          description: 'Judges who wrote it',
          CFItemURI: link(5, 'SL.9-10/2 (b)'),
          weight: 0.5,
          position: 1,
          rubricId: uuid(80),
          CFRubricCriterionLevels: [
            {
              ...head(82),
              description: 'Names the author',
              quality: 'Beginning',
              score: 1.5,
              feedback: 'Look at who pays, too.',
              position: 1,
              rubricCriterionId: uuid(81),
            },
          ],
        },
      ],
    },
  ],
}
