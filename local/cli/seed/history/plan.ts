import { ABROAD } from "./episodes-abroad";
import { ENGLISH } from "./episodes-english";
import { PEOPLE, type Person } from "./people";
import { createRandom, type Random } from "./random";
import {
  ask,
  contact,
  label,
  needsHuman,
  read,
  say,
  snooze,
  write,
  type Episode,
} from "./steps";

/** One conversation of one customer, from its first message on. */
export type PlannedEpisode = { person: Person; at: number; steps: Episode };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const DAYS_WITH_MANY = new Set([5, 6]);

/** What is going on right now: the state in which somebody opens the inbox. */
const NOW: readonly { minutesAgo: number; steps: Episode }[] = [
  {
    minutesAgo: 190,
    steps: [
      ask(
        "Hi, do you still have croissants?",
        "Butter croissants are R32 and almond croissants R42. A colleague can tell you what is left today.",
      ),
      { kind: "phone", text: "Yes, about a dozen left! See you soon." },
    ],
  },
  {
    minutesAgo: 140,
    steps: [
      ask(
        "Can I still order a platter for Thursday?",
        "Gladly! Please order platters by noon the day before. They start at R650 for eight people.",
      ),
      write(
        "agent",
        "Hi, Pieter here. Shall I put one down for you? I will ask again tomorrow morning.",
      ),
      contact("qualified", ["catering"]),
      snooze(20),
    ],
  },
  {
    minutesAgo: 95,
    steps: [
      ask(
        "Good morning, how much is delivery?",
        "Delivery is R45 within 8 km, and free for orders over R400.",
      ),
      say("STOP"),
    ],
  },
  {
    minutesAgo: 70,
    steps: [
      needsHuman(
        "I was charged twice for my order yesterday. Can somebody please check?",
        "was charged twice",
      ),
      label("Complaint"),
    ],
  },
  {
    minutesAgo: 48,
    steps: [
      ask(
        "Do you bake wedding cakes?",
        "Celebration cakes are made to order and start at R480 for ten people. Please tell us the date, the number of people and the flavour.",
      ),
      needsHuman(
        "It is for 120 people on the 14th. Could we come for a tasting?",
        "wedding cake, wants a tasting",
      ),
      label("Cake order"),
    ],
  },
  {
    minutesAgo: 22,
    steps: [
      needsHuman("Can I speak to a human please?", "asked for a person"),
      write(
        "agent",
        "Hello, this is Pieter from the bakery. How can I help you?",
      ),
      say("I left my blue umbrella on the terrace this morning"),
    ],
  },
  {
    minutesAgo: 9,
    steps: [
      ask(
        "Is the seed bread available today?",
        "The gluten-free seed bread is baked on Wednesdays and Saturdays.",
      ),
      needsHuman(
        "Could you keep two for me? I come at five",
        "wants to reserve bread",
      ),
    ],
  },
];

function episodesFor(person: Person): readonly [Episode, ...Episode[]] {
  return person.language === "en" ? ENGLISH : ABROAD[person.language];
}

/** An instant of opening hours on the given day, more often in the morning. */
function instantOn(day: number, random: Random): number {
  const hour = 7 + 10 * random.between(0, 1) * random.between(0.4, 1);
  return day + hour * HOUR_MS + random.between(0, 40) * MINUTE_MS;
}

/**
 * The demo's conversations of the days before `now`, in order of time: the same
 * for the same `now`. The last of them are what is going on at this moment.
 */
export function planHistory(now: number, days: number): PlannedEpisode[] {
  const random = createRandom(20_090_501);
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  const planned: PlannedEpisode[] = [];
  let turn = 0;
  for (let back = days; back >= 1; back -= 1) {
    const day = today - back * DAY_MS;
    const isBusy = DAYS_WITH_MANY.has(new Date(day).getUTCDay());
    const count = random.whole(2, 4) + (isBusy ? 2 : 0);
    for (let index = 0; index < count; index += 1) {
      const person = PEOPLE[turn % PEOPLE.length];
      turn += 1;
      if (person === undefined) continue;
      const steps = random.pick(episodesFor(person));
      const at = instantOn(day, random);
      planned.push({ person, at, steps: [...steps, read] });
    }
  }
  NOW.forEach(({ minutesAgo, steps }, index) => {
    const person = PEOPLE[index * 3];
    if (person === undefined) return;
    planned.push({ person, at: now - minutesAgo * MINUTE_MS, steps });
  });
  return planned.sort((a, b) => a.at - b.at);
}
