import { mkdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { draftAgreement, signAgreement } from './agree.ts'
import { apiClient } from './api-client.ts'
import { markOutcomes } from './assess.ts'
import { issueCertificate, revokeCertificate } from './certify.ts'
import { checkCase, checkCertificate } from './check.ts'
import { submitEvidence } from './document.ts'
import { claimOutcomes } from './identify.ts'
import { type Measure, readMeasure } from './measure.ts'
import { showProgress } from './progress.ts'
import { readCohort } from './read-cohort.ts'
import { type Participant, readMarks } from './read-marks.ts'
import { hostsOf, registerMobility, registerParty, sendingOf } from './register.ts'
import { type Service, startService } from './start-service.ts'
import { type Ended, readDecisions, tableOf, writeSummary } from './summary.ts'
import { decideOutcomes } from './validate.ts'

const usage = `npm run demo -- [--cohort FILE] [--marks FILE] [--out DIR] [--keep]

Takes a cohort from its roster to verified certificates, as clients of the API would.

  --cohort FILE   who goes where and what is planned (default: src/demo/cohort.csv)
  --marks FILE    what each learner showed (default: src/demo/marks.csv)
  --out DIR       where the certificates go (default: demo-output)
  --keep          leave the service up until Ctrl-C

DATABASE_URL, when set, is used instead of an embedded database. Where that database is in use already, CLIENT_ID and
CLIENT_SECRET name a client that may register organisations (scope "operate").`

type Options = { cohort: string; marks: string; out: string; keep: boolean }

const progress = showProgress(process.stdout)

function readOptions(): Options | null {
  const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))
  const { values } = parseArgs({
    options: {
      cohort: { type: 'string', default: here('cohort.csv') },
      marks: { type: 'string', default: here('marks.csv') },
      out: { type: 'string', default: 'demo-output' },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  return values.help ? null : values
}

/** The two files as participants; null, with every fault told, when something in them does not fit. */
async function readInput({ cohort, marks }: Options, measure: Measure): Promise<Participant[] | null> {
  const today = new Date().toISOString().slice(0, 10)
  const roster = readCohort(cohort, await readFile(cohort), measure, today)
  const { participants, faults } = readMarks(marks, await readFile(marks), measure, roster)
  const all = [...roster.faults, ...faults]
  if (all.length === 0) return participants
  console.error(
    `Nothing was registered: ${all.length === 1 ? 'there is a fault' : `there are ${all.length} faults`} in the input.`,
  )
  for (const { file, line, column, detail } of all)
    console.error(`  ${file}, line ${line}, column ${column}: ${detail}`)
  return null
}

function operatorOf({ url, firstClient }: Service) {
  const { CLIENT_ID, CLIENT_SECRET } = process.env
  const client = firstClient ?? (CLIENT_ID && CLIENT_SECRET ? { id: CLIENT_ID, secret: CLIENT_SECRET } : null)
  if (!client)
    throw new Error('The database is in use already: set CLIENT_ID and CLIENT_SECRET to a client of it.')
  return apiClient(url, { clientId: client.id, clientSecret: client.secret })
}

/** From roster to checked certificates. Every stage is done for the whole cohort before the next begins. */
async function carryOut(
  service: Service,
  participants: Participant[],
  measure: Measure,
  out: string,
): Promise<Ended[]> {
  const { stage } = progress
  const { url } = service
  const operator = operatorOf(service)
  const anyone = apiClient(url)

  const organisations = [sendingOf(participants), ...hostsOf(participants)]
  const [school, ...hosts] = await stage('Organisations and members', organisations, (one) =>
    registerParty(url, operator, one),
  )
  if (!school) return []
  const registered = await stage('Learners and mobilities', participants, (one) =>
    registerMobility(one, school, hosts),
  )
  await stage('Learning agreements', registered, (one) => draftAgreement(one, school))
  await stage('Signatures', registered, (one) => signAgreement(one, school, anyone))

  const cases = await stage('Identification', registered, (one) => claimOutcomes(one, school))
  await stage('Documentation', cases, (one) => submitEvidence(one, school, anyone, measure))
  await stage('Assessment', cases, (one) => markOutcomes(one, school))
  const decided = await stage('Validation', cases, (one) => decideOutcomes(one, school))

  const successful = decided.filter((one) => !one.refused)
  const certified = await stage('Certificates', successful, (one) => issueCertificate(one, school, out))
  const revoked = certified.filter((one) => one.revoke)
  await stage('Revocations', revoked, (one) => revokeCertificate(one, school))

  const ended = await stage('Checks', decided, async (one) => {
    const mine = certified.find(({ learner }) => learner === one.learner) ?? null
    const faults = await checkCase(one, school, measure.levels)
    if (mine) faults.push(...(await checkCertificate(mine, anyone, out, measure.levels)))
    return { one, decisions: await readDecisions(one, school), certified: mine, faults }
  })
  await writeSummary(out, ended, school, anyone)
  return ended
}

/** Prints the table and every answer that was not what it should be; true when there was none. */
function report(ended: Ended[], out: string): boolean {
  console.log(`\n${tableOf(ended, out)}\n`)
  const faults = ended.flatMap(({ one, faults }) => faults.map((fault) => `  ${one.learner}: ${fault}`))
  const certificates = ended.filter((one) => one.certified).length
  if (faults.length === 0) {
    console.log(`All ${certificates} certificates were checked, and every answer is what it should be.`)
  } else console.error(`Not as it should be:\n${faults.join('\n')}`)
  return faults.length === 0
}

async function keepUp({ url, firstClient }: Service, ended: Ended[]): Promise<void> {
  console.log(`\nThe service stays up until Ctrl-C.\n  docs          ${url}/docs`)
  const shown = ended.find((one) => one.certified)?.certified
  if (shown) console.log(`  verification  ${shown.certificate.verificationUrl}`)
  if (firstClient) console.log(`  client_id     ${firstClient.id}\n  client_secret ${firstClient.secret}`)
  await interrupted
}

const interrupted = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
})

/** 0: all well; 1: an answer was not what it should be, or something failed; 2: the input has faults. */
async function run(options: Options): Promise<number> {
  for (const file of [options.cohort, options.marks]) await readFile(file)
  const [service] = await progress.stage('Service', [process.env], startService)
  const stopEarly = interrupted.then(() => 130)
  const work = async () => {
    const measure = await readMeasure(apiClient(service!.url))
    const participants = await readInput(options, measure)
    if (!participants) return 2
    await mkdir(options.out, { recursive: true })
    const ended = await carryOut(service!, participants, measure, options.out)
    const isWell = report(ended, options.out)
    if (options.keep) await keepUp(service!, ended)
    return isWell ? 0 : 1
  }
  try {
    return await Promise.race([work(), stopEarly])
  } finally {
    await service!.stop()
  }
}

try {
  const options = readOptions()
  if (options) process.exitCode = await run(options)
  else console.log(usage)
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
