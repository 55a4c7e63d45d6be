"""What follows an English verb becomes the place where the reported words begin."""

from __future__ import annotations

import re

_THAT = re.compile(
    r"(?P<mid>[,:]?(?: (?:over and over(?: and over)?|(?!that\b|and\b|"
    r"but\b)[^\s.;:“”\"—]+)){0,9}?)[, ] ?(?P<that>that|how|why|whether)\b,? (?=[^\s—.,;?!])(?!(?:themselves|"
    r"himself|herself|before|again|many|back|and|but|to|publicly|yesterday|today|earlier|right|is what)\b)"
)
_MID = re.compile(
    r"^,?(?: (?:to|in|at|on|during|with|before|after|from|over|about|yesterday|today|earlier|again|publicly|"
    r"repeatedly|privately|"
    r"clearly|directly|very|then|here|both|many|several|just|this|last|by|for|once|also|as|since|himself|"
    r"I think|I believe|I guess|if I|herself|themselves|the other day|\w+ly|me|you|us|him|her|them)\b.*)?$"
)
_ZERO = re.compile(
    r"(?:, you know,)?(?: (?:yesterday|today|earlier|again|publicly|repeatedly|before|earlier today|last \w+|"
    r"this \w+|on \w+day|recently|basically))?:? "
    r"(?P<go>(?:(?:he|she|they|we|I|you|there|these|those|the|The|a|an|his|her|our|my|your|some|many|all|both|"
    r"two|three|four|five|six|seven|eight|nine|ten|several|few|dozens|hundreds|thousands|millions|nearly|at least|only|"
    r"most|everyone|people|nobody|no|any|every|each|more|if|when|it|this|that)\b[’']?|[A-Z“\d])[^\n]*)"
)
FINITE = re.compile(
    r"(?:\b(?:is|are|was|were|has|have|had|will|would|can|could|should|must|may|might|do|does|did|need|needs|"
    r"want|wants|go|goes|went|\w{3,}ed|make|makes|(?!this|his|yes|always|perhaps|besides|across)\w{3,}s|get|"
    r"got|became|came|took|made|said|knew|saw|gave|began|fell|rose|grew|met|left|won|lost|put|ran|held|kept|brought|"
    r"thought|felt|told|sent|spent|built|broke|drove|spoke|stood|understood|paid|led|wrote|chose|sought|found)\b|"
    r"[’'](?:s|re|ve|ll|d|m)\b|n[’']t\b)"
)
AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|should|must|may|might|do|does|did|needs?|"
    r"wants?)\b|n[’']t\b|[’'](?:s|re|ve|ll|m)\b"
)
_SHORT_ZERO = re.compile(
    r":? (?P<go>(?:(?P<pronoun>he|she|they|we|it|there)\b[’' ]?[^,;]{0,25}|(?:the|this|these|"
    r"[A-Z]\w*)\b(?:(?! (?:of|that|who|which|in|on|for)\b)[^,;]){0,32}))"
)
_DASHED = re.compile(r" — [^—\n.]{1,60} — (?=that )")
_PLAIN_ZERO = re.compile(
    r" (?P<go>(?!(?:about|that|to|in|on|of|at|by|for|with|from|as|yes|no|so|when|where|how|why|what|and|or|but|more|"
    r"less|again|through|over|back|up|out|like|different\w*|because|before|after|during|anything|something|nothing|hello|"
    r"goodbye|thank|thanks|sorry|please)\b)[a-z]{3,}"
    r"(?:(?! (?:that|which|who|if|when|and then|but|because)\b) [\w’'-]+){0,4}? "
    r"(?:(?:is|are|was|were|has|have|had|will|would|can|could|should|must|may|might|cannot|does|did)\b|\w+n[’']t\b))"
)
_NOT_ZERO = re.compile(
    r" (?:so|it(?: (?:before|again|many|over|all|out|in|to|well|best|himself|themselves|is what)|[,.;—])|"
    r"this[,.;—]|that[,.;—]|(?:\d+|an?|two|three|several|many|some) (?:minute|hour|day|week|month|year)s? ago\b|"
    r"a (?:lot|few|little|number|couple)|that (?:themselves|himself|herself|before|again|"
    r"back|many|to|in|at|publicly|yesterday|today|—)|all (?:along|of)|the same|the other|no[,.]|"
    r"the (?:following|word|words)\b)"
)
_COLON = re.compile(
    r" (?:(?:this|it|that)\b(?! (?:is|was|would|will|has|could|should))[^.,:;—“”]{0,30}|"
    r"(?:very |quite )?\w{3,}ly|again|"
    r"recently|(?:to )?\w+(?: \w+)?(?: directly| clearly| plainly| again| repeatedly)?): (?=\S)"
)
_TOLD = re.compile(r"(?: [^\s.,;:“”\"—]+){1,6}: (?=[^\s“\"])")
_DENIAL = re.compile(
    r"(?: (?:strongly|flatly|repeatedly|categorically))? (?P<go>(?:(?:the|any|all|these|those|such|his|her|their|its|"
    r"U\.S\.|American|Chinese|Western) ){0,2}(?:\w+ ){0,2}(?:claims?|allegations?|charges?|reports?|accusations?|"
    r"having|being|involvement|wrongdoing|responsibility|knowledge|assertions?|suggestions?|link|links|role|plans?)\b[^\n]*)"
)
_ACCUSED = re.compile(r"(?: [^\s.,;:“”\"]+){1,8}? of (?P<go>[^\s.,;:“”\"][^\n]*)")
_THIS = re.compile(
    r" this(?: (?:before|earlier|already|yesterday|today|many times|\w{3,}ly))?, "
    r"(?=(?:the|we|he|she|they|there|it|this|our|his|her|a|I|you|[A-Z]\w+)\b)"
)
_REGARD = re.compile(
    r" (?P<go>(?:[\w’'-]+ ){0,9}?(?:importance|role|roles|need|contributions?|efforts?|progress|leadership|sacrifices?|"
    r"challenges?|urgency|potential|significance)\b[^\n]*)"
)
_PAUSE = re.compile(
    r", (?!and\b|but\b|so\b|which\b|you know\b|as\b|who\b|because\b|when\b|if you\b|the other\b|I\b|Jen\b|"
    r"Karine\b|quote\b)(?=[a-z])"
)
WHICH_IS = re.compile(r"[^.,;:—“”]{0,40},? (?:which )?(?:is|was) (?:that )?(?=\S)")
_TO = re.compile(
    r"(?! (?:about|on|if|whether|what|how|why|when|(?:a )?questions?)\b)"
    r"(?P<mid>(?: (?!that\b|to\b)(?:U\.[SKN]\.|M[rs]s?\.|[^\s.,;:“”\"—]+)){0,9}?) (?P<to>(?:not )?to [a-z])"
)
_NOUN_PHRASE = re.compile(
    r",? (?:(?:to|with) [^,.;]{1,40}?,? )?(?P<go>(?!(?:by|when|if|as|until|because|after|before|here|there|"
    r"about it|it|so|on|in|at|and|or|to)\b)[^\s.,;:—)][^\n]*)"
)
_CONCERN = re.compile(
    r"(?: (?:his|her|their|our|its|serious|deep|ongoing|strong|U\.S\.|also)){0,3} (?P<go>(?:concerns?|"
    r"objections?)\b[^\n]*)"
)
_CLEAR = re.compile(
    r"(?: (?:with|to|in|from|about|on|over|all|this|since|"
    r"as)\b[^.:;“”—]{0,60}?)?,?(?:(?: — )?,? that(?=\s[^\s—.,;])|:| —)\s*(?P<go>[^\s][^\n]*)"
)


def content_start(after: str, kinds: frozenset[str]) -> int | None:
    """Offset in `after`, the words behind a verb of some kinds, where what it reports begins; None if nothing is."""
    window = after[:220]
    if kinds == {"quote"}:
        return None
    if dashed := _DASHED.match(after):
        start = content_start(after[dashed.end() - 1 :], kinds)
        return None if start is None else start + dashed.end() - 1
    if "clear" in kinds:
        m = _CLEAR.match(window)
        return m.start("go") if m else None
    if "concern" in kinds:
        m = _CONCERN.match(after)
        return m.start("go") if m else None
    if "directive" in kinds and (m := _TO.match(window)) and (m["mid"] or "tell" not in kinds):
        return m.start("to")
    m = _THAT.match(window)
    if m and (m["that"] == "that" or not kinds <= {"that", "stress"} or True):
        mid = m["mid"]
        if m["that"] != "that" and (
            ("say" in kinds and "that" not in kinds and mid) or kinds == {"mental"} or ("stress" in kinds and mid)
        ):
            pass
        elif _MID.match(mid) or "tell" in kinds or "directive" in kinds:
            return m.end() if m["that"] == "that" else m.start("that")
        elif "stress" in kinds and not mid.startswith(","):
            n = _NOUN_PHRASE.match(after)
            return n.start("go") if n else None
    if "stress" in kinds and re.match(r" (?:that|this|it|them|him|her|so)[.,;?!]| (?:it|them|him|so) ", window):
        return None
    if "stress" in kinds and (n := _NOUN_PHRASE.match(after)) and "“" not in after[:4]:
        return n.start("go")
    if kinds & {"say", "that"} and (m := _COLON.match(window)):
        return m.end()
    if "tell" in kinds and (m := _TOLD.match(window)):
        return m.end()
    if "denial" in kinds:
        m = _DENIAL.match(window)
        return m.start("go") if m else None
    if "accuse" in kinds:
        m = _ACCUSED.match(window)
        return m.start("go") if m else None
    if kinds & {"say", "that"} and (m := _THIS.match(window)) and FINITE.search(window[m.end() : m.end() + 70]):
        return m.end()
    if "regard" in kinds and (m := _REGARD.match(window)):
        return m.start("go")
    if "say" in kinds and (m := _PAUSE.match(window)) and FINITE.search(window[m.end() : m.end() + 70]):
        return m.end()
    if kinds & {"say", "mental"} and not _NOT_ZERO.match(window) and (z := _ZERO.match(window)):
        finite = FINITE.search(z["go"][:70])
        if finite and not (z["go"].startswith("this ") and "," in z["go"][: finite.start()]):
            return z.start("go")
    if "tell" in kinds:
        z = re.match(
            r" (?:me|us|you|him|her|them|[A-Z]\w+|the [A-Za-z]+|reporters),? (?P<go>(?:he|she|they|we|I|you|it|"
            r"there|the|this|these|his|her|[A-Z])\b[^\n]*)",
            window,
        )
        if z and FINITE.search(z["go"][:70]):
            return z.start("go")
    if kinds & {"say", "mental"} and not _NOT_ZERO.match(window) and (z := _PLAIN_ZERO.match(window)):
        return z.start("go")
    if "that" in kinds and not kinds & {"directive"} and (z := _SHORT_ZERO.match(window)):
        if z["pronoun"] or AUXILIARY.search(re.sub(r"[’']s(?= )", "", z["go"])):
            return z.start("go")
    return None
