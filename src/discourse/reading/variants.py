"""Nothing enters; the characters that are compared as others, or passed over, leave as tables."""

from __future__ import annotations

# What nobody sees: soft hyphen, joiners, fillers, zero-width and direction marks, variation selectors, tags, annotation
# marks, byte order mark.
INVISIBLE = (
    (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
    (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFB), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
)  # fmt: skip
# Radicals of U+2E80–2EFF with a unified ideograph but no compatibility mapping (Unicode, EquivalentUnifiedIdeograph).
RADICALS = dict(
    zip(
        "⺈⺊⺌⺎⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺠⺡⺢⺣⺧⺨⺩⺫⺬⺭⺮⺯⺰⺶⺹⺻⺽⻁⻂⻄⻅⻆⻈⻉⻊⻋⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲",
        "刀卜小兀巳幺彑彐忄心扌攵旡日月歺民氵氺灬牛犭王目示礻竹糹纟羊耂聿臼虍衤西见角讠贝足车長镸长门阜阝雨青韦页风飞食饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀",
        strict=True,
    )
)
_SPACES = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
ALIKE = {**dict.fromkeys(_SPACES, " "), **dict.fromkeys("‘’ʼ＇", "'"), **dict.fromkeys("‐‑－﹣", "-")}
# What separates the words of an English term: hyphens and dashes between words, and one line break.
SIGNS = {"-": " ", "\u2013": " ", "\u2212": " ", "\n": " ", "\t": " ", "\r": " ",
         "\u201c": '"', "\u201d": '"', "\u201b": "'"}  # fmt: skip

# Characters that OpenCC's phrases, Taiwan's usage or both convert now this way, now that (計畫/计划, 著/着, 瞭解/了解):
# for matching each pair is one class. The second line: old and Hong Kong forms that OpenCC leaves (衞/衛, 敍/敘).
VARIANTS = dict(
    zip(
        "著画藉覆沈瞭锺迳钜衹祇甦哩幺𫫇俱彷馀揹伕甯薰鎗讬濬拏雠燄炼"
        "衞敍鄕靑淸歴徳尙寳廻汚戸値塡顚隣槪緖吿毎歩増黒",
        "着划借复沉了钟径巨只只苏里么恶具仿余背夫宁熏枪托浚拿仇焰链"
        "卫叙乡青清历德尚宝回污户值填颠邻概绪告每步增黑",
        strict=True,
    )
)
