"""What the codes of counts say to a person, in the three languages."""

COUNTS: dict[str, dict[str, str]] = {
    "own_count": {
        "en": "Whoever counted does not decide about the differences. Ask another supervisor.",
        "zh-Hant": "盤點人不能確認自己的盤點差異，請交由另一位主管處理。",
        "zh-Hans": "盘点人不能确认自己的盘点差异，请交由另一位主管处理。",
    },
    "count_closed": {
        "en": "This count is closed already. Nothing was changed.",
        "zh-Hant": "此盤點已經結案，未作任何更改。",
        "zh-Hans": "此盘点已经结案，未作任何更改。",
    },
    "count_running": {
        "en": "This count is still going on. Finish it first.",
        "zh-Hant": "盤點仍在進行，請先結束盤點。",
        "zh-Hans": "盘点仍在进行，请先结束盘点。",
    },
    "no_difference": {
        "en": "This is no difference of this count (any more). Please look at it again.",
        "zh-Hant": "這不是（或已不再是）此盤點的差異，請重新查看。",
        "zh-Hans": "这不是（或已不再是）此盘点的差异，请重新查看。",
    },
    "decision_wrong": {
        "en": "This cannot be decided so: what was seen is not lost, and a lot is put right on its own screen.",
        "zh-Hant": "不能這樣處理：已見到的樣品並非遺失；批次樣品須在其本身頁面更正。",
        "zh-Hans": "不能这样处理：已见到的样品并非遗失；批次样品须在其本身页面更正。",
    },
    "seen_since": {
        "en": "Scanned again after the count: {pieces}. Leave as is, or look first.",
        "zh-Hant": "盤點後再有掃描：{pieces}。請保持原狀，或先查看。",
        "zh-Hans": "盘点后又有扫描：{pieces}。请保持原状，或先查看。",
    },
}
