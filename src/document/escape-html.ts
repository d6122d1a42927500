const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/**
 * Text made safe to stand between HTML or SVG tags and inside quoted attributes. Control characters go, for XML forbids
 * most of them, and so do the marks that turn the direction of writing for what comes after.
 */
export function escapeHtml(text: string): string {
  return text.replace(unsafe, '').replace(/[&<>"']/g, (character) => entities[character]!)
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly the characters to take out
const unsafe = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g
