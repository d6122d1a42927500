import { createHmac, timingSafeEqual } from 'node:crypto'

/** The header of a Jupyter message, as far as this client reads it. */
interface MessageHeader {
  readonly msg_id: string
  readonly msg_type: string
  readonly session: string
  readonly username: string
  readonly date: string
  readonly version: string
}

/** A Jupyter message. `parent` is the header of the request it answers; empty for a request. */
export interface Message {
  readonly header: MessageHeader
  readonly parent: Partial<MessageHeader>
  readonly content: Readonly<Record<string, unknown>>
}

const delimiter = '<IDS|MSG>'

/** The signature of a message: HMAC-SHA256 over header, parent header, metadata and content, in hexadecimal. */
export function signParts(parts: readonly (string | Uint8Array)[], key: string): string {
  const hmac = createHmac('sha256', key)
  for (const part of parts) hmac.update(part)
  return hmac.digest('hex')
}

/** The ZeroMQ frames of a message, signed with the connection's key. */
export function encodeMessage(message: Message, key: string): string[] {
  const parts = [message.header, message.parent, {}, message.content].map((part) => JSON.stringify(part))
  return [delimiter, signParts(parts, key), ...parts]
}

/** Reads the frames of a message. Null if they are not a message or not signed with this key: then not from our kernel. */
export function decodeMessage(frames: readonly Uint8Array[], key: string): Message | null {
  const texts = frames.map((frame) => Buffer.from(frame).toString('utf8'))
  const start = texts.indexOf(delimiter)
  if (start < 0 || frames.length < start + 6) return null
  const signature = Buffer.from(texts[start + 1]!)
  const expected = Buffer.from(signParts(frames.slice(start + 2, start + 6), key))
  if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) return null
  const [header, parent, , content] = texts.slice(start + 2, start + 6).map((text) => JSON.parse(text) as unknown)
  return { header, parent, content } as Message
}
