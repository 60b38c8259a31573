import type { World } from './world.ts'

/** The names under which anyone reads the measure, the keys and the status lists. */
export async function publishedIn(world: World, certificate: string): Promise<Record<string, string>> {
  const get = async (path: string) => (await world.anyone.get(path)).body
  const [document] = (await get('/ims/case/v1p0/CFDocuments')).CFDocuments
  const whole = await get(`/ims/case/v1p0/CFPackages/${document.identifier}`)
  const [item, association] = [whole.CFItems[0].identifier, whole.CFAssociations[0].identifier]
  const translated = (await get('/ims/case/v1p0/CFDocuments?filter=language%3D%27lv%27')).CFDocuments
  const translation = await get(`/ims/case/v1p0/CFPackages/${translated[0].identifier}`)
  const { CFConcepts, CFSubjects, CFItemTypes, CFLicenses, CFAssociationGroupings } =
    translation.CFDefinitions
  const badge = await world.as({ school: world.school }).get(`/v1/certificates/${certificate}.ob3.json`)
  const { credentialStatus } = JSON.parse(badge.text || String(badge.body))
  const number = [credentialStatus].flat()[0].statusListCredential.split('/').at(-1)
  return {
    forms: 'badge.json',
    frameworks: 'digcomp-2.2',
    competences: '1.1',
    mappings: 'digcomp-3.0',
    keys: world.services.signer.keyId('credential'),
    'organisations/keys': await world.services.signer.keyIdOf(world.school.id, 'credential'),
    'status-lists': `${world.school.id}.${number}`,
    'organisations/status-lists': number,
    CFDocuments: document.identifier,
    CFPackages: document.identifier,
    CFItems: item,
    CFAssociations: association,
    CFItemAssociations: item,
    CFAssociationGroupings: CFAssociationGroupings[0].identifier,
    CFConcepts: CFConcepts[0].identifier,
    CFSubjects: CFSubjects[0].identifier,
    CFItemTypes: CFItemTypes[0].identifier,
    CFLicenses: CFLicenses[0].identifier,
    CFRubrics: translation.CFRubrics[0].identifier,
  }
}
