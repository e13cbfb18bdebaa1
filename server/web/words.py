"""What each error code says to a person, in the three languages. Every part adds its codes; a test finds codes without words."""

from server.web.words_counts import COUNTS
from server.web.words_desk import DESK
from server.web.words_files import FILES
from server.web.words_people import PEOPLE
from server.web.words_trade import TRADE

WORDS: dict[str, dict[str, str]] = {
    "bad_input": {
        "en": "This cannot be read. Nothing was changed.",
        "zh-Hant": "無法讀取這些內容，未作任何更改。",
        "zh-Hans": "无法读取这些内容，未作任何更改。",
    },
    "bad_json": {
        "en": "The request is not valid JSON. Nothing was changed.",
        "zh-Hant": "請求不是有效的 JSON，未作任何更改。",
        "zh-Hans": "请求不是有效的 JSON，未作任何更改。",
    },
    "too_deep": {
        "en": "The request is nested too deeply. Nothing was changed.",
        "zh-Hant": "請求的層次太深，未作任何更改。",
        "zh-Hans": "请求的层次太深，未作任何更改。",
    },
    "bad_text": {
        "en": "The text holds a character that cannot be stored. Nothing was changed.",
        "zh-Hant": "文字中有無法儲存的字元，未作任何更改。",
        "zh-Hans": "文字中有无法保存的字符，未作任何更改。",
    },
    "number_too_large": {
        "en": "A number is too large. Nothing was changed.",
        "zh-Hant": "有一個數字過大，未作任何更改。",
        "zh-Hans": "有一个数字过大，未作任何更改。",
    },
    "invalid": {
        "en": "Something is missing or not as expected. Please check and try again.",
        "zh-Hant": "有資料缺漏或不符要求，請檢查後再試。",
        "zh-Hans": "有资料缺漏或不符要求，请检查后再试。",
    },
    "foreign_origin": {
        "en": "This call came from another site and was refused.",
        "zh-Hant": "此請求來自其他網站，已拒絕。",
        "zh-Hans": "此请求来自其他网站，已拒绝。",
    },
    "unknown_host": {
        "en": "The office does not answer under this address.",
        "zh-Hant": "總部伺服器不使用這個網址。",
        "zh-Hans": "总部服务器不使用这个网址。",
    },
    "not_signed_in": {
        "en": "Please sign in first.",
        "zh-Hant": "請先登入。",
        "zh-Hans": "请先登录。",
    },
    "may_not": {
        "en": "You may not do this. Ask a supervisor.",
        "zh-Hant": "你沒有此權限，請聯絡主管。",
        "zh-Hans": "你没有此权限，请联系主管。",
    },
    "not_found": {
        "en": "There is nothing here.",
        "zh-Hant": "找不到所需的內容。",
        "zh-Hans": "找不到所需的内容。",
    },
    "method_not_allowed": {
        "en": "This address does not take such a call.",
        "zh-Hant": "此網址不接受這種請求。",
        "zh-Hans": "此网址不接受这种请求。",
    },
    "conflict": {
        "en": "This does not fit what the office has now.",
        "zh-Hant": "這與總部現有的資料不符。",
        "zh-Hans": "这与总部现有的资料不符。",
    },
    "too_large": {
        "en": "This is too large to take in one piece.",
        "zh-Hant": "內容過大，無法一次接收。",
        "zh-Hans": "内容过大，无法一次接收。",
    },
    "not_json": {
        "en": "The office reads JSON only here.",
        "zh-Hant": "此處只接受 JSON。",
        "zh-Hans": "此处只接受 JSON。",
    },
    "too_many": {
        "en": "Too many tries. Please wait a moment.",
        "zh-Hant": "嘗試次數過多，請稍候。",
        "zh-Hans": "尝试次数过多，请稍候。",
    },
    "busy": {
        "en": "The office is busy. Nothing was lost; it will be tried again.",
        "zh-Hant": "總部伺服器忙碌中；資料並未遺失，稍後會再試。",
        "zh-Hans": "总部服务器忙碌中；资料并未丢失，稍后会再试。",
    },
    "metrics_closed": {
        "en": "These figures are for this machine only, or for who shows the office's token.",
        "zh-Hant": "這些數據僅供本機讀取，或憑總部的權杖讀取。",
        "zh-Hans": "这些数据仅供本机读取，或凭总部的令牌读取。",
    },
    "office_restored": {
        "en": "The office was put back from a backup, which somebody has to confirm. Your scans stay on this phone until then.",
        "zh-Hant": "總部剛從備份還原，正待負責人確認；在此之前，掃描紀錄會保留在這部手機上。",
        "zh-Hans": "总部刚从备份还原，正待负责人确认；在此之前，扫描记录会保留在这部手机上。",
    },
    "broken": {
        "en": "Something went wrong in the office. Please give the request number to whoever looks after Loupe.",
        "zh-Hant": "總部伺服器出錯，請將請求編號交給負責 Loupe 的同事。",
        "zh-Hans": "总部服务器出错，请将请求编号交给负责 Loupe 的同事。",
    },
    "no_app": {
        "en": "The app has not been built yet. Run: make run",
        "zh-Hant": "應用程式尚未建置。請執行：make run",
        "zh-Hans": "应用程序尚未构建。请运行：make run",
    },
    "epoch_changed": {
        "en": "The office's records were restored. This phone fetches them again and offers its own scans anew.",
        "zh-Hant": "總部的記錄已還原，本機會重新下載，並再次送出自己的掃描記錄。",
        "zh-Hans": "总部的记录已还原，本机会重新下载，并再次送出自己的扫描记录。",
    },
    "snapshot_gone": {
        "en": "The first download took too long and starts again.",
        "zh-Hant": "首次下載時間過長，將重新開始。",
        "zh-Hans": "首次下载时间过长，将重新开始。",
    },
    "nothing_to_print": {
        "en": "Nothing was chosen to print.",
        "zh-Hant": "沒有選擇要列印的標籤。",
        "zh-Hans": "没有选择要打印的标签。",
    },
    "unknown_sample": {
        "en": "One of these samples is not registered or has no tag.",
        "zh-Hant": "其中有樣品未登記或沒有標籤。",
        "zh-Hans": "其中有样品未登记或没有标签。",
    },
    "unknown_place": {
        "en": "One of these places does not exist or has no tag.",
        "zh-Hant": "其中有位置不存在或沒有標籤。",
        "zh-Hans": "其中有位置不存在或没有标签。",
    },
    "unknown_code": {
        "en": "One of these codes was never issued here.",
        "zh-Hant": "其中有標籤碼從未在此發出。",
        "zh-Hans": "其中有标签码从未在此发出。",
    },
    "tag_void": {
        "en": "One of these tags is void; print the new one instead.",
        "zh-Hant": "其中有標籤已作廢，請列印新的標籤。",
        "zh-Hans": "其中有标签已作废，请打印新的标签。",
    },
    "bad_page": {
        "en": "This page was never given out by the office.",
        "zh-Hant": "總部從未發出過這一頁。",
        "zh-Hans": "总部从未发出过这一页。",
    },
    "id_taken": {
        "en": "There is something with this id already.",
        "zh-Hant": "此編號已存在。",
        "zh-Hans": "此编号已存在。",
    },
    "parent_wrong": {
        "en": "It can only be part of a store place in use that is not part of it.",
        "zh-Hant": "上層必須是使用中的倉庫位置，且不可位於其自身之下。",
        "zh-Hans": "上级必须是使用中的仓库位置，且不可位于其自身之下。",
    },
    "keeper_wrong": {
        "en": "The keeper must be somebody who works here.",
        "zh-Hant": "負責人必須是在職同事。",
        "zh-Hans": "负责人必须是在职同事。",
    },
    "kind_fixed": {
        "en": "The kind of a place never changes. Open a new place instead.",
        "zh-Hant": "位置的類別不能更改，請另開新位置。",
        "zh-Hans": "位置的类别不能更改，请另开新位置。",
    },
    "place_fixed": {
        "en": "This cannot be changed for a person or a final place.",
        "zh-Hant": "人員及終結位置的這項資料不能更改。",
        "zh-Hans": "人员及终结位置的这项资料不能更改。",
    },
    "place_not_empty": {
        "en": "Something still lies here. Move it first.",
        "zh-Hant": "此處仍有樣品或下層位置，請先移走。",
        "zh-Hans": "此处仍有样品或下级位置，请先移走。",
    },
    "case_closed": {
        "en": "This case has been closed already.",
        "zh-Hant": "此衝突已經處理完畢。",
        "zh-Hans": "此冲突已经处理完毕。",
    },
}
WORDS |= TRADE | DESK | COUNTS | FILES | PEOPLE


def say(code: str, language: str, **words: object) -> str:
    """The sentence for a code; a code without words (a test finds it) still gets a sentence a person can pass on."""
    sentences = WORDS.get(code) or {"en": f"Refused: {code}."}
    return (sentences.get(language) or sentences["en"]).format_map(_Kept(words))


class _Kept(dict):
    """A word nobody gave is left as it is instead of raising while an error is being told."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"
