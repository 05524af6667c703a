export interface ConsentWords {
  language: string;
  stop: readonly string[];
  start: readonly string[];
}

/**
 * What customers write, as a whole message, to opt out and back in. Words that
 * mostly mean something else to a business ("cancel", "end") are left out: they
 * would silence a customer who is only cancelling an appointment.
 */
export const CONSENT_WORDS: readonly ConsentWords[] = [
  {
    language: "en",
    stop: [
      "stop",
      "stop all",
      "stopall",
      "please stop",
      "stop please",
      "stop it",
      "stop messaging me",
      "stop texting me",
      "stop sending me messages",
      "unsubscribe",
      "unsubscribe me",
      "opt out",
      "optout",
      "quit",
      "revoke",
      "remove me",
      "no more messages",
      "do not contact me",
      "don't contact me",
    ],
    start: [
      "start",
      "unstop",
      "subscribe",
      "resubscribe",
      "opt in",
      "optin",
      "start again",
    ],
  },
  {
    language: "de",
    stop: [
      "stopp",
      "bitte stop",
      "bitte stopp",
      "abmelden",
      "abbestellen",
      "austragen",
      "keine nachrichten mehr",
    ],
    start: ["starten", "anmelden", "wieder anmelden", "fortsetzen"],
  },
  {
    language: "fr",
    stop: [
      "arrêt",
      "arrêter",
      "arrêtez",
      "désabonner",
      "me désabonner",
      "se désabonner",
      "désinscription",
      "désinscrire",
      "plus de messages",
    ],
    start: ["démarrer", "reprendre", "m'abonner", "s'abonner"],
  },
  {
    language: "es",
    stop: [
      "parar",
      "detener",
      "baja",
      "darme de baja",
      "dar de baja",
      "cancelar suscripción",
      "desuscribir",
      "desuscribirme",
      "no más mensajes",
    ],
    start: ["alta", "darme de alta", "empezar", "comenzar", "suscribirme"],
  },
  {
    language: "pt",
    stop: [
      "pare",
      "sair",
      "descadastrar",
      "me descadastre",
      "cancelar inscrição",
      "não quero mais mensagens",
      "não quero mais receber mensagens",
    ],
    start: ["começar", "iniciar", "inscrever", "quero receber mensagens"],
  },
  {
    language: "it",
    stop: [
      "ferma",
      "basta",
      "basta messaggi",
      "disiscrivi",
      "disiscrivimi",
      "annulla iscrizione",
      "niente più messaggi",
    ],
    start: ["inizia", "riprendi", "iscrivimi"],
  },
  {
    language: "nl",
    stop: [
      "stoppen",
      "stop aub",
      "afmelden",
      "uitschrijven",
      "geen berichten meer",
    ],
    start: ["aanmelden", "inschrijven", "hervatten"],
  },
  {
    language: "pl",
    stop: [
      "zatrzymaj",
      "wypisz",
      "wypisz mnie",
      "rezygnuję",
      "nie pisz więcej",
    ],
    start: ["wznów", "zapisz mnie", "rozpocznij"],
  },
  {
    language: "tr",
    stop: ["dur", "durdur", "ret", "abonelikten çık", "mesaj atma"],
    start: ["başla", "başlat", "abone ol", "devam et"],
  },
  {
    language: "ar",
    stop: ["توقف", "قف", "أوقف", "إيقاف", "إلغاء الاشتراك", "ألغ الاشتراك"],
    start: ["ابدأ", "بدء", "اشترك", "اشتراك"],
  },
  {
    language: "hi",
    stop: [
      "रोकें",
      "रोको",
      "रुको",
      "बंद",
      "बंद करो",
      "बंद करें",
      "सदस्यता समाप्त",
      "band karo",
      "ruko",
    ],
    start: ["शुरू", "शुरू करो", "शुरू करें", "shuru karo", "shuru"],
  },
  {
    language: "zu",
    stop: ["yima", "misa", "ngicela ume"],
    start: ["qala", "qala futhi"],
  },
  {
    language: "af",
    stop: ["staak", "hou op", "hou asseblief op", "teken uit", "meld af"],
    start: ["begin", "hervat", "teken in"],
  },
  {
    language: "sw",
    stop: ["simama", "acha", "sitisha", "jiondoe", "nitoe"],
    start: ["anza", "jiunge", "endelea"],
  },
  {
    language: "id",
    stop: ["berhenti", "hentikan", "berhenti berlangganan", "setop"],
    start: ["mulai", "berlangganan", "mulai lagi"],
  },
  {
    language: "ru",
    stop: [
      "стоп",
      "остановить",
      "отписаться",
      "отпишите меня",
      "отписка",
      "не пишите мне",
    ],
    start: ["старт", "начать", "подписаться", "возобновить"],
  },
];
