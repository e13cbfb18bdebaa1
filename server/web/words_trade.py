"""What the codes of slips, receipts, repairs and the register say to a person, in the three languages."""

TRADE: dict[str, dict[str, str]] = {
    "own_slip": {
        "en": "Nobody decides about a slip of their own. Ask another approver.",
        "zh-Hant": "不能審批自己的調撥單，請交由其他審批人處理。",
        "zh-Hans": "不能审批自己的调拨单，请交由其他审批人处理。",
    },
    "slip_changed": {
        "en": "The slip was changed since you saw it. Please read it again.",
        "zh-Hant": "調撥單在你查看後已被修改，請重新查看。",
        "zh-Hans": "调拨单在你查看后已被修改，请重新查看。",
    },
    "slip_not_waiting": {
        "en": "This slip is not waiting for a decision.",
        "zh-Hant": "此調撥單並非待審批狀態。",
        "zh-Hans": "此调拨单并非待审批状态。",
    },
    "slip_not_running": {
        "en": "Only a slip that is approved or out can be extended.",
        "zh-Hant": "只有已批准或已出庫的調撥單才能延期。",
        "zh-Hans": "只有已批准或已出库的调拨单才能延期。",
    },
    "not_later": {
        "en": "The new date must be later than the present one.",
        "zh-Hant": "新的歸還日期必須晚於現在的日期。",
        "zh-Hans": "新的归还日期必须晚于现在的日期。",
    },
    "double_booked": {
        "en": "Reserved for the same days already, on: {slips}.",
        "zh-Hant": "相同日期已被預留，調撥單：{slips}。",
        "zh-Hans": "相同日期已被预留，调拨单：{slips}。",
    },
    "not_enough": {
        "en": "More is asked for than there is, on line {lines}.",
        "zh-Hant": "所需數量超出現有樣品：第 {lines} 行。",
        "zh-Hans": "所需数量超出现有样品：第 {lines} 行。",
    },
    "no_such_line": {
        "en": "There is no such line.",
        "zh-Hant": "沒有這一行。",
        "zh-Hans": "没有这一行。",
    },
    "nothing_to_settle": {
        "en": "There is no difference on this line to settle.",
        "zh-Hant": "這一行沒有需要處理的差異。",
        "zh-Hans": "这一行没有需要处理的差异。",
    },
    "line_settled": {
        "en": "This line has been settled already.",
        "zh-Hant": "這一行已經處理完畢。",
        "zh-Hans": "这一行已经处理完毕。",
    },
    "own_assessment": {
        "en": "Whoever assessed the damage does not write the piece off. Ask somebody else.",
        "zh-Hant": "鑑定人不能同時報銷該樣品，請交由另一位同事處理。",
        "zh-Hans": "鉴定人不能同时报销该样品，请交由另一位同事处理。",
    },
    "not_assessed": {
        "en": "Scrapping takes two people: somebody else must assess the damage first.",
        "zh-Hant": "報廢須由兩人處理：請先由另一位同事鑑定損壞。",
        "zh-Hans": "报废须由两人处理：请先由另一位同事鉴定损坏。",
    },
    "retired_already": {
        "en": "This piece has been retired there already.",
        "zh-Hant": "此樣品已經作此處理。",
        "zh-Hans": "此样品已经作此处理。",
    },
    "repair_wrong": {
        "en": "This is no open repair of this piece.",
        "zh-Hant": "這不是此樣品進行中的維修單。",
        "zh-Hans": "这不是此样品进行中的维修单。",
    },
    "replacement_wrong": {
        "en": "A replacement is another registered piece that is still in stock.",
        "zh-Hant": "替代品必須是另一件已登記而仍在冊的樣品。",
        "zh-Hans": "替代品必须是另一件已登记而仍在册的样品。",
    },
    "not_registered": {
        "en": "This piece has not been registered yet.",
        "zh-Hant": "此樣品尚未登記。",
        "zh-Hans": "此样品尚未登记。",
    },
    "category_wrong": {
        "en": "The firm has no such category.",
        "zh-Hant": "沒有這個分類。",
        "zh-Hans": "没有这个分类。",
    },
    "custom_wrong": {
        "en": "This is not what the firm's own field takes.",
        "zh-Hant": "內容不符合自訂欄位的要求。",
        "zh-Hans": "内容不符合自定义字段的要求。",
    },
    "unknown_sensor": {
        "en": "The office does not know this sensor, or it was shut out.",
        "zh-Hant": "總部不認識此感應器，或已將其停用。",
        "zh-Hans": "总部不认识此传感器，或已将其停用。",
    },
}
