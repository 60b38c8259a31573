import { spawn } from 'node:child_process'
import { shippedPackages } from './shipped-packages.ts'

/**
 * Looks at what is shipped with the service: whether every package may be passed on, and whether a weakness of one is
 * known. A registry that does not answer is said, and is no failure.
 */

/** May be passed on with the service, by their names in the list of SPDX. */
const allowed = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  // Unchanged, as we ship it: its files name their licence and where their source is.
  'MPL-2.0',
  'OFL-1.1',
  'Unlicense',
  'W3C-20150513',
  'Zlib',
])

/** So long npm may take to ask the registry. */
const PATIENCE_MS = 10_000

/** One licence of several is enough where there is a choice; all of them count where there is none. */
function isAllowed(licence: string): boolean {
  const choices = licence.replace(/^\((.*)\)$/, '$1').split(' OR ')
  return choices.some((choice) => choice.split(' AND ').every((part) => allowed.has(part)))
}

function checkLicences(): boolean {
  const packages = [...shippedPackages()]
  const refused = packages.filter(([, licence]) => !isAllowed(licence))
  for (const [name, licence] of refused)
    console.error(`licence: ${name} names ${licence}, which is not among those that may be passed on`)
  if (refused.length === 0) console.log(`licences: all ${packages.length} packages may be passed on`)
  return refused.length === 0
}

type Weakness = { name: string; severity: string; via: (string | { title?: string; url?: string })[] }
type Report = { vulnerabilities: Record<string, Weakness> }

/** What npm knows of weaknesses; else why nobody knows. */
async function askRegistry(): Promise<Report | string> {
  const args = ['audit', '--json', '--omit=dev', '--fetch-retries=0', `--fetch-timeout=${PATIENCE_MS}`]
  const npm = spawn('npm', args, { stdio: ['ignore', 'pipe', 'ignore'], timeout: PATIENCE_MS })
  let said = ''
  npm.stdout.on('data', (chunk) => {
    said += chunk
  })
  await new Promise<void>((done) => {
    npm.once('error', () => done())
    npm.once('close', () => done())
  })
  try {
    const report: Partial<Report> & { message?: string } = JSON.parse(said)
    return report.vulnerabilities
      ? { vulnerabilities: report.vulnerabilities }
      : (report.message ?? 'no report')
  } catch {
    return `no answer within ${PATIENCE_MS / 1000} s`
  }
}

async function checkWeaknesses(): Promise<boolean> {
  const report = await askRegistry()
  if (typeof report === 'string') {
    console.log(`known weaknesses: not checked (the registry: ${report})`)
    return true
  }
  const found = Object.values(report.vulnerabilities)
  for (const { name, severity, via } of found) {
    const why = via.map((cause) => (typeof cause === 'string' ? cause : `${cause.title} ${cause.url}`))
    console.error(`known weakness: ${name}, ${severity}: ${why.join('; ')}`)
  }
  if (found.length === 0) console.log('known weaknesses: none in what is shipped')
  return found.every(({ severity }) => severity !== 'high' && severity !== 'critical')
}

const sound = [checkLicences(), await checkWeaknesses()]
if (sound.includes(false)) process.exitCode = 1
