import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { InputError } from '../../src/document/input-error.js'
import { writeWhole } from '../../src/document/write-whole.js'

const root = mkdtempSync(join(tmpdir(), 'arlab-write-test-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const newFolder = () => mkdtempSync(join(root, 'folder-'))

test('a file is written with its folders, and nothing else is left beside it', () => {
  const folder = newFolder()
  writeWhole(join(folder, 'a/b/result.json'), '{}\n')
  expect(readFileSync(join(folder, 'a/b/result.json'), 'utf8')).toBe('{}\n')
  expect(readdirSync(join(folder, 'a/b'))).toEqual(['result.json'])
})

test('bytes are written as they are, over an earlier file', () => {
  const folder = newFolder()
  const file = join(folder, 'result.bin')
  writeWhole(file, 'a longer text that was there before')
  writeWhole(file, new Uint8Array([0, 255, 10]))
  expect([...readFileSync(file)]).toEqual([0, 255, 10])
})

test('when the last step fails no temporary file is left, and what was there stays', () => {
  const folder = newFolder()
  const file = join(folder, 'result.json')
  mkdirSync(file)
  writeFileSync(join(file, 'kept.txt'), 'kept')
  expect(() => writeWhole(file, '{}')).toThrow(
    new InputError(`${file}: the file cannot be written: a folder has that name; give another place.`),
  )
  expect(readdirSync(folder)).toEqual(['result.json'])
  expect(readFileSync(join(file, 'kept.txt'), 'utf8')).toBe('kept')
})

test('below a file nothing can be written, and the file stays as it was', () => {
  const folder = newFolder()
  const file = join(folder, 'out')
  writeFileSync(file, 'mine')
  for (const below of ['result.json', 'deep/result.json']) {
    expect(() => writeWhole(join(file, below), '{}')).toThrow(
      new InputError(
        `${join(file, below)}: the file cannot be written: what should be its folder is a file; give another place.`,
      ),
    )
  }
  expect(readFileSync(file, 'utf8')).toBe('mine')
  expect(readdirSync(folder)).toEqual(['out'])
})
