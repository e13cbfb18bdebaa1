"""What pieces are called in the three languages, so that a search for 紅寶石戒指 finds rubies in rings."""

TYPES = {
    "ring": ("ring", "戒指", "指環", "指环"),
    "necklace": ("necklace", "項鏈", "項鍊", "项链", "頸鏈", "颈链"),
    "pendant": ("pendant", "吊墜", "吊坠", "掛墜", "挂坠"),
    "earrings": ("earring", "earrings", "耳環", "耳环", "耳釘", "耳钉"),
    "bracelet": ("bracelet", "bangle", "手鏈", "手鍊", "手链", "手鐲", "手镯"),
    "brooch": ("brooch", "brooches", "胸針", "胸针"),
    "loose_stone": ("loose stone", "裸石"),
    "mock_up": ("mock-up", "mock up", "樣版", "样版", "模型"),
}
METALS = {
    "gold": ("gold", "黃金", "黄金", "足金"),
    "white_gold": ("white gold", "白色黃金", "白色黄金"),
    "rose_gold": ("rose gold", "玫瑰金"),
    "platinum": ("platinum", "鉑金", "铂金", "白金"),
    "silver": ("silver", "銀", "银"),
}
STONES = {
    "diamond": ("diamond", "鑽石", "钻石"),
    "ruby": ("ruby", "rubies", "紅寶石", "红宝石"),
    "sapphire": ("sapphire", "藍寶石", "蓝宝石"),
    "emerald": ("emerald", "祖母綠", "祖母绿"),
    "jadeite": ("jadeite", "jade", "翡翠"),
    "pearl": ("pearl", "珍珠"),
    "opal": ("opal", "歐泊", "欧泊", "蛋白石"),
}
FINENESS = {8: 333, 9: 375, 14: 585, 18: 750, 22: 916, 24: 999}
