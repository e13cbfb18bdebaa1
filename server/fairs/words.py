"""What the lists of a fair call their columns, in the three languages."""

from server.paper.title import LANGS

HEADERS: dict[str, tuple[str, str, str]] = {
    "planned": ("Customs list", "海關清單", "海关清单"),
    "packed": ("Border list", "過關清單", "过关清单"),
    "item": ("Item", "項號", "项号"),
    "description": ("Description", "貨品名稱", "货品名称"),
    "english": ("In English", "英文名稱", "英文名称"),
    "pieces": ("Pieces", "件數", "件数"),
    "weight": ("Weight (g)", "重量 (g)", "重量 (g)"),
    "value": ("Value", "金額", "金额"),
    "currency": ("Currency", "幣種", "币种"),
    "origin": ("Origin", "原產地", "原产地"),
    "hs": ("HS code", "稅則號", "税则号"),
    "marks": ("Marks", "標記", "标记"),
    "archive_nos": ("Archive numbers", "檔案編號", "档案编号"),
    "tags": ("Tags", "標籤", "标签"),
    "remark": ("Remark", "備註", "备注"),
    "extra": ("not on the list", "清單以外", "清单以外"),
    "total_of": ("Total by HS code", "按稅則號合計", "按税则号合计"),
    "total": ("Total", "總計", "总计"),
    "no_hs": ("no HS code", "未有稅則號", "未有税则号"),
}


def header(key: str, lang: str) -> str:
    return HEADERS[key][LANGS.index(lang)]
