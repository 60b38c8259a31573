import { dirname, join, normalize } from 'node:path'
import {
  type Expression,
  type ParamPattern,
  type Program,
  parseSync,
  type Statement,
  Visitor,
  type VisitorObject,
} from 'oxc-parser'

/** A file as its syntax tree, with what it imports and what it gives. */
export type Source = {
  path: string
  text: string
  imports: Import[]
  exports: Export[]
  visit(visitor: VisitorObject): void
  lineOf(node: { start: number }): number
}

/** `to` is a file of the tree, or the name of a package. At run time nothing is left of an import of types alone. */
export type Import = { to: string; local: boolean; typeOnly: boolean; names: ImportedName[] }
type ImportedName = { name: string; local: string; typeOnly: boolean }

/** What a file exports; `params` where it is a function, which is `curried` where it only makes one whose params are `made`. */
export type Export = {
  name: string
  line: number
  params: Param[] | null
  curried: boolean
  made?: Param[]
}
export type Param = { name: string; type: string }

/** Files by their paths. */
export type SourceTree = ReadonlyMap<string, Source>

/** Parses files; one that is no TypeScript is an error. */
export function readTree(files: Record<string, string>): SourceTree {
  return new Map(Object.entries(files).map(([path, text]) => [path, readSource(path, text)]))
}

function readSource(path: string, text: string): Source {
  const { program, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]!.message}`)
  const lines = [...text.matchAll(/\n/g)].map(({ index }) => index)
  const lineOf = ({ start }: { start: number }) => lines.filter((end) => end < start).length + 1
  return {
    path,
    text,
    imports: program.body.flatMap((statement) => importsOf(path, statement)),
    exports: exportsOf(program, text, lineOf),
    visit: (visitor) => new Visitor(visitor).visit(program),
    lineOf,
  }
}

function importsOf(path: string, statement: Statement): Import[] {
  const isImport =
    statement.type === 'ImportDeclaration' ||
    statement.type === 'ExportAllDeclaration' ||
    statement.type === 'ExportNamedDeclaration'
  if (!isImport || !statement.source) return []
  const module = statement.source.value
  const local = module.startsWith('.')
  const kind = statement.type === 'ImportDeclaration' ? statement.importKind : statement.exportKind
  const names = namesOf(statement)
  return [
    {
      to: local ? normalize(join(dirname(path), module)) : module,
      local,
      typeOnly: kind === 'type' || (names.length > 0 && names.every(({ typeOnly }) => typeOnly)),
      names,
    },
  ]
}

function namesOf(statement: Statement): ImportedName[] {
  if (statement.type === 'ImportDeclaration')
    return statement.specifiers.map((specifier) => ({
      name: specifier.type === 'ImportSpecifier' ? nameOf(specifier.imported) : '*',
      local: specifier.local.name,
      typeOnly:
        statement.importKind === 'type' ||
        (specifier.type === 'ImportSpecifier' && specifier.importKind === 'type'),
    }))
  if (statement.type !== 'ExportNamedDeclaration') return []
  return statement.specifiers.map((specifier) => ({
    name: nameOf(specifier.local),
    local: nameOf(specifier.exported),
    typeOnly: statement.exportKind === 'type' || specifier.exportKind === 'type',
  }))
}

const nameOf = (node: { type: string; name?: string; value?: string }) => node.name ?? node.value ?? ''

function exportsOf(program: Program, text: string, lineOf: Source['lineOf']): Export[] {
  return program.body.flatMap((statement): Export[] => {
    if (statement.type === 'ExportDefaultDeclaration')
      return [{ name: 'default', line: lineOf(statement), ...notCalled }]
    if (statement.type !== 'ExportNamedDeclaration') return []
    const line = lineOf(statement)
    const { declaration } = statement
    if (!declaration)
      return statement.specifiers.map(({ exported }) => ({ name: nameOf(exported), line, ...notCalled }))
    if (declaration.type === 'VariableDeclaration')
      return declaration.declarations.flatMap(({ id, init }) =>
        id.type === 'Identifier' ? [{ name: id.name, line, ...calledAs(init, text) }] : [],
      )
    if (!('id' in declaration) || !declaration.id || !('name' in declaration.id)) return []
    const params = declaration.type === 'FunctionDeclaration' ? paramsOf(declaration.params, text) : null
    return [{ name: declaration.id.name, line, params, curried: false }]
  })
}

const notCalled = { params: null, curried: false }

function calledAs(expression: Expression | null, text: string): Omit<Export, 'name' | 'line'> {
  if (expression?.type !== 'ArrowFunctionExpression') return notCalled
  const { body } = expression
  const params = paramsOf(expression.params, text)
  return body.type === 'ArrowFunctionExpression'
    ? { params, curried: true, made: paramsOf(body.params, text) }
    : { params, curried: false }
}

const paramsOf = (params: readonly ParamPattern[], text: string): Param[] =>
  params.map((param) => {
    const pattern = param.type === 'AssignmentPattern' ? param.left : param
    const annotation = 'typeAnnotation' in pattern ? pattern.typeAnnotation : null
    return {
      name: pattern.type === 'Identifier' ? pattern.name : pattern.type,
      type: annotation ? text.slice(annotation.start + 1, annotation.end).trim() : '',
    }
  })
