import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, win32 } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { pageTargets } from '../../../src/notebook/html/page-targets.js'

const folder = mkdtempSync(join(tmpdir(), 'arlab-targets-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
mkdirSync(join(folder, 'pictures/folder.png'), { recursive: true })
writeFileSync(join(folder, 'pictures/a b.png'), 'pixels')
writeFileSync(join(folder, 'secret.txt'), 'secret')
symlinkSync(join(folder, 'secret.txt'), join(folder, 'linked.png'))

const notebook = join(folder, 'n.ipynb')
const beside = pageTargets(notebook, join(folder, 'n.html'), new Map())
const below = pageTargets(
  notebook,
  join(folder, 'pages/n.html'),
  new Map([[join(folder, 'other.ipynb'), join(folder, 'pages/other.html')]]),
)

describe('a link of a notebook', () => {
  test.each([
    ['data.csv', '../data.csv'],
    ['a%20b.csv', '../a%20b.csv'],
    ['other.ipynb', 'other.html'],
    ['other.ipynb#one', 'other.html#one'],
    ['./other.ipynb?x=1#one', 'other.html?x=1#one'],
  ])('%s starts from the page: %s', (href, expected) => {
    expect(below.link(href)).toBe(expected)
  })

  test.each(['https://example.com/a?b#c', 'mailto:a@example.com', '#one', '/etc/hosts', ''])(
    '%j stays as it is',
    (href) => {
      expect(below.link(href)).toBe(href)
    },
  )

  test.each([
    ['%6aavascript:alert(1)', 'javascript%3Aalert(1)'],
    ['a%3Ab.csv', 'a%3Ab.csv'],
    ['a%23b.csv', 'a%23b.csv'],
    ['a%3Fb.csv', 'a%3Fb.csv'],
    ['%ff.csv', '%25ff.csv'],
  ])('%s means a file, whatever is in its name: %s', (href, expected) => {
    expect(beside.link(href)).toBe(expected)
  })

  test('to the folder of the page is no link to the page', () => {
    for (const href of ['.', './', 'pictures/../']) expect(beside.link(href)).toBe('./')
  })

  test.each([
    ['pictures/', '../pictures/'],
    ['pictures/?x=1#one', '../pictures/?x=1#one'],
    ['pictures', '../pictures'],
    ['../c/', '../../c/'],
    ['other.ipynb/', 'other.html'],
  ])('%s to a folder keeps its slash: %s', (href, expected) => {
    expect(below.link(href)).toBe(expected)
  })

  test.each([
    ['C:\\pages\\n.html', 'file:///D:/class/a%20b.csv#one', 'file:///D:/class/c/'],
    ['D:\\pages\\n.html', '../class/a%20b.csv#one', '../class/c/'],
    ['\\\\server\\pages\\n.html', 'file:///D:/class/a%20b.csv#one', 'file:///D:/class/c/'],
  ])('of Windows from the page %s is a whole path where there is none from drive to drive', (page, file, folder) => {
    const { link } = pageTargets('D:\\class\\n.ipynb', page, new Map(), win32)
    expect([link('a%20b.csv#one'), link('c/')]).toEqual([file, folder])
  })
})

describe('a picture of a notebook', () => {
  test('is read from its file, with or without its folder', () => {
    const pixels = `data:image/png;base64,${Buffer.from('pixels').toString('base64')}`
    expect(below.picture('pictures/a%20b.png')).toBe(pixels)
    expect(below.picture('data:image/png;base64,AAAA')).toBe('data:image/png;base64,AAAA')
  })

  test.each([
    ['is not there', 'none.png'],
    ['is a folder', 'pictures/folder.png'],
    ['is no picture', 'secret.txt'],
    ['leads to something else', 'linked.png'],
    ['has a name that no file can have', '%00.png'],
    ['is in the web', 'https://example.com/a.png'],
    ['is HTML', 'data:text/html,<script>'],
  ])('cannot be had if it %s', (_, source) => {
    expect(below.picture(source)).toBeNull()
  })
})
