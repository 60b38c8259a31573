import { z } from 'zod'
import type { LedgerEntry } from '../../act.ts'
import type { Tx } from '../../db/client.ts'
import type { Fault } from '../../errors.ts'
import type { FrameworkLibrary } from '../../measure/frameworks/framework.ts'
import { moduleActions } from './actions.ts'
import { differencesOf, type ListedModule, type Module, moduleFaults } from './module.ts'
import { MAX_MODULES, ModuleCode, ModuleList } from './schemas.ts'
import { listKept, lockModules, writeModules } from './store.ts'
import { say } from './words.ts'

const { title, outcomes, hours, framework, competences } = ModuleList.shape.modules.element.shape
const texts = z.array(outcomes.unwrap().element.shape.lv)

/** As a table has a module: what can be said of one, in columns of their own for each language. */
export const ModuleRow = z.strictObject({
  code: ModuleCode,
  titleLv: title.shape.lv,
  titleEn: title.shape.en,
  hours: hours.unwrap().unwrap().optional(),
  outcomesLv: texts.optional(),
  outcomesEn: texts.optional(),
  framework,
  competences: competences.optional(),
})
export type ModuleRow = z.infer<typeof ModuleRow>

/** What has to be done so that a module is kept as a row says. */
export type ModuleEntry =
  | { fate: 'create' | 'update' | 'unchanged'; module: ListedModule }
  | { fate: 'refused'; faults: Fault[] }

/**
 * Holds modules as rows say them against those that are kept, by their codes, as the request for the whole list does; what
 * a row leaves out stays, and what stands in none is not withdrawn. `hold`: they are to be entered in this transaction.
 */
export async function compareModules(
  tx: Tx,
  { organisationId, frameworks }: { organisationId: string; frameworks: FrameworkLibrary },
  rows: readonly ModuleRow[],
  { hold }: { hold: boolean },
): Promise<ModuleEntry[]> {
  if (hold) await lockModules(tx, organisationId)
  const codes = rows.map(({ code }) => code)
  const kept = await listKept(tx, organisationId, codes)
  const byCode = new Map(kept.map((module) => [module.code, module]))
  let inUse = kept.filter(({ withdrawnAt }) => withdrawnAt === null).length
  return rows.map((row) => {
    const before = byCode.get(row.code)
    const module = listedAs(row, before)
    const isNew = before === undefined || before.withdrawnAt !== null
    const faults = [
      ...unpaired(row),
      ...moduleFaults([module], frameworks).map(inColumn),
      ...(isNew && inUse >= MAX_MODULES
        ? [faultAt('code', say('too-many-modules', { most: MAX_MODULES }))]
        : []),
    ]
    if (faults.length > 0) return { fate: 'refused', faults }
    if (isNew) inUse += 1
    const { added, changed } = differencesOf([module], before ? [before] : [])
    return { fate: added.length > 0 ? 'create' : changed.length > 0 ? 'update' : 'unchanged', module }
  })
}

/** Keeps modules as they were compared in this transaction; the line of the ledger is whoever asked's to write. */
export async function enterModules(
  tx: Tx,
  organisationId: string,
  entries: readonly ModuleEntry[],
  now: Date,
): Promise<LedgerEntry[]> {
  const of = (fate: ModuleEntry['fate']) =>
    entries.flatMap((entry) => (entry.fate === fate && entry.fate !== 'refused' ? [entry.module] : []))
  const [added, changed] = [of('create'), of('update')]
  if (added.length + changed.length === 0) return []
  await writeModules(tx, organisationId, [...added, ...changed], now)
  const details = {
    ...{ added: added.length, changed: changed.length, withdrawn: 0 },
    unchanged: of('unchanged').length,
  }
  return [{ action: moduleActions.recordModules, subjectId: organisationId, details }]
}

function listedAs(row: ModuleRow, before: Module | undefined): ListedModule {
  const { code, titleLv: lv, titleEn: en, framework } = row
  const { outcomesLv, outcomesEn } = row
  return {
    ...{ code, title: { lv, en }, framework },
    hours: row.hours ?? before?.hours ?? null,
    outcomes:
      outcomesLv === undefined
        ? (before?.outcomes ?? [])
        : outcomesLv.map((text, index) => ({ lv: text, en: outcomesEn?.[index] ?? '' })),
    competences: row.competences ?? before?.competences ?? [],
  }
}

/** Outcomes stand in both languages, as many in each. */
const unpaired = ({ outcomesLv = [], outcomesEn = [] }: ModuleRow): Fault[] =>
  outcomesLv.length === outcomesEn.length ? [] : [faultAt('outcomesEn', say('outcomes-unpaired'))]

const faultAt = (field: string, detail: Fault['detail']): Fault => ({
  in: 'body',
  pointer: `/${field}`,
  detail,
})

/** A fault of a list of one module, by the column of a table. */
const inColumn = ({ pointer, detail }: Fault): Fault => faultAt(pointer.split('/')[3] ?? 'code', detail)
