import { mkdtempSync, rmSync } from 'node:fs'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { whereItIs } from '../../parties/organisations/at-the-machine/where-it-is.ts'
import { DEFAULT_ZONE, dayOf } from '../../platform/time-zone.ts'
import { type Api, apiClient } from './api-client.ts'
import { carryOut } from './carry-out.ts'
import { readCohort } from './input/read-cohort.ts'
import { type Participant, readMarks } from './input/read-marks.ts'
import type { Fault } from './input/read-table.ts'
import { type Measure, readMeasure } from './measure.ts'
import { type Options, readOptions, usage } from './options.ts'
import { showProgress } from './progress.ts'
import { type Service, startService } from './start-service.ts'
import { countMarkedTwice, type Ended } from './summary.ts'
import { tableOf } from './table.ts'
import { carryOutTogether } from './together/carry-out-together.ts'

const interrupted = new Promise<'interrupted'>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve('interrupted'))
})

/** 0: all is well; 1: an answer was not what it should be; 2: the input has faults; 130: interrupted. */
async function run(options: Options): Promise<number> {
  if (options.cohortSize !== null) {
    await refuseToMix(options.out)
    return runTogether(options, options.cohortSize)
  }
  for (const file of [options.cohort, options.marks]) await readFile(file)
  await refuseToMix(options.out)
  const progress = showProgress(process.stdout)
  const [service] = (await progress.stage('Service', [mailingTo(options.mailOut)], startService)) as [Service]
  try {
    tellFirstClient(service)
    const work = async () => {
      const measure = await readMeasure(apiClient(service.url))
      const participants = await readInput(options, measure)
      if (!participants) return null
      await mkdir(options.out, { recursive: true })
      return carryOut(progress, service.url, operatorOf(service), participants, measure, options)
    }
    const ended = await Promise.race([work(), service.lost, interrupted])
    if (ended === 'interrupted') return 130
    if (ended === null) return 2
    const isWell = report(ended, options.out)
    if (options.keep) await keepUp(service, ended)
    else
      console.log(
        'The addresses and QR codes of this run end with it; npm run demo -- --keep leaves the service up.',
      )
    return isWell ? 0 : 1
  } finally {
    await service.stop()
  }
}

/** What an earlier run has left does not mix with what this one makes. */
async function refuseToMix(folder: string): Promise<void> {
  const there = await readdir(folder).catch(() => [])
  if (there.length > 0)
    throw new Error(`${folder} is not empty: remove it, or name another folder with --out. Nothing was done.`)
}

/** A cohort in which what is alike is asked for once for all. */
async function runTogether({ out, mailOut }: Options, size: number): Promise<number> {
  const progress = showProgress(process.stdout)
  const mails = mailOut ?? mkdtempSync(join(tmpdir(), 'recognition-mails-'))
  const [service] = (await progress.stage(
    'Service',
    [{ ...mailingTo(mails), TRUST_PROXY: '127.0.0.1,::1' }],
    startService,
  )) as [Service]
  try {
    const work = () => carryOutTogether(progress, service.url, operatorOf(service), { size, out, mails })
    const ended = await Promise.race([work(), service.lost, interrupted])
    if (ended === 'interrupted') return 130
    const { certificates, requests, table } = ended
    console.log(`\n${table}\n`)
    console.log(
      `${certificates} of ${size} learners have a certificate: ${requests} requests by staff in all.`,
    )
    return certificates === size ? 0 : 1
  } finally {
    await service.stop()
    if (mailOut === null) rmSync(mails, { recursive: true, force: true })
  }
}

/** The settings of the service, which keeps each mail as a file where one is asked for. */
function mailingTo(folder: string | null): NodeJS.ProcessEnv {
  if (folder === null) return process.env
  return {
    ...process.env,
    MAIL_URL: pathToFileURL(resolve(folder)).href,
    MAIL_FROM: 'recognition@example.org',
  }
}

/** The two files as participants; null, with every fault told, when something in them does not fit. */
async function readInput({ cohort, marks }: Options, measure: Measure): Promise<Participant[] | null> {
  const today = dayOf(new Date(), DEFAULT_ZONE)
  const roster = await readCohort(cohort, await readFile(cohort), measure, today)
  const { participants, faults, remarks } = await readMarks(marks, await readFile(marks), measure, roster)
  for (const remark of [...roster.remarks, ...remarks]) console.log(remark)
  const all = [...roster.faults, ...faults]
  if (all.length === 0) return participants
  console.error(
    `Nothing was registered: ${all.length === 1 ? 'there is a fault' : `there are ${all.length} faults`} in the input.`,
  )
  for (const fault of all) console.error(`  ${tellFault(fault)}`)
  return null
}

function tellFault({ file, line, column, value, detail, suggestions = [] }: Fault): string {
  // Of a few choices the sentence names all already.
  const unsaid = suggestions.filter((each) => !detail.includes(each))
  const perhaps = unsaid.length > 0 ? ` (perhaps ${unsaid.join(' or ')})` : ''
  return `${file}, line ${line}, column ${column}${value ? `, "${value}"` : ''}: ${detail}${perhaps}`
}

/** In a database that stays, the first client is needed again. */
function tellFirstClient({ firstClient }: Service): void {
  if (!firstClient || !process.env.DATABASE_URL) return
  console.log(`First start. ${whereItIs(firstClient.file)}`)
}

/** Whoever runs the service: the client of its first start, or in a database that is in use the one that is named. */
function operatorOf({ url, firstClient }: Service): Api {
  if (firstClient) return apiClient(url, { clientId: firstClient.id, clientSecret: firstClient.secret })
  const { CLIENT_ID, CLIENT_SECRET } = process.env
  if (!CLIENT_ID || !CLIENT_SECRET)
    throw new Error('The database is in use already: set CLIENT_ID and CLIENT_SECRET to a client of it.')
  return apiClient(url, { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET })
}

function describe({ id, secret }: { id: string; secret: string }): string {
  return `  client_id     ${id}\n  client_secret ${secret}`
}

/** Prints the table and every answer that was not what it should be; true when there was none. */
function report(ended: Ended[], out: string): boolean {
  console.log(`\n${tableOf(ended, out)}\n`)
  const { outcomes, markedTwice } = countMarkedTwice(ended)
  console.log(
    `${markedTwice} of ${outcomes} outcomes were marked twice, by a second assessor who did not see the first marks.`,
  )
  const atDesks = ended.filter(({ participant }) => participant.host.works === 'by desk')
  const [one] = atDesks
  if (one)
    console.log(
      `${one.participant.host.name} has no client: for ${atDesks.length} learners, its people did everything at desks, by link.`,
    )
  const faults = ended.flatMap(({ participant, faults }) =>
    faults.map((fault) => `  ${participant.learner}: ${fault}`),
  )
  const certificates = ended.filter(({ certified }) => certified).length
  if (faults.length === 0) {
    console.log(`All ${certificates} certificates were checked, and every answer is what it should be.`)
  } else console.error(`Not as it should be:\n${faults.join('\n')}`)
  return faults.length === 0
}

/** Until Ctrl-C, or until the service ends by itself. */
async function keepUp({ url, firstClient, lost }: Service, ended: Ended[]): Promise<void> {
  console.log(`\nThe service stays up until Ctrl-C.\n  docs          ${url}/docs`)
  const shown = ended.find(({ certified }) => certified)?.certified
  if (shown) console.log(`  verification  ${shown.certificate.verificationUrl}`)
  if (firstClient) console.log(describe(firstClient))
  await Promise.race([interrupted, lost])
}

try {
  const options = readOptions()
  if (options) process.exitCode = await run(options)
  else console.log(usage)
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
