"""Words and addresses that would run, if anything let them; and the assertion that nothing did."""

from chat import Chat

RUNS = "window.hacked = true"
TAGS = [
    f"<img src=x onerror='{RUNS}'>",
    f"<script>{RUNS}</script>",
    f"<svg onload='{RUNS}'><a href='javascript:{RUNS}'>x</a></svg>",
    f'</p></article><iframe srcdoc="<script>parent.{RUNS}</script>"></iframe>',
    f"[länk](javascript:{RUNS}) ![bild](x) **fet** `kod` {{{{{RUNS}}}}} ${{{RUNS}}}",
    "&lt;b&gt;&#x3C;i&#x3E;",
]
ADDRESSES = [
    f"javascript:{RUNS}",
    f" \tJaVa\nScRiPt:{RUNS}",
    f"data:text/html,<script>{RUNS}</script>",
    "data:text/html;base64,PHNjcmlwdD48L3NjcmlwdD4=",
    f"vbscript:{RUNS}",
    "blob:https://example.com/1",
    "file:///etc/passwd",
    "//[",
    f'https://ok.example/" onclick="{RUNS}" x="',
]
SAFE = ("http:", "https:", "tel:", "mailto:", "blob:")
STRANGE = """element => [...element.shadowRoot.querySelectorAll("*")].filter((one) =>
  ["SCRIPT", "IFRAME", "IMG", "OBJECT", "EMBED", "FRAME", "BASE", "META", "B"].includes(one.tagName.toUpperCase())
  || [...one.attributes].some(({ name }) => name.startsWith("on"))).map((one) => one.outerHTML)"""


def check_harmless(chat: Chat) -> None:
    """Assert that nothing ran, and that nothing is in the chat that could."""
    assert chat.page.evaluate("() => window.hacked") is None, "a script ran"
    strange = chat.element.evaluate(STRANGE)
    assert not strange, f"this does not belong in the chat: {strange}"
    schemes = chat.element.evaluate("e => [...e.shadowRoot.querySelectorAll('a')].map(({ protocol }) => protocol)")
    assert set(schemes) <= set(SAFE), f"a link is followed by {set(schemes) - set(SAFE)}"


def reply(**fields: object) -> dict[str, object]:
    """Return an answer as the server sends it."""
    return {"kind": "faq", "language": "sv", "paragraphs": ["Ja."], **fields}
