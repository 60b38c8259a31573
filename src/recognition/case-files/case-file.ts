import type { Language } from '../../platform/words/language.ts'
import { tellAppeals } from './chapters/appeals.ts'
import { tellActs, tellCertificates } from './chapters/certificates.ts'
import { tellFront } from './chapters/front.ts'
import { tellLog } from './chapters/log.ts'
import { tellOutcomes } from './chapters/outcomes.ts'
import { tellAssessors, tellDeclarations, tellInformation, tellSecondMarkings } from './chapters/people.ts'
import { tellRegister } from './chapters/register.ts'
import { tellTimeline } from './chapters/timeline.ts'
import { tellVersions } from './chapters/versions.ts'
import type { CaseFile } from './part.ts'
import { type CaseContents, tellingOf } from './telling.ts'
import { say } from './words.ts'

/** In the order in which somebody reads who was not there: first what came of it, last what only a program needs. */
const chapters = [
  tellFront,
  tellTimeline,
  tellOutcomes,
  tellVersions,
  tellInformation,
  tellDeclarations,
  tellAssessors,
  tellSecondMarkings,
  tellAppeals,
  tellCertificates,
  tellActs,
  tellLog,
  tellRegister,
]

/** The case in words. Ids and checksums stand in its last table alone. */
export function describeCase(contents: CaseContents, language: Language): CaseFile {
  const telling = tellingOf(contents, language)
  const { recognition, sending, readAt } = contents.record
  return {
    title: `${say('title')(language)}: ${telling.learnerName}`,
    foot: `${say('title')(language)} · ${telling.learnerName}`,
    parts: chapters.flatMap((chapter) => chapter(telling)),
    language,
    id: recognition.id,
    sending: sending.name,
    at: readAt,
  }
}
