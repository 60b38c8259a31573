import { PDF, PdfArray, PdfDict } from '@libpdf/core'

/** When a paper is sealed, by whose certificate (DER), and how many bytes its signature takes at most. */
export type SealRoom = { at: Date; certificate: Uint8Array; size: number }

/** A paper with an empty place for the signature of a seal, added as an incremental update. */
export type MakeSealRoom = (pdf: Uint8Array, room: SealRoom) => Promise<Uint8Array>

/**
 * Adds an invisible signature field of PAdES to a paper, whose bytes stay as they are at the beginning. The place of the
 * signature holds nothing of worth: the library would sign the time too, which PAdES forbids, so that the real signature
 * is put there by `sealPaper`.
 */
export const makeSealRoom: MakeSealRoom = async (pdf, { at, certificate, size }) => {
  const document = await PDF.load(pdf)
  // A form that is there already: the library's own would name fonts that are not embedded, against PDF/A.
  document.getCatalog().set('AcroForm', document.register(PdfDict.of({ Fields: new PdfArray([]) })))
  const { bytes } = await document.sign({
    signer: {
      certificate,
      keyType: 'RSA',
      signatureAlgorithm: 'RSASSA-PKCS1-v1_5',
      sign: async () => new Uint8Array(0),
    },
    fieldName: 'Seal',
    signingTime: at,
    subFilter: 'ETSI.CAdES.detached',
    estimatedSize: size,
  })
  return bytes
}
