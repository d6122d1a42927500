import { describe, expect, it } from 'vitest'
import { decodeMessage, encodeMessage, type Message, signParts } from '../../../src/notebook/kernel/wire.js'

const message: Message = {
  header: {
    msg_id: '1',
    msg_type: 'execute_request',
    session: 's',
    username: 'arlab',
    date: '2024-01-31T00:00:00.000Z',
    version: '5.3',
  },
  parent: {},
  content: { code: 'console.log("é€")' },
}

const framesOf = (texts: readonly string[]) => texts.map((text) => Buffer.from(text))

describe('signParts', () => {
  it('is HMAC-SHA256 over the parts in a row: RFC 4231, test case 2', () => {
    expect(signParts(['what do ya want ', Buffer.from('for '), 'nothing?'], 'Jefe')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    )
  })
})

describe('decodeMessage', () => {
  it('reads back what encodeMessage wrote, with routing frames before it', () => {
    expect(decodeMessage(framesOf(['client', ...encodeMessage(message, 'key')]), 'key')).toEqual(message)
  })

  it('signs header, parent, metadata and content, in this order', () => {
    const [delimiter, signature, ...parts] = encodeMessage(message, 'key')
    expect(delimiter).toBe('<IDS|MSG>')
    expect(parts).toEqual([JSON.stringify(message.header), '{}', '{}', JSON.stringify(message.content)])
    expect(signature).toBe(signParts(parts, 'key'))
  })

  it('refuses a message that was signed with another key', () => {
    expect(decodeMessage(framesOf(encodeMessage(message, 'other')), 'key')).toBeNull()
  })

  it('refuses a message that was changed after it was signed', () => {
    const frames = encodeMessage(message, 'key')
    frames[5] = frames[5]!.replace('log', 'dir')
    expect(decodeMessage(framesOf(frames), 'key')).toBeNull()
  })

  it.each([
    ['no delimiter', ['a', 'b']],
    ['too few frames', ['<IDS|MSG>', 'signature', '{}']],
    ['a signature of another length', ['<IDS|MSG>', 'short', '{}', '{}', '{}', '{}']],
  ])('refuses frames that are not a message: %s', (_, frames) => {
    expect(decodeMessage(framesOf(frames), 'key')).toBeNull()
  })
})
