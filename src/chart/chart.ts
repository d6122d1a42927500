/** A Vega-Lite specification as plain data; valid under Vega-Lite 5 and 6. */
export type VegaLiteSpec = Readonly<Record<string, unknown>>

/** A chart is data first: a specification, the finding it shows, and a sentence that stands in for the picture. */
export interface Chart {
  /** The finding in a few words, for headings. */
  readonly title: string
  /** What a reader who cannot see the picture needs to know, made from the data. */
  readonly alt: string
  readonly spec: VegaLiteSpec
}
