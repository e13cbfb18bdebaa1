"""What demo people write into their notes, in the language the demo is loaded in."""

from collections.abc import Callable

Say = Callable[[str], str]
_LANGUAGES = ("en", "zh-Hant", "zh-Hans")
_SAID = {
    "anniversary": (
        "Anniversary present, budget HK$120,000; yellow gold only.",
        "結婚週年禮物，預算港幣12萬，只看黃金款。", "结婚周年礼物，预算港币12万，只看黄金款。",
    ),
    "bridal": ("Bridal preview with Mrs Lau.", "與劉太預覽婚嫁系列。", "与刘太预览婚嫁系列。"),
    "singapore": ("For their window until the weekend.", "借予櫥窗陳列至週末。", "借予橱窗陈列至周末。"),
    "paris": ("Buyer in Hong Kong for a week.", "買手在港停留一週。", "买手在港停留一周。"),
    "view": ("Private view at the club, six pieces.", "會所私人鑑賞，共六件。", "会所私人鉴赏，共六件。"),
    "photo": ("Catalogue pictures, plain ground.", "目錄拍攝，淨底。", "目录拍摄，净底。"),
    "studio": ("Studio in Kwun Tong, one day.", "觀塘影樓，一天。", "观塘影楼，一天。"),
    "pearls": (
        "Two of the model in any size, and the pearl pendant.",
        "該款兩件，尺寸不限，另加珍珠吊墜。", "该款两件，尺寸不限，另加珍珠吊坠。",
    ),
    "draft": ("Ask Wing Lok for the day first.", "先與永樂確定日期。", "先与永乐确定日期。"),
    "rejected": (
        "Clients' property may not leave the house for pictures: ask the owners in writing first.",
        "客戶財物不可外借拍攝，請先取得物主書面同意。", "客户财物不可外借拍摄，请先取得物主书面同意。",
    ),
    "cancelled": ("The visit is put off to next month.", "客戶改於下月到訪。", "客户改于下月到访。"),
    "chiu": ("Mr and Mrs Chiu", "趙先生、趙太", "赵先生、赵太"),
    "lau": ("Mrs Lau", "劉太", "刘太"),
    "roussel": ("Mme Roussel", "魯塞爾女士", "鲁塞尔女士"),
    "love": (
        "Wants it with a smaller stone; asks for a quotation.",
        "想換小一點的主石，請報價。", "想换小一点的主石，请报价。",
    ),
    "like": ("Likes the setting, not the size.", "喜歡鑲工，尺寸不合。", "喜欢镶工，尺寸不合。"),
    "cool": ("Too high on the finger.", "戴起來太高。", "戴起来太高。"),
    "sold": ("Ordered one in platinum.", "已下單訂鉑金款。", "已下单订铂金款。"),
    "yuhua": ("Yuhua Jewellery, Guangzhou", "廣州裕華珠寶廠", "广州裕华珠宝厂"),
    "wrong_stone": (
        "A 0.90 ct stone came instead of the 1.20 ct one.",
        "來石0.90卡，應為1.20卡。", "来石0.90克拉，应为1.20克拉。",
    ),
    "send_back": (
        "Back to Yuhua with their driver; they send the right one.",
        "交裕華司機帶回，對方補寄。", "交裕华司机带回，对方补寄。",
    ),
    "aurelle": ("Consignment for the autumn season.", "秋季寄售貨。", "秋季寄售货。"),
    "short": (
        "One pair missing; the seal of the box was whole. Paris is looking.",
        "少一對，箱封完好，巴黎方面查核中。", "少一对，箱封完好，巴黎方面查核中。",
    ),
    "clasp": ("The clasp opens by itself.", "扣頭自行鬆開。", "扣头自行松开。"),
    "clasp_fault": ("Tongue of the clasp worn.", "扣舌磨損。", "扣舌磨损。"),
    "clasp_work": (
        "New tongue, safety catch tightened, polished.",
        "換扣舌，收緊保險扣，拋光。", "换扣舌，收紧保险扣，抛光。",
    ),
    "claw": ("One claw bent, the stone moves.", "一爪彎曲，主石鬆動。", "一爪弯曲，主石松动。"),
    "claw_fault": ("Two claws to rebuild, stone to reset.", "需補兩爪並重鑲。", "需补两爪并重镶。"),
    "pave": ("One small stone of the pavé is gone.", "碎石鑲位缺一粒。", "碎石镶位缺一粒。"),
    "crushed": ("Shank crushed in the drawer, stone chipped.", "戒臂被抽屜壓扁，主石崩角。", "戒臂被抽屉压扁，主石崩角。"),
    "crushed_fault": ("Not worth mending.", "維修不合算。", "维修不合算。"),
    "scrap": ("Melt; the mould is there, another takes its place.", "熔金處理，由另一件代替。", "熔金处理，由另一件代替。"),
    "autumn_fair": ("Autumn Jewellery Fair", "秋季珠寶展", "秋季珠宝展"),
    "winter_fair": ("Winter Jewellery Show, Singapore", "新加坡冬季珠寶展", "新加坡冬季珠宝展"),
    "dry_air": ("Humidifier was empty; filled.", "加濕器缺水，已加滿。", "加湿器缺水，已加满。"),
}  # fmt: skip


def sayer(lang: str | None) -> Say:
    """Notes by their key; in English unless one of the three languages is asked for."""
    at = _LANGUAGES.index(lang) if lang in _LANGUAGES else 0
    return lambda key: _SAID[key][at]
