import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { documentsIn } from './certification/documents/in-threads.ts'
import { sealInFile } from './certification/documents/seal/seal-in-file.ts'
import { type Config, readConfig } from './config.ts'
import type { Services } from './context.ts'
import { numberLedger } from './custody/ledger/store.ts'
import { type Database, openDatabase, type Tx } from './db/client.ts'
import { folderOfRelease, migrate } from './db/migrate.ts'
import { assertStrangersOnly } from './db/separation.ts'
import { CannotStart } from './errors.ts'
import { importReadersIn } from './exchange/imports/reading/in-threads.ts'
import { assertFrameworksUnchanged } from './measure/frameworks/assert-unchanged.ts'
import { frameworkFolders, loadFrameworks } from './measure/frameworks/load-frameworks.ts'
import { makeFirstClient } from './parties/organisations/at-the-machine/make-first-client.ts'
import type { WithSecret } from './parties/organisations/at-the-machine/store.ts'
import { FIRST_CLIENT, whereItIs } from './parties/organisations/at-the-machine/where-it-is.ts'
import { clamd, clamdAt } from './platform/antivirus/antivirus.ts'
import { identityProviderAt, openIdentityProvider } from './platform/auth/identity-provider.ts'
import { leaveSecret } from './platform/auth/leave-secret.ts'
import { keepCondition } from './platform/auxiliaries/watch-auxiliaries.ts'
import { explainError } from './platform/logging.ts'
import { mailerAt } from './platform/mail/mail-sender.ts'
import { domainOf, type Mailer } from './platform/mail/mailer.ts'
import { postOutside } from './platform/outgoing/post-outside.ts'
import { convertHeicBy } from './platform/pictures/convert-heic.ts'
import { filmFrameBy } from './platform/pictures/film-frame.ts'
import { keySecret } from './platform/signing/key-secret.ts'
import { makeMissingKeys } from './platform/signing/keys.ts'
import { openSigner } from './platform/signing/signer.ts'
import { folderStorage } from './platform/storage/storage.ts'
import { openThreads } from './platform/threads/threads.ts'
import { caseFilesIn } from './recognition/case-files/in-threads.ts'
import { MAX_EVIDENCE_BYTES } from './recognition/documentation/evidence.ts'
import { factReaderIn } from './recognition/documentation/facts/in-threads.ts'
import { readersIn } from './verification/submissions/in-threads.ts'

export type Started = {
  services: Services
  firstClient: (WithSecret & { file: string }) | null
  close(): Promise<void>
}

/** Opens everything the service works with, the web process and the worker alike, and says where the first client's secret is. */
export async function start(config: Config, now: () => Date = () => new Date()): Promise<Started> {
  const frameworks = loadFrameworks(frameworkFolders(config.frameworksDir))
  const secret = keySecret(config.keySecret, config.dataDir)
  const db = await openDatabase({ ...config, migrationsFolder: folderOfRelease })
  try {
    const firstClient = await migrate(db, (owner) => prepare(owner, secret, config, now()))
    if (firstClient) console.log(`First start. ${whereItIs(firstClient.file)}`)
    if (config.publicDatabaseUrl) await assertStrangersOnly(db)
    await assertFrameworksUnchanged(db.owner, frameworks)
    return await assemble(config, now, { db, secret, frameworks, firstClient })
  } catch (error) {
    await db.close()
    throw error
  }
}

/**
 * Numbers what is written, and makes the keys and the first client where there are none. Its secret lies in a file before it is
 * committed: a start that does not finish leaves nothing that nobody knows, and the next one makes it anew.
 */
async function prepare(
  owner: Tx,
  secret: Uint8Array,
  config: Config,
  now: Date,
): Promise<Started['firstClient']> {
  return owner.transaction(async (tx) => {
    await numberLedger(tx)
    await makeMissingKeys(tx, secret, now)
    const made = await makeFirstClient(tx, config.first, now)
    if (!made) return null
    return { ...made, file: leaveSecret(config.dataDir, FIRST_CLIENT, made) }
  })
}

/** Reads the environment and starts. What hinders the start is said in one sentence, with exit code 1. */
export async function startFromEnvironment(): Promise<Started & { config: Config }> {
  try {
    const config = readConfig()
    return { config, ...(await start(config)) }
  } catch (error) {
    console.error(explainError(error))
    process.exit(1)
  }
}

/** One core is left to those who ask; each thread holds fonts of its own. */
const drawingThreads = Math.min(4, availableParallelism() - 1)

type Parts = {
  db: Database
  secret: Uint8Array
  frameworks: Services['frameworks']
  firstClient: Started['firstClient']
}

async function assemble(
  config: Config,
  now: () => Date,
  { db, secret, frameworks, firstClient }: Parts,
): Promise<Started> {
  const threads = openThreads(drawingThreads)
  const readers = openThreads(1, { withinMs: 15_000, waiting: 8 })
  const facts = openThreads(1, { withinMs: 10_000, waiting: 40 })
  const tables = openThreads(1, { withinMs: 60_000, waiting: 8 })
  const services: Services = {
    db,
    now,
    signer: await openSigner(db, secret),
    storage: folderStorage(join(config.dataDir, 'evidence')),
    identityProvider: config.identityProvider && openIdentityProvider(config.identityProvider),
    signInUrl: config.signInUrl,
    mail: openMailer(config),
    antivirus: config.clamdUrl ? clamd(config.clamdUrl) : null,
    frameworks,
    ...documentsIn(threads),
    ...caseFilesIn(threads),
    readers: readersIn(readers),
    ...factReaderIn(facts),
    ...importReadersIn(tables),
    convertHeic: config.heicDecoder ? convertHeicBy(config.heicDecoder, MAX_EVIDENCE_BYTES) : null,
    filmFrame: config.filmDecoder ? filmFrameBy(config.filmDecoder) : null,
    eseal: null,
    auxiliaries: [],
    outside: postOutside({ loopback: config.webhooksToLoopback }),
    publicUrl: config.publicUrl,
    eudiWallets: config.eudiExperimental,
  }
  await takeAuxiliaries(config, services)
  return {
    services,
    firstClient,
    async close() {
      services.mail?.close()
      await Promise.all([threads.close(), readers.close(), facts.close(), tables.close()])
      await db.close()
    },
  }
}

function openMailer({ mail }: Config): Mailer | null {
  if (!mail) return null
  const { dkim } = mail
  if (!dkim) return mailerAt({ ...mail, dkim: null })
  try {
    const privateKey = readFileSync(dkim.file, 'utf8')
    createPrivateKey(privateKey)
    const domainName = domainOf(mail.from)
    return mailerAt({ ...mail, dkim: { domainName, keySelector: dkim.selector, privateKey } })
  } catch {
    throw new CannotStart('MAIL_DKIM_FILE is not a PEM with a private key that can be read.')
  }
}

/** What fails beside the service is told, here and wherever people look, and nothing else waits for it. */
async function takeAuxiliaries(config: Config, services: Services): Promise<void> {
  services.auxiliaries = [
    ...(config.eseal
      ? [
          sealInFile(config.eseal, services.db, (seal) => {
            services.eseal = seal
          }),
        ]
      : []),
    ...(config.clamdUrl ? [clamdAt(config.clamdUrl)] : []),
    ...(config.identityProvider ? [identityProviderAt(config.identityProvider.jwksUrl)] : []),
  ]
  await Promise.all(
    services.auxiliaries.map(async (auxiliary) => {
      const { fault, detail } = await keepCondition(services, auxiliary).catch((error) => ({
        fault: 'unknown',
        detail: explainError(error),
      }))
      if (fault) console.error(`The ${auxiliary.name} is degraded (${fault}): ${detail}`)
    }),
  )
}
