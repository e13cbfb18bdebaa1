"""Registers of any length as CSV and XLSX, seeded; every fiftieth line has something wrong with it."""

import csv
from collections.abc import Iterator
from pathlib import Path
from random import Random

import xlsxwriter

HEAD = (
    "編號",
    "品名",
    "類別",
    "分類",
    "款號",
    "總重(g)",
    "金屬",
    "淨重",
    "主石",
    "石重",
    "粒數",
    "顏色",
    "淨度",
    "證書",
    "客戶",
    "供應商",
    "擁有權",
    "投保金額",
    "存放位置",
    "到貨日期",
    "備註",
)
PLACES = tuple(f"Tray {n}" for n in range(1, 41))


def rows(count: int, seed: int = 1) -> Iterator[list[str]]:
    draw = Random(seed)
    for n in range(1, count + 1):
        stone, metal = (
            draw.choice(("鑽石", "紅寶石", "藍寶石", "祖母綠", "翡翠")),
            draw.choice(("18K金", "18K白金", "Pt950", "足金", "18K玫瑰金")),
        )
        gross = draw.randrange(1200, 24000)
        certificate = "6.37702E+15" if n % 50 == 0 else f"GIA {draw.randrange(10**9, 10**10)}"
        yield [
            f"C-{n:06}",
            f"{metal}{stone}戒指",
            draw.choice(("戒指", "吊墜", "耳環", "項鏈")),
            draw.choice(("新產品", "展示", "客戶定制")),
            f"R-{n % 900:03}",
            f"{gross / 1000:.3f}g",
            metal,
            f"{gross / 1100:.3f}",
            stone,
            f"{draw.randrange(10, 500) / 100:.2f}ct",
            str(draw.randrange(1, 9)),
            draw.choice("DEFGH"),
            draw.choice(("VVS1", "VS2", "SI1")),
            certificate,
            f"客戶{draw.randrange(300)}",
            f"供應商{draw.randrange(40)}",
            draw.choice(("自有", "寄售", "客戶")),
            f"HK${draw.randrange(1000, 900000):,}.00",
            draw.choice(PLACES),
            f"{draw.randrange(2019, 2026)}-{draw.randrange(1, 13):02}-{draw.randrange(1, 29):02}",
            "光面，電金" if n % 3 else "",
        ]


def write_csv(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEAD)
        writer.writerows(rows(count))


def write_xlsx(path: Path, count: int) -> None:
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("樣品")
    for n, row in enumerate([list(HEAD), *rows(count)]):
        for at, value in enumerate(row):
            sheet.write_string(n, at, value)
    book.close()
