/** An SVG picture as PNG bytes, `scale` pixels for each of its own, on `background` if one is given, else transparent. */
export async function rasterize(svg: string, scale: number, background?: string): Promise<Uint8Array> {
  const { Resvg } = await import('@resvg/resvg-js')
  const picture = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: scale },
    font: { loadSystemFonts: true, defaultFontFamily: 'DejaVu Sans' },
    ...(background !== undefined && { background }),
  })
  return picture.render().asPng()
}
