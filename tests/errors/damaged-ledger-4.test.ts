import { testMutations } from './damaged/batches.js'

testMutations(1500, 2000)
