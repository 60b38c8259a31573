import { z } from 'zod'
import { asMessage } from '../http/word-issue.ts'
import { isFieldOfEducation } from '../words/fields-of-education.ts'
import { say } from './words.ts'

const notAField = asMessage(say('field'))

export const FieldOfEducation = z
  .string()
  .trim()
  .regex(/^\d{2,4}$/, { error: notAField, abort: true })
  .refine(isFieldOfEducation, notAField)
  .describe('ISCED-F 2013: two digits for a broad field, three for a narrow one, four for a detailed one')
