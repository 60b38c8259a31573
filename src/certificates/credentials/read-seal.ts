import { createPrivateKey, X509Certificate } from 'node:crypto'
import { type ElectronicSeal, eidasIdentifierOf } from './jades.ts'

/**
 * Reads an e-seal from PEM: its private key (encrypted or not) and its certificates, the seal's own first. Throws, saying
 * what is wrong, when it could not seal a European Digital Credential.
 */
export function readSeal(file: Buffer, password: string | null): ElectronicSeal {
  const pem = file.toString('latin1')
  const certificates = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? []
  const key = pem.match(/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]+?-----END [A-Z ]*PRIVATE KEY-----/)?.[0]
  if (certificates.length === 0 || !key) {
    throw new Error(
      'ESEAL_FILE holds no PEM private key and certificate. A PKCS#12 file becomes one by: openssl pkcs12 -in seal.p12 -out seal.pem',
    )
  }
  const privateKey = openKey(key, password)
  const [own, ...issuers] = certificates.map((one) => new X509Certificate(one)) as [
    X509Certificate,
    ...X509Certificate[],
  ]
  if (!own.checkPrivateKey(privateKey)) {
    throw new Error('The first certificate of ESEAL_FILE does not belong to its private key.')
  }
  if (!eidasIdentifierOf(own)) {
    throw new Error(
      'The certificate of ESEAL_FILE names no organizationIdentifier and country, which a European Digital Credential needs.',
    )
  }
  return { privateKey, chain: [own, ...issuers] }
}

function openKey(key: string, password: string | null) {
  try {
    return createPrivateKey({ key, ...(password !== null && { passphrase: password }) })
  } catch (cause) {
    throw new Error('The private key of ESEAL_FILE does not open with ESEAL_PASSWORD.', { cause })
  }
}
