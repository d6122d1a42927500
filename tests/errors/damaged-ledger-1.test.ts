import { testMutations } from './damaged/batches.js'

testMutations(0, 500)
