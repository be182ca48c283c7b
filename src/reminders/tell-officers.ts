import type { Officers } from "../office/officers.ts";
import type { DeliveryCounts } from "./mailing.ts";
import {
  doneNotice,
  heldNotice,
  type Notice,
  noticesTo,
  noticesToApprovers,
  type Released,
} from "./officer-notices.ts";

/** A mailing that ended or is held, of which its officers do not know yet. */
export type MailingNews = Released & {
  mailing: number;
  state: "done" | "held";
  madeBy: string;
  approvedBy: string | undefined;
  counts: DeliveryCounts;
};

export type NewsDesk = {
  /** Broadcasts that are all sent, and whatever is held. */
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
  for (const each of untold) {
    const { state, madeBy, approvedBy, counts } = each;
    const notices =
      state === "done"
        ? noticesTo(all, [madeBy, approvedBy], doneNotice(each, counts))
        : [...noticesToApprovers(all, madeBy, heldNotice(each)), ...noticesTo(all, [madeBy], heldNotice(each))];
    await news.tell(each, notices);
  }
}
