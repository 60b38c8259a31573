import type { PublishedPackage } from '../../frameworks/case/published-package.ts'
import { identifierOf } from '../identifier.ts'
import {
  AssociationForm,
  type CaseForm,
  type CaseVersion,
  DocumentForm,
  definitionForms,
  ItemForm,
  RubricForm,
} from './forms.ts'

type Association = PublishedPackage['CFAssociations'][number]
type CaseObject = Record<string, unknown>

/**
 * A package of somebody else as this version of CASE writes it, under the identifiers and addresses that its publisher gave:
 * what the version requires and the publisher left out follows from the rest, and what CASE does not know stands in the
 * extensions of 1.1 and nowhere in 1.0.
 */
export function publishAgain(published: PublishedPackage, version: CaseVersion) {
  const write = (form: CaseForm) => (object: CaseObject) =>
    inForm(object, form, version, published.CFDocument.lastChangeDateTime)
  return {
    CFDocument: {
      ...write(DocumentForm)(published.CFDocument),
      ...(version === '1.1' && { caseVersion: '1.1' }),
    },
    CFItems: published.CFItems.map(write(ItemForm)),
    CFAssociations: published.CFAssociations.map((association) => ({
      ...write(AssociationForm)({ identifier: impliedIdentifier(association), ...association }),
      associationType: typeIn(association.associationType, version),
    })),
    CFDefinitions: {
      ...Object.fromEntries(
        Object.entries(definitionForms).map(([list, form]) => [
          list,
          published.CFDefinitions[list as keyof typeof definitionForms].map(write(form)),
        ]),
      ),
      ...(version === '1.1' && extensionsOf(published.CFDefinitions, Object.keys(definitionForms))),
    },
    CFRubrics: published.CFRubrics.map(write(RubricForm)),
    ...(version === '1.1' && extensionsOf(published, lists)),
  }
}

const lists = ['CFDocument', 'CFItems', 'CFAssociations', 'CFDefinitions', 'CFRubrics']

function inForm(object: CaseObject, form: CaseForm, version: CaseVersion, changedAt: string): CaseObject {
  const known = [...form.required, ...form.optional, ...(version === '1.1' ? (form.since11 ?? []) : [])]
  const inner = (name: string, value: unknown): unknown => {
    // CASE 1.1 has days where 1.0 lets a time stand, too.
    if (version === '1.1' && /^status(Start|End)Date$/.test(name)) return /^[^T]*/.exec(String(value))![0]
    const innerForm = form.inner?.[name]
    if (!innerForm || typeof value !== 'object' || value === null) return value
    return Array.isArray(value)
      ? value.map((each) => inForm(each, innerForm, version, changedAt))
      : inForm(value as CaseObject, innerForm, version, changedAt)
  }
  const written = Object.fromEntries(
    known
      .map((name) => [
        name,
        object[name] ?? (form.required.includes(name) ? implied(name, object, changedAt) : undefined),
      ])
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, inner(name as string, value)]),
  )
  if (version === '1.0' || form.extensions === 'none') return written
  const { extensions } = extensionsOf(object, known)
  if (extensions === undefined) return written
  const listed = form.extensions === 'list' && !Array.isArray(extensions)
  return { ...written, extensions: listed ? [extensions] : extensions }
}

const impliedIdentifier = ({ associationType, originNodeURI, destinationNodeURI }: Association) =>
  identifierOf(associationType, originNodeURI.identifier, destinationNodeURI.identifier)

/** What is required and not there, from what is. */
function implied(name: string, object: CaseObject, changedAt: string): unknown {
  const { identifier, uri, title, description, publisher } = object
  const from: Record<string, unknown> = {
    identifier: identifierOf(String(uri ?? title)),
    uri: `urn:uuid:${identifier ?? identifierOf(String(title))}`,
    lastChangeDateTime: changedAt,
    title: description ?? uri ?? identifier,
    creator: publisher ?? title,
    description: title,
    licenseText: description ?? title,
    hierarchyCode: '',
  }
  return from[name] ?? ''
}

/** Where a part belongs says the package that it stands in. */
const saidAround = ['CFDocumentURI', 'CFPackageURI']

function extensionsOf(
  { extensions, ...object }: CaseObject,
  known: readonly string[],
): { extensions?: unknown } {
  const unknown = Object.entries(object).filter(([name]) => ![...known, ...saidAround].includes(name))
  if (unknown.length === 0) return extensions === undefined ? {} : { extensions }
  const own = Array.isArray(extensions) ? { extensions } : (extensions as CaseObject | undefined)
  return { extensions: { ...own, ...Object.fromEntries(unknown) } }
}

const typesOf10 = [
  ...['isChildOf', 'isPeerOf', 'isPartOf', 'exactMatchOf', 'precedes', 'isRelatedTo', 'replacedBy'],
  ...['exemplar', 'hasSkillLevel'],
]

/** CASE 1.0 has nine types: of any other it can say that the two are related. CASE 1.1 lets others be named. */
function typeIn(type: string, version: CaseVersion): string {
  if (typesOf10.includes(type)) return type
  if (version === '1.0') return 'isRelatedTo'
  return type === 'isTranslationOf' || type.startsWith('ext:')
    ? type
    : `ext:${type.replace(/[^A-Za-z0-9.|_-]/g, '_')}`
}
