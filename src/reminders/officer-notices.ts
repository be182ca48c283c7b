import type { Block, Reply } from "../chat/message.ts";
import { may, type Officer } from "../office/officer.ts";
import type { DeliveryCounts } from "./mailing.ts";
import { MOST_ALONE } from "./release.ts";
import { spellCount } from "./spell-count.ts";

/** Something an officer is told without having asked, to be written with what it tells of. */
export type Notice = { address: string; reply: Reply };

/** What is let go: an event or a broadcast, by the words of its commands. */
export type Released = { kind: "acara" | "siaran"; id: number; title: string; recipients: number };

/** To everybody who may agree to what `madeBy` made; nobody's own word counts twice. */
export function noticesToApprovers(officers: readonly Officer[], madeBy: string, reply: Reply): Notice[] {
  return officers
    .filter((officer) => officer.name !== madeBy && may(officer, "approve"))
    .flatMap((officer) => noticesTo([officer], [officer.name], reply));
}

/** To the officers of these names who still are officers and talk with the bot. */
export function noticesTo(
  officers: readonly Officer[],
  names: ReadonlyArray<string | undefined>,
  reply: Reply,
): Notice[] {
  return officers.flatMap(({ name, address, revoked }) =>
    address !== undefined && !revoked && names.includes(name) ? [{ address, reply }] : [],
  );
}

/** Asks for a second officer's word; what it shows before that is the business of /setujui. */
export function pendingNotice({ kind, id, title, recipients }: Released, by: string): Reply {
  return {
    blocks: [
      { kind: "title", text: `🔎 Menunggu persetujuan: ${kind} ${id}` },
      { kind: "text", text: `«${title}», oleh ${by}, untuk ${spellCount(recipients)} orang.` },
      laterNote(`/setujui ${kind} ${id}`),
    ],
    choices: [{ label: "Periksa lalu setujui", action: `/setujui ${kind} ${id}` }],
  };
}

/** Tells that all of it was sent, with what became of it. */
export function doneNotice({ kind, id, title }: Omit<Released, "recipients">, counts: DeliveryCounts): Reply {
  return {
    blocks: [
      { kind: "title", text: `🏁 Selesai dikirim: ${kind} ${id}` },
      { kind: "text", text: `«${title}»: ${sayCounts(counts)}.` },
      laterNote(`/laporan_${kind} ${id}`),
    ],
    choices: [
      { label: "Lihat hasilnya", action: `/${kind} ${id}` },
      { label: "📄 Laporan", action: `/laporan_${kind} ${id}` },
    ],
  };
}

/** Tells that an event is over, with what became of its messages; the report comes at one tap. */
export function overNotice({ id, title }: Pick<Released, "id" | "title">, counts: DeliveryCounts): Reply {
  return {
    blocks: [
      { kind: "title", text: `🏁 Acara selesai: acara ${id}` },
      { kind: "text", text: `«${title}». Pesan tentang acara ini: ${sayCounts(counts)}.` },
      laterNote(`/laporan_acara ${id}`),
    ],
    choices: [{ label: "📄 Laporan", action: `/laporan_acara ${id}` }],
  };
}

/** Tells that something reaches more people by now than one officer may reach alone, be it in slices, and so waits. */
export function heldNotice({ kind, id, title, recipients }: Released): Reply {
  return {
    blocks: [
      { kind: "title", text: `✋ Ditahan: ${kind} ${id}` },
      {
        kind: "text",
        text: `«${title}» ${heldFor(recipients)}, lebih dari yang boleh dikirim satu petugas. Petugas lain perlu menyetujuinya dulu.`,
      },
      laterNote(`/setujui ${kind} ${id}`),
    ],
    choices: [{ label: "Periksa lalu setujui", action: `/setujui ${kind} ${id}` }],
  };
}

/** Tells that something should have gone out long ago and did not, so that it waits for an officer's word. */
export function lateNotice({ kind, id, title }: Omit<Released, "recipients">): Reply {
  return {
    blocks: [
      { kind: "title", text: `⏸️ Ditunda: ${kind} ${id}` },
      {
        kind: "text",
        text: `«${title}» belum sampai kepada siapa pun, lebih dari 12 jam sesudah waktunya (layanan mati, atau tidak bisa mengirim). Isinya mungkin sudah basi, jadi menunggu Anda. Masih perlu dikirim?`,
      },
      laterNote(`/${kind} ${id}`),
    ],
    choices: [
      { label: "Ya, kirim sekarang", action: `/${kind} ${id} lanjut` },
      { label: "Hentikan", action: `/${kind} ${id} henti` },
      { label: "Lihat dulu", action: `/${kind} ${id}` },
    ],
  };
}

/** Tells that an event begins within a day and nobody agreed to it yet, so that nobody is reminded. */
export function stillWaitsNotice({ kind, id, title }: Omit<Released, "recipients">): Reply {
  return {
    blocks: [
      { kind: "title", text: `⏳ Belum disetujui: ${kind} ${id}` },
      {
        kind: "text",
        text: `«${title}» mulai kurang dari 24 jam lagi dan masih menunggu persetujuan. Sampai disetujui, pengingatnya tidak dikirim kepada siapa pun.`,
      },
      laterNote(`/setujui ${kind} ${id}`),
    ],
    choices: [{ label: "Periksa lalu setujui", action: `/setujui ${kind} ${id}` }],
  };
}

function heldFor(recipients: number): string {
  return recipients > MOST_ALONE
    ? `kini menjangkau ${spellCount(recipients)} orang`
    : `kini menjangkau lebih dari ${MOST_ALONE} orang bersama kiriman lain yang dilepas pembuatnya sendiri pada hari yang sama`;
}

/** A number stands for what was told last; the command means the same whenever it is read. */
function laterNote(command: string): Block {
  return { kind: "note", text: `Kapan saja: ketik ${command}` };
}

/** "5.180 terkirim, 12 gagal, 3 belum pasti"; what nobody is left out. */
export function sayCounts({ accepted, failed, unknown, pending, suppressed }: DeliveryCounts): string {
  const others = [
    [pending, "menunggu"],
    [failed, "gagal"],
    [unknown, "belum pasti sampai"],
    [suppressed, "tidak dikirim (berhenti atau dihentikan)"],
  ] as const;
  return [
    `${spellCount(accepted)} terkirim`,
    ...others.flatMap(([count, words]) => (count > 0 ? [`${spellCount(count)} ${words}`] : [])),
  ].join(", ");
}
