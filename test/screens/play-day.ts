import { momentIn } from "../../src/reminders/zone-time.ts";
import { createStillClock } from "../stories/still-clock.ts";
import { subscribe } from "../support/crowd.ts";
import { openTestOffice, quickDelivery } from "../support/office.ts";
import { newReader } from "../support/tip-case.ts";
import { putReaders } from "../support/tip-readers.ts";
import { createPhone, type Phone, type Screen } from "./phone.ts";

const at = (text: string) => momentIn("WITA", text.slice(0, 10), text.slice(11));

/** Plays a day with the bot from its first question to its last notice, and takes the pictures of docs/satu-hari.id.md. */
export async function playDay(): Promise<Screen[]> {
  const still = createStillClock(at("2026-11-30T07:40"), () => office.service);
  const office = await openTestOffice({
    clock: still.clock,
    environment: { OFFICE_NAME: "Kesbangpol Contoh", OFFICE_ZONE: "WITA" },
    delivery: { ...quickDelivery, everyMs: 20 },
    prepare: async (folder) => putReaders(folder, [await newReader("rina"), await newReader("joko")]),
  });
  let shown = "07.40";
  const phone = (whose: string, voice: Phone["voice"]) => createPhone(whose, voice, () => shown);
  async function moveTo(moment: string): Promise<void> {
    await still.settled();
    still.moveTo(at(moment));
    shown = moment.slice(11).replace(":", ".");
    await still.settled();
  }
  try {
    await subscribe(office.service.database, 24);
    const ani = phone("Ani, pegawai", office.person());
    const ana = phone("Ana, petugas", await office.officer("ana", "petugas"));
    const budi = phone("Budi, penyetuju", await office.officer("budi", "penyetuju"));
    const rina = phone("Rina, pembaca laporan", await office.officer("rina", "pembaca"));
    const eko = phone("seorang pegawai", office.person());
    for (const each of [ani, ana, budi, rina, eko]) each.wipe();
    const screens: Screen[] = [];

    await moveTo("2026-11-30T08:00");
    await rina.gets("Pengingat petugas");
    screens.push(rina.picture("8-pengingat-pembaca"));

    await moveTo("2026-11-30T08:12");
    await ani.says("klo sy ngelike postingan caleg gpp ga", "kalau PPPK?");
    screens.push(ani.picture("1-bertanya"));

    await moveTo("2026-11-30T08:20");
    await ani.says("pegawai boleh jadi panitia lomba agustusan di kampung?");
    await ani.presses("Tanya petugas");
    await ani.presses("Kirim");

    await moveTo("2026-11-30T09:05");
    await ana.says("/antrean");
    await ana.presses("1. ");
    await ana.says("Boleh. Itu acara warga, selama tidak dipakai mengenalkan calon atau partai.");
    await ana.presses("Kirim");
    screens.push(ana.picture("3-petugas-menjawab"));
    await ani.gets("Itu acara warga");
    screens.push(ani.picture("2-tanya-petugas"));

    await ani.says("/langganan semua");
    ani.wipe();
    await moveTo("2026-11-30T09:30");
    await ana.says("/acara_baru", "Sosialisasi netralitas ASN", "Aula kantor bupati");
    await ana.presses("Langsung");
    await ana.says("kamis 10 desember jam 9 sampai 11.30");
    await ana.presses("Luring");
    screens.push(ana.picture("4-acara-baru"));
    await ana.presses("Semua");
    await ana.presses("jukan");
    screens.push(ana.picture("5-pratinjau"));

    await moveTo("2026-11-30T09:42");
    await budi.gets("Menunggu persetujuan");
    await budi.presses("Periksa");
    await budi.presses("Setujui");
    screens.push(budi.picture("6-menyetujui"));

    await moveTo("2026-12-03T09:00");
    await ani.gets("🔔");
    await ani.presses("Hadir");
    screens.push(ani.picture("7-hadir"));

    await moveTo("2026-12-03T12:10");
    await eko.says("/lapor");
    await eko.presses("Ya, saya mengerti");
    screens.push(eko.picture("9-lapor"));
    await budi.says("/antrean", "/setujui");
    screens.push(budi.picture("10-tidak-terlihat"));
    return screens;
  } finally {
    await office.close();
  }
}
