import { z } from 'zod'
import { Code } from '../../../measure/frameworks/code.ts'
import { ExternalId } from '../../../parties/organisations/schemas.ts'
import { longText, shortText } from '../../../platform/http/texts.ts'
import { MAX_OUTCOMES } from '../../mobilities/extent.ts'
import { NewMobility } from '../../mobilities/schemas.ts'
import type { NewVersionFromTemplate } from './schemas.ts'

/** As a table has a draft: it names the mobility and the template, and says by competence what is otherwise. */
export const NamedDraft = z.strictObject({
  mobility: ExternalId.optional(),
  projectCode: NewMobility.shape.projectCode.optional(),
  mobilityCode: NewMobility.shape.mobilityCode.unwrap().unwrap().optional(),
  template: shortText(200),
  version: z.int().min(1).max(10_000).optional(),
  targets: shortText(1000).optional(),
  baselines: shortText(1000).optional(),
  justification: longText(2000).optional(),
  leftOut: z.array(Code).max(MAX_OUTCOMES).optional(),
})
export type DraftRow = z.infer<typeof NamedDraft>

const level = /^(\S+?)\s*[=:]\s*(\d{1,2})$/

/** Levels by competence as a cell has them: `2.4=5, 1.1=4`; null where it is none of that. */
export function levelsInCell(cell: string): Map<string, number> | null {
  const found = cell
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => level.exec(part))
  const levels = new Map(found.flatMap((match) => (match ? [[match[1]!, Number(match[2])] as const] : [])))
  return levels.size === found.length && levels.size > 0 ? levels : null
}

type Asked = z.infer<typeof NewVersionFromTemplate>

/** What a row asks for, as the request for one draft does. */
export function draftAsked(row: DraftRow, templateId: string): Asked {
  const [targets, baselines] = [levelsInCell(row.targets ?? ''), levelsInCell(row.baselines ?? '')]
  const competences = [...new Set([...(targets?.keys() ?? []), ...(baselines?.keys() ?? [])])]
  return {
    template: { id: templateId, ...(row.version === undefined ? {} : { version: row.version }) },
    outcomes: competences.map((competence) => {
      const [target, baseline] = [targets?.get(competence), baselines?.get(competence)]
      return {
        competence,
        ...(target === undefined ? {} : { target }),
        ...(baseline === undefined ? {} : { baseline }),
        ...(row.justification === undefined ? {} : { justification: row.justification }),
      }
    }),
    leftOut: row.leftOut ?? [],
  }
}
