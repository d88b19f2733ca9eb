'use strict';
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { Script } = require('node:vm');

/** Code is kept for the very Node that built it: V8 itself looks only at its own version and flags. */
const KEPT_CODE = join(__dirname, `code-${process.version}-${process.platform}-${process.arch}`);

const loaded = new Map();
const scripts = new Map();

/**
 * What a file of the bundle exports: `require`, but with the code that V8 made of the file when the
 * package was built. Making it again takes 23 of the 75 ms that a check takes once Node runs; where
 * there is none, or V8 refuses it, the file is compiled as ever.
 */
function loadChunk(name) {
  const known = loaded.get(name);
  if (known) return known.exports;
  const module = { exports: {} };
  loaded.set(name, module);
  const filename = join(__dirname, name);
  const source = readFileSync(filename, 'utf8');
  const wrapped = `(function (exports, require, module, __filename, __dirname) {${source}\n})`;
  const script = new Script(wrapped, { filename, cachedData: keptCode(name) });
  scripts.set(name, script);
  const isChunk = (id) => id.startsWith('./') && id.endsWith('.js');
  const requireFrom = (id) => (isChunk(id) ? loadChunk(id.slice(2)) : require(id));
  script.runInThisContext()(module.exports, requireFrom, module, filename, __dirname);
  return module.exports;
}

function keptCode(name) {
  try {
    return readFileSync(join(KEPT_CODE, name));
  } catch {
    return undefined;
  }
}

/** The code that V8 has by now of every file that is loaded, by name. */
function codeOfLoaded() {
  return Array.from(scripts, ([name, script]) => [name, script.createCachedData()]);
}

module.exports = { KEPT_CODE, codeOfLoaded, loadChunk };
