import { createPrivateKey, X509Certificate } from 'node:crypto'
import { CannotStart } from '../../../errors.ts'
import { eidasIdentifierOf } from '../credentials/jades.ts'
import { algorithmOf, type ElectronicSeal, isCertificateInForce, localSeal } from './electronic-seal.ts'

/**
 * Reads an e-seal from PEM: its private key (encrypted or not) and its certificates, the seal's own first. Throws, saying
 * what is wrong, when it could not seal at this moment.
 */
export function readSeal(file: Buffer, password: string | null, now: Date): ElectronicSeal {
  const seal = openSeal(file, password)
  const [own] = seal.chain
  if (!isCertificateInForce(own, now)) {
    throw new CannotStart(
      `The certificate of ESEAL_FILE is in force from ${own.validFrom} to ${own.validTo}, and not now.`,
    )
  }
  return seal
}

/** The same, whether its certificate is in force or not. */
export function openSeal(file: Buffer, password: string | null): ElectronicSeal {
  const pem = file.toString('latin1')
  const certificates = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? []
  const key = pem.match(/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]+?-----END [A-Z ]*PRIVATE KEY-----/)?.[0]
  if (certificates.length === 0 || !key) {
    throw new CannotStart(
      'ESEAL_FILE holds no PEM private key and certificate. A PKCS#12 file becomes one by: openssl pkcs12 -in seal.p12 -out seal.pem',
    )
  }
  const privateKey = openKey(key, password)
  const chain = certificates.map(openCertificate) as ElectronicSeal['chain']
  const [own] = chain
  if (!own.checkPrivateKey(privateKey)) {
    throw new CannotStart('The first certificate of ESEAL_FILE does not belong to its private key.')
  }
  if (!eidasIdentifierOf(own)) {
    throw new CannotStart(
      'The certificate of ESEAL_FILE names no organizationIdentifier and country, which a European Digital Credential needs.',
    )
  }
  try {
    algorithmOf(own.publicKey)
  } catch (cause) {
    throw new CannotStart('The private key of ESEAL_FILE is neither RSA nor on a NIST curve.', { cause })
  }
  return localSeal(privateKey, chain)
}

function openKey(key: string, password: string | null) {
  try {
    return createPrivateKey({ key, ...(password !== null && { passphrase: password }) })
  } catch (cause) {
    throw new CannotStart('The private key of ESEAL_FILE does not open with ESEAL_PASSWORD.', { cause })
  }
}

function openCertificate(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem)
  } catch (cause) {
    throw new CannotStart('A certificate of ESEAL_FILE cannot be read.', { cause })
  }
}
