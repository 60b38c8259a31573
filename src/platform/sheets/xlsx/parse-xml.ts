import sax from 'sax'

/** What is done with an element as it begins, with text in it, and as it ends. Names come without their prefixes. */
export type Handlers = {
  open?: (name: string, attributes: Readonly<Record<string, string>>) => void
  text?: (text: string) => void
  close?: (name: string) => void
  /** Nothing further is read. */
  isEnough?: () => boolean
}

/** Parses XML as it is unpacked, holding nothing of it. Throws where it is not well formed; entities are not resolved. */
export async function parseXml(
  chunks: AsyncIterable<Uint8Array>,
  { open, text, close, isEnough }: Handlers,
): Promise<void> {
  const parser = sax.parser(true, { trim: false, normalize: false, position: false })
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let failure: Error | null = null
  parser.onerror = (error) => {
    failure ??= error
  }
  parser.onopentag = ({ name, attributes }) => open?.(local(name), attributes as Record<string, string>)
  if (text) {
    parser.ontext = text
    parser.oncdata = text
  }
  parser.onclosetag = (name) => close?.(local(name))
  for await (const chunk of chunks) {
    parser.write(decoder.decode(chunk, { stream: true }))
    if (failure) throw failure
    if (isEnough?.()) return
  }
  parser.write(decoder.decode()).close()
  if (failure) throw failure
}

const local = (name: string) => name.slice(name.indexOf(':') + 1)
