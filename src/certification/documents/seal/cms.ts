import { createHash, verify, type X509Certificate } from 'node:crypto'
import { fromBER, Null, ObjectIdentifier, OctetString, Sequence } from 'asn1js'
import * as pkijs from 'pkijs'
import { algorithmOf, type ElectronicSeal, type SealAlgorithm, signWith } from './electronic-seal.ts'

const oid = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  'SHA-256': '2.16.840.1.101.3.4.2.1',
  'SHA-384': '2.16.840.1.101.3.4.2.2',
  'SHA-512': '2.16.840.1.101.3.4.2.3',
  RS256: '1.2.840.113549.1.1.11',
  ES256: '1.2.840.10045.4.3.2',
  ES384: '1.2.840.10045.4.3.3',
  ES512: '1.2.840.10045.4.3.4',
} as const

/** SHA-2 of the parts in turn, as the e-seal's algorithm takes it. */
export function digestOf(parts: readonly Uint8Array[], { hash }: SealAlgorithm): Buffer {
  const digest = createHash(hash)
  for (const part of parts) digest.update(part)
  return digest.digest()
}

/**
 * A detached CAdES signature over a digest, DER, with the certificates of the e-seal, as PAdES B-B takes it (ETSI EN 319
 * 142-1, section 6.3): the signing certificate is among what is signed, the time is not, for the paper tells it.
 */
export async function cmsOver(digest: Uint8Array, seal: ElectronicSeal, at: Date): Promise<Buffer> {
  const [own] = seal.chain
  const algorithm = algorithmOf(own.publicKey)
  const attributes = signedAttributes(digest, own, algorithm)
  const signature = await signWith(seal, encodedForSigning(attributes), at)
  const certificates = seal.chain.map(({ raw }) => pkijs.Certificate.fromBER(raw))
  const { issuer, serialNumber } = certificates[0]!
  const digestAlgorithm = new pkijs.AlgorithmIdentifier({ algorithmId: oid[algorithm.hash] })
  const signer = new pkijs.SignerInfo({
    version: 1,
    sid: new pkijs.IssuerAndSerialNumber({ issuer, serialNumber }),
    digestAlgorithm,
    signedAttrs: new pkijs.SignedAndUnsignedAttributes({ type: 0, attributes }),
    signatureAlgorithm: new pkijs.AlgorithmIdentifier({
      algorithmId: oid[algorithm.jose],
      ...(algorithm.jose === 'RS256' && { algorithmParams: new Null() }),
    }),
    signature: new OctetString({ valueHex: asDer(signature, algorithm) }),
  })
  const content = new pkijs.SignedData({
    version: 1,
    encapContentInfo: new pkijs.EncapsulatedContentInfo({ eContentType: oid.data }),
    digestAlgorithms: [digestAlgorithm],
    certificates,
    signerInfos: [signer],
  })
  const info = new pkijs.ContentInfo({ contentType: oid.signedData, content: content.toSchema(true) })
  return Buffer.from(info.toSchema().toBER())
}

/**
 * Whether a CMS signature, and behind it nothing but zeros, is that of this certificate over this digest. The certificates
 * that it brings along are not read.
 */
export function cmsHolds(cms: Uint8Array, digest: Uint8Array, certificate: X509Certificate): boolean {
  const algorithm = algorithmOf(certificate.publicKey)
  try {
    const { result: schema, offset } = fromBER(cms)
    const { contentType, content } = new pkijs.ContentInfo({ schema })
    if (contentType !== oid.signedData || cms.subarray(offset).some((byte) => byte !== 0)) return false
    const { signerInfos } = new pkijs.SignedData({ schema: content })
    const [signer] = signerInfos
    if (signerInfos.length !== 1 || !signer?.signedAttrs) return false
    const expected = signedAttributes(digest, certificate, algorithm)
    const told = signer.signedAttrs.attributes.map(encoded)
    return (
      // Nothing signs the certificates in it; that one of them is this one shows that nobody changed it.
      Buffer.from(cms).includes(certificate.raw) &&
      signer.digestAlgorithm.algorithmId === oid[algorithm.hash] &&
      signer.signatureAlgorithm.algorithmId === oid[algorithm.jose] &&
      expected.every((attribute) => told.filter((bytes) => bytes.equals(encoded(attribute))).length === 1) &&
      verify(
        algorithm.hash,
        new Uint8Array(signer.signedAttrs.encodedValue),
        certificate.publicKey,
        signer.signature.valueBlock.valueHexView,
      )
    )
  } catch {
    return false
  }
}

/** What is signed beside the digest: that it is data, and by which certificate (RFC 5035), so that none takes its place. */
function signedAttributes(
  digest: Uint8Array,
  certificate: X509Certificate,
  { hash }: SealAlgorithm,
): pkijs.Attribute[] {
  const certHash = new OctetString({ valueHex: createHash(hash).update(certificate.raw).digest() })
  // SHA-256 is the default, which DER leaves out.
  const hashAlgorithm = new Sequence({ value: [new ObjectIdentifier({ value: oid[hash] })] })
  const id = new Sequence({ value: hash === 'SHA-256' ? [certHash] : [hashAlgorithm, certHash] })
  const attributes = [
    attribute(oid.contentType, new ObjectIdentifier({ value: oid.data })),
    attribute(oid.messageDigest, new OctetString({ valueHex: digest })),
    attribute(oid.signingCertificateV2, new Sequence({ value: [new Sequence({ value: [id] })] })),
  ]
  // DER puts the elements of a set in the order of their bytes.
  return attributes.sort((a, b) => Buffer.compare(encoded(a), encoded(b)))
}

const attribute = (type: string, value: ObjectIdentifier | OctetString | Sequence) =>
  new pkijs.Attribute({ type, values: [value] })

const encoded = (signed: pkijs.Attribute) => Buffer.from(signed.toSchema().toBER())

/** As a SET OF, and not under the tag that it has in the signature (RFC 5652, section 5.4). */
function encodedForSigning(attributes: pkijs.Attribute[]): Uint8Array {
  const bytes = new Uint8Array(
    new pkijs.SignedAndUnsignedAttributes({ type: 0, attributes }).toSchema().toBER(),
  )
  bytes[0] = 0x31
  return bytes
}

function asDer(signature: Uint8Array, { jose }: SealAlgorithm): ArrayBuffer {
  const bytes = new Uint8Array(signature).buffer
  return jose === 'RS256' ? bytes : pkijs.createCMSECDSASignature(bytes)
}
