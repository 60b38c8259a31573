import { z } from 'zod'
import { longText, shortText } from '../../platform/http/texts.ts'
import { lettersWithin } from '../../platform/json/letters.ts'
import { PlannedOutcome } from '../agreements/planned-outcomes/schemas.ts'
import { MAX_LETTERS, MAX_OUTCOMES } from '../mobilities/extent.ts'
import type { TemplateVersion, WholeTemplate } from './template.ts'

const Text = longText(2000)
const letters = lettersWithin(MAX_LETTERS)

export const TemplateOutcome = PlannedOutcome.omit({ evidenceFrom: true, evidenceUntil: true }).meta({
  id: 'TemplateOutcome',
})

const content = {
  framework: z.string().min(1).max(60).describe('id of the framework, as GET /v1/frameworks lists it'),
  outcomes: z.array(TemplateOutcome).min(1).max(MAX_OUTCOMES),
  procedure: Text.describe('how, when and by whom the outcomes are assessed'),
  assessorRole: Text.describe('who judges, where an outcome does not say it'),
}

const labels = {
  title: shortText(200).describe('as your organisation calls it'),
  hostingOrganisationId: z.uuid().nullable().describe('for which host alone it is meant; null: for any'),
}

const outcome = {
  competence: '2.4',
  baseline: null,
  baselineFoundBy: 'The test before departure; its result is said for each learner.',
  target: 4,
  methods: ['portfolio', 'observation'],
  recognisedAs: { kind: 'module' as const, reference: 'Digital skills, module 2' },
}

export const NewTemplate = z
  .strictObject({
    ...labels,
    hostingOrganisationId: labels.hostingOrganisationId.default(null),
    ...content,
  })
  .refine(letters.fits, letters.message)
  .meta({
    id: 'NewAgreementTemplate',
    ...letters.meta,
    examples: [
      {
        title: 'Logistics, four weeks',
        framework: 'a-framework-1.0',
        outcomes: [outcome],
        procedure: 'Portfolio and observation at the workplace, judged within two weeks after return.',
        assessorRole: 'Vocational teacher of the sending school',
      },
    ],
  })

export const ChangedTemplate = z
  .strictObject({ ...labels, ...content, archived: z.boolean() })
  .partial()
  .extend({
    archived: z
      .boolean()
      .optional()
      .describe('true: nothing is drafted from it any more; false: it is again'),
  })
  .refine(letters.fits, letters.message)
  .meta({
    id: 'ChangedAgreementTemplate',
    ...letters.meta,
    examples: [{ title: 'Logistics, four weeks, spring' }],
  })

const said = { ...content, outcomes: z.array(TemplateOutcome), framework: z.string() }

export const TemplateView = z
  .object({
    id: z.uuid(),
    ...labels,
    version: z.int().describe('its newest version, which these are the terms of'),
    ...said,
    archivedAt: z.iso.datetime().nullable().describe('since when nothing is drafted from it any more'),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'AgreementTemplate' })

export const TemplateVersionView = z
  .object({
    version: z.int(),
    ...said,
    memberId: z.uuid().nullable().describe('who wrote it; null: a client that names nobody'),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'AgreementTemplateVersion' })

export function viewTemplate({ template, version }: WholeTemplate): z.infer<typeof TemplateView> {
  const { id, title, hostingOrganisationId, number, archivedAt, createdAt, updatedAt } = template
  return {
    ...{ id, title, hostingOrganisationId, version: number },
    ...version.content,
    archivedAt: archivedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  }
}

export const viewTemplateVersion = ({
  number,
  content: terms,
  memberId,
  createdAt,
}: TemplateVersion): z.infer<typeof TemplateVersionView> => ({
  version: number,
  ...terms,
  memberId,
  createdAt: createdAt.toISOString(),
})
