// Written by `npm run words` from en.json; not edited by hand.
import type { Text } from '../../../platform/words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  'see-errors': null
  'files-or-codes': null
  'files-alone': null
  'one-file-needed': null
  'too-many-files': { most: Text }
  'too-much': { megabytes: Text }
  'code-empty': null
  'code-too-long': null
  'file-empty': null
  'file-too-large': { megabytes: Text }
  'not-checked-now': null
}
