'use strict';

/** Stands for src/import-module.ts: code that is compiled as a plain script can import nothing. */
exports.importModule = (url) => import(url);
