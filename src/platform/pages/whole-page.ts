import { readFileSync } from 'node:fs'

export const htmlType = 'text/html; charset=utf-8'

const css = readFileSync(new URL('./page.css', import.meta.url), 'utf8')

/** A page to be kept as a file: with its looks in it, and without the ways to elsewhere. */
export const wholePage = (page: string): string =>
  page
    .replace('<link rel="stylesheet" href="/assets/page.css">', () => `<style>${css}</style>`)
    .replace(/<nav>.*<\/nav>/, '')
