import { type Validator, v } from "convex/values";

/** The validator of one page of `paginate`. */
export function pageOf<T extends Validator<unknown, "required", string>>(
  item: T,
) {
  return v.object({
    page: v.array(item),
    isDone: v.boolean(),
    continueCursor: v.string(),
    splitCursor: v.optional(v.union(v.string(), v.null())),
    pageStatus: v.optional(
      v.union(
        v.literal("SplitRecommended"),
        v.literal("SplitRequired"),
        v.null(),
      ),
    ),
  });
}
