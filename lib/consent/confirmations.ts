interface Confirmation {
  optedOut: (business: string) => string;
  optedIn: (business: string) => string;
}

const ENGLISH: Confirmation = {
  optedOut: (name) =>
    `You will get no more messages from ${name}. Write START to hear from us again.`,
  optedIn: (name) =>
    `You will get messages from ${name} again. Write STOP at any time to end them.`,
};

const CONFIRMATIONS: ReadonlyMap<string, Confirmation> = new Map([
  ["en", ENGLISH],
  [
    "de",
    {
      optedOut: (name) =>
        `Sie erhalten keine Nachrichten mehr von ${name}. Mit START melden Sie sich wieder an.`,
      optedIn: (name) =>
        `Sie erhalten wieder Nachrichten von ${name}. Mit STOP beenden Sie das jederzeit.`,
    },
  ],
  [
    "fr",
    {
      optedOut: (name) =>
        `Vous ne recevrez plus de messages de ${name}. Écrivez START pour reprendre.`,
      optedIn: (name) =>
        `Vous recevrez de nouveau les messages de ${name}. Écrivez STOP à tout moment pour arrêter.`,
    },
  ],
  [
    "es",
    {
      optedOut: (name) =>
        `No recibirá más mensajes de ${name}. Escriba START para volver a recibirlos.`,
      optedIn: (name) =>
        `Volverá a recibir mensajes de ${name}. Escriba STOP en cualquier momento para detenerlos.`,
    },
  ],
  [
    "pt",
    {
      optedOut: (name) =>
        `Você não receberá mais mensagens de ${name}. Escreva START para voltar a receber.`,
      optedIn: (name) =>
        `Você voltará a receber mensagens de ${name}. Escreva STOP a qualquer momento para parar.`,
    },
  ],
  [
    "it",
    {
      optedOut: (name) =>
        `Non riceverà più messaggi da ${name}. Scriva START per riceverli di nuovo.`,
      optedIn: (name) =>
        `Riceverà di nuovo i messaggi di ${name}. Scriva STOP in qualsiasi momento per fermarli.`,
    },
  ],
  [
    "nl",
    {
      optedOut: (name) =>
        `U ontvangt geen berichten meer van ${name}. Stuur START om ze weer te ontvangen.`,
      optedIn: (name) =>
        `U ontvangt weer berichten van ${name}. Stuur op elk moment STOP om te stoppen.`,
    },
  ],
  [
    "pl",
    {
      optedOut: (name) =>
        `Nie otrzymasz już wiadomości od ${name}. Napisz START, aby znów je otrzymywać.`,
      optedIn: (name) =>
        `Znów będziesz otrzymywać wiadomości od ${name}. Napisz STOP, aby zrezygnować.`,
    },
  ],
  [
    "tr",
    {
      optedOut: (name) =>
        `${name} size artık mesaj göndermeyecek. Yeniden almak için START yazın.`,
      optedIn: (name) =>
        `${name} size yeniden mesaj gönderecek. Durdurmak için istediğiniz zaman STOP yazın.`,
    },
  ],
  [
    "ar",
    {
      optedOut: (name) =>
        `لن تصلك رسائل أخرى من ${name}. اكتب START لاستلامها من جديد.`,
      optedIn: (name) =>
        `ستصلك رسائل ${name} من جديد. اكتب STOP في أي وقت لإيقافها.`,
    },
  ],
  [
    "hi",
    {
      optedOut: (name) =>
        `अब आपको ${name} से कोई संदेश नहीं मिलेगा। फिर से पाने के लिए START लिखें।`,
      optedIn: (name) =>
        `अब आपको ${name} से फिर संदेश मिलेंगे। रोकने के लिए कभी भी STOP लिखें।`,
    },
  ],
  [
    "zu",
    {
      optedOut: (name) =>
        `Ngeke usathola imiyalezo evela ku-${name}. Bhala START ukuze uyithole futhi.`,
      optedIn: (name) =>
        `Uzothola futhi imiyalezo evela ku-${name}. Bhala STOP noma nini ukuze uyimise.`,
    },
  ],
  [
    "af",
    {
      optedOut: (name) =>
        `U sal geen boodskappe meer van ${name} ontvang nie. Skryf START om dit weer te ontvang.`,
      optedIn: (name) =>
        `U sal weer boodskappe van ${name} ontvang. Skryf enige tyd STOP om dit te staak.`,
    },
  ],
  [
    "sw",
    {
      optedOut: (name) =>
        `Hutapokea tena ujumbe kutoka ${name}. Andika START ili upokee tena.`,
      optedIn: (name) =>
        `Utapokea tena ujumbe kutoka ${name}. Andika STOP wakati wowote kuusimamisha.`,
    },
  ],
  [
    "id",
    {
      optedOut: (name) =>
        `Anda tidak akan menerima pesan lagi dari ${name}. Tulis START untuk menerimanya lagi.`,
      optedIn: (name) =>
        `Anda akan kembali menerima pesan dari ${name}. Tulis STOP kapan saja untuk berhenti.`,
    },
  ],
  [
    "ru",
    {
      optedOut: (name) =>
        `Вы больше не будете получать сообщения от ${name}. Напишите START, чтобы получать их снова.`,
      optedIn: (name) =>
        `Вы снова будете получать сообщения от ${name}. Напишите STOP в любой момент, чтобы отказаться.`,
    },
  ],
]);

const MAX_NAME_CHARS = 80;

/**
 * The one message that answers an opt-out or opt-in, in the customer's language
 * (a tag such as `pt-BR` counts as its base) or else in English. The words START
 * and STOP work in every language.
 */
export function confirmationText(
  confirmation: "opted_out" | "opted_in",
  language: string,
  businessName: string,
): string {
  const base = language.toLowerCase().split(/[-_]/)[0] ?? "en";
  const texts = CONFIRMATIONS.get(base) ?? ENGLISH;
  const name = businessName
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim()
    .slice(0, MAX_NAME_CHARS);
  return confirmation === "opted_out"
    ? texts.optedOut(name)
    : texts.optedIn(name);
}
