"""The site in a real browser: it asks for nothing, says nothing wrong, can be read and worked by anybody."""

import re

import pytest

import discourse as dc
from discourse.showing.explorer_page import explorer_page
from discourse.showing.notebooks import find_notebooks
from discourse.showing.site import write_site

pytestmark = pytest.mark.browser

CONTRAST = """() => {
  const parse = (c) => { const m = c.match(/[\\d.]+/g).map(Number);
    return [m[0], m[1], m[2], m.length > 3 ? m[3] : 1]; };
  const light = (c) => { const f = c.slice(0, 3).map((v) => { v /= 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * f[0] + 0.7152 * f[1] + 0.0722 * f[2]; };
  const bad = [];
  for (const node of document.querySelectorAll("body *")) {
    const own = [...node.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    const style = getComputedStyle(node);
    if (!own || style.visibility === "hidden" || !node.getClientRects().length ||
      ["SCRIPT", "STYLE", "OPTION"].includes(node.tagName)) continue;
    let back = null;
    for (let n = node; n; n = n.parentElement) {
      const c = parse(getComputedStyle(n).backgroundColor); if (c[3] > 0.99) { back = c; break; } }
    back = back || (matchMedia("(prefers-color-scheme: dark)").matches ? [18, 18, 18] : [255, 255, 255]);
    const [a, b] = [light(parse(style.color)), light(back)].sort((x, y) => y - x);
    const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if ((a + 0.05) / (b + 0.05) < (large ? 3 : 4.5))
      bad.push(node.tagName + "." + node.className + ": " + node.textContent.trim().slice(0, 30));
  }
  return bad.slice(0, 5);
}"""


@pytest.fixture(scope="module")
def site(root, tmp_path_factory):
    """The site of the committed notebooks."""
    folder = tmp_path_factory.mktemp("site")
    corpus = dc.load_corpus()
    pages = write_site(find_notebooks(root / "notebooks"), folder, figures=root / "figures", corpus=corpus)
    return {path.stem: path for path in pages}


def _open(page, path):
    page.goto(path.as_uri())
    return page


def test_no_page_asks_for_anything_outside_or_says_an_error(site, page):
    for path in site.values():
        _open(page, path)
    assert [url for url in page.watch.requests if not url.startswith(("file:", "data:"))] == []
    assert page.watch.errors == []


def test_every_page_has_a_language_a_title_one_heading_and_a_place_to_skip_to(site, page):
    for path in site.values():
        _open(page, path)
        chinese = "zh" in path.stem.split(".") or path.stem.endswith(("-zh", "_zh", "zh-Hant"))
        assert page.evaluate("document.documentElement.lang") == ("zh-Hant" if chinese else "en")
        assert page.locator("main").count() == 1
        assert len(page.title()) > 10
        assert page.locator("h1").count() >= 1
        target = page.locator("a.skip").get_attribute("href")
        assert page.locator(target).count() == 1


def test_every_picture_is_loaded_and_has_words(site, page):
    for path in site.values():
        _open(page, path)
        bad = "[...document.images].filter((i) => !i.alt.trim() || !i.complete || !i.naturalWidth).map((i) => i.src)"
        assert page.evaluate(bad) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground_as_wcag_aa_asks(site, page, scheme):
    page.emulate_media(color_scheme=scheme)
    for path in site.values():
        assert (path.name, _open(page, path).evaluate(CONTRAST)) == (path.name, [])


def test_no_page_scrolls_sideways_on_a_phone(site, page):
    page.set_viewport_size({"width": 360, "height": 740})
    for path in site.values():
        assert (path.name, _open(page, path).evaluate("document.documentElement.scrollWidth")) <= (path.name, 360)


def test_the_letters_of_every_picture_are_nine_pixels_high_on_a_phone_where_it_can_be_moved_sideways(site, page):
    page.set_viewport_size({"width": 390, "height": 844})
    for path in site.values():
        _open(page, path)
        shown = page.evaluate("[...document.images].map((i) => [i.clientWidth / i.naturalWidth,"
                              " getComputedStyle(i.closest('.picture')).overflowX])")  # fmt: skip
        assert [s for s in shown if s[0] * 10 * 160 / 72 < 9 or s[1] != "auto"] == []  # letters of 10 pt at 160 dpi


def test_a_tap_on_a_picture_of_the_index_opens_it_at_its_full_size(site, page):
    _open(page, site["index"]).locator(".picture a").first.click()
    page.wait_for_url(re.compile(r"/figures/\w+\.svg$"))


def test_the_first_stop_of_the_keyboard_is_the_skip_link_and_it_is_seen(site, page):
    _open(page, site["index"]).keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0


def test_axe_finds_nothing_serious(site, page, axe):
    for path in site.values():
        _open(page, path)
        page.evaluate(axe)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        serious = [(v["id"], v["nodes"][0]["html"][:120]) for v in found if v["impact"] in ("serious", "critical")]
        assert (path.name, serious) == (path.name, [])


def test_the_explorer_finds_every_place_of_a_term_in_the_analysis(site, page):
    hits = dc.concordance(dc.load_corpus().select(doc_id="mac-2022-g20"), "多邊主義")
    _open(page, site["explore"]).fill("#query", "多边主义")  # Simplified finds Traditional
    page.select_option("#side", "TW")
    marks = page.locator("#results mark").all_inner_texts()
    assert marks == ["多邊主義"] * len(hits[hits.side == "TW"])
    assert marks


def test_sorting_by_the_right_context_sorts(site, page):
    _open(page, site["explore"]).fill("#query", "多邊主義")
    page.select_option("#sort", "right")
    shown = page.locator("#results .kwic").all_inner_texts()
    rights = [re.split("多邊主義", line.replace("\n", ""), maxsplit=1)[1] for line in shown]
    assert len(rights) > 2
    assert page.locator("#results mark").first.inner_text() == "多邊主義"


def test_a_search_in_counted_texts_shows_counts_equal_to_the_table(site, page):
    counts = dc.load_corpus().counts()
    expected = counts[(counts.term == "planet") & (counts.side == "US")].groupby("doc_id").n.sum()
    _open(page, site["explore"]).fill("#query", "planet")
    page.select_option("#side", "US")
    shown = [int(n) for n in page.locator("#counts tbody td:nth-child(3)").all_inner_texts()]
    assert sorted(shown) == sorted(expected.tolist())
    assert shown


def test_a_bar_leads_to_its_sentences_by_keyboard(site, page):
    _open(page, site["explore"])
    bar = page.locator(".bar").first
    n = int(re.search(r"\((\d+)/", bar.inner_text())[1])
    bar.focus()
    page.keyboard.press("Enter")
    assert page.inner_text("#status").startswith(f"{n} sentences")
    assert page.evaluate("document.activeElement.id") == "results"


def test_filters_narrow_and_clear_widens_again(site, page):
    _open(page, site["explore"])
    everything = page.inner_text("#status")
    page.select_option("#year", "2023")
    assert page.inner_text("#status") != everything
    assert all(line.startswith("2023") for line in page.locator("#results li > p:first-child").all_inner_texts())
    page.click("#reset")
    page.wait_for_function("(all) => document.getElementById('status').innerText === all", arg=everything)


def test_the_page_speaks_chinese_and_keeps_the_filters(site, page):
    _open(page, site["explore"]).select_option("#year", "2022")
    page.click("#chinese")
    assert page.evaluate("document.documentElement.lang") == "zh-Hant"
    assert page.inner_text("h1") == "瀏覽文本"
    assert page.input_value("#year") == "2022"


def test_no_search_breaks_the_page(site, page):
    _open(page, site["explore"])
    for query in ("<img src=x onerror=alert(1)>", "(", "\\", "🙂", "  ", "\u202e", "a" * 80):
        page.fill("#query", query)
        assert re.match(r"\d+ (hits|sentences)", page.inner_text("#status"))
    assert page.watch.errors == []


def test_documents_of_no_side_have_their_own_bars_and_filter(page, tmp_path):
    (tmp_path / "own").mkdir()
    for name, head in (("a", "---\nside: EAST\n---\n"), ("b", "")):
        words = f"{head}Climate change is a challenge. The weir holds."
        (tmp_path / "own" / f"2024-05-01-{name}.txt").write_text(words, encoding="utf-8")
    dc.new_study(tmp_path / "s", source=tmp_path / "own")
    path = explorer_page(dc.open_study(tmp_path / "s"), None, tmp_path / "explore.html")
    bars = _open(page, path).locator(".bar")
    assert bars.all_inner_texts()[1].replace("\n", " ").startswith("Shared challenges · not stated")
    bars.nth(1).click()
    assert page.inner_text("#status").startswith("1 sentences in 1 documents")
    page.fill("#query", "weir")
    assert page.input_value("#side") == " "
