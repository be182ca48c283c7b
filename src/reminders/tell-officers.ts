import type { Officer } from "../office/officer.ts";
import type { Officers } from "../office/officers.ts";
import type { DeliveryCounts } from "./mailing.ts";
import {
  doneNotice,
  heldNotice,
  lateNotice,
  type Notice,
  noticesTo,
  noticesToApprovers,
  overNotice,
  type Released,
  stillWaitsNotice,
} from "./officer-notices.ts";

/** A mailing that ended, is held or waits because it is very late, or an event that is over or begins soon and waits for approval, of which its officers do not know yet. */
export type MailingNews = Released & {
  /** The number of the mailing; of what is over, of the event. */
  about: number;
  state: "done" | "held" | "late" | "over" | "waiting";
  madeBy: string;
  approvedBy: string | undefined;
  counts: DeliveryCounts;
};

export type NewsDesk = {
  /** Broadcasts that are all sent or very late, whatever is held, events that are over, and those that begin soon and wait for approval. */
  untold(): Promise<MailingNews[]>;
  /** Writes the notices and that they were written, in one transaction, unless somebody else did. */
  tell(news: MailingNews, notices: readonly Notice[]): Promise<void>;
};

export type TellOfficersParts = { news: NewsDesk; officers: Pick<Officers, "list"> };

/** Tells maker and approver what was sent, and everybody who may agree what is held. To be called again and again. */
export async function tellOfficers({ news, officers }: TellOfficersParts): Promise<void> {
  const untold = await news.untold();
  if (untold.length === 0) return;
  const all = await officers.list();
  for (const each of untold) await news.tell(each, noticesOf(each, all));
}

function noticesOf(news: MailingNews, all: readonly Officer[]): Notice[] {
  const { state, madeBy, approvedBy, counts } = news;
  switch (state) {
    case "done":
      return noticesTo(all, [madeBy, approvedBy], doneNotice(news, counts));
    case "late":
      return noticesTo(all, [madeBy, approvedBy], lateNotice(news));
    case "over":
      return noticesTo(all, [madeBy, approvedBy], overNotice(news, counts));
    case "waiting":
      return [
        ...noticesToApprovers(all, madeBy, stillWaitsNotice(news)),
        ...noticesTo(all, [madeBy], stillWaitsNotice(news)),
      ];
    case "held":
      return [...noticesToApprovers(all, madeBy, heldNotice(news)), ...noticesTo(all, [madeBy], heldNotice(news))];
  }
}
