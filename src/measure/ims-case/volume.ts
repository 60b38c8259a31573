import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import { type FrameworkLibrary, languagesOf } from '../frameworks/framework.ts'
import { makeAddresses, type Publication } from './addresses.ts'
import { type CaseAnswer, type CaseExcerpts, indexPackages } from './excerpts.ts'
import { type PackageText, writePackage } from './package-text.ts'
import { describePackage } from './packages/describe-package.ts'
import { documentOf } from './packages/document.ts'
import type { CaseVersion } from './published/forms.ts'
import { publishAgain } from './published/publish-again.ts'

/** All that one version of CASE can ask for. */
export type CaseVolume = {
  documents: readonly object[]
  /** What there is in a collection under an identifier. */
  find(collection: string, identifier: string): Promise<CaseAnswer | undefined>
}

type Published = { document: z.infer<typeof Head>; language: string; whole(): PackageText }

/**
 * Everything in one version of CASE: a document for each framework in each of its languages. A package is written when it
 * is first asked for, and all of them when something inside of one is; other requests are answered in between.
 */
export function makeVolume(library: FrameworkLibrary, version: CaseVersion, publicUrl: string): CaseVolume {
  const published = new Map(
    [...library.values()]
      .filter(({ measuredInBands }) => measuredInBands === undefined)
      .flatMap((framework) =>
        languagesOf(framework).map((language) =>
          publish({ framework, language, version, publicUrl, library }),
        ),
      )
      .map((each) => [each.document.identifier.toLowerCase(), each]),
  )
  let indexed: Promise<CaseExcerpts> | null = null
  const excerpts = () => {
    indexed ??= writeAll([...published.values()])
    return indexed
  }
  return {
    documents: [...published.values()].map(({ document }) => document),
    async find(collection, identifier) {
      const known = published.get(identifier)
      if (collection === 'CFDocuments')
        return known && { body: JSON.stringify(known.document), language: known.language }
      if (collection === 'CFPackages') {
        const text = known?.whole()
        return text && { body: text.bytes, language: text.language }
      }
      return (await excerpts()).find(collection, identifier)
    },
  }
}

async function writeAll(published: readonly Published[]): Promise<CaseExcerpts> {
  const texts: PackageText[] = []
  for (const { whole } of published) {
    texts.push(whole())
    await setImmediate()
  }
  return indexPackages(texts)
}

function publish(publication: Publication): Published {
  const { document: inPackage, whole } = packageOf(publication)
  const { title, identifier, uri } = inPackage
  const { link } = makeAddresses(publication)
  const document = { ...inPackage, CFPackageURI: link(title, 'CFPackages', identifier) }
  let text: PackageText | null = null
  return {
    document,
    language: publication.language,
    whole() {
      text ??= writePackage(whole(), publication.language, { title, identifier, uri })
      return text
    },
  }
}

const Head = z.looseObject({ title: z.string(), identifier: z.string(), uri: z.string() })

/** What came in as a package goes out as that package, in its own language; everything else is described anew. */
function packageOf(publication: Publication): { document: z.infer<typeof Head>; whole(): object } {
  const { framework, language, version } = publication
  if (framework.case && language === framework.originalLanguage) {
    const published = publishAgain(framework.case.package, version)
    return {
      document: Head.parse({ language, ...published.CFDocument }),
      whole: () => published,
    }
  }
  return {
    document: documentOf(publication, makeAddresses(publication)),
    whole: () => describePackage(publication),
  }
}
