"""What each fault and each doubt about a line says to a person, in the three languages."""

from server.web.words import _Kept

LANGS = ("en", "zh-Hant", "zh-Hans")
# Faults refuse the line.
FAULTS: dict[str, tuple[str, str, str]] = {
    "cell_error": ("The spreadsheet shows an error here.", "試算表在此顯示錯誤。", "表格在此显示错误。"),
    "formula_without_value": (
        "A formula whose result was not saved with the file.",
        "公式的結果沒有隨檔案儲存。",
        "公式的结果没有随文件保存。",
    ),
    "broken_text": (
        "Some characters of this text are broken. Is the encoding right?",
        "部分文字已損壞，請檢查檔案編碼。",
        "部分文字已损坏，请检查文件编码。",
    ),
    "open_quote": ("A quotation mark is opened and never closed.", "引號沒有結束。", "引号没有结束。"),
    "destroyed_number": (
        "The spreadsheet destroyed this number: its last digits are gone. Type it again as text.",
        "試算表破壞了這個號碼，末尾數字已遺失，請以文字格式重新輸入。",
        "表格破坏了这个号码，末尾数字已丢失，请以文本格式重新输入。",
    ),
    "destroyed_date": (
        "The spreadsheet turned this number into a date. Type it again as text.",
        "試算表把這個號碼變成了日期，請以文字格式重新輸入。",
        "表格把这个号码变成了日期，请以文本格式重新输入。",
    ),
    "not_a_number": ("This is not a number.", "這不是數字。", "这不是数字。"),
    "ambiguous_number": (
        "This may be a decimal comma or a thousands comma. Say which for the whole file.",
        "逗號可能是小數點或千分位，請為整個檔案指明。",
        "逗号可能是小数点或千分位，请为整个文件指明。",
    ),
    "date_for_number": ("The spreadsheet holds a date here, not a number.", "此處是日期，不是數字。", "此处是日期，不是数字。"),
    "unknown_unit": ("The unit {unit} is not known here.", "不認識單位 {unit}。", "不认识单位 {unit}。"),
    "karat_is_fineness": ("Karat is fineness, not weight.", "K 是成色，不是重量。", "K 是成色，不是重量。"),
    "carat_is_weight": ("Carat is weight, not fineness.", "克拉是重量，不是成色。", "克拉是重量，不是成色。"),
    "bad_fineness": ("This is no fineness we know.", "不認識這個成色。", "不认识这个成色。"),
    "out_of_range": ("This is negative, zero or far too large.", "數值是負數、零或過大。", "数值是负数、零或过大。"),
    "not_whole": ("Pieces are counted in whole numbers.", "件數必須是整數。", "件数必须是整数。"),
    "unknown_currency": ("This currency is not known.", "不認識這種貨幣。", "不认识这种货币。"),
    "currencies_differ": ("Amount and currency column name different currencies.", "金額與幣種欄的貨幣不同。", "金额与币种栏的货币不同。"),
    "not_a_date": ("This is not a date.", "這不是日期。", "这不是日期。"),
    "not_a_choice": ("This is none of the choices of this field.", "這不是此欄位的選項。", "这不是此栏位的选项。"),
    "too_long": ("This is longer than {most} characters.", "內容超過 {most} 個字元。", "内容超过 {most} 个字符。"),
    "bad_tag": (
        "This is not a tag code: a character is wrong or missing.",
        "這不是標籤碼，有字元錯誤或缺漏。",
        "这不是标签码，有字符错误或缺漏。",
    ),
    "double_tag": ("Line {line} has the same tag.", "第 {line} 行使用同一個標籤。", "第 {line} 行使用同一个标签。"),
    "tag_in_use": ("This tag hangs on something else or is void.", "此標籤已用於其他物件或已作廢。", "此标签已用于其他物件或已作废。"),
    "no_certificate": ("There is no certificate number in this.", "其中沒有證書號碼。", "其中没有证书号码。"),
    "unknown_metal": ("No metal we know is named here.", "沒有認得的金屬。", "没有认得的金属。"),
    "no_stone": ("No stone is named here.", "沒有寶石名稱。", "没有宝石名称。"),
    "unknown_ownership": ("Whose it is cannot be told from this word.", "無法從這個詞判斷擁有權。", "无法从这个词判断拥有权。"),
    "nothing_to_name": (
        "Nothing here says which piece this is: no number, model, name, type or tag.",
        "沒有編號、款號、品名、類別或標籤，無法知道是哪一件。",
        "没有编号、款号、品名、类别或标签，无法知道是哪一件。",
    ),
}
# Doubts let the line pass.
DOUBTS: dict[str, tuple[str, str, str]] = {
    "ambiguous_date": ("Read as {read}; it may be {other}.", "讀作 {read}，也可能是 {other}。", "读作 {read}，也可能是 {other}。"),
    "short_year": ("The year has two digits; read as {read}.", "年份只有兩位數，讀作 {read}。", "年份只有两位数，读作 {read}。"),
    "serial_date": ("A day count of a spreadsheet; read as {read}.", "試算表的日期序號，讀作 {read}。", "表格的日期序号，读作 {read}。"),
    "republic_year": ("Read as a year of the Republic: {read}.", "按民國年讀作 {read}。", "按民国年读作 {read}。"),
    "rounded": ("Rounded to {to}.", "四捨五入為 {to}。", "四舍五入为 {to}。"),
    "converted": ("Converted from {unit}.", "由 {unit} 換算。", "由 {unit} 换算。"),
    "currency_assumed": ("No clear currency; taken as {currency}.", "沒有明確貨幣，視為 {currency}。", "没有明确货币，视为 {currency}。"),
    "pure_assumed": ("The word says pure; taken as {read} ‰.", "按字面視為千分之 {read}。", "按字面视为千分之 {read}。"),
    "white_metal": (
        "白金 is platinum by Hong Kong law; white gold is 白色黃金. Taken as platinum.",
        "「白金」在香港指鉑金，已視為鉑金。",
        "「白金」在香港指铂金，已视为铂金。",
    ),
    "unknown_type": (
        "We have no such type; the word is kept among the firm's own fields.",
        "沒有這個類別，原文保留在自訂欄位。",
        "没有这个类别，原文保留在自定义栏位。",
    ),
    "unknown_metal": ("A metal we have no word for; kept as written.", "不認識的金屬，照原文保留。", "不认识的金属，照原文保留。"),
    "unknown_stone": ("A stone we have no word for; kept as written.", "不認識的寶石，照原文保留。", "不认识的宝石，照原文保留。"),
    "not_understood": ("Not understood and left out: {left}.", "未能理解而略去：{left}。", "未能理解而略去：{left}。"),
    "metal_missing": ("A metal weight or fineness without a metal.", "有金重或成色而沒有金屬名稱。", "有金重或成色而没有金属名称。"),
    "stone_missing": ("A stone weight or count without a stone.", "有石重或粒數而沒有寶石名稱。", "有石重或粒数而没有宝石名称。"),
    "certificate_missing": (
        "A laboratory or date without a certificate number; left out.",
        "有證書機構或日期而沒有號碼，已略去。",
        "有证书机构或日期而没有号码，已略去。",
    ),
    "looks_like_date": (
        "This looks like a number a spreadsheet turned into a date.",
        "這像是被試算表變成日期的號碼。",
        "这像是被表格变成日期的号码。",
    ),
    "merged_value": ("Merged over several lines; taken for each of them.", "此值跨多行合併，每行都採用。", "此值跨多行合并，每行都采用。"),
    "net_over_gross": ("The metal weighs more than the piece.", "淨重大於總重。", "净重大于总重。"),
    "unknown_place": (
        "There is no such place; registered without one.",
        "沒有這個位置，登記時不填位置。",
        "没有这个位置，登记时不填位置。",
    ),
    "ambiguous_place": (
        "Several places are called so; registered without one.",
        "有多個同名位置，登記時不填位置。",
        "有多个同名位置，登记时不填位置。",
    ),
    "not_a_store": (
        "A home is a place in the store; registered without one.",
        "存放位置必須在倉庫內，登記時不填。",
        "存放位置必须在仓库内，登记时不填。",
    ),
    "lab_missing": ("A certificate without its laboratory.", "證書沒有註明機構。", "证书没有注明机构。"),
    "unknown_category": (
        "The firm has no such category; the word is kept among its own fields.",
        "沒有這個分類，原文保留在自訂欄位。",
        "没有这个分类，原文保留在自定义栏位。",
    ),
    "final_place": (
        "Sold, scrapped and the like cannot be imported; registered without a place.",
        "已售、報廢等不能匯入，登記時不填位置。",
        "已售、报废等不能导入，登记时不填位置。",
    ),
    "double_number": ("Line {line} has the same number.", "第 {line} 行有相同編號。", "第 {line} 行有相同编号。"),
    "known_number": ("A piece with this number is in the register already.", "登記冊已有此編號。", "登记册已有此编号。"),
}
# Lines that are no pieces, or that are here already.
SKIPPED: dict[str, tuple[str, str, str]] = {
    "repeated_header": ("The headings once more.", "重複的標題行。", "重复的标题行。"),
    "total": ("A line of totals.", "合計行。", "合计行。"),
    "already_registered": ("This archive number is in this register already.", "此檔案編號已在登記冊內。", "此档案编号已在登记册内。"),
    "known_number": (
        "Left out as asked: this number is in the register.",
        "按要求略過：登記冊已有此編號。",
        "按要求略过：登记册已有此编号。",
    ),
}
_ALL = FAULTS | SKIPPED | DOUBTS


def say(code: str, lang: str, words: dict[str, object]) -> str:
    """The sentence for a code in one of the three languages."""
    sentences = _ALL.get(code) or (code, code, code)
    return sentences[LANGS.index(lang) if lang in LANGS else 0].format_map(_Kept(words))
