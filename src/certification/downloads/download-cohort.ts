import { Readable } from 'node:stream'
import { type Context, read } from '../../context.ts'
import { keepReading } from '../../custody/ledger/readings-store.ts'
import { notFound } from '../../errors.ts'
import { todayFor } from '../../platform/auth/access.ts'
import type { ZipEntry } from '../../platform/zip/zip.ts'
import type { CertificateSnapshot, IssuerLogo } from '../certificates/snapshot.ts'
import { logoOf } from '../documents/draw-paper.ts'
import * as store from './store.ts'

export type CohortForm = 'pdf' | 'jwt' | 'ob3.json'
export type Naming = 'number' | 'person'

/** So many certificates at a time are in memory, however large the cohort. */
const AT_A_TIME = 20

/**
 * The documents of many certificates, one after another, as they were issued: those named, all of which must be there, or
 * all of a project that are valid. Refuses before the first when there is none.
 */
export async function downloadCohort(
  ctx: Context,
  cohort: store.Together,
  form: CohortForm,
  naming: Naming,
): Promise<{ today: string; entries: AsyncGenerator<ZipEntry> }> {
  const today = await expectWhole(ctx, cohort)
  return { today, entries: entries(ctx, cohort, form, naming) }
}

/** The certificates of a cohort, chosen in the same way, drawn one after another into one PDF. */
export async function printCohort(
  ctx: Context,
  cohort: store.Together,
): Promise<{ today: string; stream: Readable }> {
  const today = await expectWhole(ctx, cohort)
  // Few print in the process that serves, and fonts are large.
  const { drawCohort } = await import('../documents/pdf/draw-cohort.ts')
  const stream = Readable.from(drawCohort(shown(ctx, cohort), ctx.now()), { objectMode: false })
  return { today, stream }
}

/** Refuses what is not all there; returns the day of whoever asks. */
async function expectWhole(ctx: Context, cohort: store.Together): Promise<string> {
  return read(ctx, async (tx, actor) => {
    const found = await store.countCohort(tx, actor, cohort)
    if (found === 0 || ('ids' in cohort && found < new Set(cohort.ids).size)) throw notFound('certificate')
    return todayFor(actor, ctx.now())
  })
}

type Shown = { snapshot: CertificateSnapshot; logo: IssuerLogo | null }

async function* shown(ctx: Context, cohort: store.Together): AsyncGenerator<Shown> {
  const logos = new Map<string, IssuerLogo | null>()
  for (let after: string | null = null; ; ) {
    const rows: store.CohortSnapshot[] = await read(ctx, async (tx, actor) => {
      const found = await store.listCohortSnapshots(tx, actor, cohort, after, AT_A_TIME)
      await keepReading(tx, actor, found, ctx.now())
      return found
    })
    for (const row of rows) {
      const snapshot = JSON.parse(row.snapshot) as CertificateSnapshot
      const name = `${snapshot.issuer.id} ${snapshot.issuer.logo}`
      const logo = logos.has(name) ? logos.get(name)! : await logoOf(ctx, snapshot)
      logos.set(name, logo)
      yield { snapshot, logo }
    }
    if (rows.length < AT_A_TIME) return
    after = rows.at(-1)!.id
  }
}

async function* entries(ctx: Context, cohort: store.Together, form: CohortForm, naming: Naming) {
  for (let after: string | null = null; ; ) {
    const rows: store.CohortFile[] = await read(ctx, async (tx, actor) => {
      const found = await store.listCohortFiles(tx, actor, cohort, form, after, AT_A_TIME)
      await keepReading(tx, actor, found, ctx.now())
      return found
    })
    for (const { number, snapshot, issuedAt, bytes } of rows) {
      const at = issuedAt ?? ctx.now()
      yield { name: `${entryName(number, snapshot, naming)}.${form}`, bytes, at }
    }
    if (rows.length < AT_A_TIME) return
    after = rows.at(-1)!.id
  }
}

/** A file name says whose certificate it is only when asked to: names stay in download folders and mail programs. */
export function entryName(number: string, snapshot: string, naming: Naming): string {
  if (naming === 'number') return number
  const { learner } = JSON.parse(snapshot) as CertificateSnapshot
  const person = `${learner.familyName} ${learner.givenName}`.replace(/[^\p{L}\p{M}\p{N} '.-]/gu, '_').trim()
  return `${person} ${number}`
}
