// What the joined scripts share: each file is checked on its own.
declare const module: { exports: unknown };
/** What the build writes above the service worker. */
declare const COMMUN: { version: string; pack: string; files: string[]; off?: boolean };
declare const communOffline: typeof import('../../themes/default/js/offline.js');
declare const communDays: typeof import('../../themes/default/js/days.js');
declare const communCalendar: typeof import('../../themes/default/js/calendar.js');
declare const communHours: typeof import('../../themes/default/js/open-now.js');
declare function require(name: string): any;
declare const communConditions: typeof import('../../themes/default/js/conditions.js');
declare const communJourney: typeof import('../../themes/default/js/journey.js');
declare const communContacts: typeof import('../../themes/default/js/contacts.js');
declare const communReminder: typeof import('../../themes/default/js/reminder.js');
declare const communContext: typeof import('../../themes/default/js/frame-context.js');
declare const communPlaceNames: typeof import('../../themes/default/js/place-names.js');
declare const communPlaceAnswers: typeof import('../../themes/default/js/place-answers.js');
interface Window {
  communSearch: typeof import('../../themes/default/js/search-engine.js');
  /** The chooser of places: what to show for a postcode. */
  communPlaces?: (code: string) => HTMLElement | null;
  /** What data files register. */
  communData?: { search?: import('../../themes/default/js/search-engine.js').Data; [name: string]: unknown };
}
