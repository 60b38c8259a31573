import { execFileSync } from 'node:child_process'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import type { ElectronicSeal } from '../../../src/certificates/credentials/jades.ts'

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

/** A fresh self-signed e-seal certificate with its key. */
export function newSeal(keyOptions: string[], subject: string): ElectronicSeal {
  const options = [
    'req',
    '-x509',
    '-nodes',
    '-days',
    '1',
    '-keyout',
    '-',
    '-out',
    '-',
    '-utf8',
    '-subj',
    subject,
  ]
  const pem = execFileSync('openssl', [...options, ...keyOptions], { encoding: 'utf8', stdio: 'pipe' })
  return { privateKey: createPrivateKey(pem), chain: [new X509Certificate(pem)] }
}
