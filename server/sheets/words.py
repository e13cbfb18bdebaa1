"""The words people head their columns with, in three languages, and the field each means."""

import re
from functools import lru_cache

from server.sheets.cells import narrow

# Written as they are compared: narrow, small letters, without blanks and signs. Numbered fields (stones.1.ct) come from these too.
SYNONYMS: dict[str, str] = {
    "archive_no": "檔案編號 档案编号 檔案號 档案号 archiveno archivenumber archive",
    "number": (
        "編號 编号 樣品編號 样品编号 樣品號 样品号 樣版編號 貨號 货号 產品編號 产品编号 產品編碼 产品编码 "
        "商品編號 商品编号 貨品編號 货品编号 序列號 序列号 條碼號 件號 件号 "
        "samplenumber sampleno samplecode number no itemno itemnumber itemcode item sku stockno stocknumber "
        "refno ref reference serialno serial productno code id"
    ),
    "tag": "標籤 标签 標籤碼 标签码 標籤編號 标签编号 條碼 条码 條形碼 条形码 二維碼 二维码 tag tagcode barcode qrcode",
    "type": (
        "類別 类别 種類 种类 類型 类型 款類 品類 品类 產品類別 产品类别 首飾類別 首饰类别 type kind "
        "jewellerytype jewelrytype producttype itemtype article"
    ),
    "category": "分類 分类 樣品分類 样品分类 樣品類別 样品类别 category class samplecategory group",
    "model": (
        "款號 款号 款式 款式編號 款式编号 款式號 型號 型号 設計編號 设计编号 版號 版号 model modelno "
        "modelnumber style styleno stylenumber design designno"
    ),
    "name": (
        "品名 名稱 名称 樣品名稱 样品名称 產品名稱 产品名称 貨品名稱 货品名称 商品名稱 商品名称 描述 說明 "
        "说明 title name productname samplename itemname description"
    ),
    "quantity": "數量 数量 件數 件数 qty quantity pcs pieces count",
    "gross_g": (
        "總重 总重 總重量 总重量 毛重 重量 件重 連石重 连石重 grossweight gross grosswt weight wt totalweight grossg grosswtg grossweightg"
    ),
    "metals": "金屬 金属 材質 材质 質地 质地 物料 貴金屬 贵金属 metals material materials metal",
    "metals.1.metal": "金屬種類 金属种类 金種 金种 主金屬 metalkind metaltype metal1",
    "metals.1.fineness": "成色 純度 纯度 金成色 含金量 足金度 印記 印记 fineness purity karat hallmark mark",
    "metals.1.net_g": (
        "淨重 净重 金重 淨金重 净金重 金屬淨重 金属净重 净金 netweight net netwt netmetal metalweight goldweight netg netgold"
    ),
    "stones": "石料 寶石 宝石 鑲石 镶石 石頭 石头 配石 stones gemstones gems stonedetails",
    "stones.1.kind": (
        "主石 石種 石种 石名 寶石種類 宝石种类 石類 石类 主石種類 主石种类 主石名稱 主石名称 stone stonekind "
        "stonetype gemstone gem mainstone centrestone centerstone"
    ),
    "stones.1.shape": "形狀 形状 石形 主石形狀 主石形状 切割形狀 shape stoneshape",
    "stones.1.count": "石數 石数 粒數 粒数 主石粒數 主石粒数 主石數 石頭數量 stonecount noofstones stonepcs stonespcs stoneqty",
    "stones.1.ct": (
        "石重 主石重 主石重量 卡重 克拉 克拉重 卡數 克拉數 寶石重 鑽重 钻重 ct cts carat carats caratweight stoneweight stonewt stonect"
    ),
    "stones.1.colour": "顏色 颜色 色級 色级 主石顏色 主石颜色 石色 colour color stonecolour stonecolor",
    "stones.1.clarity": "淨度 净度 主石淨度 主石净度 clarity stoneclarity",
    "stones.1.cut": "切工 車工 车工 cut cutgrade",
    "stones.1.origin": "產地 产地 石產地 origin stoneorigin",
    "stones.1.setting": "鑲嵌 镶嵌 鑲法 镶法 鑲口 镶口 setting",
    "stones.1.treatment": "處理 处理 優化處理 优化处理 treatment enhancement",
    "stones.2.kind": "副石 配石種類 副石種類 副石种类 副石名稱 副石名称 sidestone sidestones stone2kind",
    "stones.2.count": "副石粒數 副石粒数 副石數 副石数 副石數量 副石数量 sidestonecount sidestonepcs",
    "stones.2.ct": "副石重 副石重量 sidestoneweight sidestonect sidestonewt",
    "stones.2.colour": "副石顏色 副石颜色",
    "stones.2.clarity": "副石淨度 副石净度",
    "certificates": "證書 证书 鑑定證書 鉴定证书 鑒定證書 證書資料 certificate certificates cert certs report gradingreport",
    "certificates.1.lab": "證書機構 证书机构 鑑定機構 鉴定机构 發證機構 实验室 lab laboratory certlab issuedby",
    "certificates.1.number": (
        "證書號 证书号 證書編號 证书编号 證書號碼 证书号码 鑑定證書號 鉴定证书号 certno certificateno "
        "certificatenumber certnumber reportno reportnumber gia gia編號 giano"
    ),
    "certificates.1.date": "證書日期 证书日期 發證日期 发证日期 certdate certificatedate reportdate",
    "client": "客戶 客户 客人 客戶名稱 客户名称 顧客 client customer clientname customername",
    "supplier": "供應商 供应商 供應商名稱 供应商名称 廠商 厂商 工廠 工厂 supplier vendor factory maker suppliername",
    "ownership": "擁有權 拥有权 所有權 所有权 權屬 权属 歸屬 归属 物權 貨主 货主 ownership owner owned",
    "insured": (
        "投保 投保金額 投保金额 保險金額 保险金额 保額 保额 保險價值 保险价值 投保價值 估值 insured "
        "insuredvalue insurance insurancevalue value"
    ),
    "currency": "幣種 币种 貨幣 货币 幣別 币别 currency ccy",
    "size": "尺碼 尺码 手寸 指圈 圈口 圈號 戒圈 港碼 size ringsize fingersize",
    "dimensions": "尺寸 規格 规格 大小 長寬高 长宽高 dimensions dimension measurements specification spec",
    "home": (
        "存放位置 儲位 储位 庫位 库位 存放處 存放处 托盤 托盘 貨盤 货盘 固定位置 歸位 home homeplace "
        "homelocation storage storagelocation tray bin"
    ),
    "place": "位置 所在位置 現在位置 现在位置 目前位置 所在 地點 地点 place location currentplace currentlocation where",
    "arrived": (
        "到貨日期 到货日期 收貨日期 收货日期 到貨 到货 收貨日 入庫日期 入库日期 入庫日 進貨日期 进货日期 日期 "
        "arrived arrival arrivaldate datearrived received receiveddate datein date"
    ),
    "notes": "備註 备注 註 注 附註 附注 備考 remark remarks note notes comment comments memo",
}
# Columns of our own lists that a registration does not take: known, so that nobody is asked what they are.
KNOWN_OTHERWISE = "狀態 状态 status 責任人 责任人 holder 狀況 状况 condition 序號 序号 序 seq sn line 行 行號 行号"
_SIGNS = re.compile(r"[\s_\-./\\:：#＃*·、，,;；?？!！'\"“”‘’「」\[\]【】<>《》|&+]+")
_UNIT = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
_TRAILING_UNIT = re.compile(r"(?<=[^a-z])(?:g|gm|克|ct|cts|卡|克拉|mm|hk\$|hkd|元)$")


@lru_cache(8192)
def comparable(header: str) -> str:
    """A header without blanks, signs and the unit in brackets: ``總重 (g)`` is 總重."""
    plain = narrow(header).casefold()
    bare = _SIGNS.sub("", _UNIT.sub("", plain))
    return bare or _SIGNS.sub("", plain).strip("()")


def _by_word() -> dict[str, str]:
    return {comparable(word): field for field, words in SYNONYMS.items() for word in words.split()}


FIELD_OF = _by_word()
OTHERWISE = frozenset(comparable(word) for word in KNOWN_OTHERWISE.split())
HEADER_WORDS = tuple(sorted({word for word in FIELD_OF if not word.isascii() and len(word) > 1}))
_NUMBERED = re.compile(r"(.*?)(\d{1,2})$|(\d{1,2})(.*)$")
_CUSTOM = re.compile(r"(?:custom|自訂|自定义|自定義)\s*[:：]\s*(.+)", re.IGNORECASE | re.DOTALL)
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_REPEATABLE = ("metals.", "stones.", "certificates.")
MOST_REPEATS = 20


def field_of(header: str) -> str | None:
    """The field a header means, or None. ``石重2`` is the second stone's weight; ``自訂：色號`` is a field of the firm's own."""
    custom = _CUSTOM.fullmatch(narrow(header).strip())
    if custom:
        return f"custom.{custom[1].strip()}" if _KEY.fullmatch(custom[1].strip()) else None
    bare = comparable(header)
    found = FIELD_OF.get(bare) or FIELD_OF.get(_TRAILING_UNIT.sub("", bare))
    return found or _numbered_field(bare)


def _numbered_field(bare: str) -> str | None:
    match = _NUMBERED.fullmatch(bare)
    if match is None:
        return None
    word, digits = (match[1], match[2]) if match[2] else (match[4], match[3])
    field = FIELD_OF.get(word)
    n = int(digits)
    if field in ("metals", "stones", "certificates") and 1 <= n <= MOST_REPEATS:
        return {"metals": f"metals.{n}.metal", "stones": f"stones.{n}.kind", "certificates": f"certificates.{n}.number"}[field]
    if field is None or not field.startswith(_REPEATABLE) or not 1 <= n <= MOST_REPEATS:
        return None
    group, first, part = field.split(".")
    return f"{group}.{n + int(first) - 1}.{part}"


def is_known(header: str) -> bool:
    """Whether a header says anything to us."""
    return field_of(header) is not None or comparable(header) in OTHERWISE


def unit_in(header: str) -> str:
    """The unit a header names in brackets, in small letters: ``石重(ct)`` → ``ct``; empty when it names none."""
    found = _UNIT.findall(narrow(header).casefold())
    return found[-1].strip("()（）[]【】 ").strip() if found else ""
