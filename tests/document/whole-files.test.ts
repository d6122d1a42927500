import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { InputError } from '../../src/document/input-error.js'
import { WholeFiles, writeTogether } from '../../src/document/whole-files.js'

const root = mkdtempSync(join(tmpdir(), 'arlab-whole-test-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const newFolder = () => mkdtempSync(join(root, 'folder-'))

test('files appear together at the end, and nothing else is left', async () => {
  const folder = newFolder()
  const result = await writeTogether(async (files) => {
    writeFileSync(files.place(join(folder, 'deep/a.csv')), 'a')
    writeFileSync(files.place(join(folder, 'b.csv')), 'b')
    writeFileSync(files.scratch(join(folder, 'b.csv.rows')), 'scratch')
    expect(existsSync(join(folder, 'b.csv'))).toBe(false)
    return 7
  })
  expect(result).toBe(7)
  expect(readdirSync(folder).sort()).toEqual(['b.csv', 'deep'])
  expect(readdirSync(join(folder, 'deep'))).toEqual(['a.csv'])
})

test('if writing fails half-way, none of them is there and what was there stays', async () => {
  const folder = newFolder()
  writeFileSync(join(folder, 'a.csv'), 'earlier')
  const failing = writeTogether(async (files) => {
    writeFileSync(files.place(join(folder, 'a.csv')), 'new')
    files.scratch(join(folder, 'a.csv.rows'))
    files.place(join(folder, 'b.csv'))
    throw new Error('half-way')
  })
  await expect(failing).rejects.toThrow('half-way')
  expect(readdirSync(folder)).toEqual(['a.csv'])
  expect(readFileSync(join(folder, 'a.csv'), 'utf8')).toBe('earlier')
})

test('a folder in the place of the second file is found before the first is moved', async () => {
  const folder = newFolder()
  mkdirSync(join(folder, 'b.csv'))
  const failing = writeTogether(async (files) => {
    writeFileSync(files.place(join(folder, 'a.csv')), 'new')
    files.place(join(folder, 'b.csv'))
  })
  await expect(failing).rejects.toThrow(
    new InputError(`${join(folder, 'b.csv')}: the file cannot be written: a folder has that name; give another place.`),
  )
  expect(readdirSync(folder)).toEqual(['b.csv'])
})

test('below a file nothing can be written', async () => {
  const folder = newFolder()
  writeFileSync(join(folder, 'out'), 'mine')
  const file = join(folder, 'out/a.csv')
  await expect(writeTogether(async (files) => files.place(file))).rejects.toThrow(
    new InputError(`${file}: the file cannot be written: what should be its folder is a file; give another place.`),
  )
})

test('an error of the system while writing names the file, not its temporary name', async () => {
  const folder = newFolder()
  const file = join(folder, 'a.csv')
  const failing = writeTogether(async (files) => {
    throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', path: files.place(file) })
  })
  await expect(failing).rejects.toThrow(
    new InputError(`${file}: the file cannot be written: the disk is full; give another place.`),
  )
})

test('the end of the process, as after an interrupt, removes what is not finished', () => {
  const folder = newFolder()
  const before = process.listeners('exit')
  const files = new WholeFiles()
  const temporary = files.place(join(folder, 'a.csv'))
  writeFileSync(temporary, 'half')
  writeFileSync(files.scratch(join(folder, 'a.csv.rows')), 'half')
  const added = process.listeners('exit').filter((listener) => !before.includes(listener))
  expect(added).toHaveLength(1)
  added[0]!(130)
  expect(readdirSync(folder)).toEqual([])
  files.discard()
  expect(process.listeners('exit')).toEqual(before)
})
