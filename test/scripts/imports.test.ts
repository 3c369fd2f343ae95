import { describe, expect, it } from 'vitest';
import { importsOf } from '../../scripts/imports.ts';
import { withSyntax } from '../../scripts/syntax.ts';

const read = async (source: string) => (await withSyntax([['a.ts', source]], (_, tree) => importsOf(tree)))
  .toSorted((one, other) => one.line - other.line)
  .map(({ specifier, typeOnly, line }) => `${line} ${typeOnly ? 'type' : 'value'} ${specifier}`);

describe('importsOf', () => {
  it('tells values from types, over several lines, in double and single quotes', async () => {
    expect(await read(`import type { A } from './a.ts';\nimport {\n  b,\n  c,\n} from "./b.ts";\nexport * from './c.ts';\nexport type { D } from './d.ts';`)).toEqual([
      '1 type ./a.ts',
      '2 value ./b.ts',
      '6 value ./c.ts',
      '7 type ./d.ts',
    ]);
  });

  it('sees imports for their effect and imports at run time', async () => {
    expect(await read(`import './a.ts';\nconst b = await import('./b.ts');\ntype C = typeof import('./c.ts');`)).toEqual([
      '1 value ./a.ts',
      '2 value ./b.ts',
      '3 type ./c.ts',
    ]);
  });

  it('takes no comment and no sentence for an import', async () => {
    expect(await read(`// import { a } from './a.ts';\n/*\nimport './b.ts';\n*/\nexport const text = 'taken from';\nexport const list = Array.from('abc');`)).toEqual([]);
  });
});
