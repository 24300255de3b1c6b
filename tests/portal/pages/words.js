"use strict";
// Every sentence of these pages, in three languages; the browser's wish decides.
const WORDS = {
  notReal: {
    kk: "Бұл — сынақ порталының беті. Ол нағыз порталдың да, eGov Mobile қолданбасының да беті емес.",
    ru: "Это страница проверочного портала. Она не относится ни к настоящему порталу, ни к приложению eGov Mobile.",
    en: "This is a page of the reference portal. It belongs neither to a real portal nor to eGov Mobile."
  },
  phoneTitle: { kk: "Ойыншық телефон", ru: "Игрушечный телефон", en: "A toy phone" },
  whosePhone: { kk: "Кімнің телефоны", ru: "Чей это телефон", en: "Whose phone it is" },
  noNumber: { kk: "нөмірі жоқ", ru: "без номера", en: "no number" },
  messages: { kk: "SMS хабарлары", ru: "Сообщения SMS", en: "SMS messages" },
  noMessages: { kk: "Хабар жоқ.", ru: "Сообщений нет.", en: "No messages." },
  qrTitle: { kk: "QR-код", ru: "QR-код", en: "QR code" },
  qrText: { kk: "QR-кодтың мәтіні немесе сілтемесі", ru: "Текст или ссылка из QR-кода", en: "Text or link of the QR code" },
  scan: { kk: "Оқу", ru: "Считать", en: "Scan" },
  asked: { kk: "Мына порталға кіру сұралды:", ru: "Запрошен вход на портал:", en: "A login is asked for at this portal:" },
  second: { kk: "Бұл — ЭЦҚ-дан кейінгі екінші қадам.", ru: "Это второй шаг после ЭЦП.", en: "This is the second stage after the signature." },
  alone: { kk: "Бұл — ЭЦҚ-сыз кіру.", ru: "Это вход без ЭЦП.", en: "This is a login without a signature." },
  confirm: { kk: "Растау", ru: "Подтвердить", en: "Confirm" },
  reject: { kk: "Бас тарту", ru: "Отклонить", en: "Decline" },
  confirmed: { kk: "Расталды.", ru: "Подтверждено.", en: "Confirmed." },
  rejected: { kk: "Қабылданбады.", ru: "Отклонено.", en: "Declined." },
  notAQr: { kk: "Бұл — осы порталдың QR-коды емес.", ru: "Это QR-код не этого портала.", en: "This is no QR code of this portal." },
  finishTitle: { kk: "Кіру", ru: "Вход", en: "Login" },
  finishing: { kk: "Кіру аяқталып жатыр…", ru: "Вход завершается…", en: "The login is being finished…" },
  enterTitle: { kk: "Осы атпен кіресіз бе?", ru: "Войти под этим именем?", en: "Enter under this name?" },
  onlyYou: {
    kk: "Бұл Сіз болмасаңыз немесе кіруді өзіңіз бастамасаңыз, кірмеңіз.",
    ru: "Если это не Вы или Вы не начинали вход, не входите.",
    en: "If this is not you, or you did not start this login, do not enter."
  },
  otherInside: {
    kk: "Порталда қазір басқа адамның атымен кірулі тұрсыз, ол сеанс жабылады:",
    ru: "Сейчас на портале открыт другой вход, он будет закрыт:",
    en: "Somebody else is inside now, and would be left:"
  },
  notEnter: { kk: "Кірмеу", ru: "Не входить", en: "Do not enter" },
  inside: { kk: "Сіз кірдіңіз", ru: "Вы вошли", en: "You are inside" },
  insideAs: { kk: "Порталдағы атыңыз:", ru: "На портале Вы:", en: "At the portal you are:" },
  notInside: { kk: "Кіру аяқталмады", ru: "Вход не завершён", en: "The login was not finished" },
  beginAgain: { kk: "Бағдарламада қайта бастаңыз.", ru: "Начните заново в программе.", en: "Begin again in the program." },
  localTitle: { kk: "ЭЦҚ-мен кіру", ru: "Вход с ЭЦП", en: "Login with a signature" },
  localText: {
    kk: "Бет осы компьютердегі бағдарламадан кіру сұрауына қол қоюды сұрайды, содан кейін SMS кодын немесе QR-кодты күтеді.",
    ru: "Страница попросит программу на этом компьютере подписать запрос на вход, а затем будет ждать код из SMS или QR-код.",
    en: "The page asks the program on this computer to sign the login request, then waits for the code by SMS or the QR code."
  },
  chooseKey: { kk: "ЭЦҚ таңдау", ru: "Выбрать ЭЦП", en: "Choose a key" },
  signing: { kk: "Бағдарламаның терезесін қараңыз…", ru: "Смотрите окно программы…", en: "Look at the program's window…" },
  noService: {
    kk: "Осы компьютердегі бағдарлама жауап бермейді. Ол іске қосылған ба және браузер оған сене ме?",
    ru: "Программа на этом компьютере не отвечает. Запущена ли она и доверяет ли ей браузер?",
    en: "The program on this computer does not answer. Is it running, and does the browser trust it?"
  },
  cancelled: { kk: "Қол қойылмады.", ru: "Подпись не поставлена.", en: "Nothing was signed." },
  secondTitle: { kk: "Екінші қадам", ru: "Второй шаг", en: "The second stage" },
  sendCode: { kk: "SMS кодын жіберу", ru: "Отправить код по SMS", en: "Send a code by SMS" },
  sentTo: { kk: "Код мына нөмірге SMS арқылы келеді:", ru: "Ждите код по SMS на номер:", en: "Wait for the code at this number:" },
  code: { kk: "SMS коды", ru: "Код из SMS", en: "Code from the SMS" },
  enter: { kk: "Кіру", ru: "Войти", en: "Enter" },
  showQr: { kk: "QR-кодты көрсету", ru: "Показать QR-код", en: "Show the QR code" },
  qrHint: { kk: "Телефонмен оқыңыз.", ru: "Считайте телефоном.", en: "Scan it with the phone." },
  scanned: { kk: "Телефонда растаңыз.", ru: "Подтвердите на телефоне.", en: "Confirm on the phone." },
  never: {
    kk: "Бұл кодты Сізден ешкім сұрауға құқылы емес.",
    ru: "Никто не вправе спрашивать у Вас этот код.",
    en: "Nobody may ask you for this code."
  }
};

const LANGUAGE = (navigator.languages || [navigator.language]).map(tag => tag.slice(0, 2))
  .find(tag => ["kk", "ru", "en"].includes(tag)) || "kk";

function word(name) { return WORDS[name][LANGUAGE]; }

function byId(id) { return document.getElementById(id); }

function say(id, text) {
  byId(id).textContent = text;
  byId(id).hidden = text === "";
}

function translatePage() {
  document.documentElement.lang = LANGUAGE;
  for (const element of document.querySelectorAll("[data-word]"))
    element.textContent = word(element.dataset.word);
  document.title = word(document.documentElement.dataset.title);
}

// What the portal answers: {status, body}. A problem's title is in the reader's language already.
async function ask(method, path, body) {
  const options = { method, headers: { "Accept-Language": LANGUAGE }, cache: "no-store" };
  if (body !== undefined) {
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  const answer = await fetch(path, options);
  const isJson = (answer.headers.get("Content-Type") || "").includes("json");
  return { status: answer.status, body: isJson ? await answer.json() : null };
}

function pause(milliseconds) { return new Promise(done => setTimeout(done, milliseconds)); }

translatePage();
