"""Keys of frames, sides and measures enter; names for readers leave, in English or 繁體中文."""

from __future__ import annotations

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
    "Biden": ("Biden", "拜登"),
    "Xi": ("Xi", "習近平"),
    "Sullivan": ("Sullivan", "蘇利文"),
    "Huang": ("Huang (analysis)", "黃（分析）"),
    "press": ("Press", "媒體"),
    "White House": ("White House", "白宮"),
    "share": ("Share of sentences (%)", "句子比例（%）"),
    "share_content": ("Share of sentences with content (%)", "實質句比例（%）"),
    "difference": ("Difference in share (percentage points)", "比例差（百分點）"),
    "sentences": ("sentences", "句"),
    "per_10k": ("Occurrences per 10,000 tokens", "每萬詞次數"),
    "n": ("Occurrences", "次數"),
    "tokens": ("numbers at the bars: occurrences among {} tokens", "數字為 {} 詞中的次數"),
    "more": ("more in {}", "{}較多"),
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
}
DIMENSION_NAMES = {
    "codebook": "編碼簿", "denominator": "分母", "unit": "單位", "level": "框架層級", "script": "字體",
    "user dictionary": "使用者詞典", "confidence": "信賴水準", "left out": "略去",
}  # fmt: skip
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
