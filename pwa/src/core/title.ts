/** What a piece is called, composed from its facts in the reader's language: 18K金紅寶石戒指, 18K gold ruby ring. */
import type { Lang, Metal, SampleRow, Stone } from "./rows";

export type Market = "hk" | "mainland" | "macau";
type Word = Record<Lang, string>;
type Named = Pick<SampleRow, "name" | "type" | "facts" | "model" | "number" | "archive_no" | "tag"> & { entry_no?: string | null };

const word = (en: string, hant: string, hans: string): Word => ({ en, "zh-Hant": hant, "zh-Hans": hans });

const METALS: Record<string, Word> = {
  gold: word("gold", "金", "金"),
  white_gold: word("white gold", "白色黃金", "白色黄金"), // 白金 is platinum in Hong Kong law
  rose_gold: word("rose gold", "玫瑰金", "玫瑰金"),
  platinum: word("platinum", "鉑金", "铂金"),
  silver: word("silver", "銀", "银"),
};
const STONES: Record<string, Word> = {
  diamond: word("diamond", "鑽石", "钻石"),
  ruby: word("ruby", "紅寶石", "红宝石"),
  sapphire: word("sapphire", "藍寶石", "蓝宝石"),
  emerald: word("emerald", "祖母綠", "祖母绿"),
  jadeite: word("jadeite", "翡翠", "翡翠"),
  pearl: word("pearl", "珍珠", "珍珠"),
  opal: word("opal", "歐泊", "欧泊"),
};
const ARTICLES: Record<string, Word> = {
  ring: word("ring", "戒指", "戒指"),
  necklace: word("necklace", "項鏈", "项链"),
  pendant: word("pendant", "吊墜", "吊坠"),
  earrings: word("earrings", "耳環", "耳环"),
  bracelet: word("bracelet", "手鏈", "手链"),
  brooch: word("brooch", "胸針", "胸针"),
  mock_up: word("mock-up", "樣版", "样版"),
};
const KARATS: Record<number, string> = { 333: "8K", 375: "9K", 585: "14K", 750: "18K", 916: "22K" };
/** 足金 is at least 999 in Hong Kong and at least 990 on the mainland and in Macau. */
const FINE_FROM: Record<Market, number> = { hk: 999, mainland: 990, macau: 990 };

const isChinese = (lang: Lang): boolean => lang !== "en";
const spoken = (words: Record<string, Word>, key: string, lang: Lang): string => words[key]?.[lang] ?? key.replaceAll("_", " ");

/** The metal with its fineness as the market says it: 足金, 18K金, 18K gold, Pt950鉑金, 925 silver. */
export function metalWords(metal: Metal, lang: Lang, market: Market = "hk"): string {
  const name = spoken(METALS, metal.metal, lang);
  const fineness = metal.fineness;
  if (!fineness) return name;
  if (metal.metal === "gold" && fineness >= FINE_FROM[market]) return isChinese(lang) ? "足金" : "fine gold";
  if (metal.metal === "platinum") return isChinese(lang) ? `Pt${fineness}${name}` : `Pt${fineness} ${name}`;
  const mark = metal.metal === "silver" ? String(fineness) : (KARATS[fineness] ?? String(fineness));
  return isChinese(lang) ? `${mark}${name}` : `${mark} ${name}`;
}

export const stoneWords = (stone: Stone, lang: Lang): string => spoken(STONES, stone.kind, lang);

/** The first two different kinds, as registered: the main stone comes first. */
function stonesPart(stones: Stone[], lang: Lang): string {
  const kinds = [...new Set(stones.map((stone) => stoneWords(stone, lang)))].slice(0, 2);
  return kinds.join(isChinese(lang) ? "" : " and ");
}

function loose(row: Named, lang: Lang): string {
  const stone = row.facts.stones?.[0];
  const size = stone?.ct ? (isChinese(lang) ? `${stone.ct}克拉` : `${stone.ct} ct `) : "";
  const kind = stone ? stoneWords(stone, lang) : "";
  if (!isChinese(lang)) return `${size}${kind ? `loose ${kind}` : "loose stone"}`;
  return `${size}${kind}裸石`;
}

function composed(row: Named, lang: Lang, market: Market): string | null {
  if (row.type === "loose_stone") return loose(row, lang);
  const metal = row.facts.metals?.[0];
  const parts = [metal ? metalWords(metal, lang, market) : "", stonesPart(row.facts.stones ?? [], lang)];
  if (row.type) parts.push(spoken(ARTICLES, row.type, lang));
  const said = parts.filter(Boolean).join(isChinese(lang) ? "" : " ");
  return said || null;
}

/** A typed name overrides; a row without facts is called by its number. `market` defaults to that of the script. */
export function title(row: Named, lang: Lang, market: Market = lang === "zh-Hans" ? "mainland" : "hk"): string {
  return row.name || composed(row, lang, market) || row.model || row.number || row.archive_no || row.entry_no || row.tag || "—";
}
