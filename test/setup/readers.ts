import type { SubmissionReaders } from '../../src/verification/submissions/in-threads.ts'
import { attachedTexts, savedAgainFrom } from '../../src/verification/submissions/read-paper.ts'
import { textsSeen } from '../../src/verification/submissions/read-pictures.ts'
import { unpack } from '../../src/verification/submissions/unpack.ts'

/** The readers themselves, in the thread of the test. */
export const readers: SubmissionReaders = { attachedTexts, savedAgainFrom, textsSeen, unpack }
