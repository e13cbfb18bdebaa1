"""What the codes of files that people hand in, sheets and photos, say to a person, in the three languages."""

FILES: dict[str, dict[str, str]] = {
    "no_file": {
        "en": "Choose a file first.",
        "zh-Hant": "請先選擇檔案。",
        "zh-Hans": "请先选择文件。",
    },
    "empty_sheet": {
        "en": "There are no lines in this file.",
        "zh-Hant": "檔案中沒有資料行。",
        "zh-Hans": "文件中没有资料行。",
    },
    "not_a_sheet": {
        "en": "This is no table we can read. Save it as .xlsx or .csv and try again.",
        "zh-Hant": "這不是可讀取的表格，請另存為 .xlsx 或 .csv 後再試。",
        "zh-Hans": "这不是可读取的表格，请另存为 .xlsx 或 .csv 后再试。",
    },
    "old_workbook": {
        "en": "This is a workbook of the old kind. Save it as .xlsx or .csv and try again.",
        "zh-Hant": "這是舊式試算表，請另存為 .xlsx 或 .csv 後再試。",
        "zh-Hans": "这是旧式表格，请另存为 .xlsx 或 .csv 后再试。",
    },
    "broken_workbook": {
        "en": "This workbook is damaged or holds what a workbook must not. Nothing was changed.",
        "zh-Hant": "此試算表已損壞或含有不允許的內容，未作任何更改。",
        "zh-Hans": "此表格已损坏或含有不允许的内容，未作任何更改。",
    },
    "locked_workbook": {
        "en": "This workbook is locked with a password. Save it without one.",
        "zh-Hant": "此試算表設有密碼，請取消密碼後儲存。",
        "zh-Hans": "此表格设有密码，请取消密码后保存。",
    },
    "sheet_too_large": {
        "en": "This file is too large: at most 20 MB, and not much more when unpacked.",
        "zh-Hant": "檔案過大：最多 20 MB，解壓後亦不可過大。",
        "zh-Hans": "文件过大：最多 20 MB，解压后亦不可过大。",
    },
    "too_many_rows": {
        "en": "There are more than {most} lines. Import them in parts.",
        "zh-Hant": "超過 {most} 行，請分批匯入。",
        "zh-Hans": "超过 {most} 行，请分批导入。",
    },
    "too_many_columns": {
        "en": "There are more than {most} columns.",
        "zh-Hant": "超過 {most} 欄。",
        "zh-Hans": "超过 {most} 栏。",
    },
    "no_such_sheet": {
        "en": "The workbook has no sheet of this name.",
        "zh-Hant": "試算表沒有這個工作表。",
        "zh-Hans": "表格没有这个工作表。",
    },
    "import_confirmed": {
        "en": "This import has been confirmed already.",
        "zh-Hant": "此匯入已經確認。",
        "zh-Hans": "此导入已经确认。",
    },
    "import_changed": {
        "en": "The register has changed since the preview. Look at it again, then confirm.",
        "zh-Hant": "預覽之後登記冊已有變動，請重新預覽再確認。",
        "zh-Hans": "预览之后登记册已有变动，请重新预览再确认。",
    },
    "nothing_to_import": {
        "en": "No line of this file can be registered.",
        "zh-Hant": "檔案中沒有可以登記的行。",
        "zh-Hans": "文件中没有可以登记的行。",
    },
    "place_wrong": {
        "en": "There is no such place.",
        "zh-Hant": "沒有這個位置。",
        "zh-Hans": "没有这个位置。",
    },
    "photo_name_wrong": {
        "en": "The photo was damaged on its way. It will be sent again.",
        "zh-Hant": "照片在傳送途中損壞，將會重新傳送。",
        "zh-Hans": "照片在传送途中损坏，将会重新传送。",
    },
    "not_a_picture": {
        "en": "This is not a whole JPEG, PNG or WebP picture. It was not kept.",
        "zh-Hant": "這不是完整的 JPEG、PNG 或 WebP 圖片，未予保存。",
        "zh-Hans": "这不是完整的 JPEG、PNG 或 WebP 图片，未予保存。",
    },
    "picture_too_large": {
        "en": "The picture has too many pixels. It was not kept.",
        "zh-Hant": "圖片像素過多，未予保存。",
        "zh-Hans": "图片像素过多，未予保存。",
    },
    "picture_moves": {
        "en": "Moving pictures are not kept; please take a photo.",
        "zh-Hant": "不接受動態圖片，請拍攝照片。",
        "zh-Hans": "不接受动态图片，请拍摄照片。",
    },
    "disk_full": {
        "en": "The office has no room for more photos. Scans go on; tell whoever looks after Loupe.",
        "zh-Hant": "總部已無空間存放照片，掃描不受影響；請通知負責 Loupe 的同事。",
        "zh-Hans": "总部已无空间存放照片，扫描不受影响；请通知负责 Loupe 的同事。",
    },
}
