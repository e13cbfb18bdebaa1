"""What the codes of signing in, of second steps, of phones and of people say to a person, in the three languages."""

PEOPLE: dict[str, dict[str, str]] = {
    "device_revoked": {
        "en": "This phone no longer belongs to the firm. What it still holds is kept for a supervisor.",
        "zh-Hant": "此手機已被註銷，尚未上傳的記錄會留給主管處理。",
        "zh-Hans": "此手机已被注销，尚未上传的记录会留给主管处理。",
    },
    "unknown_device": {
        "en": "The office does not know this phone. Ask a supervisor for an invitation.",
        "zh-Hant": "總部不認識此手機，請向主管索取邀請碼。",
        "zh-Hans": "总部不认识此手机，请向主管索取邀请码。",
    },
    "wrong_login": {
        "en": "The name or the password is wrong.",
        "zh-Hant": "帳號或密碼不正確。",
        "zh-Hans": "账号或密码不正确。",
    },
    "wrong_pin": {
        "en": "The PIN is wrong.",
        "zh-Hant": "手機密碼不正確。",
        "zh-Hans": "手机密码不正确。",
    },
    "locked_out": {
        "en": "Too many wrong tries. Please wait {minutes} min.",
        "zh-Hant": "錯誤次數過多，請等候 {minutes} 分鐘。",
        "zh-Hans": "错误次数过多，请等候 {minutes} 分钟。",
    },
    "step_over": {
        "en": "This took too long or was done already. Please begin again.",
        "zh-Hant": "已超過時限或已經完成，請重新開始。",
        "zh-Hans": "已超过时限或已经完成，请重新开始。",
    },
    "step_elsewhere": {
        "en": "Your passkey does not work under this address. Open Loupe under the name you made it for, or ask an administrator.",
        "zh-Hant": "你的通行密鑰不適用於這個網址。請改用建立時的網址開啟 Loupe，或聯絡管理員。",
        "zh-Hans": "您的通行密钥不适用于这个网址。请改用创建时的网址打开 Loupe，或联系管理员。",
    },
    "no_passkeys_here": {
        "en": "Passkeys need a name and HTTPS; they do not work under this address. A code app does.",
        "zh-Hant": "通行密鑰須以 HTTPS 及網域名稱使用，不適用於這個網址；可改用驗證碼應用程式。",
        "zh-Hans": "通行密钥须以 HTTPS 及域名使用，不适用于这个网址；可改用验证码应用。",
    },
    "wrong_code": {
        "en": "The code is wrong or was used already. Wait for the next one.",
        "zh-Hant": "驗證碼不正確或已使用過，請等候下一個。",
        "zh-Hans": "验证码不正确或已使用过，请等候下一个。",
    },
    "wrong_passkey": {
        "en": "This passkey was not accepted. Please try again.",
        "zh-Hant": "此通行密鑰未獲接納，請再試一次。",
        "zh-Hans": "此通行密钥未被接受，请再试一次。",
    },
    "passkey_taken": {
        "en": "This passkey is known already.",
        "zh-Hant": "此通行密鑰已經登記。",
        "zh-Hans": "此通行密钥已经登记。",
    },
    "totp_there": {
        "en": "You have a code app already. Remove it first.",
        "zh-Hant": "你已設定驗證碼應用程式，請先移除。",
        "zh-Hans": "您已设置验证码应用，请先移除。",
    },
    "wrong_password": {
        "en": "The password is wrong.",
        "zh-Hant": "密碼不正確。",
        "zh-Hans": "密码不正确。",
    },
    "no_password": {
        "en": "You do not sign in with a password. Ask an administrator for a login first.",
        "zh-Hant": "你沒有登入密碼，請先向管理員索取帳號。",
        "zh-Hans": "您没有登录密码，请先向管理员索取账号。",
    },
    "no_pin": {
        "en": "You have no PIN. Ask an administrator for one first.",
        "zh-Hant": "你沒有手機密碼，請先向管理員索取。",
        "zh-Hans": "您没有手机密码，请先向管理员索取。",
    },
    "weak_password": {
        "en": "This password is guessed quickly. Take a few words that do not belong together.",
        "zh-Hant": "此密碼很容易被猜中，請改用幾個互不相關的詞。",
        "zh-Hans": "此密码很容易被猜中，请改用几个互不相关的词。",
    },
    "own_steps": {
        "en": "Remove your own second steps under your account, with your password.",
        "zh-Hant": "請在自己的帳戶頁面憑密碼移除自己的第二步驗證。",
        "zh-Hans": "请在自己的账户页面凭密码移除自己的第二步验证。",
    },
    "second_step_first": {
        "en": "Add a second step to your own account first, or you would shut yourself out.",
        "zh-Hant": "請先為自己的帳戶加上第二步驗證，以免自己無法登入。",
        "zh-Hans": "请先为自己的账户加上第二步验证，以免自己无法登录。",
    },
    "second_step_missing": {
        "en": "The firm requires a second step of you. Add one under More, then go on.",
        "zh-Hant": "公司要求你使用第二步驗證，請先在「更多」加上。",
        "zh-Hans": "公司要求您使用第二步验证，请先在“更多”加上。",
    },
    "setup_done": {
        "en": "The office has been set up already. Please sign in.",
        "zh-Hant": "系統已經設定完成，請登入。",
        "zh-Hans": "系统已经设置完成，请登录。",
    },
    "setup_token_wrong": {
        "en": "This setup link is no longer good. Make a new one with: loupe setup-link",
        "zh-Hant": "此設定連結已失效，請用 loupe setup-link 產生新的連結。",
        "zh-Hans": "此设置链接已失效，请用 loupe setup-link 生成新的链接。",
    },
    "invite_wrong": {
        "en": "This invitation code is not known.",
        "zh-Hant": "沒有這個邀請碼。",
        "zh-Hans": "没有这个邀请码。",
    },
    "invite_used": {
        "en": "This invitation has been used already. Ask for a new one.",
        "zh-Hant": "此邀請碼已使用過，請索取新的。",
        "zh-Hans": "此邀请码已使用过，请索取新的。",
    },
    "invite_expired": {
        "en": "This invitation was good for ten minutes and has ended. Ask for a new one.",
        "zh-Hant": "此邀請碼的十分鐘有效期已過，請索取新的。",
        "zh-Hans": "此邀请码的十分钟有效期已过，请索取新的。",
    },
    "install_taken": {
        "en": "This installation is known already. Reset the app on this phone and try again.",
        "zh-Hant": "此安裝已登記過，請重設手機上的應用程式後再試。",
        "zh-Hans": "此安装已登记过，请重置手机上的应用后再试。",
    },
    "key_wrong": {
        "en": "The key of this phone cannot be read.",
        "zh-Hant": "無法讀取此手機的金鑰。",
        "zh-Hans": "无法读取此手机的密钥。",
    },
    "proof_wrong": {
        "en": "This phone could not prove its key.",
        "zh-Hant": "此手機未能證明其金鑰。",
        "zh-Hans": "此手机未能证明其密钥。",
    },
    "renew_stale": {
        "en": "The clock of this phone is too far off, or this was asked before. Please try again.",
        "zh-Hant": "手機時鐘偏差過大，或請求已使用過，請再試一次。",
        "zh-Hans": "手机时钟偏差过大，或请求已使用过，请再试一次。",
    },
    "login_taken": {
        "en": "Somebody signs in with this name already.",
        "zh-Hant": "此帳號已有人使用。",
        "zh-Hans": "此账号已有人使用。",
    },
    "last_admin": {
        "en": "Somebody must remain who looks after people and phones.",
        "zh-Hant": "必須保留至少一位管理員。",
        "zh-Hans": "必须保留至少一位管理员。",
    },
}
