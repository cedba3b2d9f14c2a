// What the joined scripts share: each file is checked on its own.
declare const module: { exports: unknown };
declare const communDays: typeof import('../../themes/default/js/days.js');
declare const communContext: typeof import('../../themes/default/js/frame-context.js');
