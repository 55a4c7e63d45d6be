"""The bytes of a web page or PDF enter; the text of its body leaves, paragraphs separated by one blank line."""

from __future__ import annotations

import io
import re
import warnings
from urllib.parse import urljoin, urlsplit

from discourse.errors import CorpusError
from discourse.reading.fetch import Page
from discourse.reading.textfile import clean

MAX_CHARS = 20_000_000
MAX_PAGES = 3_000
MAX_HTML = 16_000_000
MAX_TAGS, MAX_ATTRIBUTES = 400_000, 2_000
_BODIES = {
    "bidenwhitehouse.archives.gov": "//section[contains(concat(' ', @class, ' '), ' body-content ')]",
    "www.news.cn": "//*[@id='detailContent'] | //*[@id='detail'][not(.//*[@id='detailContent'])]",
    "gadebate.un.org": "//*[contains(@class, 'field--name-body') or contains(@class, 'field-name-body')]",
}
"""Where the sites of the shipped corpus keep the text; any other site is left to trafilatura."""

_DATES = ("article:published_time", "datepublished", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date",
          "pubdate", "publishdate", "date")  # fmt: skip
_BLOCKS = {"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "dt", "dd", "pre", "td", "th", "div", "section",
           "article", "main", "tr", "table", "ul", "ol", "figure", "aside"}  # fmt: skip
_SILENT = {"script", "style", "noscript", "template", "button", "form", "nav", "figcaption", "iframe", "svg", "head"}


def body_text(page: Page, *, lang: str = "en") -> str:
    """Clean text of a page.

    Parameters
    ----------
    page : Page
        What :func:`discourse.reading.fetch.download` gave.
    lang : str
        Language wanted, for sites that keep several side by side.

    Returns
    -------
    str
        As `load_text` would give it; menus, captions and footers left out.

    Raises
    ------
    CorpusError
        If the page cannot be read or holds no text.

    Examples
    --------
    >>> html = b"<html><body><article><h1>T</h1>" + b"<p>Peace needs patience and patience needs time.</p>" * 9
    >>> body_text(Page("https://example.org/", html, "text/html", "utf-8")).count("Peace")
    9
    """
    if page.content_type == "application/pdf":
        text = pdf_text(page.data, path=page.url)
    elif page.content_type == "text/plain":
        text = clean(page.data.decode(_charset(page), "replace"))
    elif len(page.data) > MAX_HTML:
        raise CorpusError(f"is a page of more than {MAX_HTML:,} bytes", path=page.url, remedy="Save the text by hand.")
    else:
        text = html_text(page.data.decode(_charset(page), "replace"), host=urlsplit(page.url).hostname or "")
    if not text.strip():
        raise CorpusError("holds no text that could be told from its menus", path=page.url,
                          remedy="Save the text by hand into texts/.")  # fmt: skip
    return text


def linked_pdf(page: Page, *, lang: str = "en") -> str:
    """Address of the statement in PDF that a page of gadebate.un.org gives instead of the words, or ``""``."""
    if page.content_type == "application/pdf" or urlsplit(page.url).hostname != "gadebate.un.org":
        return ""
    root = _tree(page.data.decode(_charset(page), "replace"))
    links = [urljoin(page.url, a.get("href", "")) for a in root.iter("a")] if root is not None else []
    ending = "_en.pdf" if lang == "en" else "_zh.pdf"
    return next((link for link in links if urlsplit(link).path.lower().endswith(ending)), "")


def html_text(html: str, *, host: str = "") -> str:
    r"""Body of an HTML page as clean text: by the site's own frame where it is known, else by trafilatura.

    Examples
    --------
    >>> html_text("<div id='detail'><p>　　第一段。</p><p>第二段。</p></div><p>Menu</p>", host="www.news.cn")
    '第一段。\n\n第二段。'
    """
    if host in _BODIES and (root := _tree(html)) is not None:
        paragraphs = [line for node in root.xpath(_BODIES[host]) for line in _paragraphs(node)]
        if paragraphs:
            return clean("\n\n".join(paragraphs))
    return clean("\n\n".join(_extracted(html).split("\n")))


def paragraphs_of(page: Page) -> list[str]:
    """Give every block of a page as one line, menus and all."""
    root = _tree(page.data.decode(_charset(page), "replace"))
    return [] if root is None else _paragraphs(root)


def title_of(page: Page) -> str:
    """Give the title that a page gives itself, or ``""``."""
    root = _tree(page.data.decode(_charset(page), "replace"))
    return " ".join((root.findtext(".//title") or "").split()) if root is not None else ""


def date_of(page: Page) -> str:
    """Give the day on which a page says it was published, as it writes it, or ``""``."""
    root = _tree(page.data.decode(_charset(page), "replace"))
    if root is None:
        return ""
    said = {(m.get("property") or m.get("name") or m.get("itemprop") or "").lower(): m.get("content", "")
            for m in reversed(root.findall(".//meta"))}  # fmt: skip
    found = next((said[name] for name in _DATES if said.get(name)), "")
    return (found or next((t.get("datetime", "") for t in root.iter("time") if t.get("datetime")), "")).strip()[:40]


def _extracted(html: str) -> str:
    import trafilatura

    root = _tree(html)
    if root is None:
        return ""
    for menu in list(root.iter("nav")):  # of a short page trafilatura would keep it
        menu.drop_tree()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = trafilatura.extract(root, include_comments=False, include_tables=True, favor_recall=True) or ""
    except Exception as error:  # whatever a stranger's page does to the parser stays here
        raise CorpusError(f"the page cannot be taken apart ({type(error).__name__})",
                          remedy="Save the text by hand into texts/.") from None  # fmt: skip
    return found


def _tree(html: str):
    """Parse a page; None if there is nothing to parse."""
    from lxml import etree
    from lxml import html as parser

    try:
        text = re.sub(r"^\s*<\?xml[^>]*\?>", "", html.replace("\0", ""))
        _refuse_endless(text)
        root = parser.document_fromstring(text) if text.strip() else None
    except CorpusError:
        raise
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError, RecursionError):
        return None
    return root


def _refuse_endless(html: str) -> None:
    """Refuse what nobody writes and a parser needs hours for: the time grows with the square of the attributes."""
    long = (piece for piece in html.split("<") if len(piece) > 2 * MAX_ATTRIBUTES)
    tags = (re.sub(r'"[^"]*"|\'[^\']*\'', "", piece).partition(">")[0] for piece in long)
    problem = ""
    if html.count("<") > MAX_TAGS:
        problem = f"has more than {MAX_TAGS:,} tags"
    elif any(len(tag.split()) > MAX_ATTRIBUTES for tag in tags):
        problem = f"has a tag of more than {MAX_ATTRIBUTES:,} attributes"
    if problem:
        raise CorpusError(f"is a page that {problem}", remedy="Save the text by hand into texts/.")


def _paragraphs(node) -> list[str]:
    """Texts of the block elements inside a node, in order, each on one line."""
    lines, current = [], []

    def end() -> None:
        line = " ".join("".join(current).split())
        lines.extend([line] if line else [])
        current.clear()

    stack = [(node, False)]
    while stack:
        element, leaving = stack.pop()
        if leaving:
            if element.tag in _BLOCKS:
                end()
            current.append(element.tail or "" if element is not node else "")
            continue
        if not isinstance(element.tag, str) or element.tag in _SILENT:
            current.append(element.tail or "")
            continue
        if element.tag in _BLOCKS or element.tag in ("br", "hr"):
            end()
        current.append(element.text or "")
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))
    end()
    return lines


# Signs by which printers join letters; what a PDF says of its signs, not of its words.
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})


def pdf_text(data: bytes, *, path: object = None) -> str:
    """Text of a PDF as clean text, its ligatures (ﬁ, ﬂ, …) written out as letters.

    Raises
    ------
    CorpusError
        If the file is broken, locked, or holds pictures of text only.
    """
    import logging

    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            reader = PdfReader(io.BytesIO(data))
            if len(reader.pages) > MAX_PAGES:
                raise CorpusError(f"has more than {MAX_PAGES:,} pages", path=path, remedy="Split the file.")
            pages, size = [], 0
            for page in reader.pages:
                pages.append(page.extract_text())
                size += len(pages[-1])
                if size > MAX_CHARS:
                    raise CorpusError(f"holds more than {MAX_CHARS:,} characters", path=path, remedy="Split the file.")
    except CorpusError:
        raise
    except Exception as error:  # pypdf raises a dozen kinds on broken files
        raise CorpusError(f"the PDF cannot be read ({type(error).__name__})", path=path,
                          remedy="Save it as text by hand, or unlock it first.") from None  # fmt: skip
    text = clean("\n\n".join(unwrapped(text.translate(_LIGATURES)) for text in pages))
    if not text:
        raise CorpusError("the PDF holds pictures of text, not text", path=path, remedy="Run it through OCR first.")
    return text


def unwrapped(page: str) -> str:
    r"""Join the lines of a PDF page into paragraphs: one ends where a line ends a sentence.

    Examples
    --------
    >>> unwrapped("We look for words that\nkeep the peace among us.\nThank you.")
    'We look for words that keep the peace among us.\n\nThank you.'
    """
    from discourse.reading.paragraphs import join_lines

    paragraphs: list[list[str]] = [[]]
    for line in page.split("\n"):
        if line.strip():
            paragraphs[-1].append(line.strip())
        if not line.strip() or re.search(r"[.!?。！？…][\"'”’」』)）]*\s*$", line):
            paragraphs.append([])
    return "\n\n".join(join_lines(lines) for lines in paragraphs if lines)


def _charset(page: Page) -> str:
    """Find the encoding of a page: by its byte order mark, by the server, by its own head; UTF-8 otherwise."""
    marks = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
    for mark, name in marks.items():
        if page.data.startswith(mark):
            return name
    inside = re.search(rb"""<meta[^>]{0,200}charset=["']?([\w-]{2,20})""", page.data[:4096], re.I)
    for name in (page.charset, inside[1].decode("ascii", "replace") if inside else "", "utf-8"):
        name = {"gb2312": "gb18030", "gbk": "gb18030"}.get(name.lower(), name)
        try:
            if name and isinstance("".encode(name), bytes):
                b"".decode(name, "strict")
                return name
        except (LookupError, UnicodeError, ValueError):
            continue
    return "utf-8"
