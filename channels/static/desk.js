// The chat: posts what the person says to the REST channel and shows the reply. Words from the server are only ever text.

const TEXTS = {
  sv: {
    locale: "sv-SE", change: "English", placeholder: "Skriv din fråga", typing: "Assistenten skriver",
    person: "Du:", desk: "Assistenten:", urgent: "Akut hjälp", choices: "Välj ett svar", source: "Källa", reviewed: "Granskad",
    booked: "Din tid", cancelled: "Avbokad tid", start: "När", minutes: "Längd", clinician: "Hos", reference: "Bokningsnummer",
    calendar: "Lägg till i kalendern", remove: "Ta bort ur kalendern", newTab: "öppnas i ny flik", retry: "Försök igen",
    down: ["Jag får inget svar just nu. Det kan bero på oss eller på din uppkoppling, och ditt meddelande kan ha försvunnit.",
      "Vänta inte på mig om det är bråttom. Ring 112 om det är fara för liv, och 1177 för råd om vård, dygnet runt."],
    call: "Ring",
  },
  en: {
    locale: "en-GB", change: "Svenska", placeholder: "Write your question", typing: "The assistant is typing",
    person: "You:", desk: "The assistant:", urgent: "Urgent help", choices: "Choose an answer", source: "Source", reviewed: "Reviewed",
    booked: "Your appointment", cancelled: "Cancelled appointment", start: "When", minutes: "Length", clinician: "With", reference: "Reference",
    calendar: "Add to calendar", remove: "Remove from calendar", newTab: "opens in a new tab", retry: "Try again",
    down: ["I'm not getting an answer right now. It may be us or your connection, and your message may be lost.",
      "Don't wait for me if it is urgent. Call 112 if a life is in danger, and 1177 for health advice, day or night."],
    call: "Call",
  },
};
const NUMBER = /(\d[\d -]{4,}\d)/; // a phone number, to be kept on one line
const MOMENT = { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" };
const PATIENCE = 30_000; // milliseconds; a turn takes less than one second, a sleeping server a little longer

const [log, typing, status, composer, words] = ["log", "typing", "status", "composer", "words"].map((id) => document.getElementById(id));
const kept = (() => { try { return sessionStorage; } catch { return {}; } })(); // some browsers forbid it
let language = "sv";
let waiting = 0;

function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children.filter(Boolean)); // append() takes strings as text, never as HTML
  return element;
}

function unguessable() {
  // randomUUID is missing where the page comes over plain http from another machine
  return crypto.randomUUID?.() ?? Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function ask(sender, message) {
  const response = await fetch("webhooks/rest/webhook", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ sender, message, metadata: { language } }),
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (!response.ok) throw new Error(`status ${response.status}`);
  return (await response.json()).find((part) => part.custom).custom;
}

function unanswered(message) {
  const { down, call, retry } = TEXTS[language];
  const links = ["112", "1177"].map((number) => ({ title: `${call} ${number}`, url: `tel:${number}` }));
  return { kind: "error", language, paragraphs: down, links, buttons: [{ title: retry, payload: message }] };
}

async function send(message, shown, shownIn = language) {
  const sender = (kept.sender ??= unguessable());
  log.querySelectorAll(".choices button").forEach((button) => (button.disabled = true));
  add(make("article", { className: "message person", lang: shownIn }, label(language, "person"), make("p", {}, shown)));
  wait(+1);
  const reply = await ask(sender, message).then(render).catch(() => render(unanswered(message)));
  if (sender !== kept.sender) return; // the person has started over
  wait(-1);
  add(reply);
}

function add(message) {
  typing.before(message);
  // the start of a long reply, else the end of the conversation
  log.scrollTo({ top: message.offsetTop - 16 });
}

function wait(change) {
  waiting += change;
  typing.hidden = waiting === 0;
  status.textContent = waiting ? TEXTS[language].typing : "";
  if (waiting) log.scrollTo({ top: log.scrollHeight });
}

function render(reply) {
  const text = TEXTS[reply.language];
  const urgent = reply.kind === "emergency";
  const [first, ...rest] = reply.paragraphs.map((paragraph) => make("p", {}, paragraph));
  const small = [reply.reviewed && `${text.reviewed} ${day(reply.reviewed, text)}`, reply.source && `${text.source}: ${reply.source}`];
  return make(
    urgent ? "section" : "article",
    { className: `message desk ${reply.kind}`, lang: reply.language, role: urgent ? "alert" : null },
    urgent ? make("h3", {}, text.urgent) : label(reply.language, "desk"),
    first,
    ...(urgent ? [links(reply), ...rest] : [...rest, links(reply)]),
    reply.booking && appointment(reply.booking, text),
    choices(reply.buttons, text),
    small.some(Boolean) && make("p", { className: "small" }, small.filter(Boolean).join(" · ")),
  );
}

function label(name, who) {
  return make("span", { className: "unseen", lang: name }, `${TEXTS[name][who]} `);
}

function links({ kind, language: name, links: all = [] }) {
  const text = TEXTS[name];
  const lacks112 = kind === "emergency" && !all.some(({ url }) => url === "tel:112");
  const shown = lacks112 ? [{ title: `${text.call} 112`, url: "tel:112" }, ...all] : all;
  return shown.length > 0 && make("ul", { className: "links" }, ...shown.map((one) => make("li", {}, link(one, text))));
}

function link({ title, url }, text) {
  if (!/^(https:\/\/|tel:|mailto:)/i.test(url)) return make("span", {}, title);
  if (/^mailto:/i.test(url)) return make("a", { href: url }, title);
  if (/^tel:/i.test(url)) return make("a", { href: url, className: "call" }, ...title.split(NUMBER).map((part) => make("span", {}, part)));
  const note = make("span", { className: "unseen" }, ` (${text.newTab})`);
  return make("a", { href: url, className: "web", target: "_blank", rel: "noopener noreferrer" }, title, note);
}

function choices(buttons = [], text) {
  const made = buttons.map(({ title, payload }) => make("button", { type: "button", value: payload }, title));
  return made.length > 0 && make("div", { className: "choices", role: "group", ariaLabel: text.choices }, ...made);
}

function appointment(booking, text) {
  const cancelled = booking.status === "cancelled";
  const values = { start: moment(booking.start, text), minutes: booking.minutes && `${booking.minutes} min`,
    clinician: booking.clinician, reference: booking.reference };
  const rows = Object.entries(values).filter(([, value]) => value);
  return make(
    "section",
    { className: `appointment ${cancelled ? "cancelled" : ""}` },
    make("h3", {}, cancelled ? text.cancelled : text.booked),
    make("dl", {}, ...rows.map(([name, value]) => make("div", { className: name }, make("dt", {}, text[name]), make("dd", {}, value)))),
    booking.ics && calendar(booking, cancelled ? text.remove : text.calendar),
  );
}

function calendar({ ics, reference }, title) {
  const [, packed] = /^data:text\/calendar[^,]*;base64,(.*)$/s.exec(ics) ?? [];
  const content = packed ? Uint8Array.from(atob(packed), (sign) => sign.charCodeAt(0)) : ics;
  const href = URL.createObjectURL(new Blob([content], { type: "text/calendar" }));
  return make("a", { className: "file", href, download: `lingonkliniken-${reference ?? "tid"}.ics` }, title);
}

function moment(iso, { locale }) {
  const date = new Date(iso ?? NaN);
  if (isNaN(date)) return iso;
  const said = date.toLocaleString(locale, { ...MOMENT, timeZone: "Europe/Stockholm" });
  return locale === "sv-SE" ? said.replace(/kl\. (\d\d):(\d\d)/, "kl.\u00a0$1.$2") : said;
}

function day(iso, { locale }) {
  const date = new Date(iso);
  return isNaN(date) ? iso : date.toLocaleDateString(locale, { dateStyle: "long", timeZone: "UTC" });
}

function speak(name) {
  language = kept.language = name;
  document.documentElement.lang = name;
  document.querySelectorAll("[data-en]").forEach((element) => {
    element.dataset.sv ??= element.textContent;
    element.textContent = element.dataset[name];
  });
  document.getElementById("welcome").lang = name;
  const change = document.getElementById("switch");
  [change.textContent, change.lang] = [TEXTS[name].change, name === "sv" ? "en" : "sv"];
  words.placeholder = TEXTS[name].placeholder;
}

function startOver() {
  delete kept.sender;
  log.querySelectorAll(".message:not(#welcome, #typing)").forEach((message) => message.remove());
  log.querySelectorAll(".choices button").forEach((button) => (button.disabled = false));
  log.querySelectorAll(".chosen").forEach((button) => button.classList.remove("chosen"));
  wait(-waiting);
  words.focus();
}

log.addEventListener("click", ({ target }) => {
  const button = target.closest(".choices button");
  if (!button) return;
  button.classList.add("chosen");
  send(button.value || button.textContent, button.textContent, button.closest("[lang]").lang);
  // with a finger, the keyboard would slide up over the answer
  matchMedia("(hover: none)").matches ? log.focus({ preventScroll: true }) : words.focus();
});

composer.addEventListener("submit", (event) => {
  event.preventDefault();
  const message = words.value.trim();
  words.value = "";
  if (message) send(message, message);
  words.focus();
});

words.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  composer.requestSubmit();
});

document.getElementById("switch").addEventListener("click", () => speak(language === "sv" ? "en" : "sv"));
document.getElementById("restart").addEventListener("click", startOver);
speak(kept.language === "en" ? "en" : "sv");
