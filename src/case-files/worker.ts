import { parentPort, workerData } from 'node:worker_threads'
import { drawCaseFile, type Order } from './draw-case-file.ts'

const bytes = drawCaseFile(workerData as Order)
parentPort?.postMessage(bytes)
