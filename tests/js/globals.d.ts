// What the joined scripts share: each file is checked on its own.
declare const module: { exports: unknown };
/** What the build writes above the service worker. */
declare const COMMUN: { version: string; pack: string; files: string[]; off?: boolean };
declare const communOffline: typeof import('../../themes/default/js/offline.js');
declare const communDays: typeof import('../../themes/default/js/days.js');
