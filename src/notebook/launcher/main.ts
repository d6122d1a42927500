import { startKernel } from './start-kernel.js'

const [connectionFile = '', options = '{}'] = process.argv.slice(2)
startKernel(connectionFile, JSON.parse(options))
