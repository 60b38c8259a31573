import { z } from 'zod'
import { Code } from '../../measure/frameworks/code.ts'
import { longText, shortText } from '../../platform/http/texts.ts'
import { lettersWithin } from '../../platform/json/letters.ts'
import { MAX_OUTCOMES } from '../mobilities/extent.ts'
import type { Module } from './module.ts'
import { leftToChoose, type suggestionOf } from './suggestion.ts'

/** A list has so many modules at most. */
export const MAX_MODULES = 300

/** And so many letters. */
const letters = lettersWithin(600_000)

export const ModuleCode = shortText(100).describe(
  'as the programme has it; one module of your organisation has it',
)

const fields = {
  title: z.strictObject({ lv: shortText(300), en: shortText(300) }),
  outcomes: z
    .array(z.strictObject({ lv: longText(1000), en: longText(1000) }))
    .max(MAX_OUTCOMES)
    .describe('what whoever has done it knows and can do, in the words of the programme'),
  hours: z.int().min(1).max(10_000).nullable().describe('of the programme; null: not said'),
  framework: z.string().min(1).max(60).describe('id of the framework, as GET /v1/frameworks lists it'),
  competences: z
    .array(Code)
    .max(MAX_OUTCOMES)
    .describe('codes of the competences of that framework that it is about'),
}

const ListedModule = z
  .strictObject({
    code: ModuleCode,
    ...fields,
    outcomes: fields.outcomes.default([]),
    hours: fields.hours.default(null),
  })
  .meta({ id: 'ListedModule' })

export const ModuleList = z
  .strictObject({
    modules: z
      .array(ListedModule)
      .max(MAX_MODULES)
      .describe('all of them: what is kept and does not stand here is withdrawn'),
  })
  .refine(letters.fits, letters.message)
  .meta({
    id: 'ModuleList',
    ...letters.meta,
    examples: [
      {
        modules: [
          {
            code: 'DP-2',
            title: { lv: 'Darbs ar datoru', en: 'Work with a computer' },
            outcomes: [{ lv: 'Sagatavo tabulas.', en: 'Prepares tables.' }],
            hours: 36,
            framework: 'a-framework-1.0',
            competences: ['2.4'],
          },
        ],
      },
    ],
  })

const count = z.int().min(0)

export const RecordedModules = z
  .object({
    added: count,
    changed: count.describe('with those that had been withdrawn and are on the list again'),
    withdrawn: count,
    unchanged: count,
  })
  .meta({ id: 'RecordedModules' })

export const ModuleView = z
  .object({
    id: z.uuid(),
    code: z.string(),
    ...fields,
    withdrawnAt: z.iso.datetime().nullable().describe('since when it is on your list no more'),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Module' })

export const viewModule = ({
  withdrawnAt,
  createdAt,
  updatedAt,
  ...module
}: Module): z.infer<typeof ModuleView> => ({
  ...module,
  withdrawnAt: withdrawnAt?.toISOString() ?? null,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
})

export const ModuleSuggestion = z
  .object({
    module: ModuleView,
    framework: fields.framework,
    outcomes: z
      .array(
        z.object({
          competence: z.string(),
          target: z.null().optional().describe('there where the framework has no levels'),
          recognisedAs: z.object({ kind: z.literal('module'), moduleId: z.uuid() }),
        }),
      )
      .describe(
        "as a draft of an agreement or a template takes them, but for what stands in `toChoose`; with `target`, the framework's own criteria around it are taken where none are said",
      ),
    toChoose: z
      .array(z.enum(leftToChoose))
      .describe('what each of them still needs: no level and no method is suggested, somebody says them'),
  })
  .meta({ id: 'ModuleSuggestion' })

export const viewModuleSuggestion = (
  module: Module,
  suggestion: ReturnType<typeof suggestionOf>,
): z.infer<typeof ModuleSuggestion> => ({
  module: viewModule(module),
  framework: module.framework,
  ...suggestion,
})
