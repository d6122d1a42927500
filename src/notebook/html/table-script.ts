/**
 * Runs in the page. Tables with one row of heads can be sorted by them, with the pointer or the keyboard, and those of more
 * than 20 rows are shown page by page on screen. Without scripts, and on paper, all rows are there in their own order.
 */
export const tableScript = `
{
  const rowsOnPage = 20
  for (const table of document.querySelectorAll('.html table')) {
    const [head] = table.tHead?.rows ?? []
    const body = table.tBodies[0]
    const whole = (row) => [...row.cells].every((cell) => cell.colSpan === 1 && cell.rowSpan === 1)
    if (!head || table.tHead.rows.length > 1 || table.tBodies.length > 1 || table.parentElement.closest('table, [role=group]')) continue
    const rows = [...body.rows]
    if (rows.length < 2 || ![head, ...rows].every(whole)) continue
    const show = rows.length > rowsOnPage ? paged(table, body) : () => {}
    for (const [column, cell] of [...head.cells].entries()) {
      if (cell.textContent.trim() !== '') sortable(cell, column, head, body, show)
    }
  }

  function sortable(cell, column, head, body, show) {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'sort'
    button.append(...cell.childNodes)
    cell.append(button)
    button.addEventListener('click', () => {
      const down = cell.getAttribute('aria-sort') === 'ascending'
      for (const other of head.cells) other.removeAttribute('aria-sort')
      cell.setAttribute('aria-sort', down ? 'descending' : 'ascending')
      body.append(...sorted([...body.rows], column, down))
      show(0)
    })
  }

  function sorted(rows, column, down) {
    const texts = new Map(rows.map((row) => [row, row.cells[column]?.textContent.trim() ?? '']))
    const filled = rows.filter((row) => texts.get(row) !== '')
    const numbers = new Map(filled.map((row) => [row, numberOf(texts.get(row))]))
    const numeric = filled.every((row) => !Number.isNaN(numbers.get(row)))
    const compare = numeric
      ? (one, other) => numbers.get(one) - numbers.get(other)
      : (one, other) => texts.get(one).localeCompare(texts.get(other), 'en', { numeric: true })
    filled.sort((one, other) => (down ? compare(other, one) : compare(one, other)))
    // What is empty comes last, whichever way.
    return [...filled, ...rows.filter((row) => texts.get(row) === '')]
  }

  // A figure as this project writes it: 1,234.5, −3 %, 41.4 days, USD 12.
  function numberOf(text) {
    const match = /^(?:[A-Z]{3} )?[$€£]?([+-]?[\\d,]*\\.?\\d+)(?: ?(?:%|[A-Z]{3}|[a-z]+))?$/.exec(text.replaceAll('−', '-').replaceAll('\\u00a0', ' '))
    return match ? Number(match[1].replaceAll(',', '')) : Number.NaN
  }

  function paged(table, body) {
    const bar = document.createElement('div')
    bar.className = 'pages'
    const place = document.createElement('span')
    place.setAttribute('role', 'status')
    const [back, on] = ['Previous', 'Next'].map((name) => {
      const button = document.createElement('button')
      button.type = 'button'
      button.textContent = name
      return button
    })
    bar.append(back, place, on)
    table.after(bar)
    let first = 0
    const show = (start) => {
      first = start
      const rows = [...body.rows]
      const end = Math.min(first + rowsOnPage, rows.length)
      for (const [index, row] of rows.entries()) row.classList.toggle('off-page', index < first || index >= end)
      place.textContent = 'Rows ' + (first + 1) + ' to ' + end + ' of ' + rows.length
      back.disabled = first === 0
      on.disabled = end === rows.length
    }
    back.addEventListener('click', () => show(first - rowsOnPage))
    on.addEventListener('click', () => show(first + rowsOnPage))
    show(0)
    return show
  }
}
`
