const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text made safe to stand between HTML or SVG tags and inside quoted attributes. Control characters, which XML forbids, go. */
export function escapeHtml(text: string): string {
  return text.replace(forbiddenInXml, '').replace(/[&<>"']/g, (character) => entities[character]!)
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly the characters to take out
const forbiddenInXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g
