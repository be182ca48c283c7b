import { describe, expect, it } from "vitest";
import { wishes } from "../../src/chat/wishes.ts";

const wishOf = (text: string) =>
  (Object.keys(wishes) as Array<keyof typeof wishes>).filter((each) => wishes[each](text)).join();

describe("what people wish in their own words", () => {
  it.each([
    ["hapus data saya", "erase"],
    ["Tolong hapus semua data pribadi saya, pak.", "erase"],
    ["bagaimana cara hapus akun saya?", "erase"],
    ["lupakan saya", "erase"],
    ["data saya apa saja yang disimpan?", "profile"],
    ["lihat profil saya", "profile"],
    ["data apa saja yang disimpan tentang saya", "profile"],
    ["saya mau langganan lagi", "subscribe"],
    ["berlangganan", "subscribe"],
    ["aktifkan lagi notifikasi", "subscribe"],
    ["ganti unit", "unit"],
    ["unit saya salah", "unit"],
    ["undangan saya", "events"],
    ["ada acara apa besok?", "events"],
    ["kapan kegiatan berikutnya", "events"],
    ["tolong buat acara baru", "newEvent"],
    ["kirim pengumuman", "newBroadcast"],
  ])("%j is %s", (text, expected) => {
    expect(wishOf(text)).toBe(expected);
  });

  it.each([
    "hapus data pemilih",
    "hapus postingan saya",
    "boleh hapus komentar saya di grup?",
    "data saya dicatut partai",
    "saya mau langganan koran partai",
    "saya pindah tugas",
    "unit saya memihak",
    "ada acara apa di kantor partai",
    "kegiatan apa saja yang dilarang",
    "undangan kampanye",
    "buat acara kampanye",
    "kirim pengumuman calon",
    "acara",
    "boleh",
    "saya",
  ])("%j is none of them", (text) => {
    expect(wishOf(text)).toBe("");
  });
});
