import type { Config } from '../../config.ts'
import type { Database } from '../../db/client.ts'
import { clockOf, readinessOf } from '../../db/ready.ts'
import { notSeparated } from '../../db/separation.ts'
import { assertFrameworksUnchanged } from '../../measure/frameworks/assert-unchanged.ts'
import type { FrameworkLibrary } from '../../measure/frameworks/framework.ts'
import { keySecret } from '../../platform/signing/key-secret.ts'
import { openSigner, type Signer } from '../../platform/signing/signer.ts'
import { type Finding, fault, messageOf, warning, well } from './finding.ts'

/** Seconds by which clocks may differ before tokens and links end too early or too late. */
const CLOCKS = 5

const cures = {
  migrations: 'Run npm run migrate.',
  roles: 'Run npm run migrate as the owner (MIGRATE_DATABASE_URL): a dump was put back without its roles.',
  policies: 'Run npm run migrate: rules of the database are not there.',
  grants: 'Run npm run migrate: rights in the database are not there.',
} as const

/** The database: release, roles, clock, the frameworks that it has used, and whether its keys open; the signer where they do. */
export async function lookAtDatabase(
  db: Database,
  config: Config,
  frameworks: FrameworkLibrary,
): Promise<{ findings: Finding[]; signer: Signer | null }> {
  const { missing, separation } = await readinessOf(db).catch(() => ({
    missing: ['migrations'] as const,
    separation: null,
  }))
  if (missing.length > 0)
    return {
      findings: missing.map((part) =>
        fault('database', `its ${part} are not those of this release`, cures[part]),
      ),
      signer: null,
    }
  const keys = await openKeys(db, config)
  return {
    findings: [
      well('database', 'has the migrations, roles and rules of this release'),
      separation === 'separated' || !config.databaseUrl
        ? well('roles', 'the service owns no table')
        : warning('roles', notSeparated, 'Run npm run hand-over, as docs/operate.md says.'),
      await clock(db),
      keys.finding,
      await unchanged(db, frameworks),
    ],
    signer: keys.signer,
  }
}

async function clock(db: Database): Promise<Finding> {
  const before = Date.now()
  const at = await clockOf(db)
  const between = (before + Date.now()) / 2
  const off = Math.abs(at.getTime() - between) / 1000
  const says = `differs from the database's by ${off.toFixed(1)} s`
  return off > CLOCKS
    ? fault('clock', says, 'Let both machines keep time (NTP): tokens and links count by it.')
    : well('clock', says)
}

async function openKeys(db: Database, config: Config): Promise<{ finding: Finding; signer: Signer | null }> {
  try {
    const signer = await openSigner(db, keySecret(config.keySecret, config.dataDir))
    await signer.refresh()
    return { finding: well('keys', 'open with this key secret'), signer }
  } catch (error) {
    return {
      finding: fault(
        'keys',
        messageOf(error),
        'Set the KEY_SECRET, or bring back the key-secret, they were made with.',
      ),
      signer: null,
    }
  }
}

async function unchanged(db: Database, frameworks: FrameworkLibrary): Promise<Finding> {
  try {
    await assertFrameworksUnchanged(db.owner, frameworks)
    return well('frameworks', `${frameworks.size} are there, and none that is in use has changed`)
  } catch (error) {
    return fault('frameworks', messageOf(error), 'Put the files back, or make the change a new version.')
  }
}
