"""Keys of frames, sides and measures enter; names for readers leave, in English or 繁體中文."""

from __future__ import annotations

import re

from discourse.errors import DiscourseError

NAMES = {
    "order": ("Order", "國際秩序"),
    "challenges": ("Shared challenges", "共同挑戰"),
    "relationship": ("Relationship", "雙邊關係"),
    "communication": ("Communication", "溝通對話"),
    "competition": ("Competition", "競爭"),
    "risk": ("Managing risk", "風險管控"),
    "multilateralism": ("Multilateralism", "多邊主義"),
    "openness": ("Openness", "開放"),
    "taiwan": ("Taiwan", "臺灣"),
    "leadership": ("Leadership", "國內領導"),
    "global_order": ("Global order", "全球秩序"),
    "bilateral_stability": ("Bilateral stability", "雙邊穩定"),
    "US": ("United States", "美方"),
    "CN": ("China", "中方"),
    "TW": ("Taiwan", "臺方"),
    "BOTH": ("Both sides", "雙方"),
    "PRESS": ("Press", "媒體"),
    "OTHER": ("Others", "其他"),
    "": ("not stated", "未註明"),
    "Biden": ("Biden", "拜登"),
    "Xi": ("Xi", "習近平"),
    "Sullivan": ("Sullivan", "蘇利文"),
    "Huang": ("Huang (analysis)", "黃（分析）"),
    "press": ("Press", "媒體"),
    "White House": ("White House", "白宮"),
    "Wang Yi": ("Wang Yi", "王毅"),
    "Blinken": ("Blinken", "布林肯"),
    "Hadley": ("Hadley", "哈德利"),
    "audience": ("Audience", "聽眾"),
    "Bali 2022": ("Bali 2022", "峇里島 2022"),
    "virtual meeting 2021": ("virtual meeting 2021", "視訊會晤 2021"),
    "Woodside 2023": ("Woodside 2023", "伍德賽德 2023"),
    "Lima 2024": ("Lima 2024", "利馬 2024"),
    "other meetings": ("other meetings", "其他會晤"),
    "motive": ("motive", "動機"),
    "China": ("China", "中方"),
    "United States": ("United States", "美方"),
    "macro": ("Mean of the frames", "各框架平均"),
    "micro": ("All frames together", "全部框架合計"),
    "share": ("Share of sentences (%)", "句子比例（%）"),
    "share_content": ("Share of sentences with content (%)", "實質句比例（%）"),
    "difference": ("Difference in share (percentage points)", "比例差（百分點）"),
    "sentences": ("sentences", "句"),
    "per_10k": ("Occurrences per 10,000 tokens", "每萬詞次數"),
    "n": ("Occurrences", "次數"),
    "tokens": ("numbers at the bars: occurrences among {} tokens", "數字為 {} 詞中的次數"),
    "more": ("more in {}", "{} 較多"),
    "date": ("Date of the meeting", "會晤日期"),
    "interval": ("95% interval", "95% 信賴區間"),
}
PHRASES = {
    "both": ("Occurrences of the term in both (n = {n})", "該詞在兩方的次數（n = {n}）"),
    "log_ratio": ("Log ratio, 95% interval (+1: twice as frequent in {who})",
                  "對數比，95% 區間（+1：{who}的頻率為兩倍）"),
    "more_in": ("more in {who}", "{who}較多"),
    "divergence": ("Contribution to the divergence of {bits} bits (n = {n} and {m} tokens)",
                   "對 {bits} 位元差異的貢獻（n = {n} 與 {m} 詞）"),
    "together": ("{measure}, {window} (node: n = {n}; labels: together)",
                 "{measure}，{window}（節點 n = {n}；數字為共現次數）"),
    "dimension": ("Dimension {i} ({share}% of inertia)", "第 {i} 維（慣量之 {share}%）"),
    "no_inertia": ("Dimension {i} (no inertia)", "第 {i} 維（無慣量）"),
    "cosine": ("Cosine similarity of TF-IDF, 0 to 1 (n = {n} documents)",
               "TF-IDF 餘弦相似度，0 至 1（n = {n} 份文件）"),
    "occurrences": ("Occurrences of the term (n = {n})", "該詞的次數（n = {n}）"),
    "over_parts": ("{measure} over {n} parts ({even})", "{measure}，分 {n} 部分（{even}）"),
    "even_zero": ("0 even, 1 clumped", "0 均勻，1 集中"),
    "even_one": ("1 even, 0 clumped", "1 均勻，0 集中"),
    "not_defined": ("not defined", "無定義"),
    "alpha": ("Krippendorff's alpha, {n} units (0: chance, dashed: 0.8)",
              "Krippendorff α，{n} 個單位（0：隨機，虛線：0.8）"),
    "zipf": ("n falls with 1/rank", "次數與名次成反比"),
    "counted": ("counted", "實際計數"),
    "rank": ("Rank of the term (n = {n} types)", "詞的名次（n = {n} 個不同詞）"),
    "tokens_n": ("Occurrences (n = {n} tokens)", "次數（n = {n} 詞）"),
    "all": ("all", "全部"),
    "tokens_so_far": ("Tokens so far", "累計詞數"),
    "types_so_far": ("Different terms so far", "累計不同詞數"),
    "specifications": ("{n} specifications, in order of size", "{n} 種設定，依大小排列"),
    "points": ("Percentage points", "百分點"),
    "curve": ("{what} · sign and interval hold in {holds}%, the sign in {sign}%",
              "{what} · 正負號與區間在 {holds}% 成立，正負號在 {sign}% 成立"),
    "both_hold": ("sign and interval hold (n = {n})", "正負號與區間皆成立（n = {n}）"),
    "sign_only": ("only the sign holds (n = {n})", "僅正負號成立（n = {n}）"),
    "none_hold": ("the sign does not hold (n = {n})", "正負號不成立（n = {n}）"),
    "npmi": ("npmi (hatched: less often than by chance)", "npmi（斜線：少於隨機預期）"),
    "both_frames": ("Sentences with both frames (of {n})", "兩框架同現的句數（共 {n} 句）"),
    "sizes": ("numbers: sentences", "數字為句數"),
    "verdict": ("verdict", "判定"),
    "effect": ("effect, 95% interval (a count: bounds);\neach unit on its own scale",
               "效果與 95% 信賴區間（計數為上下限）\n各單位尺度不同"),
    "number": ("figure, and n sentences looked at\n(tokens where words are counted)",
               "數值，與所檢視的句數 n\n（計詞者為詞數）"),
    "f1": ("F1 with 95% interval (▷ precision, ◁ recall); n = coded sentences",
           "F1 與 95% 信賴區間（▷ 精確率，◁ 召回率）；n = 編碼句數"),
}
DIMENSION_NAMES = {
    "codebook": "編碼簿", "denominator": "分母", "unit": "單位", "level": "框架層級", "script": "字體",
    "user dictionary": "使用者詞典", "confidence": "信賴水準", "left out": "略去",
}  # fmt: skip
CHOICE_NAMES = {
    "full": "完整", "phrases only": "僅多字詞組", "without the most frequent concept": "去最高頻概念",
    "without the two most frequent concepts": "去最高頻兩概念", "all": "全部句", "content": "實質句",
    "paragraph": "自然段", "segment": "段落（至少 40 詞）", "sentence": "句",
    "frame": "框架", "macro_frame": "大框架", "nothing": "無",
}  # fmt: skip
UNITS_ZH = (
    (r"sentences? before another voice", "句後他人始發言"), (r"of (\d+) statements?", "項，共 {} 項陳述"),
    (r"percentage points?", "個百分點"), (r"sentences? ahead", "句（提前）"), (r"occurrences?", "次"),
    (r"documents? at hand", "份文件在手"), (r"Cohen's h", "（Cohen's h）"),
)  # fmt: skip
LANGS = ("en", "zh-Hant")


def display_name(key: str, lang: str = "en") -> str:
    """Name of a frame, side, voice or measure for readers; a key that is not in the table is its own name.

    Parameters
    ----------
    key : str
        For example ``"order"`` or ``"US"``.
    lang : {"en", "zh-Hant"}
        Language of the reader.

    Raises
    ------
    DiscourseError
        If `lang` is another language.

    Examples
    --------
    >>> display_name("order"), display_name("order", "zh-Hant"), display_name("my_frame")
    ('Order', '國際秩序', 'my_frame')
    """
    if lang not in LANGS:
        raise DiscourseError(f"figures have no labels in {lang!r}", remedy="Use lang='en' or lang='zh-Hant'.")
    return NAMES[key][LANGS.index(lang)] if key in NAMES else str(key)


def unit_name(unit: str, number: float, lang: str = "en") -> str:
    """Unit of a claim's figure for readers: one sentence, two sentences.

    Examples
    --------
    >>> unit_name("documents at hand", 1), unit_name("of 3 statements", 2, "zh-Hant")
    ('document at hand', '項，共 3 項陳述')
    """
    if lang == "en":
        return re.sub(r"^(document|sentence|occurrence|percentage point)s\b", r"\1", unit) if number == 1 else unit
    for pattern, chinese in UNITS_ZH:
        if found := re.fullmatch(pattern, unit):
            return chinese.format(*found.groups())
    return unit


def phrase(key: str, lang: str = "en", **values: object) -> str:
    """Words of an axis, a title or a legend, with the values filled in.

    Parameters
    ----------
    key : str
        A key of `PHRASES`.
    lang : {"en", "zh-Hant"}
        Language of the reader.
    **values
        What the words name: numbers as text, names of sides.

    Raises
    ------
    DiscourseError
        If `lang` is another language.

    Examples
    --------
    >>> phrase("more_in", who="Xi"), phrase("more_in", "zh-Hant", who="習近平")
    ('more in Xi', '習近平較多')
    """
    if lang not in LANGS:
        raise DiscourseError(f"figures have no labels in {lang!r}", remedy="Use lang='en' or lang='zh-Hant'.")
    return PHRASES[key][LANGS.index(lang)].format(**values)
