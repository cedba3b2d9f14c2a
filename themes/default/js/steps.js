/* The next question in place of this one. Links stay links: an answer changes the fragment, the page draws what it says. */
/** @typedef {import('./journey.js').Journey} Journey */
/** @typedef {import('./journey.js').State} State */
(function () {
  'use strict';
  const main = /** @type {HTMLElement | null} */ (document.querySelector('main[data-step]'));
  if (!main) { return; }
  const names = (main.getAttribute('data-step') || '').split('/');
  const own = names[1];
  const known = communContext.known(window.name, window.location.hash);
  const given = main.getAttribute('data-given') || known.answers || '';
  const source = main.getAttribute('data-journey') || '';
  const heading = /** @type {HTMLElement} */ (main.querySelector('h1'));
  const lead = /** @type {HTMLElement | null} */ (main.querySelector('[data-help]'));
  const choices = main.querySelector('.co-choices');
  const trail = /** @type {HTMLElement | null} */ (main.querySelector('[data-trail]'));
  const back = /** @type {HTMLAnchorElement | null} */ (main.querySelector('.co-back a'));
  const before = back && { href: back.href, text: back.lastChild && back.lastChild.textContent };
  const ending = document.title.slice((heading.textContent || '').length);
  const mark = /^#cadre\b/.test(window.location.hash) ? '#cadre,' : '#';
  /** @type {Journey | null} */
  let journey = null;
  let asked = false;
  let shown = main.getAttribute('data-asked') || own;

  /** The answers so far; at first those that an entry or the host's page gave. @returns {State} */
  function state() {
    const said = communJourney.read(window.location.hash);
    const found = said || communJourney.begin(names[0], own, given);
    found.audience = found.audience || main && main.getAttribute('data-audience') || known.audience || '';
    found.place = known.place;
    return said || !journey ? found : communJourney.upToQuestion(journey, found);
  }

  /** The address of a step with its answers. @param {string} step @param {State} given */
  function address(step, given) {
    if (step.indexOf('/') >= 0) { return communAssets.root + step; }
    const question = choices && journey && communJourney.has(journey.questions, step) && !journey.questions[step][3];
    return (question ? '' : communAssets.root + 'parcours/' + names[0] + '/' + step + '/index.html') + mark + communJourney.write(given);
  }

  /** Give each answer the address of where it leads, with the answers so far. */
  function link() {
    const given = state();
    Array.prototype.forEach.call(/** @type {Element} */ (main).querySelectorAll('a[data-again]'), function (again) {
      again.hash = mark.slice(1) + communJourney.write(communJourney.change(given, again.getAttribute('data-again')));
    });
    if (!choices) { return; }
    Array.prototype.forEach.call(choices.children, function (item) {
      const answer = item.getAttribute('data-answer');
      const to = /** @type {HTMLAnchorElement} */ (item.querySelector('a'));
      const next = communJourney.change(given, shown, answer);
      if (journey) {
        to.href = address(communJourney.walk(journey, next).step, next);
      } else if (to.pathname.indexOf('/parcours/' + names[0] + '/') >= 0) {
        to.hash = (mark + communJourney.write(next)).slice(1);
      }
    });
  }

  /** Draw a question from the first answer that the page came with. @param {string} key @param {State} given */
  function draw(key, given) {
    const question = journey && journey.questions[key];
    const model = choices && choices.firstElementChild;
    if (!journey || !question || !choices || !model) { return; }
    if (key === shown && !question[2].some(function (answer) { return answer[5]; })) { return; }
    heading.textContent = question[0];
    document.title = question[0] + ending;
    if (lead) { lead.textContent = question[1]; lead.hidden = !question[1]; }
    const items = communJourney.offered(journey, key, given).map(function (answer) {
      const item = /** @type {Element} */ (model.cloneNode(true));
      const words = communJourney.isOpenTo(answer, given) ? '' : answer[4] || '';
      const text = /** @type {Element} */ (item.querySelector('.co-choice__text'));
      item.setAttribute('data-answer', answer[0]);
      item.removeAttribute('data-when');
      text.textContent = answer[1];
      [words && (trail && trail.getAttribute('data-condition') || '…').replace('…', words), answer[3]].forEach(function (more) {
        if (!more) { return; }
        const hint = document.createElement('span');
        hint.className = 'co-hint';
        hint.textContent = more;
        text.appendChild(hint);
      });
      return item;
    });
    choices.textContent = '';
    items.forEach(function (item) { choices.appendChild(item); });
    shown = key;
  }

  /** Show the answers given, each with the address that changes it and keeps the rest. @param {State} given */
  function tell(given) {
    const model = trail && trail.querySelector('template');
    const list = trail && trail.querySelector('ol');
    if (!journey || !trail || !model || !list) { return; }
    const found = communJourney.walk(journey, given);
    const here = found.step === (choices ? shown : own) ? found.trail : [];
    list.textContent = '';
    here.forEach(function (each) {
      const item = /** @type {DocumentFragment} */ (document.importNode(model.content, true));
      const parts = /** @type {HTMLElement[]} */ (Array.prototype.slice.call(item.querySelectorAll('[data-part]')));
      const asked = /** @type {Journey} */ (journey).questions[each.question][0];
      parts[0].textContent = asked;
      parts[1].textContent = each.answer[1];
      parts[2].setAttribute('href', again(given, each.question));
      parts[2].setAttribute('aria-label', parts[2].textContent + ' : ' + asked);
      list.appendChild(item);
    });
    trail.hidden = !here.length;
    if (!back || !before) { return; }
    const last = here[here.length - 1];
    back.href = last ? again(given, last.question) : before.href;
    if (back.lastChild) { back.lastChild.textContent = last ? ' ' + trail.getAttribute('data-previous') : before.text; }
  }

  /** The address where one question is asked again, the other answers kept. @param {State} given @param {string} question */
  function again(given, question) { return address(choices ? question : given.start, communJourney.change(given, question)); }

  /** Show what the fragment says. @param {boolean} moved by an answer, or by Back */
  function show(moved) {
    const given = state();
    if (!journey) { return link(); }
    const step = communJourney.walk(journey, given).step;
    if (choices) { draw(communJourney.has(journey.questions, step) ? step : own, given); }
    tell(given);
    link();
    if (moved && choices) {
      heading.tabIndex = -1;
      heading.focus();
      window.scrollTo(0, 0);
    }
  }

  function load() {
    if (asked || !source) { return; }
    asked = true;
    communAssets.load(source, function () {
      const data = /** @type {any} */ (window).communData;
      journey = data && data['journey/' + names[0]] || null;
      show(false);
    });
  }

  link();
  window.addEventListener('hashchange', function () {
    if (communJourney.read(window.location.hash) || /^(#(cadre|,|@[^,]*)*)?$/.test(window.location.hash)) { show(true); }
  });
  if (communJourney.read(window.location.hash) || (choices && source && given.indexOf(names[0] + '/') >= 0)) {
    load(); // somebody answered already
  } else if (choices && communAssets.free) {
    communAssets.quiet(load);
  }
})();
