"""What the codes of the conflict desk say to a person, in the three languages."""

DESK: dict[str, dict[str, str]] = {
    "own_case": {
        "en": "You are a party to this case. Somebody who is not must settle it.",
        "zh-Hant": "你是此衝突的當事人，須由其他主管裁定。",
        "zh-Hans": "你是此冲突的当事人，须由其他主管裁定。",
    },
    "evidence_wrong": {
        "en": "What was scanned is not this place or not this piece.",
        "zh-Hant": "所掃描的並非此位置或此樣品。",
        "zh-Hans": "所扫描的并非此位置或此样品。",
    },
    "reviewed_already": {
        "en": "This record has been let in already and stays in the ledger.",
        "zh-Hant": "此記錄已獲接納，會保留在台賬內。",
        "zh-Hans": "此记录已获接纳，会保留在台账内。",
    },
    "not_admissible": {
        "en": "This record cannot be let in. It can only be set aside.",
        "zh-Hant": "此記錄不能接納，只能擱置。",
        "zh-Hans": "此记录不能接纳，只能搁置。",
    },
}
