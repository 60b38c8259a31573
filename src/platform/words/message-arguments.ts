import { IntlMessageFormat } from 'intl-messageformat'

/** What stands in the place of an argument: any text, a number, a day, a moment, or one of the options of a select. */
export type Kind = 'text' | 'number' | 'day' | 'moment' | readonly string[]

/** The parts of an ICU message; what looks like markup is text. Throws where it is no such message. */
export function parseMessage(message: string) {
  return new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }).getAst()
}

type Element = ReturnType<typeof parseMessage>[number]

/** What a message asks for, by name. Throws, in words, where the message is no ICU message. */
export function argumentsOf(message: string): Map<string, Kind> {
  const found = new Map<string, Kind>()
  for (const element of allElements(parseMessage(message))) {
    const kind = kindOf(element)
    if (!kind || !('value' in element)) continue
    const name = element.value
    const earlier = found.get(name)
    if (earlier === undefined || earlier === 'text') found.set(name, kind)
    else if (kind !== 'text' && String(kind) !== String(earlier))
      throw new SyntaxError(`{${name}} is used in two ways: ${told(earlier)} and ${told(kind)}`)
  }
  return found
}

/** A kind in the words of TypeScript, for the type of a message and for what is wrong with one. */
export function told(kind: Kind): string {
  if (typeof kind !== 'string') return kind.map((option) => `'${option}'`).join(' | ')
  return { text: 'Text', number: 'number', day: 'Day', moment: 'Date' }[kind]
}

function allElements(elements: Element[]): Element[] {
  return elements.flatMap((element) => [
    element,
    ...('options' in element
      ? Object.values(element.options).flatMap((option) => allElements(option.value))
      : []),
  ])
}

/** None for what is no argument: plain text, and the `#` of a plural. */
function kindOf(element: Element): Kind | undefined {
  if ('options' in element) return 'pluralType' in element ? 'number' : optionsOf(element)
  return kinds[element.type]
}

/** ICU knows no hyphen in the name of an option: there on-site is spelled `on_site`. */
const optionsOf = ({ options }: { options: object }) =>
  Object.keys(options).map((option) => option.replaceAll('_', '-'))

/** By the numbers that the parser gives to its elements. */
const kinds: Record<number, Kind> = { 1: 'text', 2: 'number', 3: 'day', 4: 'moment' }
