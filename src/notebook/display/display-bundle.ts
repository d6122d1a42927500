/** One output of a cell, in every form a front end may pick from. Keys are MIME types; JSON types hold objects. */
export interface DisplayBundle {
  readonly data: Readonly<Record<string, unknown>>
  readonly metadata: Readonly<Record<string, unknown>>
}

/**
 * Something that brings its own forms for `show`: always `text/plain`, which says it all, and mostly `text/html`, whose
 * looks are in its style attributes, for a notebook has no style sheet of ours.
 */
export interface Showable {
  readonly bundle: DisplayBundle
}
