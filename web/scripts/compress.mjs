// Lays a brotli copy beside every built file that shrinks, and prints what a phone downloads.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';

const folder = new URL('../dist/static/', import.meta.url);
let total = 0;
for (const name of readdirSync(folder).filter((each) => !each.endsWith('.br')).sort()) {
  const plain = readFileSync(new URL(name, folder));
  const small = brotliCompressSync(plain, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 10, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
  });
  const shrunk = small.length < plain.length;
  if (shrunk) writeFileSync(new URL(`${name}.br`, folder), small);
  const sent = shrunk ? small.length : plain.length;
  total += sent;
  console.log(`${name.padEnd(40)} ${String(plain.length).padStart(9)} ${String(sent).padStart(9)} brotli`);
}
console.log(`${'together'.padEnd(50)} ${String(total).padStart(9)} brotli`);
