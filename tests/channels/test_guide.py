"""The guide as a page: the same words, no HTML of its own, links that lead somewhere."""

import re

from channels.guide import read_guide
from channels.site import GUIDE


def test_headings_can_be_linked_to_and_the_parts_are_listed():
    guide = read_guide("# The `x` of it\n\n## Own site, or not?\n\n### Deeper\n\n## And more\n")
    assert guide.title == "The x of it"
    assert [(part.id, part.text) for part in guide.parts] == [
        ("own-site-or-not", "Own site, or not?"),
        ("and-more", "And more"),
    ]
    assert '<h2 id="own-site-or-not">' in guide.html
    assert "<h1" not in guide.html
    assert read_guide("Words first.\n\n# Then a title\n").title == ""


def test_html_in_it_is_shown_and_never_runs():
    html = read_guide('<script>alert(1)</script>\n\nA <b onclick="x">b</b>, [bad](javascript:alert(1)).\n').html
    assert "<script" not in html
    assert "<b" not in html
    assert "&lt;script&gt;" in html
    assert "<a" not in html


def test_a_link_to_a_file_of_the_project_becomes_its_name():
    html = read_guide(
        "See [what is **kept**](privacy.md#law), [it](../README.md), [web](https://a.example/) and [up](#x)."
    ).html
    assert "See what is <strong>kept</strong> (<code>docs/privacy.md</code>), it (<code>README.md</code>)" in html
    assert re.findall(r'href="([^"]*)"', html) == ["https://a.example/", "#x"]


def test_code_stays_text_and_a_table_says_what_heads_its_columns():
    html = read_guide("```js\na < b\n```\n\n| a | b |\n| --- | --- |\n| `c` | d |\n").html
    assert '<code class="language-js">a &lt; b\n</code>' in html
    assert html.count('<th scope="col">') == 2


def test_the_guide_itself_has_every_part():
    text = GUIDE.read_text(encoding="utf-8")
    guide = read_guide(text)
    assert guide.title == text.splitlines()[0].removeprefix("# ")
    assert [part.text for part in guide.parts] == re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert "http.server 8000" in guide.html
