import {
  ask,
  assign,
  close,
  contact,
  label,
  needsHuman,
  note,
  resolve,
  say,
  write,
  type Episode,
} from "./steps";

/** What people ask a bakery, in English. */
export const ENGLISH: readonly [Episode, ...Episode[]] = [
  [
    ask(
      "Hi! What time do you open on Saturday?",
      "Good morning! On Saturday we are open from 8:00 to 14:00, and the same hours on Sunday.",
    ),
    ask(
      "And are you open on Monday?",
      "No, on Mondays and on public holidays the shop is closed. We are back on Tuesday at 7:00.",
    ),
    say("Great, thanks 🙏"),
  ],
  [
    ask(
      "How much is a sourdough loaf?",
      "A sourdough loaf is R62. We also bake a rye loaf for R68 and a baguette for R28.",
    ),
    ask(
      "Do you deliver to Sea Point?",
      "We deliver within 8 km, Tuesday to Saturday between 8:00 and 12:00, for R45. Delivery is free for orders over R400.",
    ),
  ],
  [
    ask(
      "Is there gluten in your rye loaf?",
      "Yes, all our breads contain gluten, the rye loaf included. It contains no milk or egg, but we work with nuts, milk, egg, sesame and soy in one kitchen, so traces are possible.",
    ),
    ask(
      "What can I eat then? I am coeliac",
      "On Wednesdays and Saturdays we bake a gluten-free almond cake and a seed bread. Please keep in mind that traces are always possible in our kitchen.",
    ),
    label("Allergy"),
  ],
  [
    ask(
      "Hello, I would like a birthday cake for 20 people on Saturday week",
      "How lovely! Celebration cakes are made to order and start at R480 for ten people. Which flavour would you like? A person from our team confirms every order.",
    ),
    needsHuman(
      "Chocolate with raspberries please. Can you write a name on it?",
      "wants to order a cake",
    ),
    assign("agent"),
    write(
      "agent",
      "Hi, this is Pieter from the bakery. Of course we can. Which name, and when will you fetch it?",
    ),
    say("Lindiwe, and around 11"),
    write(
      "agent",
      "Perfect: chocolate and raspberry for 20, “Lindiwe”, Saturday at 11:00. That is R920, with a deposit of 50 percent today. Shall I send you the bank details?",
    ),
    say("Yes please"),
    note("agent", "Deposit of R460 expected by EFT, check on Thursday."),
    label("Cake order"),
    contact("customer", ["cakes"], "Yes, you may tell me about new cakes"),
    resolve,
    close,
  ],
  [
    ask(
      "Where can I park?",
      "There are four parking bays behind the shop, free for 30 minutes. Please enter from Dock Lane.",
    ),
  ],
  [
    ask(
      "Are dogs allowed?",
      "Yes, dogs are welcome on our terrace, where we have 12 seats.",
    ),
    ask(
      "And until when is breakfast?",
      "We serve breakfast until 11:30. See you soon!",
    ),
  ],
  [
    needsHuman(
      "My cinnamon buns were stale this morning, I am really disappointed",
      "the customer is upset about stale buns",
    ),
    write(
      "owner",
      "I am so sorry about that. This is Nomsa, the owner. May I replace them today, or would you rather have your money back?",
    ),
    say("A replacement would be nice, thank you for the quick answer"),
    write(
      "owner",
      "They will be ready at 15:00, and a coffee is on us. Thank you for telling us.",
    ),
    label("Complaint"),
    resolve,
    close,
  ],
  [
    ask(
      "Do you do platters for the office?",
      "Yes! Breakfast platters for meetings start at R650 for eight people. Please order them by noon the day before.",
    ),
    needsHuman(
      "For 24 people next Tuesday, with an invoice. Who can I talk to?",
      "catering order with an invoice",
    ),
    write(
      "agent",
      "Hello, Pieter here. Three platters for Tuesday are no problem. To whom may I make out the invoice?",
    ),
    say("Blue Crane Studio, I will send you the VAT number"),
    label("Catering"),
    contact("qualified", ["catering", "company"]),
  ],
  [
    ask(
      "can i pay by card?",
      "Yes, you can pay in cash, by card, with SnapScan or by bank transfer.",
    ),
  ],
  [
    ask(
      "Can I cancel my cake for Friday?",
      "Cake orders can be cancelled free of charge up to 48 hours before pick-up. Shall I ask a colleague to look at your order?",
    ),
    say("No it's fine, I will keep it 😊"),
  ],
  [
    ask(
      "Hello, which of your breads are vegan?",
      "The seed bread and the rye loaf are vegan, and so are our oat cookies.",
    ),
    ask(
      "And is the cappuccino possible with oat milk?",
      "Yes, a cappuccino with oat milk is R42.",
    ),
  ],
  [
    ask(
      "How do I get to you by bus?",
      "The MyCiTi stop Harbour is right at our corner: 14 Harbour Street, two minutes on foot from the old clock tower.",
    ),
  ],
];
