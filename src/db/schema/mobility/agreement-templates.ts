import { index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { edits, id, moment, synchronised } from '../columns.ts'
import { members, organisations } from '../parties/organisations.ts'
import { protect } from '../protect.ts'
import { add, appendOnly, edit, ownRows, stamped } from '../protections.ts'
import type { AgreedTask, BaselineFinding, Criterion } from './agreements.ts'
import type { AgreedRecognition } from './recognised-as.ts'

const owner = () =>
  uuid()
    .notNull()
    .references(() => organisations.id)

/** An outcome as it is planned for many; whose it is, and when, is said when it is agreed for somebody. */
export type OutcomeOfTemplate = {
  competence: string
  baseline: number | null
  baselineFound?: BaselineFinding | undefined
  baselineFoundBy: string
  target: number | null
  partial: boolean
  justification: string | null
  /** Left out: the framework's own around the target. */
  criteria?: Criterion[] | undefined
  tasks?: AgreedTask[] | undefined
  /** Addresses of skills. */
  skills?: string[] | undefined
  methods: string[]
  assessorRole?: string | undefined
  workloadHours: number | null
  /** Without a reference: as the module is called when it is agreed. */
  recognisedAs: Omit<AgreedRecognition, 'reference'> & { reference?: string | undefined }
}

/** What agreements that are drafted from a template have in common. */
export type TemplateContent = {
  framework: string
  outcomes: OutcomeOfTemplate[]
  procedure: string
  assessorRole: string
}

/** What a sending organisation agrees again and again; what it says stands in its versions. */
export const agreementTemplates = pgTable(
  'agreement_templates',
  {
    id: id(),
    organisationId: owner(),
    title: text().notNull(),
    /** At which host it is meant for; null: at any. */
    hostingOrganisationId: uuid().references(() => organisations.id),
    /** Its newest version. */
    number: integer().notNull(),
    /** Since when nothing is drafted from it any more. */
    archivedAt: moment(),
    ...edits(),
    ...synchronised(),
  },
  (t) => [
    index('agreement_templates_by_organisation').on(t.organisationId, t.id),
    index('agreement_templates_by_change').on(t.organisationId, t.updatedAt, t.id),
    index('agreement_templates_by_transaction').on(t.organisationId, t.changedIn, t.id),
  ],
)

protect(agreementTemplates, { rows: [ownRows], may: { dcr_app: edit }, guards: [stamped] })

/** It never changes: what was drafted from it can be held against it. */
export const agreementTemplateVersions = pgTable(
  'agreement_template_versions',
  {
    id: id(),
    templateId: uuid()
      .notNull()
      .references(() => agreementTemplates.id),
    number: integer().notNull(),
    organisationId: owner(),
    content: jsonb().$type<TemplateContent>().notNull(),
    /** Who wrote it; null: a client that names nobody. */
    memberId: uuid().references(() => members.id),
    createdAt: moment().notNull(),
  },
  (t) => [unique('agreement_template_versions_number').on(t.templateId, t.number)],
)

protect(agreementTemplateVersions, { rows: [ownRows], may: { dcr_app: add }, guards: [appendOnly] })
