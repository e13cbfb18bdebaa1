"""The page that helps a phone trust this office's certificate, and the certificate itself."""

from collections.abc import Callable
from html import escape
from pathlib import Path

from flask import Flask, Response, send_file
from werkzeug.exceptions import NotFound

STEPS = {
    "zh-Hant": (
        "信任本總部的證書",
        "手機須信任此證書一次，才能使用相機及離線功能。",
        "下載證書",
        (
            (
                "iPhone／iPad",
                (
                    "按「下載證書」，允許下載描述檔。",
                    "「設定」→「一般」→「VPN 與裝置管理」→ 安裝。",
                    "「設定」→「一般」→「關於本機」→「憑證信任設定」→ 開啟。",
                ),
            ),
            ("Android", ("按「下載證書」。", "「設定」→「安全性」→「加密與憑證」→「安裝憑證」→「CA 憑證」，選取 ca.crt。")),
            ("電腦", ("下載後匯入系統或瀏覽器的「受信任的根憑證」。",)),
        ),
        "安裝前，請核對指紋與總部終端機顯示的一致：",
        "開啟 Loupe",
    ),
    "zh-Hans": (
        "信任本总部的证书",
        "手机须信任此证书一次，才能使用相机及离线功能。",
        "下载证书",
        (
            (
                "iPhone／iPad",
                (
                    "点“下载证书”，允许下载描述文件。",
                    "“设置”→“通用”→“VPN与设备管理”→ 安装。",
                    "“设置”→“通用”→“关于本机”→“证书信任设置”→ 打开。",
                ),
            ),
            ("Android", ("点“下载证书”。", "“设置”→“安全”→“加密与凭据”→“安装证书”→“CA 证书”，选择 ca.crt。")),
            ("电脑", ("下载后导入系统或浏览器的“受信任的根证书”。",)),
        ),
        "安装前，请核对指纹与总部终端显示的一致：",
        "打开 Loupe",
    ),
    "en": (
        "Trust this office's certificate",
        "A phone must trust it once; only then may it use the camera and work without a network.",
        "Download the certificate",
        (
            (
                "iPhone, iPad",
                (
                    "Tap “Download the certificate” and allow the profile.",
                    "Settings → General → VPN & Device Management → install it.",
                    "Settings → General → About → Certificate Trust Settings → switch it on.",
                ),
            ),
            (
                "Android",
                (
                    "Tap “Download the certificate”.",
                    "Settings → Security → Encryption & credentials → Install a certificate → CA certificate → choose ca.crt.",
                ),
            ),
            ("Computer", ("Import the file into the system's or the browser's trusted root certificates.",)),
        ),
        "Before you install it, compare the fingerprint with the one in the office's terminal:",
        "Open Loupe",
    ),
}
LOOK = (
    "body{font:1.05rem/1.5 system-ui,'Noto Sans TC','Noto Sans SC',sans-serif;max-width:34rem;margin:0 auto;padding:1.5rem}"
    "a{display:inline-block;padding:.8rem 1.2rem;border:2px solid;border-radius:.6rem;text-decoration:none;margin:.3rem 0}"
    "code{overflow-wrap:anywhere}section+section{border-top:1px solid;margin-top:2.5rem}"
)


def show_trust(app: Flask, certificate: Path, fingerprint: Callable[[Path], str]) -> None:
    """``fingerprint`` is called with the certificate's path; without a certificate (a proxy does HTTPS) both addresses are 404."""

    @app.get("/ca.crt")
    def authority() -> Response:
        if not certificate.exists():
            raise NotFound
        return send_file(certificate, mimetype="application/x-x509-ca-cert", download_name="loupe-ca.crt", max_age=0)

    @app.get("/trust")
    def trust() -> Response:
        if not certificate.exists():
            raise NotFound
        page = Response(_page(fingerprint(certificate)), mimetype="text/html")
        page.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
        page.headers["Cache-Control"] = "no-cache"
        return page


def _page(fingerprint: str) -> str:
    """All three languages one below the other: whoever reads it has not chosen one yet."""
    sections = "".join(_section(language, fingerprint) for language in STEPS)
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Loupe</title>'
    return f'<!doctype html><html lang="zh-Hant">{head}<style>{LOOK}</style>{sections}</html>'


def _section(language: str, fingerprint: str) -> str:
    title, why, download, devices, compare, back = STEPS[language]
    steps = "".join(f"<h2>{escape(name)}</h2><ol>{''.join(f'<li>{escape(step)}' for step in todo)}</ol>" for name, todo in devices)
    return (
        f'<section lang="{language}"><h1>{escape(title)}</h1><p>{escape(why)}</p><a href="/ca.crt">{escape(download)}</a>'
        f'<p>{escape(compare)}<br><code>{fingerprint}</code></p>{steps}<a href="/">{escape(back)}</a></section>'
    )
