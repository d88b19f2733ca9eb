#!/usr/bin/env node
'use strict';
const { loadChunk } = require('./load-chunk.cjs');

if (process.argv[2] === 'validate') {
  // A check is over before optimized code has paid for the 30 ms of processor that it takes.
  require('node:v8').setFlagsFromString('--no-opt');
}
loadChunk('command.js');
