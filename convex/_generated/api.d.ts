/* eslint-disable */
/**
 * Generated `api` utility.
 *
 * THIS CODE IS AUTOMATICALLY GENERATED.
 *
 * To regenerate, run `npx convex dev`.
 * @module
 */

import type {
  ApiFromModules,
  FilterApi,
  FunctionReference,
} from "convex/server";
import type * as assistant_context from "../assistant/context.js";
import type * as assistant_knowledge from "../assistant/knowledge.js";
import type * as assistant_model from "../assistant/model.js";
import type * as assistant_profile from "../assistant/profile.js";
import type * as assistant_reply from "../assistant/reply.js";
import type * as assistant_turnModel from "../assistant/turnModel.js";
import type * as audit_model from "../audit/model.js";
import type * as contacts_consent from "../contacts/consent.js";
import type * as contacts_model from "../contacts/model.js";
import type * as conversations_handoff from "../conversations/handoff.js";
import type * as conversations_inbox from "../conversations/inbox.js";
import type * as conversations_model from "../conversations/model.js";
import type * as conversations_thread from "../conversations/thread.js";
import type * as credits_books from "../credits/books.js";
import type * as credits_ledger from "../credits/ledger.js";
import type * as credits_model from "../credits/model.js";
import type * as credits_reservationModel from "../credits/reservationModel.js";
import type * as credits_topUp from "../credits/topUp.js";
import type * as crons from "../crons.js";
import type * as env from "../env.js";
import type * as functions from "../functions.js";
import type * as http from "../http.js";
import type * as instances_channelModel from "../instances/channelModel.js";
import type * as instances_model from "../instances/model.js";
import type * as instances_numbers from "../instances/numbers.js";
import type * as instances_provision from "../instances/provision.js";
import type * as instances_status from "../instances/status.js";
import type * as messages_ackModel from "../messages/ackModel.js";
import type * as messages_delivery from "../messages/delivery.js";
import type * as messages_deliveryModel from "../messages/deliveryModel.js";
import type * as messages_inbound from "../messages/inbound.js";
import type * as messages_model from "../messages/model.js";
import type * as messages_outbound from "../messages/outbound.js";
import type * as messages_outbox from "../messages/outbox.js";
import type * as messages_outcome from "../messages/outcome.js";
import type * as messages_ownPhone from "../messages/ownPhone.js";
import type * as messages_sender from "../messages/sender.js";
import type * as messages_settlement from "../messages/settlement.js";
import type * as messages_watchdog from "../messages/watchdog.js";
import type * as notifications_model from "../notifications/model.js";
import type * as operators_model from "../operators/model.js";
import type * as operators_sending from "../operators/sending.js";
import type * as pages from "../pages.js";
import type * as tenants_directory from "../tenants/directory.js";
import type * as tenants_model from "../tenants/model.js";
import type * as tenants_provision from "../tenants/provision.js";
import type * as tenants_settings from "../tenants/settings.js";
import type * as tenants_switch from "../tenants/switch.js";
import type * as webhooks_channel from "../webhooks/channel.js";
import type * as webhooks_model from "../webhooks/model.js";
import type * as webhooks_waha from "../webhooks/waha.js";

/**
 * A utility for referencing Convex functions in your app's API.
 *
 * Usage:
 * ```js
 * const myFunctionReference = api.myModule.myFunction;
 * ```
 */
declare const fullApi: ApiFromModules<{
  "assistant/context": typeof assistant_context;
  "assistant/knowledge": typeof assistant_knowledge;
  "assistant/model": typeof assistant_model;
  "assistant/profile": typeof assistant_profile;
  "assistant/reply": typeof assistant_reply;
  "assistant/turnModel": typeof assistant_turnModel;
  "audit/model": typeof audit_model;
  "contacts/consent": typeof contacts_consent;
  "contacts/model": typeof contacts_model;
  "conversations/handoff": typeof conversations_handoff;
  "conversations/inbox": typeof conversations_inbox;
  "conversations/model": typeof conversations_model;
  "conversations/thread": typeof conversations_thread;
  "credits/books": typeof credits_books;
  "credits/ledger": typeof credits_ledger;
  "credits/model": typeof credits_model;
  "credits/reservationModel": typeof credits_reservationModel;
  "credits/topUp": typeof credits_topUp;
  crons: typeof crons;
  env: typeof env;
  functions: typeof functions;
  http: typeof http;
  "instances/channelModel": typeof instances_channelModel;
  "instances/model": typeof instances_model;
  "instances/numbers": typeof instances_numbers;
  "instances/provision": typeof instances_provision;
  "instances/status": typeof instances_status;
  "messages/ackModel": typeof messages_ackModel;
  "messages/delivery": typeof messages_delivery;
  "messages/deliveryModel": typeof messages_deliveryModel;
  "messages/inbound": typeof messages_inbound;
  "messages/model": typeof messages_model;
  "messages/outbound": typeof messages_outbound;
  "messages/outbox": typeof messages_outbox;
  "messages/outcome": typeof messages_outcome;
  "messages/ownPhone": typeof messages_ownPhone;
  "messages/sender": typeof messages_sender;
  "messages/settlement": typeof messages_settlement;
  "messages/watchdog": typeof messages_watchdog;
  "notifications/model": typeof notifications_model;
  "operators/model": typeof operators_model;
  "operators/sending": typeof operators_sending;
  pages: typeof pages;
  "tenants/directory": typeof tenants_directory;
  "tenants/model": typeof tenants_model;
  "tenants/provision": typeof tenants_provision;
  "tenants/settings": typeof tenants_settings;
  "tenants/switch": typeof tenants_switch;
  "webhooks/channel": typeof webhooks_channel;
  "webhooks/model": typeof webhooks_model;
  "webhooks/waha": typeof webhooks_waha;
}>;
export declare const api: FilterApi<
  typeof fullApi,
  FunctionReference<any, "public">
>;
export declare const internal: FilterApi<
  typeof fullApi,
  FunctionReference<any, "internal">
>;
