// Writes themes/<theme>/js/small/: the scripts of a theme with short names inside, each under the sum of what it was made
// of. `commun` serves these; a script whose sum is not that of its source is served from its source. Run: make scripts
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { minify } from 'terser';

const OPTIONS = {
  ecma: 2017,
  safari10: true,
  compress: { passes: 3, unsafe_math: false, unsafe_arrows: true, keep_fargs: false },
  format: { ascii_only: false, comments: false },
};
const home = fileURLToPath(new URL('.', import.meta.url));
for (const theme of readdirSync(home, { withFileTypes: true }).filter((one) => one.isDirectory())) {
  const folder = join(home, theme.name, 'js');
  let names = [];
  try { names = readdirSync(folder).filter((name) => name.endsWith('.js')); } catch { continue; }
  rmSync(join(folder, 'small'), { recursive: true, force: true });
  mkdirSync(join(folder, 'small'));
  for (const name of names) {
    const source = readFileSync(join(folder, name));
    const { code } = await minify(source.toString(), OPTIONS);
    const sum = createHash('sha256').update(source).digest('hex');
    writeFileSync(join(folder, 'small', name), `//${sum}\n${code.replace(/;?$/, ';')}\n`);
  }
}
