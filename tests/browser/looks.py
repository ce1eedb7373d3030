"""How the chat looks: questions to its shadow tree, asked in the page."""

from chat import Chat

LOST = """root => {
  const lost = [];
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    if (!text.data.trim() || text.parentElement.closest(".unseen, style")) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (let box = text.parentElement; box; box = box.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(box), edge = box.getBoundingClientRect();
      if (["auto", "scroll"].includes(overflowY)) break;  // it is scrolled to; WIDE looks whether only up and down
      const [cutsX, cutsY] = [overflowX, overflowY].map((one) => ["hidden", "clip"].includes(one));
      for (const { left, right, top, bottom } of range.getClientRects())
        if ((cutsX && (left < edge.left - 1 || right > edge.right + 1))
          || (cutsY && (top < edge.top - 1 || bottom > edge.bottom + 1))) lost.push(text.data.trim());
    }
  }
  return lost;
}"""
"""Texts of which a part is cut off by a box that cannot be scrolled."""
WIDE = """root => [...root.querySelectorAll("*")].filter((element) =>
  ["auto", "scroll"].includes(getComputedStyle(element).overflowX) && element.scrollWidth > element.clientWidth + 1
).map((element) => element.outerHTML.slice(0, 200))"""
"""Boxes that must be scrolled to the side."""
OUTSIDE = """root => [...root.querySelectorAll("button, a, input, select, textarea, p, dd, h2, h3")].filter((element) =>
{
  const { left, right, width, height } = element.getBoundingClientRect();
  return width && height && !element.closest(".unseen") && (left < -1 || right > innerWidth + 1);
}).map((element) => element.outerHTML.slice(0, 200))"""
"""Controls and texts that stick out of the window."""
SPACING = """root => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
    p { margin-bottom: 2em !important }`);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}"""
"""What WCAG 1.4.12 lets a reader set."""
SMALL_TARGETS = """root => [...root.querySelectorAll("button, input, select, textarea, a")].filter((element) => {
  const { width, height } = element.getBoundingClientRect();
  return width && height && (width < 24 || height < 24);
}).map((element) => element.outerHTML.slice(0, 200))"""
"""What is tapped and is smaller than WCAG 2.5.8 allows."""
ANIMATIONS = """root => [...document.getAnimations(), ...root.getAnimations()]
  .filter(({ playState }) => playState === "running").length"""
"""How many animations run."""


def look(chat: Chat, script: str) -> object:
    """Run something over the chat's shadow tree."""
    return chat.element.evaluate(f"element => ({script})(element.shadowRoot)")


def check_reflow(chat: Chat) -> None:
    """Assert that nothing sticks out or must be scrolled to the side, neither in the page nor in the chat."""
    assert chat.page.evaluate("() => document.scrollingElement.scrollWidth <= innerWidth"), "the page is too wide"
    for script in (OUTSIDE, WIDE):
        found = look(chat, script)
        assert not found, f"it does not fit in {chat.page.viewport_size}: {found}"
