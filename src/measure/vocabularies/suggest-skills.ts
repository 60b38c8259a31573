import { z } from 'zod'
import { competenceOf, type Framework } from '../frameworks/framework.ts'
import { vocabularies } from './read-vocabularies.ts'
import { SuggestedSkills } from './schemas.ts'
import { matchesOf, skillsBeneath } from './vocabularies.ts'

const Suggested = z.object(SuggestedSkills)

/** What vocabularies of others have for a competence that the framework has: nothing where no address of it is known. */
export function suggestSkills(
  framework: Framework,
  competence: string,
  language: string,
): z.infer<typeof Suggested> {
  const { uris } = competenceOf(framework, competence)!.competence
  return {
    matches: matchesOf(framework, uris),
    skills: skillsBeneath(uris),
    vocabularies: vocabularies
      .filter(({ id }) => uris[id] !== undefined)
      .map(({ id, title, version, scheme, source, licence, attribution }) => ({
        ...{ id, title, version, scheme, source, licence },
        attribution: language === 'lv' ? attribution.lv : attribution.en,
      })),
  }
}
