/** The kernel's picture, 64 by 64: receivables by age, from current to long past due. Shapes only, so no font matters. */
export const logo = `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64" viewBox="0 0 64 64">
  <rect width="64" height="64" rx="12" fill="#0072b2"/>
  <g fill="#ffffff">
    <rect x="11" y="12" width="9" height="38" rx="2"/>
    <rect x="23" y="25" width="9" height="25" rx="2"/>
    <rect x="35" y="34" width="9" height="16" rx="2"/>
  </g>
  <rect x="47" y="40" width="9" height="10" rx="2" fill="#ffb454"/>
  <rect x="8" y="52" width="49" height="2.5" rx="1.25" fill="#ffffff"/>
</svg>
`
