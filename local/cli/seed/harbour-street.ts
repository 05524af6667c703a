import type { NewTenant } from "../administration";

export const DEMO_NAME = "Harbour Street Bakery";
export const DEMO_PHONE = "+27 21 555 0142";

/** Whom the simulated phone offers at once. */
export const DEMO_CUSTOMERS = [
  { phone: "+27 82 555 0101", name: "Thandi" },
  { phone: "+55 11 98555 0102", name: "Marco" },
] as const;

/** How quickly the demo answers. */
export const DEMO_PACE = { quietWindowMs: 600, pacing: "on" } as const;

/** The business of the demo tenant: small, believable, and with answers worth asking for. */
export const HARBOUR_STREET: NewTenant = {
  name: DEMO_NAME,
  credits: 200,
  ...DEMO_PACE,
  profile: {
    description:
      "A family bakery at 14 Harbour Street, Cape Town, baking sourdough, pastries and celebration cakes since 2009.",
    tone: "Warm, helpful and brief, like the person behind the counter.",
    rules: [
      "Answer only from the knowledge of the bakery; never guess a price or a time.",
      "Mention allergens whenever somebody asks what is in a product.",
      "Never promise that an order is placed: a person confirms every order.",
    ],
    customPrompt: null,
    handoffWords: ["speak to the baker"],
    handoffNotice:
      "Thank you! A colleague from the bakery will answer you here shortly.",
    allowedLinkHosts: ["harbourstreetbakery.example"],
  },
  knowledge: [
    {
      title: "Opening hours",
      content:
        "We are open Tuesday to Friday from 7:00 to 18:00 and on Saturday and Sunday from 8:00 to 14:00. On Monday and on public holidays the shop is closed.",
    },
    {
      title: "Address and directions",
      content:
        "You find us at 14 Harbour Street, Cape Town, two minutes on foot from the old clock tower. The MyCiTi bus stop Harbour is right at our corner.",
    },
    {
      title: "Parking",
      content:
        "There are four parking bays for customers behind the shop, free for 30 minutes. Please enter from Dock Lane.",
    },
    {
      title: "Bread and prices",
      content:
        "A sourdough loaf costs R62, a rye loaf R68 and a baguette R28. Rolls are R9 each and R95 for a dozen.",
    },
    {
      title: "Pastries and coffee",
      content:
        "Butter croissants cost R32, almond croissants R42 and cinnamon buns R38. A cappuccino is R36, with oat milk R42.",
    },
    {
      title: "Custom cakes",
      content:
        "Celebration cakes are made to order and start at R480 for ten people. Please order at least three days ahead and tell us the date, the number of people and the flavour.",
    },
    {
      title: "Delivery",
      content:
        "We deliver within 8 km from Tuesday to Saturday between 8:00 and 12:00 for R45. Delivery is free for orders over R400.",
    },
    {
      title: "Allergens",
      content:
        "All our breads contain gluten; the rye loaf contains no milk or egg. We work with nuts, milk, egg, sesame and soy in one kitchen, so traces are always possible.",
    },
    {
      title: "Gluten-free and vegan",
      content:
        "Gluten-free almond cake and seed bread are baked on Wednesdays and Saturdays. The seed bread, the rye loaf and the oat cookies are vegan.",
    },
    {
      title: "Payment",
      content:
        "You can pay in cash, by card, with SnapScan or by bank transfer. Custom cakes need a deposit of 50 percent when you order.",
    },
    {
      title: "Cancellations and returns",
      content:
        "Cake orders can be cancelled free of charge up to 48 hours before pick-up. If something is not right with your order, tell us on the same day and we replace it or return your money.",
    },
    {
      title: "Breakfast and seating",
      content:
        "We serve breakfast until 11:30 and have 18 seats inside and 12 on the terrace. Dogs are welcome on the terrace.",
    },
    {
      title: "Catering",
      content:
        "Breakfast platters for meetings start at R650 for eight people. Please order platters by noon the day before.",
    },
  ],
};
