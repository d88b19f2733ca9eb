// Checks a scenario with the bundled command of a folder, and keeps the code that V8 made of it.
'use strict';
const { mkdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const [folder, scenario] = process.argv.slice(2);
const { KEPT_CODE, codeOfLoaded, loadChunk } = require(join(folder, 'load-chunk.cjs'));

void keepCode();

async function keepCode() {
  process.exitCode = await loadChunk('program.js').runProgram(['validate', scenario]);
  mkdirSync(KEPT_CODE);
  for (const [name, code] of codeOfLoaded()) writeFileSync(join(KEPT_CODE, name), code);
}
