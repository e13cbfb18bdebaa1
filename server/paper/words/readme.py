"""What the README of a dossier's ZIP says, in three languages."""

README = {
    "en": """{title} {number}
{name}
Printed {printed}; ledger at commit {commit}, chain {chain}

dossier.pdf     what this piece is and everything that happened to it, to read and to print
history.csv     the same history, a row for each entry, for a spreadsheet (UTF-8)
photos/         every photo as the office keeps it; the name is the SHA-256 of what the phone sent
actions.jsonl   the entries of the ledger, verbatim: a line of JSON for each
phones.json     the public keys of the phones that recorded them

How to check that nothing was changed
"bytes" in actions.jsonl is the record exactly as the phone wrote it. Its signature "sig" is ECDSA P-256 with SHA-256 over these
bytes (raw r||s, base64url), by the key of "device" in phones.json (SPKI DER, base64url). Entries of the office itself have none.
"chain" is the SHA-256 of: "before" (the chain hash of the entry before it, 32 bytes); then entry, commit, order_ms, received_ms and
the length of bytes, each as 8 bytes, big-endian; then bytes; then verdict, reasons and sig ("None" if there is none), separated by
a zero byte. The office's command "loupe verify" walks the whole chain; the head above stands on every paper it prints.
""",
    "zh-Hant": """{title} {number}
{name}
列印於 {printed}；台賬提交 {commit}，鏈值 {chain}

dossier.pdf     樣品資料及全部歷程，可閱讀及列印
history.csv     相同的歷程，每項記錄一行，供試算表使用（UTF-8）
photos/         總部保存的全部照片；檔名為手機所傳內容的 SHA-256
actions.jsonl   台賬原始記錄，每行一項 JSON
phones.json     記錄這些動作的手機的公鑰

如何核對內容未經更改
actions.jsonl 中的 bytes 是手機寫下的原文。簽名 sig 為 ECDSA P-256 及 SHA-256，簽署對象為這些位元組（r||s 原始格式，base64url），
公鑰見 phones.json 中的 device（SPKI DER，base64url）。總部自身的記錄沒有簽名。
chain 為以下內容的 SHA-256：before（前一項記錄的鏈值，32 位元組）；然後是 entry、commit、order_ms、received_ms 及 bytes 的長度，
各 8 位元組，大端序；然後是 bytes；最後是 verdict、reasons 及 sig（沒有則為 None），以零位元組分隔。
總部的指令 loupe verify 會核對整條鏈；上述鏈值印在每份文件上。
""",
    "zh-Hans": """{title} {number}
{name}
打印于 {printed}；台账提交 {commit}，链值 {chain}

dossier.pdf     样品资料及全部历程，可阅读及打印
history.csv     相同的历程，每项记录一行，供电子表格使用（UTF-8）
photos/         总部保存的全部照片；文件名为手机所传内容的 SHA-256
actions.jsonl   台账原始记录，每行一项 JSON
phones.json     记录这些动作的手机的公钥

如何核对内容未经更改
actions.jsonl 中的 bytes 是手机写下的原文。签名 sig 为 ECDSA P-256 及 SHA-256，签署对象为这些字节（r||s 原始格式，base64url），
公钥见 phones.json 中的 device（SPKI DER，base64url）。总部自身的记录没有签名。
chain 为以下内容的 SHA-256：before（前一项记录的链值，32 字节）；然后是 entry、commit、order_ms、received_ms 及 bytes 的长度，
各 8 字节，大端序；然后是 bytes；最后是 verdict、reasons 及 sig（没有则为 None），以零字节分隔。
总部的命令 loupe verify 会核对整条链；上述链值印在每份文件上。
""",
}
