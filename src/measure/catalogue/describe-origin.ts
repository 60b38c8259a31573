import { z } from 'zod'
import type { Framework } from '../frameworks/framework.ts'

/** What the publisher of a framework that came in as a CASE package says of it. */
export const PublisherSays = z
  .object({
    identifier: z.string(),
    uri: z.string().nullable().describe('the official address of the whole'),
    adoptionStatus: z
      .string()
      .nullable()
      .describe('in the words of the publisher, such as Adopted or Deprecated'),
    validFrom: z.string().nullable(),
    validUntil: z.string().nullable().describe('the last day; null: no end is said'),
    subjects: z.array(z.string()),
    educationLevels: z.array(z.string()).describe('of any of its items'),
    rubrics: z.int().describe('how many; CASE serves them'),
  })
  .meta({ id: 'FrameworkOrigin' })

/** Undefined where the framework did not come in as a package. */
export function originOf(framework: Framework): z.infer<typeof PublisherSays> | undefined {
  if (!framework.case) return undefined
  const { CFDocument, CFItems, CFRubrics } = framework.case.package
  return {
    identifier: CFDocument.identifier,
    uri: CFDocument.uri ?? null,
    adoptionStatus: CFDocument.adoptionStatus ?? null,
    validFrom: CFDocument.statusStartDate ?? null,
    validUntil: CFDocument.statusEndDate ?? null,
    subjects: CFDocument.subject ?? [],
    educationLevels: [...new Set(CFItems.flatMap(({ educationLevel }) => educationLevel ?? []))],
    rubrics: CFRubrics.length,
  }
}

/** The education levels that the publisher gives a competence; nothing where none is said. */
export function educationLevelsOf(framework: Framework, competence: string): { educationLevels?: string[] } {
  const identifier = framework.case?.items.competence?.[competence]
  const item = framework.case?.package.CFItems.find((each) => each.identifier === identifier)
  return item?.educationLevel ? { educationLevels: item.educationLevel } : {}
}
