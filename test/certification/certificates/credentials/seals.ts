import { execFileSync } from 'node:child_process'
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type ElectronicSeal,
  localSeal,
} from '../../../../src/certification/documents/seal/electronic-seal.ts'

/** Whether the openssl command is here, which makes the test certificates. */
export const hasOpenssl = (() => {
  try {
    execFileSync('openssl', ['version'])
    return true
  } catch {
    console.warn('Skipped: the openssl command, which makes the certificates of e-seals, is not installed.')
    return false
  }
})()

export const rsa = ['-newkey', 'rsa:2048']
export const ec = (curve: string) => ['-newkey', 'ec', '-pkeyopt', `ec_paramgen_curve:${curve}`]
export const subject =
  '/C=LV/O=Parauga tehnikums/organizationIdentifier=VATLV-40000000000/CN=Parauga tehnikums'

const settings = `
[ca]
default_ca = own
[own]
database = index
new_certs_dir = .
rand_serial = yes
default_md = sha256
policy = any
x509_extensions = seal
[any]
C = optional
O = optional
organizationIdentifier = optional
CN = optional
[seal]
keyUsage = critical, digitalSignature, nonRepudiation
`

/** When the tests take place by their own clock, whatever the day is. */
const everyDay = { from: '20000101000000Z', until: '20400101000000Z' }

/** PEM of a fresh self-signed e-seal certificate, and of its key. */
export function newSealPem(
  keyOptions: string[],
  named: string,
  { from, until } = everyDay,
): { key: string; certificate: string } {
  const cwd = mkdtempSync(join(tmpdir(), 'seal-'))
  const run = (...args: string[]) => execFileSync('openssl', args, { cwd, stdio: 'pipe' })
  writeFileSync(join(cwd, 'settings'), settings)
  writeFileSync(join(cwd, 'index'), '')
  const asked = ['-keyout', 'key', '-out', 'request', '-utf8', '-subj', named]
  run('req', '-new', '-nodes', ...keyOptions, ...asked)
  const dates = ['-startdate', from, '-enddate', until]
  const files = ['-keyfile', 'key', '-in', 'request', '-out', 'certificate']
  run('ca', '-config', 'settings', '-selfsign', '-batch', '-notext', '-preserveDN', ...dates, ...files)
  const [key, certificate] = ['key', 'certificate'].map((name) => readFileSync(join(cwd, name), 'utf8'))
  rmSync(cwd, { recursive: true })
  return { key: key!, certificate: certificate! }
}

/** A fresh e-seal whose key is at hand. */
export function newSeal(
  keyOptions: string[],
  named: string,
  dates = everyDay,
): ElectronicSeal & { privateKey: KeyObject } {
  const { key, certificate } = newSealPem(keyOptions, named, dates)
  const privateKey = createPrivateKey(key)
  return { ...localSeal(privateKey, [new X509Certificate(certificate)]), privateKey }
}
