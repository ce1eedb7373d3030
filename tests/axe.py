"""The accessibility checker axe, on a page as it stands."""

from functools import cache

from playwright.sync_api import Page

from vardlots.settings import ROOT

SOURCE = ROOT / "widget" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """
async (rules) => {
  const { violations } = await axe.run(document, { runOnly: rules, resultTypes: ["violations"] });
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => [`${id}: ${help}`, node.target.flat().join(" >>> "), node.failureSummary].join("\\n  ")));
}
"""


def violations(page: Page) -> list[str]:
    """Return what is wrong on a page, the shadow trees included: rule, element and remedy."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_source())  # by the debugger, so the page's own policy for scripts does not hinder it
    return list(page.evaluate(RUN, RULES))


@cache
def _source() -> str:
    return SOURCE.read_text(encoding="utf-8")
