import { testMutations } from './damaged/batches.js'

testMutations(1000, 1500)
