import { testMutations } from './damaged/batches.js'

testMutations(500, 1000)
