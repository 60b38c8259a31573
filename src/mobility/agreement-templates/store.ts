import { and, eq, getTableColumns, inArray, isNull, or, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { numberedUpTo, page } from '../../db/keyset.ts'
import {
  agreementTemplates,
  agreementTemplateVersions,
} from '../../db/schema/mobility/agreement-templates.ts'
import { notFound } from '../../errors.ts'
import type { Keyset, Seen } from '../../platform/http/pages.ts'
import type { Template, TemplateVersion, WholeTemplate } from './template.ts'

export async function insertTemplate(
  tx: Tx,
  values: typeof agreementTemplates.$inferInsert,
): Promise<Template> {
  const [row] = await tx.insert(agreementTemplates).values(values).returning()
  return row!
}

export async function insertTemplateVersion(
  tx: Tx,
  values: typeof agreementTemplateVersions.$inferInsert,
): Promise<TemplateVersion> {
  const [row] = await tx.insert(agreementTemplateVersions).values(values).returning()
  return row!
}

/** Changes a template that is held. */
export async function updateTemplate(
  tx: Tx,
  id: string,
  changes: Partial<Template>,
  now: Date,
): Promise<Template> {
  const [row] = await tx
    .update(agreementTemplates)
    .set({ ...changes, version: sql`${agreementTemplates.version} + 1`, updatedAt: now })
    .where(eq(agreementTemplates.id, id))
    .returning()
  return row!
}

const newest = and(
  eq(agreementTemplateVersions.templateId, agreementTemplates.id),
  eq(agreementTemplateVersions.number, agreementTemplates.number),
)

const whole = {
  template: getTableColumns(agreementTemplates),
  version: getTableColumns(agreementTemplateVersions),
}

/** A template with its newest version. */
export async function getTemplate(tx: Tx, id: string): Promise<WholeTemplate> {
  const [row] = await tx
    .select(whole)
    .from(agreementTemplates)
    .innerJoin(agreementTemplateVersions, newest)
    .where(eq(agreementTemplates.id, id))
  if (!row) throw notFound('agreement-template')
  return row
}

/** The same, held until the transaction ends. */
export async function lockTemplate(tx: Tx, id: string): Promise<WholeTemplate> {
  const [held] = await tx
    .select({ id: agreementTemplates.id })
    .from(agreementTemplates)
    .where(eq(agreementTemplates.id, id))
    .for('update')
  if (!held) throw notFound('agreement-template')
  return getTemplate(tx, id)
}

/** A template with the version that is asked for, or its newest one; nothing where there is none. */
export async function findTemplate(
  tx: Tx,
  { id, version }: { id: string; version?: number | undefined },
): Promise<WholeTemplate | undefined> {
  const asked =
    version === undefined
      ? newest
      : and(
          eq(agreementTemplateVersions.templateId, agreementTemplates.id),
          eq(agreementTemplateVersions.number, version),
        )
  const [row] = await tx
    .select(whole)
    .from(agreementTemplates)
    .innerJoin(agreementTemplateVersions, asked)
    .where(eq(agreementTemplates.id, id))
  return row
}

/** Templates of an organisation by what a table calls them, their ids, or titles of those in use. */
export async function findTemplatesCalled(
  tx: Tx,
  organisationId: string,
  names: readonly string[],
): Promise<Pick<Template, 'id' | 'title'>[]> {
  if (names.length === 0) return []
  const called = names.map((name) => name.toLowerCase())
  return tx
    .select({ id: agreementTemplates.id, title: agreementTemplates.title })
    .from(agreementTemplates)
    .where(
      and(
        eq(agreementTemplates.organisationId, organisationId),
        or(
          inArray(sql`${agreementTemplates.id}::text`, called),
          and(
            inArray(sql`lower(${agreementTemplates.title})`, called),
            isNull(agreementTemplates.archivedAt),
          ),
        ),
      ),
    )
}

/** So many titles are held against one that is misspelt. */
const MAX_TITLES = 500

/** What the templates of an organisation are called that are in use. */
export async function listTitles(tx: Tx, organisationId: string): Promise<string[]> {
  const found = await tx
    .select({ title: agreementTemplates.title })
    .from(agreementTemplates)
    .where(and(eq(agreementTemplates.organisationId, organisationId), isNull(agreementTemplates.archivedAt)))
    .orderBy(agreementTemplates.title)
    .limit(MAX_TITLES)
  return found.map(({ title }) => title)
}

export async function listTemplates(
  tx: Tx,
  organisationId: string,
  keyset: Keyset,
): Promise<(WholeTemplate & Pick<Template, 'id' | 'updatedAt' | 'changedIn'> & Seen)[]> {
  const { where, orderBy, limit } = page(keyset, agreementTemplates)
  const rows = await tx
    .select({ ...whole, upTo: numberedUpTo(keyset) })
    .from(agreementTemplates)
    .innerJoin(agreementTemplateVersions, newest)
    .where(and(eq(agreementTemplates.organisationId, organisationId), where))
    .orderBy(...orderBy)
    .limit(limit)
  return rows.map((row) => {
    const { id, updatedAt, changedIn } = row.template
    return { ...row, id, updatedAt, changedIn }
  })
}

/** The versions of a template, oldest first. */
export async function listTemplateVersions(
  tx: Tx,
  templateId: string,
  keyset: Keyset,
): Promise<TemplateVersion[]> {
  const { id, createdAt: updatedAt } = agreementTemplateVersions
  const { where, orderBy, limit } = page(keyset, { id, updatedAt })
  return tx
    .select()
    .from(agreementTemplateVersions)
    .where(and(eq(agreementTemplateVersions.templateId, templateId), where))
    .orderBy(...orderBy)
    .limit(limit)
}
