import type { Release } from "./release.ts";

/** What an officer wants to tell an audience; `at` is a moment in ISO 8601, now when absent. */
export type BroadcastBody = { text: string; audience: string; at?: string | undefined };

export type BroadcastState = "draft" | "pending" | "approved" | "cancelled";

/** A one-off message with what became of it; how far its sending is, its mailing tells. */
export type Broadcast = Release & { state: BroadcastState; body: BroadcastBody };
