import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Party } from './register.ts'
import type { Decided } from './validate.ts'

export type Certificate = {
  id: string
  number: string
  status: string
  verificationUrl: string
  documents: Record<string, string>
}

export type Certified = Decided & { certificate: Certificate; files: string[] }

/** Issues the certificate and writes every form of it into the folder. */
export async function issueCertificate(
  participant: Decided,
  school: Party,
  folder: string,
): Promise<Certified> {
  const certificate = await school.as.issuer.post<Certificate>('/v1/certificates', {
    recognitionId: participant.recognitionId,
  })
  const files = await Promise.all(
    Object.entries(certificate.documents).map(async ([form, path]) => {
      const name = fileOf(certificate, form)
      await writeFile(join(folder, name), await school.client.download(path, '*/*'))
      return name
    }),
  )
  return { ...participant, certificate, files }
}

/** The name of a form's file; `json` is the snapshot that all other forms are made from. */
export function fileOf({ number }: Certificate, form: string): string {
  return `${number}.${form === 'json' ? 'snapshot.json' : form}`
}

/** Revoking takes two people: the coordinator asks for it, the issuer confirms. */
export async function revokeCertificate(participant: Certified, school: Party): Promise<void> {
  const path = `/v1/certificates/${participant.certificate.id}/revocation`
  await school.as.coordinator.post(path, { reason: participant.revoke })
  await school.as.issuer.post(`${path}/confirmation`)
}

/** The certificate as the service knows it at the end. */
export async function rereadCertificate(participant: Certified, school: Party): Promise<Certified> {
  const certificate = await school.client.get<Certificate>(`/v1/certificates/${participant.certificate.id}`)
  return { ...participant, certificate }
}
