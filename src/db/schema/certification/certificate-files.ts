import { index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { bytea, id } from '../columns.ts'
import { parties } from '../parties.ts'
import { protect } from '../protect.ts'
import { add, appendOnly, erasing, isThere, look, ofHosts, ofParties } from '../protections.ts'
import { certificates } from './certificates.ts'

/**
 * The documents themselves, byte for byte as issued. `sealed.pdf` is the `pdf` with the seal of its organisation behind
 * it. A form that had to be signed anew has one more version; the earlier ones stay, for people hold them.
 */
export const certificateFiles = pgTable(
  'certificate_files',
  {
    id: id(),
    ...parties(),
    certificateId: uuid()
      .notNull()
      .references(() => certificates.id),
    form: text({
      enum: [
        'pdf',
        'sealed.pdf',
        'summary.pdf',
        'jwt',
        'ob3.json',
        'png',
        'svg',
        'edc.jsonld',
        'unsealed.edc.jsonld',
      ],
    }).notNull(),
    version: integer().notNull().default(1),
    mediaType: text().notNull(),
    sha256: text().notNull(),
    size: integer().notNull(),
    bytes: bytea().notNull(),
    /** Of a paper that was sealed anew: the certificate of that seal, DER in base64. */
    sealCertificate: text(),
  },
  (t) => [
    unique('certificate_files_versions').on(t.certificateId, t.form, t.version),
    index('certificate_files_by_hash').on(t.sha256),
  ],
)

protect(certificateFiles, {
  rows: [
    ofParties,
    ofHosts,
    {
      name: 'issued',
      to: 'dcr_public',
      for: 'select',
      using: isThere('certificates c', "c.id = certificate_files.certificate_id and c.status = 'issued'"),
    },
    erasing,
  ],
  may: {
    dcr_app: add,
    dcr_public: { select: ['certificateId', 'form', 'version', 'sha256', 'bytes', 'sealCertificate'] },
    dcr_eraser: look,
  },
  guards: [appendOnly],
})
