import { z } from "zod";

export const productSchema = z.object({
  id: z.string(),
  name: z.string(),
  amount: z.number().int(),
  currency: z.string(),
});

export const checkoutSchema = z.object({
  id: z.string(),
  secret: z.string(),
  status: z.enum(["open", "expired", "succeeded"]),
  createdAt: z.number(),
  modifiedAt: z.number().nullable(),
  expiresAt: z.number(),
  product: productSchema,
  metadata: z.record(
    z.string(),
    z.union([z.string(), z.number(), z.boolean()]),
  ),
  successUrl: z.string().nullable(),
  returnUrl: z.string().nullable(),
  allowDiscountCodes: z.boolean(),
});

export const orderSchema = z.object({
  id: z.string(),
  number: z.number().int(),
  checkoutId: z.string(),
  createdAt: z.number(),
  modifiedAt: z.number().nullable(),
  product: productSchema,
  email: z.string(),
  customerId: z.string(),
  metadata: checkoutSchema.shape.metadata,
  taxAmount: z.number().int(),
});

export const refundSchema = z.object({
  id: z.string(),
  orderId: z.string(),
  status: z.enum(["pending", "succeeded", "failed"]),
  reason: z.string(),
  amount: z.number().int(),
  taxAmount: z.number().int(),
  createdAt: z.number(),
  modifiedAt: z.number().nullable(),
});

export const deliverySchema = z.object({
  /** The webhook-id; the same on every attempt. */
  id: z.string(),
  type: z.string(),
  about: z.string(),
  body: z.string(),
  createdAt: z.number(),
  attempts: z.number().int(),
  /** Of the last attempt: null while it is open, 0 when nobody answered. */
  status: z.number().int().nullable(),
});

export const savedSchema = z.object({
  format: z.literal("polar-stand-in/1"),
  checkouts: z.array(checkoutSchema),
  orders: z.array(orderSchema),
  refunds: z.array(refundSchema),
  deliveries: z.array(deliverySchema),
});

export type Product = z.infer<typeof productSchema>;
export type Checkout = z.infer<typeof checkoutSchema>;
export type Order = z.infer<typeof orderSchema>;
export type Refund = z.infer<typeof refundSchema>;
export type Delivery = z.infer<typeof deliverySchema>;
