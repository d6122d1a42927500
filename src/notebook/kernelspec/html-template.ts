import { join } from 'node:path'

/** Where nbconvert's template of that name stands in a data folder of Jupyter's. */
export function htmlTemplateFolder(jupyter: string): string {
  return join(jupyter, 'nbconvert', 'templates', 'arlab')
}

/**
 * The files, by name, of a template for `jupyter nbconvert --to html --template arlab`. It differs from nbconvert's own in that
 * a chart is a picture with its alt sentence. nbconvert 6.5 strips an SVG of all its shapes
 * (https://github.com/jupyter/nbconvert/issues/1894), and later versions leave the sentence out.
 */
export const htmlTemplateFiles: Readonly<Record<string, string>> = {
  'conf.json': '{ "base_template": "lab", "mimetypes": { "text/html": true } }\n',
  'index.html.j2': `{%- extends 'lab/index.html.j2' -%}
{%- block data_svg scoped -%}
<div class="jp-RenderedSVG jp-OutputArea-output {{ extra_class }}" data-mime-type="image/svg+xml">
<img alt="{{ output.metadata.alt | default('', true) | escape_html }}" src="data:image/svg+xml;base64,{{ output.data['image/svg+xml'] | text_base64 }}">
</div>
{%- endblock data_svg -%}
`,
}
