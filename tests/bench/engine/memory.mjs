import { simulate } from 'arlab'
import { company } from './full-company.mjs'

// node memory.mjs REPLICATES: peak memory of a simulation whose futures are kept on disk (memory ceiling 0), as JSON.
const replicates = Number(process.argv[2])
const own = await company(50)
await simulate({ ...own, scenarios: [], months: 12, replicates, threads: 1, by: ['region'], memoryCeiling: 0 })
console.log(JSON.stringify({ replicates, peakMB: process.resourceUsage().maxRSS / 1024 }))
