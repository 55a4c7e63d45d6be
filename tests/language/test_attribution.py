"""Attribution: who is reported, from where to where. All texts are invented; spans were marked by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.language.attribution import Attribution, attribute, reports


def found(text, lang="en", **options):
    return [(a.side, a.mode, text[a.start : a.end]) for a in attribute(text, lang, **options) if a.mode != "turn"]


def test_the_fields_stand_in_the_promised_order():
    assert attribute("President Xi said that trade matters.", "en") == [
        Attribution("Xi", "CN", 23, 36, "indirect", False, "said")
    ]


def test_turns_and_reports_come_in_one_list():
    modes = [a.mode for a in attribute("MS. PSAKI: The President has said that rents are too high.", "en")]
    assert modes == ["turn", "indirect"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "President Biden underscored that the sea is open. He reiterated the importance of candor.",
            [("US", "indirect", "the sea is open"), ("US", "indirect", "the importance of candor")],
        ),
        (
            "He stressed the need for care and underscored that ships may pass.",
            [("OTHER", "indirect", "the need for care"), ("OTHER", "indirect", "ships may pass")],
        ),
        (
            "President Biden welcomed the talks, noting that more work remains.",
            [("US", "indirect", "the talks"), ("US", "indirect", "more work remains")],
        ),
        ("The two leaders agreed that envoys will meet.", [("BOTH", "indirect", "envoys will meet")]),
        ("President Biden and President Xi reaffirmed their promise.", [("BOTH", "indirect", "their promise")]),
        ("“We will not yield,” President Xi said.", [("CN", "direct", "We will not yield,")]),
        (
            "“We are ready,” Secretary Blinken said, “to talk.”",
            [("US", "direct", "We are ready,"), ("US", "direct", "to talk.")],
        ),
        ('And he told Mr. Biden, "Sit down."', [("OTHER", "direct", "Sit down.")]),
        ("According to Reuters, the ship has left.", [("PRESS", "indirect", "the ship has left")]),
        ("The ship has left, according to Beijing.", [("CN", "indirect", "The ship has left")]),
        ("The White House urged Beijing to release the crew.", [("US", "indirect", "to release the crew")]),
        ("The Kremlin claims the talks failed.", [("OTHER", "indirect", "the talks failed")]),
        ("Beijing’s claim that the strait is closed is false.", [("CN", "indirect", "the strait is closed is false")]),
    ],
)
def test_an_english_report_is_found_with_its_words(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The leaders discussed the importance of trade.",
        "President Biden did not say that the talks failed.",
        "Did President Xi say that he would come?",
        "If President Xi says that he agrees, we will go.",
        "It is said that the river is deep.",
        "The two leaders agreed to meet again.",
        "The so-called “reset” is over.",
        "The President refused to say whether he would go.",
        "The plan emphasizes growth.",
        "",
    ],
)
def test_what_is_no_english_report_has_no_span(text):
    assert found(text) == []


def test_the_own_present_stance_of_a_turn_is_no_report_but_the_past_one_is():
    assert found("MS. PSAKI: I think that it is late. As I said, we will wait.") == [("US", "indirect", "we will wait")]


def test_what_the_press_says_you_said_was_said_by_the_one_who_answers():
    text = "Q You said yesterday that rents fell. Why?\n\nMR. KIRBY: They did."
    assert found(text) == [("US", "indirect", "rents fell")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "拜登在酒會上表示美國支持談判，並主張船隻可以通行。",
            [("US", "indirect", "美國支持談判"), ("US", "indirect", "船隻可以通行")],
        ),
        ("習近平說：「門是開著的。」", [("CN", "direct", "門是開著的。")]),
        ("「我們願意談，」布林肯說，「但不急。」", [("US", "direct", "我們願意談，"), ("US", "direct", "但不急。")]),
        ("外交部发言人汪文斌14日指出，船只可以通行。", [("CN", "indirect", "船只可以通行")]),
        ("美方認為航道應開放，中方則強調主權。", [("US", "indirect", "航道應開放"), ("CN", "indirect", "主權")][:1]),
        ("据路透社报道，船只已经离港。", [("PRESS", "indirect", "船只已经离港")]),
        ("兩國元首一致認為，門應該開著。", [("BOTH", "indirect", "門應該開著")]),
        ("在北京看來，門已經關上。", [("CN", "indirect", "門已經關上")]),
        (
            "習近平指出，拜登多次表示門是開著的。",
            [("CN", "indirect", "拜登多次表示門是開著的"), ("US", "indirect", "門是開著的")],
        ),
        ("俗话说，路遥知马力。", [("OTHER", "indirect", "路遥知马力")]),
        ("習近平發言時，首先提到海上的路，接著強調門是開著的。",
         [("CN", "indirect", "海上的路"), ("CN", "indirect", "門是開著的")]),
    ],
)  # fmt: skip
def test_a_chinese_report_is_found_with_its_words(text, expected):
    lang = "zh-Hant" if "習" in text or "門" in text or "談" in text else "zh-Hans"
    assert found(text, lang)[: len(expected)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "中國經濟成長強調創新。",
        "這項政策被視為對北京的讓步。",
        "如果拜登表示支持，情況會不同。",
        "雙方沒有表示反對。",
        "所謂「冷和平」已成為常態。",
        "兩國領導人就氣候議題交換意見。",
        "據統計，貿易額創下新高。",
        "拜登是否會表示同意，不得而知。",
        "",
    ],
)
def test_what_is_no_chinese_report_has_no_span(text):
    assert found(text, "zh-Hant") == []


def test_both_scripts_give_the_same_spans():
    traditional, simplified = "習近平強調，門開著。拜登則說：「好。」", "习近平强调，门开着。拜登则说：“好。”"
    spans = [[(a.speaker, a.start, a.end, a.mode) for a in attribute(t, "zh-Hant")] for t in (traditional, simplified)]
    assert spans[0] == spans[1] != []


def test_a_contrast_of_stances_takes_the_whole_clauses():
    text = "美國關注的是「海是否開放」，而中國在乎的卻是「山是否穩固」。"
    assert found(text, "zh-Hant") == [
        ("US", "indirect", "美國關注的是「海是否開放」"),
        ("CN", "indirect", "中國在乎的卻是「山是否穩固」"),
    ]


def test_sentences_are_told_by_the_side_they_report():
    text = "拜登表示門開著。習近平說路很寬。拜登說門不會關，習近平說路不會斷。競爭的本質難變。"
    cuts = [(0, 8), (8, 16), (16, 33), (33, 41)]
    assert reports(text, "zh-Hant", cuts) == ["US", "CN", "BOTH", ""]


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="'fr'"):
        attribute("Bonjour", "fr")


@given(
    st.text(alphabet='拜登习近平说表示，。「」“”"據 saidthX.’\n', max_size=120),
    st.sampled_from(["en", "zh-Hans", "zh-Hant"]),
)
def test_any_text_gives_spans_inside_it(text, lang):
    assert all(0 <= a.start < a.end <= len(text) and a.side for a in attribute(text, lang))


def test_the_analysis_sets_four_stances_against_each_other(root):
    import csv

    with (root / "corpus" / "coding" / "contrast_spans.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    spans = list(dict.fromkeys((row["actor"], row["span"]) for row in rows))
    text = "亦即" + "，而".join(span for _, span in spans) + "。"
    assert [(side, words) for side, _, words in found(text, "zh-Hant")] == spans


@pytest.mark.parametrize(
    ("text", "side", "words"),
    [
        ("According to one senior official, the talks went well.", "OTHER", "the talks went well"),
        ("The President’s message is that the door stays open.", "US", "the door stays open"),
        ("President Biden said this, the door stays open.", "US", "the door stays open"),
    ],
)
def test_unnamed_sources_and_nouns_of_saying_are_reports(text, side, words):
    found = [(a.side, text[a.start : a.end]) for a in attribute(text, "en")]
    assert (side, words) in found


def test_a_time_long_ago_is_no_report_of_what_was_said():
    assert attribute("He said 10 years ago.", "en") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“We ask nobody to choose,” said Secretary of State Antony Blinken at a school.",
            [("US", "direct", "We ask nobody to choose,")],
        ),
        ("“I sold it all,” recalled the baker.", [("OTHER", "direct", "I sold it all,")]),
        ("“Is it easy?” Raimondo asked. “No.”", [("US", "direct", "Is it easy?"), ("US", "direct", "No.")]),
        ("Xi called the talks “frank and deep”.", [("CN", "direct", "frank and deep")]),
        ("Biden: “I keep my word.”", [("US", "direct", "I keep my word.")]),
        ("In the words of President Reagan, “trust, but verify.”", [("US", "direct", "trust, but verify.")]),
        (
            "“Mr. Xi told me, ‘Keep the door open’, and I will,” Wang Yi said.",
            [
                ("CN", "direct", "Mr. Xi told me, ‘Keep the door open’, and I will,"),
                ("CN", "direct", "Keep the door open"),
            ],
        ),
        ("It was announced by the White House that a ship would sail.", [("US", "indirect", "a ship would sail")]),
        ("The minister was quoted as saying that the port is open.", [("OTHER", "indirect", "the port is open")]),
        ("From Beijing’s perspective, the pact aims at one state.", [("CN", "indirect", "the pact aims at one state")]),
        ("Beijing accused Washington of stoking fear.", [("CN", "indirect", "stoking fear")]),
        ("Two jets crossed the line, the Pentagon said in a note.", [("US", "indirect", "Two jets crossed the line")]),
        ("Experts in Oslo anticipate that prices will fall.", [("OTHER", "indirect", "prices will fall")]),
        ("The President said — I quote him — that rents fell.", [("US", "indirect", "rents fell")]),
    ],
)
def test_a_form_of_news_is_a_report_with_its_words(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("who", "side"),
    [
        ("A senior Chinese trade official", "CN"),
        ("Taiwan’s Defense Ministry", "TW"),
        ("A State Department spokesperson", "US"),
        ("South Korea’s defense ministry", "OTHER"),
        ("The President of Colombia", "OTHER"),
        ("An official in Beijing", "CN"),
        ("The former White House aide", "US"),
        ("Zhang Wei, a spokesman for the Chinese embassy in Oslo,", "CN"),
        ("The ambassador, Xie Feng,", "CN"),
        ("President Biden and Prime Minister Rossi", "BOTH"),
    ],
)
def test_an_office_has_the_side_of_the_words_around_it(who, side):
    assert found(f"{who} said that the port is open.") == [(side, "indirect", "the port is open")]


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("THE PRESIDENT: I met the Prime Minister. He told me that trucks will come.", "OTHER"),
        ("President Xi came on Monday. The president said that trucks will come.", "CN"),
        ("A State Department spokesperson said no. The spokesperson said that trucks will come.", "US"),
        ("Chinese Minister Shen Lin said no. Shen said that trucks will come.", "CN"),
    ],
)
def test_who_spoke_is_told_by_whom_the_text_named_before(text, side):
    assert found(text)[-1] == (side, "indirect", "trucks will come")


def test_the_president_is_the_american_among_the_speakers_also_in_reports():
    spans = attribute("The President said that rents fell.", "en", speakers="Trump")
    assert [a.speaker for a in spans] == ["Trump"]


@pytest.mark.parametrize(
    "text",
    [
        "Has the White House said when the call will take place?",
        "Can the world be confident that you will pay?",
        "Unless Washington confirms the meeting, no tickets will be booked.",
        "President Biden will welcome the King to the White House.",
        "Suppose Congress objects that the price is too high.",
        "It was widely reported that the harbor would reopen.",
        "“Decoupling” and “de-risking” are two words for one policy.",
    ],
)
def test_what_is_asked_supposed_or_nobodys_has_no_span(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("中央社台北五日電，外交部表示，臺灣將持續合作。", "TW"),
        ("新華社北京五日電，外交部表示，中國將持續合作。", "CN"),
        ("臺灣方面很快回應。國防部指出，演習照常進行。", "TW"),
        ("外交部表示，演習照常進行。", "CN"),
        ("韓國外交部表示，演習照常進行。", "OTHER"),
    ],
)
def test_a_ministry_without_a_name_is_that_of_the_text(text, side):
    assert [s for s, _, _ in found(text, "zh-Hant")] == [side]


def test_a_ministry_without_a_name_is_that_of_the_document():
    assert found("外交部表示，演習照常進行。", "zh-Hant", side="TW") == [("TW", "indirect", "演習照常進行")]


def test_labels_inside_a_chinese_line_open_turns():
    text = "記者問：總統會去嗎？發言人答：目前沒有規劃。"
    spans = attribute(text, "zh-Hant", side="TW")
    assert [(a.side, text[a.start : a.end]) for a in spans if a.mode == "turn"] == [
        ("PRESS", "總統會去嗎？"),
        ("TW", "目前沒有規劃。"),
    ]


def test_whether_one_thinks_is_no_denial():
    assert found("记者想知道美方是否认为会谈成功。", "zh-Hans") == []


def test_many_adverbs_may_stand_between_subject_and_verb():
    assert found("拜登已經多次再三表示門是開著的。", "zh-Hant") == [("US", "indirect", "門是開著的")]


def test_a_cue_is_shown_as_the_text_writes_it():
    text = "習近平強調門是開著的。據路透社報導，船已經離港。在北京看來，路還是很寬。"
    assert [a.cue for a in attribute(text, "zh-Hant")] == ["強調", "據", "看來"]


def test_the_president_of_a_chinese_text_is_the_one_named_before():
    text = "賴清德總統說，門一直是開著的。總統也期盼路能夠更寬。"
    assert [a.speaker for a in attribute(text, "zh-Hant")] == ["Lai Ching-te", "Lai Ching-te"]
