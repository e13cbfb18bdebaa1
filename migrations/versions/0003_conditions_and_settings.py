"""What places offer and materials need, sensors and their readings, and the settings of a firm."""

import sqlalchemy as sa
from alembic import op

from migrations.next_commit import next_commit

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

READING = sa.text("kind = 'reading'")

# Editable defaults; ranges are °C and % relative humidity, hardness is Mohs'.
NEEDS = {
    "silver": {"humidity": [0, 40], "dry": True, "sulphur_free": True, "hardness": 2.5},
    "gold": {"hardness": 2.5},
    "rose_gold": {"hardness": 3},
    "white_gold": {"hardness": 4},
    "platinum": {"hardness": 4},
    "pearl": {"humidity": [45, 60], "temperature": [18, 24], "dry": False, "apart_from_hard": True, "hardness": 2.5},
    "opal": {"humidity": [45, 60], "temperature": [18, 24], "dry": False, "halogen_free": True, "apart_from_hard": True, "hardness": 5.5},
    "diamond": {"hardness": 10},
    "ruby": {"hardness": 9},
    "sapphire": {"hardness": 9},
    "emerald": {"hardness": 7.5},
    "jadeite": {"hardness": 6.5},
}
NAMES = {
    "silver": ("Silver", "銀", "银"),
    "gold": ("Gold", "黃金", "黄金"),
    "rose_gold": ("Rose gold", "玫瑰金", "玫瑰金"),
    "white_gold": ("White gold", "白色黃金", "白色黄金"),
    "platinum": ("Platinum", "鉑金", "铂金"),
    "pearl": ("Pearl", "珍珠", "珍珠"),
    "opal": ("Opal", "歐泊", "欧泊"),
    "diamond": ("Diamond", "鑽石", "钻石"),
    "ruby": ("Ruby", "紅寶石", "红宝石"),
    "sapphire": ("Sapphire", "藍寶石", "蓝宝石"),
    "emerald": ("Emerald", "祖母綠", "祖母绿"),
    "jadeite": ("Jadeite", "翡翠", "翡翠"),
}
CATEGORIES = {
    "new": ("New product", "新產品", "新产品"),
    "display": ("Display", "展示", "展示"),
    "custom": ("Custom order", "客戶定制", "客户定制"),
    "returned": ("Returned", "返還", "返还"),
}
GRADES = {
    "good": ("Good", "完好", "完好"),
    "worn": ("Signs of wear", "有使用痕跡", "有使用痕迹"),
    "slight": ("Slightly damaged", "輕微損壞", "轻微损坏"),
    "serious": ("Seriously damaged", "嚴重損壞", "严重损坏"),
}


def upgrade() -> None:
    with op.batch_alter_table("places") as batch_op:
        batch_op.add_column(sa.Column("offers", sa.JSON(), nullable=True))
    materials = op.create_table(
        "materials",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("needs", sa.JSON(), nullable=False),
        sa.Column("commit", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_materials_commit", "materials", ["commit"])
    settings = op.create_table(
        "settings",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("commit", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_settings_commit", "settings", ["commit"])
    op.create_table(
        "sensors",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("place", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("made_ms", sa.BigInteger(), nullable=False),
        sa.Column("revoked_ms", sa.BigInteger(), nullable=True),
        sa.Column("heard_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_hash"),
    )
    op.create_index("ix_ledger_reading", "ledger", ["to", "order_ms"], sqlite_where=READING, postgresql_where=READING)
    op.create_index("ix_samples_model", "samples", ["model"])
    _lay_rows(materials, settings)


def _lay_rows(materials: sa.Table, settings: sa.Table) -> None:
    """At a commit of their own where phones have pulled before, so that they hear of these rows."""
    commit = next_commit()
    op.bulk_insert(materials, [{"id": id, "names": _named(NAMES[id]), "needs": NEEDS[id], "commit": commit} for id in NEEDS])
    values = {"custom_fields": [], "grades": _listed(GRADES), "categories": _listed(CATEGORIES), "tolerance_g": None}
    op.bulk_insert(settings, [{"key": key, "value": value, "commit": commit} for key, value in values.items()])


def _named(names: tuple[str, str, str]) -> dict[str, str]:
    return dict(zip(("en", "zh-Hant", "zh-Hans"), names, strict=True))


def _listed(table: dict[str, tuple[str, str, str]]) -> list[dict[str, object]]:
    return [{"key": key, "names": _named(names)} for key, names in table.items()]


def downgrade() -> None:
    op.drop_index("ix_samples_model", "samples")
    op.drop_index("ix_ledger_reading", "ledger")
    op.drop_table("sensors")
    op.drop_table("settings")
    op.drop_table("materials")
    with op.batch_alter_table("places") as batch_op:
        batch_op.drop_column("offers")
