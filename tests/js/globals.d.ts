declare const module: { exports: unknown };
