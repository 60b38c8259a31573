import { dataRequests } from '../../db/schema/custody/data-requests.ts'
import { askedQuestions } from '../../db/schema/custody/questions.ts'
import { batchItems } from '../../db/schema/exchange/batches.ts'
import { importFiles } from '../../db/schema/exchange/imports.ts'
import { messages } from '../../db/schema/exchange/messages.ts'
import { europassDescriptions } from '../../db/schema/mobility/europass-descriptions.ts'
import { links } from '../../db/schema/mobility/links.ts'
import { people } from '../../db/schema/parties/people.ts'
import { personWords } from '../../db/schema/parties/person-words.ts'
import { unconfirmedAddresses } from '../../db/schema/parties/unconfirmed-addresses.ts'
import { idempotencyKeys } from '../../db/schema/platform.ts'
import { appeals } from '../../db/schema/recognition/appeals.ts'
import { assessmentDrafts } from '../../db/schema/recognition/assessments.ts'
import { diaryEntries } from '../../db/schema/recognition/diary.ts'
import { accommodations } from '../../db/schema/recognition/identification.ts'
import { evidence, outcomes } from '../../db/schema/recognition/recognitions.ts'
import { shares } from '../../db/schema/verification/sharing.ts'
import { type Class, ofCase, ofCertificate, part } from './class.ts'
import { keptClasses } from './kept-classes.ts'

/**
 * The erasure matrix: every column that may tell something of a learner stands in one class. It is carried out as it
 * stands here, and a test walks the tables so that a new one cannot be forgotten.
 */
export const matrix: readonly Class[] = [
  {
    code: 'contact-data',
    fate: 'emptied',
    basis: 'purpose-over',
    parts: [
      part(
        people,
        'person',
        'id',
        'givenName',
        'familyName',
        'latinGivenName',
        'latinFamilyName',
        'birthDate',
        'ofAge',
        'email',
        'emailEnds',
        'privateEmail',
        'privateEmailSince',
        'writtenPrivately',
        'externalId',
        'language',
      ),
    ],
  },
  {
    code: 'unconfirmed-addresses',
    fate: 'deleted',
    basis: 'purpose-over',
    parts: [part(unconfirmedAddresses, 'person', 'personId', 'email', 'writtenPrivately')],
  },
  {
    code: 'sought-words',
    fate: 'deleted',
    basis: 'purpose-over',
    parts: [part(personWords, 'person', 'personId', 'word')],
  },
  {
    code: 'guardian',
    fate: 'emptied',
    basis: 'purpose-over',
    parts: [
      part(
        people,
        'person',
        'id',
        'guardianName',
        'guardianEmail',
        'guardianLanguage',
        'secondGuardianName',
        'secondGuardianEmail',
        'secondGuardianLanguage',
      ),
    ],
  },
  {
    code: 'evidence-files',
    fate: 'removed',
    basis: 'purpose-over',
    parts: [ofCase(evidence)],
  },
  {
    code: 'evidence-texts',
    fate: 'emptied',
    basis: 'purpose-over',
    parts: [ofCase(evidence, 'title', 'url', 'record', 'facts', 'withdrawalReason')],
  },
  {
    code: 'diary',
    fate: 'deleted',
    basis: 'purpose-over',
    parts: [ofCase(diaryEntries, 'writtenOn', 'text', 'evidenceId')],
  },
  {
    code: 'drafts',
    fate: 'deleted',
    basis: 'purpose-over',
    parts: [ofCase(assessmentDrafts, 'judgements', 'marks', 'method', 'contradiction')],
  },
  {
    code: 'remarks',
    fate: 'emptied',
    basis: 'purpose-over',
    parts: [ofCase(outcomes, 'remark')],
  },
  {
    code: 'europass',
    fate: 'deleted',
    basis: 'purpose-over',
    parts: [part(europassDescriptions, 'mobility', 'mobilityId', 'side', 'fields', 'name')],
  },
  {
    code: 'special-needs',
    fate: 'deleted',
    basis: 'purpose-over',
    parts: [ofCase(accommodations, 'text')],
  },
  {
    code: 'links',
    fate: 'deleted',
    basis: 'purpose-over',
    parts: [
      part(
        links,
        'person',
        'personId',
        'secretHash',
        'pinHash',
        'purpose',
        'party',
        'travelled',
        'endReason',
      ),
    ],
  },
  {
    code: 'messages',
    fate: 'deleted',
    basis: 'purpose-over',
    parts: [
      part(
        messages,
        'person',
        'personId',
        'party',
        'template',
        'subjectId',
        'language',
        'occasion',
        'until',
        'state',
        'problem',
        'messageId',
        'addressHash',
      ),
    ],
  },
  {
    code: 'shares',
    fate: 'deleted',
    basis: 'purpose-over',
    parts: [ofCertificate(shares, 'secretHash', 'level')],
  },
  {
    code: 'appeal-texts',
    fate: 'emptied',
    basis: 'purpose-over',
    parts: [ofCase(appeals, 'name', 'onBehalf', 'grounds')],
  },
  {
    code: 'data-request-words',
    fate: 'emptied',
    basis: 'purpose-over',
    parts: [part(dataRequests, 'person', 'personId', 'said')],
  },
  {
    code: 'questions',
    fate: 'deleted',
    basis: 'purpose-over',
    parts: [part(askedQuestions, 'person', 'personId', 'party', 'question', 'answer')],
  },
  {
    code: 'kept-answers',
    fate: 'emptied',
    basis: 'purpose-over',
    parts: [
      part(idempotencyKeys, 'answer', 'body', 'headers', 'body'),
      part(batchItems, 'answer', 'said', 'said'),
      part(importFiles, 'answer', 'people', 'bytes', 'findings', 'people'),
    ],
  },
  ...keptClasses,
]
