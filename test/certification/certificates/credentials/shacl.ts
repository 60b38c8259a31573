import env from '@zazuko/env-node'
import jsonld from 'jsonld'
import { Parser } from 'n3'
import Validator from 'rdf-validate-shacl'
import { hasOfficial, official, officialJson } from './official.ts'

const shapes = () =>
  ['edc/EDC-generic-full.ttl', 'edc/EDC-generic-no-cv.ttl']
    .flatMap((file) => new Parser().parse(official(file)))
    // Both files are here; the one need not fetch the other.
    .filter(({ predicate }) => predicate.value !== 'http://www.w3.org/2002/07/owl#imports')

const validator = hasOfficial ? new Validator(env.dataset(shapes()), { factory: env }) : undefined

/**
 * What the official SHACL shapes find wrong with a European Digital Credential: "path: constraint", sorted;
 * a key that the EDC context does not define is an error.
 */
export async function violations(document: object): Promise<string[]> {
  const contexts: Record<string, object> = {
    'https://www.w3.org/2018/credentials/v1': officialJson('edc/credentials-v1.jsonld'),
    'http://data.europa.eu/snb/model/context/edc-ap': officialJson('edc/edc-ap-context.jsonld'),
  }
  const nquads = await jsonld.toRDF(document, {
    format: 'application/n-quads',
    safe: true,
    documentLoader: async (url) => ({ documentUrl: url, document: contexts[url]! }),
  })
  const report = await validator!.validate(env.dataset(new Parser({ format: 'N-Quads' }).parse(nquads)))
  const local = (iri?: string) => iri?.split(/[/#]/).at(-1)
  return report.results
    .map(({ path, sourceConstraintComponent }) => {
      const constraint = local(sourceConstraintComponent?.value)?.replace('ConstraintComponent', '')
      return `${local((path as { value?: string } | null)?.value)}: ${constraint}`
    })
    .sort()
}
