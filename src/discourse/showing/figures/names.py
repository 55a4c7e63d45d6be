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
