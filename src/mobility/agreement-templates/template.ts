import { isDeepStrictEqual } from 'node:util'
import type {
  agreementTemplates,
  agreementTemplateVersions,
  TemplateContent,
} from '../../db/schema/mobility/agreement-templates.ts'
import type { Fault } from '../../errors.ts'
import type { Framework } from '../../measure/frameworks/framework.ts'
import { outcomeFaults } from '../agreements/planned-outcomes/planned-outcome.ts'

export type Template = typeof agreementTemplates.$inferSelect
export type TemplateVersion = typeof agreementTemplateVersions.$inferSelect

/** A template with one of its versions. */
export type WholeTemplate = { template: Template; version: TemplateVersion }

/** What makes a template unfit to be agreed with anyone; what depends on the mobility is looked at when it is drafted. */
export const templateFaults = (framework: Framework, { outcomes }: TemplateContent): Fault[] =>
  outcomeFaults(framework, outcomes)

/** Whether two versions of a template say the same; what is left out in one of them is no difference. */
export const saysTheSame = (content: TemplateContent, other: TemplateContent): boolean =>
  isDeepStrictEqual(JSON.parse(JSON.stringify(content)), JSON.parse(JSON.stringify(other)))
