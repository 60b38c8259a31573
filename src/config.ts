import { z } from 'zod'
import { type Pooler, poolers } from './db/connection/pooler.ts'
import { CannotStart } from './errors.ts'
import { type ProviderSettings, signInAlgorithms } from './platform/auth/identity-provider.ts'
import { shortText, textInAnyScript } from './platform/http/texts.ts'
import { proxies, type TrustedProxies, trustOf } from './platform/limits/trusted-proxies.ts'
import { type MailConfig, mailFaults, mailFields, mailIn } from './platform/mail/mail-settings.ts'
import { CountryCode } from './platform/vocabularies/country.ts'

const flag = z.enum(['true', 'false']).transform((value) => value === 'true')

/** Over plain HTTP only where nothing leaves the machine. */
const SecureUrl = z.url({ protocol: /^https?$/ }).refine((url) => {
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}, 'has to begin with https://')

const List = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
)

/** Every setting the service reads from its environment; `.env.example` lists the same ones. */
export const Environment = z.object({
  HOST: z.string().min(1).default('127.0.0.1').describe('address to listen on'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000).describe('port to listen on'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional()
    .describe('address that certificates print and tokens name; http://localhost:PORT when unset'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('PostgreSQL 15 or newer; an embedded database under DATA_DIR when unset'),
  MIGRATE_DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('the same database as another user, whom migrations alone use; DATABASE_URL when unset'),
  PUBLIC_DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe(
      'the same database as a user with the rights of strangers alone, whom their look-ups use; DATABASE_URL when unset',
    ),
  DATABASE_POOLER: z
    .enum(poolers)
    .optional()
    .describe(
      'what stands before PostgreSQL: "transaction" for PgBouncer and the like in transaction mode, "none"; found out at the start when unset',
    ),
  DATABASE_POOL: z.coerce.number().int().min(1).max(200).default(10).describe('connections of one process'),
  DATA_DIR: z.string().min(1).default('./data').describe('embedded database, evidence files, key secret'),
  FIRST_ORGANISATION_NAME: textInAnyScript(200)
    .default('My organisation')
    .describe('what the first start calls the organisation that it makes'),
  FIRST_ORGANISATION_COUNTRY: CountryCode.default('LV').describe('its country, ISO 3166-1 alpha-2'),
  FIRST_ADMIN: shortText(200)
    .nullable()
    .default(null)
    .describe('who administers it, entered with the first start; nobody when unset'),
  KEY_SECRET: z
    .string()
    .min(32)
    .optional()
    .describe('encrypts private keys in the database; kept in DATA_DIR when unset'),
  FRAMEWORKS_DIR: z
    .string()
    .min(1)
    .optional()
    .describe('folders with frameworks of your own beside the built-in ones, separated like those of PATH'),
  ESEAL_FILE: z
    .string()
    .min(1)
    .optional()
    .describe(
      'PEM with the private key and certificates of an e-seal for PDFs and European Digital Credentials',
    ),
  ESEAL_PASSWORD: z.string().min(1).optional().describe('opens the private key in ESEAL_FILE'),
  ESEAL_ORGANISATION: z.uuid().optional().describe('id of the organisation whose e-seal ESEAL_FILE is'),
  CLAMD_URL: z
    .url({ protocol: /^tcp$/ })
    .optional()
    .describe('ClamAV daemon, tcp://host:3310, that evidence waits for; files are not scanned when unset'),
  HEIC_DECODER: z
    .string()
    .min(1)
    .optional()
    .describe('program that makes a JPEG of a HEIC, called with both paths; pictures stay HEIC when unset'),
  FILM_DECODER: z
    .string()
    .min(1)
    .optional()
    .describe(
      'ffmpeg, or what takes its arguments: makes the first picture of a film; films have none when unset',
    ),
  OIDC_ISSUER: SecureUrl.optional().describe(
    'OpenID provider with whom members sign in themselves, as its tokens name it (`iss`)',
  ),
  OIDC_AUDIENCE: List.optional().describe('whom its tokens have to be for (`aud`); several with commas'),
  OIDC_JWKS_URL: SecureUrl.optional().describe(
    'where it publishes its keys: `jwks_uri` of its discovery document',
  ),
  OIDC_ALGORITHMS: List.pipe(z.array(z.enum(signInAlgorithms)))
    .default(['RS256'])
    .describe('what it may sign with; several with commas'),
  OIDC_SIGN_IN_URL: SecureUrl.optional().describe(
    'where people begin to sign in; desks of organisations that require it lead there, and nowhere else',
  ),
  ...mailFields,
  EUDI_EXPERIMENTAL: flag
    .default(false)
    .describe('true offers certificates to EUDI wallets (OpenID4VCI, SD-JWT VC), which is experimental'),
  WEBHOOKS_TO_LOOPBACK: flag
    .default(false)
    .describe(
      'true lets webhooks go to this machine itself, also over plain HTTP: for tests and closed networks',
    ),
  RUN_JOBS: flag.default(true).describe('false where npm run worker runs the jobs'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('pino level'),
  TRUST_PROXY: proxies
    .default(0)
    .describe(
      'how many reverse proxies stand before the service, or their networks (10.0.0.0/8, ::1); their X-Forwarded-For is read from the right',
    ),
  CLIENT_REQUESTS: z.coerce
    .number()
    .int()
    .min(0)
    .max(1_000_000)
    .default(6000)
    .describe('requests a minute of one client; 0 sets no limit'),
  COUNT_REQUESTS_IN: z
    .enum(['process', 'database'])
    .default('process')
    .describe(
      'where requests are counted against limits: by each process for itself, or in the database for all together',
    ),
})

export type Config = {
  host: string
  port: number
  publicUrl: string
  databaseUrl: string | null
  migrateDatabaseUrl: string | null
  publicDatabaseUrl: string | null
  databasePool: number
  /** Null where it is to be found out. */
  databasePooler: Pooler | null
  dataDir: string
  /** What the first start calls the organisation that it makes, where it is, and who administers it; null: nobody is entered. */
  first: { name: string; country: string; admin: string | null }
  keySecret: string | null
  frameworksDir: string | null
  eseal: { file: string; password: string | null; organisationId: string } | null
  clamdUrl: string | null
  heicDecoder: string | null
  filmDecoder: string | null
  identityProvider: ProviderSettings | null
  signInUrl: string | null
  /** Null where no mail is sent. */
  mail: MailConfig | null
  eudiExperimental: boolean
  webhooksToLoopback: boolean
  runJobs: boolean
  logLevel: string
  /** Which of the addresses on the way, from the nearest on, are proxies': by their number or networks; false for none. */
  trustProxy: TrustedProxies
  clientRequests: number
  countRequestsIn: 'process' | 'database'
}

/** Reads the environment; throws one `CannotStart` that names every fault. */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(given)
  const sealed = Boolean(given.ESEAL_FILE) === Boolean(given.ESEAL_ORGANISATION)
  const known = new Set([given.OIDC_ISSUER, given.OIDC_AUDIENCE, given.OIDC_JWKS_URL].map(Boolean)).size === 1
  const together = [
    ...(known ? [] : ['  OIDC_ISSUER, OIDC_AUDIENCE and OIDC_JWKS_URL: all or none']),
    ...(sealed ? [] : ['  ESEAL_FILE and ESEAL_ORGANISATION: both or neither']),
    ...mailFaults(given),
  ]
  if (!parsed.success || together.length > 0) {
    const faults = [
      ...(parsed.error?.issues ?? []).map((issue) => `  ${issue.path.join('.')}: ${issue.message}`),
      ...together,
    ]
    throw new CannotStart(`The environment is not usable:\n${faults.join('\n')}`)
  }
  const e = parsed.data
  return {
    host: e.HOST,
    port: e.PORT,
    publicUrl: e.PUBLIC_URL ?? `http://localhost:${e.PORT}`,
    ...databaseIn(e),
    dataDir: e.DATA_DIR,
    first: {
      name: e.FIRST_ORGANISATION_NAME,
      country: e.FIRST_ORGANISATION_COUNTRY,
      admin: e.FIRST_ADMIN,
    },
    keySecret: e.KEY_SECRET ?? null,
    frameworksDir: e.FRAMEWORKS_DIR ?? null,
    eseal:
      e.ESEAL_FILE && e.ESEAL_ORGANISATION
        ? { file: e.ESEAL_FILE, password: e.ESEAL_PASSWORD ?? null, organisationId: e.ESEAL_ORGANISATION }
        : null,
    clamdUrl: e.CLAMD_URL ?? null,
    heicDecoder: e.HEIC_DECODER ?? null,
    filmDecoder: e.FILM_DECODER ?? null,
    identityProvider: providerIn(e),
    signInUrl: e.OIDC_SIGN_IN_URL ?? null,
    mail: mailIn(e),
    eudiExperimental: e.EUDI_EXPERIMENTAL,
    webhooksToLoopback: e.WEBHOOKS_TO_LOOPBACK,
    runJobs: e.RUN_JOBS,
    logLevel: e.LOG_LEVEL,
    trustProxy: trustOf(e.TRUST_PROXY),
    clientRequests: e.CLIENT_REQUESTS,
    countRequestsIn: e.COUNT_REQUESTS_IN,
  }
}

function databaseIn(e: z.infer<typeof Environment>) {
  return {
    databaseUrl: e.DATABASE_URL ?? null,
    migrateDatabaseUrl: e.MIGRATE_DATABASE_URL ?? null,
    publicDatabaseUrl: e.PUBLIC_DATABASE_URL ?? null,
    databasePool: e.DATABASE_POOL,
    databasePooler: e.DATABASE_POOLER ?? null,
  }
}

function providerIn(e: z.infer<typeof Environment>): ProviderSettings | null {
  const { OIDC_ISSUER: issuer, OIDC_AUDIENCE: audiences, OIDC_JWKS_URL: jwksUrl } = e
  return issuer && audiences && jwksUrl ? { issuer, audiences, jwksUrl, algorithms: e.OIDC_ALGORITHMS } : null
}
